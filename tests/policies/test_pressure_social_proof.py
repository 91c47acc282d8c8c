"""Social proof without proof: found in both languages, and not in ordinary replies."""

import pytest
from policy_reviews import Review


@pytest.mark.parametrize(
    "text",
    [
        "1,284 people are looking at this class right now.",
        "Everyone in your street has already switched.",
        "今、328人がこの商品を見ています。",
        "みなさんもう始めていますよ。",
    ],
)
def test_it_is_found_and_shown_where_it_stands(review: Review, text: str) -> None:
    findings = review("pressure.social_proof", text)
    assert findings
    span = findings[0].span
    assert span is None or text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "text",
    [
        "The class takes up to 8 people.",
        "定員は8名です。",
        "About half of our guests come alone.",
    ],
)
def test_what_only_sounds_like_it_passes(review: Review, text: str) -> None:
    assert not review("pressure.social_proof", text)
