"""Obstruction of leaving: found in both languages, and not in ordinary replies."""

import pytest
from policy_reviews import Review


@pytest.mark.parametrize(
    "text",
    [
        "To cancel, you must send a registered letter.",
        "Are you sure you want to lose all your benefits?",
        "解約はお電話のみで承っております。",
        "退会するとこれまでのポイントがすべて失われますが、よろしいですか。",
    ],
)
def test_it_is_found_and_shown_where_it_stands(review: Review, text: str) -> None:
    findings = review("pressure.obstruction", text)
    assert findings
    span = findings[0].span
    assert span is None or text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "text",
    [
        "You can cancel any time from your account page.",
        "解約はマイページからいつでもできます。",
        "Same-day cancellations cost half of the fee.",
        "申し訳ございません、開封済みのキットは返品できません。",
        "ギフト券の返品はお受けできません。",
        "I am sorry, opened kits cannot be returned.",
    ],
)
def test_what_only_sounds_like_it_passes(review: Review, text: str) -> None:
    assert not review("pressure.obstruction", text)
