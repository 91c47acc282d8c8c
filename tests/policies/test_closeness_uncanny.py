"""A text that shows watching, inference or the reading itself is too close."""

import pytest
from policy_reviews import Review


@pytest.mark.parametrize(
    "text",
    [
        "I saw you looked at the pricing page three times last night.",
        "昨夜も料金ページを3回ご覧になっていましたね。",
        "You must be pregnant, so here is our baby line.",
        "Our system says your interest is high.",
        "意志の温度は87度まで上がっています。",
    ],
)
def test_it_is_found_and_shown_where_it_stands(review: Review, text: str) -> None:
    findings = review("closeness", text)
    assert findings
    span = findings[0].span
    assert span is None or text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "text",
    [
        "Thanks for visiting us yesterday.",
        "資料をご覧ください。",
        "As you wrote, you are looking for a gift.",
        "ご妊娠とのこと、おめでとうございます。",
    ],
)
def test_what_only_sounds_like_it_passes(review: Review, text: str) -> None:
    assert not review("closeness", text)
