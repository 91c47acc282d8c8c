"""What is said to be left is compared with the catalogue's count, also by the scarcity rule."""

from datetime import date

import pytest
from policy_reviews import Review

from kizashi.ids import DocumentId, PassageId
from kizashi.knowledge import CatalogueItem, Passage
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


def held_on(day: int, time: str, left: int) -> tuple[CatalogueItem, Passage]:
    row, document = PassageId(f"{day}-{time}"), DocumentId("schedule.csv")
    item = CatalogueItem(
        names=("手びねり", "Hand-building"),
        stock=left,
        dates=(date(2026, 12, day),),
        passage=row,
        document=document,
    )
    fields = (("start", time), ("places_left", str(left)))
    return item, Passage(id=row, document=document, text="", fields=fields, kind="row")


ROWS = (held_on(5, "10:30", 2), held_on(5, "14:00", 0), held_on(6, "10:30", 4))
SCHEDULE = Facts(
    catalogue=tuple(item for item, _ in ROWS),
    passages=(
        *(row for _, row in ROWS),
        Passage(
            id=PassageId("p"),
            document=DocumentId("plan.md"),
            text="予約枠は残り3席まで見られます。",
        ),
    ),
)


@pytest.mark.parametrize(
    "text",
    [
        "12月5日14:00の手びねりは、あと4名さま空いております。",
        "Hand-building on 6 December has 2 places left.",
        "手びねりはあと4名空いています。",
        "12月7日の手びねりはあと4名空いています。",
        "残り3席です。",
        "Only 3 left!",
    ],
)
def test_places_left_on_another_day_bear_out_nothing(review: Review, text: str) -> None:
    assert [f.severity for f in review("promises.stock", text, SCHEDULE)] == [Severity.HOLD]


@pytest.mark.parametrize(
    "text",
    [
        "12月5日10:30の手びねりは、あと2名さま空いております。",
        "Hand-building on 6 December has 4 places left.",
        "There are 4 places left on 6 December for Hand-building.",
        "手びねりはあと6名空いています。",
    ],
)
def test_places_left_on_the_day_named_or_on_all_days_pass(review: Review, text: str) -> None:
    findings = review("promises.stock", text, SCHEDULE)
    assert [f.severity for f in findings] == [Severity.NOTE]
    assert "schedule.csv" in findings[0].explanation.en


@pytest.mark.parametrize(
    "text",
    ["大皿は40枚あります。", "There are 10 platters in stock.", "The soup bowl is in stock."],
)
def test_stock_is_that_of_the_item_itself(review: Review, known: Facts, text: str) -> None:
    assert review("promises.stock", text, known)[0].severity is Severity.HOLD
