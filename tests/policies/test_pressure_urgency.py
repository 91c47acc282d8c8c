"""False urgency: found in both languages, and not in ordinary replies."""

import pytest
from policy_reviews import Review


@pytest.mark.parametrize(
    "text",
    [
        "You need to decide now.",
        "Hurry, this price ends tonight!",
        "Order now before it's too late.",
        "Our sale ends at 16:30.",
        "今だけの特別価格です、お急ぎください！",
        "迷っている間に値上がりしますよ。",
    ],
)
def test_it_is_found_and_shown_where_it_stands(review: Review, text: str) -> None:
    findings = review("pressure.urgency", text)
    assert findings
    span = findings[0].span
    assert span is None or text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "text",
    [
        "You do not have to decide now.",
        "You can decide on the day.",
        "There is no hurry, take your time.",
        "If you are in a hurry, take the bus.",
        "We close early today.",
        "The 14:00 class ends at 16:30.",
        "Kids' Clay ends at 11:00.",
        "There is 1 place left on 6 December at 10:30.",
        "お急ぎの場合はお電話ください。",
        "ご予約は前日の17時までにお願いします。",
    ],
)
def test_what_only_sounds_like_it_passes(review: Review, text: str) -> None:
    assert not review("pressure.urgency", text)
