"""Bought reviews and unlabelled advertising are found."""

import pytest
from policy_reviews import Review


@pytest.mark.parametrize(
    "text",
    [
        "Leave a 5-star review and get a $10 voucher.",
        "★5のレビューを書くと500円クーポンをプレゼント。",
        "Try it: https://shop.example/p?affiliate_id=77",
    ],
)
def test_it_is_found_and_shown_where_it_stands(review: Review, text: str) -> None:
    findings = review("honesty.advertising", text)
    assert findings
    span = findings[0].span
    assert span is None or text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "text",
    [
        "We would love to read your review, good or bad.",
        "口コミを書いていただけるとうれしいです。",
        "[PR] https://shop.example/p?affiliate_id=77",
    ],
)
def test_what_only_sounds_like_it_passes(review: Review, text: str) -> None:
    assert not review("honesty.advertising", text)
