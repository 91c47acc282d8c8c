"""Nagging: found in both languages, and not in ordinary replies."""

import pytest
from policy_reviews import Review


@pytest.mark.parametrize(
    "text",
    [
        "I won't take no for an answer.",
        "I know you said no, but let me ask again.",
        "うんと言っていただけるまで毎日お電話します。",
        "お断りとのことでしたが、もう一度だけお願いします。",
    ],
)
def test_it_is_found_and_shown_where_it_stands(review: Review, text: str) -> None:
    findings = review("pressure.nagging", text)
    assert findings
    span = findings[0].span
    assert span is None or text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "text",
    [
        "Sorry that you had to write three times.",
        "ご不明な点がありましたら、いつでもお問い合わせください。",
    ],
)
def test_what_only_sounds_like_it_passes(review: Review, text: str) -> None:
    assert not review("pressure.nagging", text)
