"""A discount stands in a document or lies within the owner's limit."""

from decimal import Decimal

import pytest
from policy_reviews import Review

from kizashi.ids import DocumentId, PassageId
from kizashi.knowledge import Passage
from kizashi.verdict import Severity
from policies.model import Policies
from policies.review import Facts


@pytest.mark.parametrize(
    "text", ["学生の方は500円引きです。", "Members get 10% off.", "会員は1割引です。"]
)
def test_a_documented_discount_passes(review: Review, known: Facts, text: str) -> None:
    assert [f.severity for f in review("promises.discount", text, known)] == [Severity.NOTE]


@pytest.mark.parametrize(
    "text",
    [
        "20%OFFにします。",
        "半額でご案内します。",
        "2割引です。",
        "800円引きにします。",
        "特別にお値引きいたします。",
        "I can give you a special price.",
        "We'll waive the joining fee.",
        "half price today",
    ],
)
def test_any_other_discount_is_held(review: Review, known: Facts, text: str) -> None:
    assert [f.severity for f in review("promises.discount", text, known)] == [Severity.HOLD]


@pytest.mark.parametrize(
    "text", ["値引きはしておりません。", "We cannot offer 20% off.", "割引はありません。"]
)
def test_saying_that_there_is_none_promises_nothing(
    review: Review, known: Facts, text: str
) -> None:
    assert not review("promises.discount", text, known)


def test_the_owners_limit_lets_smaller_ones_pass_and_may_block_larger_ones(
    review: Review, policies: Policies
) -> None:
    promises = policies.promises.model_copy(
        update={"largest_discount_percent": Decimal(15), "beyond_largest_discount": Severity.BLOCK}
    )
    under = policies.model_copy(update={"promises": promises})
    assert review("promises.discount", "15% off", under=under)[0].severity is Severity.NOTE
    assert review("promises.discount", "16% off", under=under)[0].severity is Severity.BLOCK


GRANTED = Facts(
    passages=tuple(
        Passage(id=PassageId("p"), document=DocumentId("faq.md"), text=text)
        for text in (
            "割れてしまったときは、体験料の半額の返金を選べます。",
            "If a piece cracks you get half off the next one.",
            "Students get 30% off on Mondays.",
            "月曜は学生の方が500円引きです。",
        )
    )
)


@pytest.mark.parametrize(
    "text",
    [
        "半額にします。",
        "全品半額でご提供します。",
        "I will knock 500 yen off.",
        "You get 30% off everything.",
        "Students get 30% off.",
    ],
)
def test_a_reduction_for_others_bears_nothing_out(review: Review, text: str) -> None:
    assert [f.severity for f in review("promises.discount", text, GRANTED)] == [Severity.HOLD]


@pytest.mark.parametrize(
    "text",
    [
        "割れたときは、体験料の半額の返金を選べます。",
        "On Mondays students get 30% off.",
        "月曜は、学生の方は500円引きです。",
    ],
)
def test_a_reduction_told_with_its_condition_passes(review: Review, text: str) -> None:
    assert [f.severity for f in review("promises.discount", text, GRANTED)] == [Severity.NOTE]


@pytest.mark.parametrize(
    "text",
    [
        "I'll take a third off for you.",
        "We'll do buy one get one free on tea cups.",
        "No joining fee for you.",
        "On the house!",
        "2つ目は無料で差し上げます。",
        "今回は入会金なしで大丈夫です。",
        "お代は結構です",
    ],
)
def test_a_concession_in_ordinary_words_is_held(review: Review, known: Facts, text: str) -> None:
    assert [f.severity for f in review("promises.discount", text, known)] == [Severity.HOLD]
