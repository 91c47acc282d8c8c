"""A refund is promised only as a document promises it."""

import pytest
from policy_reviews import Review

from kizashi.ids import DocumentId, PassageId
from kizashi.knowledge import Passage
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


def says(text: str, *heading: str) -> Passage:
    return Passage(id=PassageId("p"), document=DocumentId("terms.md"), heading=heading, text=text)


TERMS = Facts(
    passages=(
        says(
            "開封した金継ぎキットと、ギフト券は返品できません。未使用の品は8日以内なら返品できます。"
        ),
        says("Gift vouchers cannot be returned. We refund broken pots in full."),
        says("工房の都合で中止するときは、全額を返金します。"),
        says("If we have to cancel, we refund everything."),
        says("4日前まで: 無料\n当日: 100%", "キャンセル料"),
        says("Up to 4 days before: free\nOn the day: 100%", "Cancelling"),
    )
)


@pytest.mark.parametrize(
    "text",
    [
        "ギフト券は返金できます。",
        "We refund gift vouchers in full.",
        "開封済みの金継ぎキットも返品できます。",
        "いつでも全額返金いたします。",
        "Full refund any time, no questions asked.",
        "キャンセルは当日でも無料です。",
        "You can cancel free of charge on the day itself.",
    ],
)
def test_a_document_that_denies_it_or_sets_a_condition_bears_nothing_out(
    review: Review, text: str
) -> None:
    assert [f.severity for f in review("promises.refund", text, TERMS)] == [Severity.HOLD]


@pytest.mark.parametrize(
    "text",
    [
        "工房の都合で中止するときは、全額を返金します。",
        "If we have to cancel, we refund everything.",
        "未使用の品は8日以内なら返品できます。",
        "4日前までのキャンセルは無料です。",
        "You can cancel free of charge up to 4 days before.",
    ],
)
def test_the_condition_told_with_the_refund_passes(review: Review, text: str) -> None:
    assert [f.severity for f in review("promises.refund", text, TERMS)] == [Severity.NOTE]
