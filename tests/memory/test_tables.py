"""Tables with headers as shops write them: money in brackets, both languages, the name anywhere."""

import pytest

from agents.minds.negotiator.cells import Role, row_of
from kizashi.ids import DocumentId
from kizashi.language import Language
from memory.documents import read_bytes
from memory.documents.tables import names_an_item, row_words, stem_and_language


@pytest.mark.parametrize(
    ("header", "stem", "language"),
    [
        ("price (yen)", "price (yen)", None),
        ("open", "open", None),
        ("name_en", "name", Language.EN),
        ("Name EN", "Name", Language.EN),
        ("title (en)", "title", Language.EN),
        ("品名（英語）", "品名", Language.EN),
        ("note ja", "note", Language.JA),
    ],
)
def test_only_what_stands_apart_is_a_language(
    header: str, stem: str, language: Language | None
) -> None:
    assert stem_and_language(header) == (stem, language)


def test_the_column_that_names_what_is_offered_stands_in_front() -> None:
    cells = (("day", "Mon"), ("time", "19:00"), ("class クラス", "Salsa"))
    assert row_words(cells).startswith("Salsa — day: Mon")
    assert row_words((("day", "Mon"), ("open", "9:00"))).startswith("Mon — ")
    assert names_an_item("class クラス")
    assert not names_an_item("day")


def test_semicolons_and_headers_in_two_languages_keep_every_column() -> None:
    text = """day;class クラス;teacher 先生;age 対象;hrs;notes 備考
水 Wed;Kids' ballet こどもバレエ;Yuki 由紀;3-6;0.75;parents may watch / 見学できます
"""
    (passage,) = read_bytes(text.encode(), DocumentId("week.csv")).passages
    row = row_of(passage.fields)
    assert row is not None
    assert row.name.of(Language.JA) == "こどもバレエ"
    assert row.name.of(Language.EN) == "Kids' ballet"
    roles = [cell.role for cell in row.cells]
    assert roles == [Role.DAY, Role.WHO, Role.AGE, Role.DURATION, Role.NOTE]
    note = row.cells[-1]
    assert note.of(Language.EN) == "parents may watch"
    assert note.of(Language.JA) == "見学できます"


def test_a_row_of_a_day_without_another_name_is_named_by_it() -> None:
    row = row_of((("date", "2026-12-31"), ("hours", "10:00-15:00"), ("note", "Last day.")))
    assert row is not None
    assert row.name.of(Language.EN) == "2026-12-31"
