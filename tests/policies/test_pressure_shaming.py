"""Confirm-shaming: found in both languages, and not in ordinary replies."""

import pytest
from policy_reviews import Review


@pytest.mark.parametrize(
    "text",
    [
        "No thanks, I prefer to pay full price.",
        "Only a fool would walk away from this.",
        "いいえ、私は損をしたままでいいです。",
        "賢い方ならもう申し込んでいます。",
    ],
)
def test_it_is_found_and_shown_where_it_stands(review: Review, text: str) -> None:
    findings = review("pressure.shaming", text)
    assert findings
    span = findings[0].span
    assert span is None or text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "text",
    [
        "No, thank you, I have enough clay.",
        "お断りいただいても、まったく問題ございません。",
    ],
)
def test_what_only_sounds_like_it_passes(review: Review, text: str) -> None:
    assert not review("pressure.shaming", text)
