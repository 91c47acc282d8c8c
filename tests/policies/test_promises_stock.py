"""What is said to be left is compared with the catalogue's count, also by the scarcity rule."""

import pytest
from policy_reviews import Review

from kizashi.verdict import Severity
from policies.review import Facts


@pytest.mark.parametrize(
    "text", ["大皿は残り3点です。", "There are 3 platters left: Platter, 3 left."]
)
def test_a_true_count_passes_and_cites_the_catalogue(
    review: Review, known: Facts, text: str
) -> None:
    findings = review("promises.stock", text, known)
    assert {f.severity for f in findings} == {Severity.NOTE}
    assert "catalogue.csv" in findings[-1].explanation.en


@pytest.mark.parametrize(
    "text", ["大皿は残り1点です。", "スープボウルは在庫があります。", "大皿は品切れです。"]
)
def test_what_the_catalogue_denies_is_held(review: Review, known: Facts, text: str) -> None:
    assert review("promises.stock", text, known)[0].severity is Severity.HOLD


def test_what_no_document_tells_is_held(review: Review) -> None:
    assert review("promises.stock", "在庫がございます。")[0].severity is Severity.HOLD


def test_scarcity_that_is_true_passes_and_scarcity_that_is_not_does_not(
    review: Review, known: Facts
) -> None:
    true = review("pressure.scarcity", "大皿は残り3点だけです。", known)
    false = review("pressure.scarcity", "大皿は残り1点だけです。", known)
    assert [f.severity for f in true] == [Severity.NOTE]
    assert [f.severity for f in false] == [Severity.REVISE]
