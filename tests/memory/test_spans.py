"""The days that a text states, and the passages that state them."""

from datetime import date

import pytest

from kizashi.ids import DocumentId
from memory.calendar import Calendar
from memory.documents import read_bytes
from memory.spans import spans_in

NOVEMBER = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-12-28〜2027-01-06", date(2026, 12, 28), date(2027, 1, 6)),
        ("12月28日（月）〜1月6日（水）", date(2026, 12, 28), date(2027, 1, 6)),
        ("12月28〜31日", date(2026, 12, 28), date(2026, 12, 31)),
        ("Closed 24–26 December.", date(2026, 12, 24), date(2026, 12, 26)),
        ("December 24 to 26", date(2026, 12, 24), date(2026, 12, 26)),
        ("12/13(日) 10:00", date(2026, 12, 13), date(2026, 12, 13)),
        ("13/12/2026", date(2026, 12, 13), date(2026, 12, 13)),
        ("12/25/2026", date(2026, 12, 25), date(2026, 12, 25)),
        ("closed on Boxing Day", date(2026, 12, 26), date(2026, 12, 26)),
        ("8/13〜8/16 休み", date(2027, 8, 13), date(2027, 8, 16)),
        ("since 3 November", date(2026, 11, 3), date(2026, 11, 3)),
    ],
)
def test_the_days_a_text_states_as_meant_in_november(text: str, first: date, last: date) -> None:
    assert [one.near(NOVEMBER) for one in spans_in(text)] == [(first, last)]


@pytest.mark.parametrize("text", ["3-5 people", "2.5 hours", "90分", "13:30-15:00"])
def test_other_figures_are_no_days(text: str) -> None:
    assert spans_in(text) == ()


def test_the_calendar_finds_rows_and_prose_of_a_day() -> None:
    table = b"date,title\n2026-12-12,Rumba\n2026-12-13,Tango\n2026-12-20,Party\n"
    prose = b"The studio is closed from 27 December to 5 January.\n\nWe open at ten."
    passages = [
        *read_bytes(table, DocumentId("classes.csv")).passages,
        *read_bytes(prose, DocumentId("hours.md")).passages,
    ]
    calendar = Calendar(passages)

    def found(day: date) -> list[str]:
        return [one.text for one in calendar.on(day, day, NOVEMBER)]

    assert len(found(date(2026, 12, 13))) == 1
    assert "Tango" in found(date(2026, 12, 13))[0]
    assert "closed" in found(date(2026, 12, 31))[0]
    assert found(date(2026, 12, 14)) == []
