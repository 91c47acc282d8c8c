"""Misdirection and sneaking: found in both languages, and not in ordinary replies."""

import pytest
from policy_reviews import Review


@pytest.mark.parametrize(
    "text",
    [
        "ギフト包装をカートに追加しておきました。",
        "We've already added insurance to your basket.",
        "Your free trial automatically becomes a yearly contract.",
        "あらかじめ安心保証を追加しておきました。",
        "無料体験の終了後は自動的に年間契約へ移行します。",
    ],
)
def test_it_is_found_and_shown_where_it_stands(review: Review, text: str) -> None:
    findings = review("pressure.misdirection", text)
    assert findings
    span = findings[0].span
    assert span is None or text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "text",
    [
        "ご依頼のギフト包装をカートに追加しておきました。",
        "ギフト包装をカートに追加できます。",
        "The trial ends after 14 days and does not renew by itself.",
        "The insurance is optional and you can add it later.",
        "オプションはあとから追加できます。",
    ],
)
def test_what_only_sounds_like_it_passes(review: Review, text: str) -> None:
    assert not review("pressure.misdirection", text)
