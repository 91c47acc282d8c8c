"""Pretending to be human is found."""

import pytest
from policy_reviews import Review


@pytest.mark.parametrize(
    "text",
    [
        "I'm a real person, not a bot.",
        "こちらはAIではありません。人間が対応しています。",
        "I've used it myself for years.",
        "私も毎日愛用しています。",
        "スタッフの水谷本人がお答えしています。",
        "This is Sumie herself typing.",
        "人間の水谷です。",
    ],
)
def test_it_is_found_and_shown_where_it_stands(review: Review, text: str) -> None:
    findings = review("honesty.human", text)
    assert findings
    span = findings[0].span
    assert span is None or text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "text",
    [
        "I am an AI; a person of the studio will answer that.",
        "私はAIですので、担当の者につなぎます。",
        "Dogs are welcome.",
        "Sumie herself teaches the Saturday class.",
        "ご本人が直接お越しください。",
    ],
)
def test_what_only_sounds_like_it_passes(review: Review, text: str) -> None:
    assert not review("honesty.human", text)
