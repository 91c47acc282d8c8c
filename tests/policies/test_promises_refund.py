"""A refund is promised only as a document promises it."""

import pytest
from policy_reviews import Review

from kizashi.verdict import Severity
from policies.review import Facts


@pytest.mark.parametrize(
    "text", ["8日以内でしたら全額返金いたします。", "We give a full refund within 8 days."]
)
def test_a_documented_refund_passes(review: Review, known: Facts, text: str) -> None:
    assert [f.severity for f in review("promises.refund", text, known)] == [Severity.NOTE]


@pytest.mark.parametrize(
    "text", ["30日以内でしたら全額返金いたします。", "We'll refund you within 30 days."]
)
def test_other_terms_are_held(review: Review, known: Facts, text: str) -> None:
    assert [f.severity for f in review("promises.refund", text, known)] == [Severity.HOLD]


@pytest.mark.parametrize("text", ["返金はいたしかねます。", "We cannot refund vouchers."])
def test_a_refusal_promises_nothing(review: Review, known: Facts, text: str) -> None:
    assert not review("promises.refund", text, known)
