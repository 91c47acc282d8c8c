"""Hidden costs: found in both languages, and not in ordinary replies."""

import pytest
from policy_reviews import Review


@pytest.mark.parametrize(
    "text",
    [
        "A mandatory service fee will be added at checkout.",
        "It's free, just pay the handling charge.",
        "手数料はお支払い画面で加算されます。",
        "総額はご契約後にお知らせします。",
    ],
)
def test_it_is_found_and_shown_where_it_stands(review: Review, text: str) -> None:
    findings = review("pressure.hidden_cost", text)
    assert findings
    span = findings[0].span
    assert span is None or text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "text",
    [
        "Shipping is 9 dollars, which you see before you pay.",
        "送料は全国一律800円で、ご注文前に表示されます。",
    ],
)
def test_what_only_sounds_like_it_passes(review: Review, text: str) -> None:
    assert not review("pressure.hidden_cost", text)
