"""The days that a statement is about, and whether they are the days asked for."""

from datetime import date
from functools import lru_cache

from agents.minds.negotiator.asked_days import AskedDays, Span
from agents.minds.negotiator.cells import Role, Row
from agents.minds.negotiator.days import days_in
from agents.minds.negotiator.statements import Statement
from memory.spans import DaySpan, spans_in

BY_WEEKDAY = 0.4
"""How far a day of the week tells what a date tells surely: deliveries have days too."""


@lru_cache(maxsize=8192)
def _stated(text: str) -> tuple[DaySpan, ...]:
    return spans_in(text)


def spans_of(text: str, today: date) -> tuple[Span, ...]:
    """The days a text states, as somebody means them who reads it today."""
    near = (one.near(today) for one in _stated(text))
    return tuple(span for span in near if span is not None)


def dated(row: Row, today: date) -> tuple[Span, ...]:
    """The days on which what a row tells happens; none when it says none."""
    cell = row.first(Role.DATE)
    return spans_of(cell.values[0][1], today) if cell is not None else ()


def named_spans(row: Row, today: date) -> tuple[Span, ...]:
    """The days that are the name of a row ("2026-12-28 to 2027-01-06")."""
    return tuple(span for _, value in row.name.values for span in spans_of(value, today))


def fit(statement: Statement, asked: AskedDays, today: date) -> float:
    """From 1, when a statement is about the dates asked for, to -1, when a row is about other ones;
    less where only the day of the week is the same or another. A sentence about other days is 0:
    it may be a rule that holds for these."""
    if not asked:
        return 0.0
    row = statement.row
    if asked.spans and not asked.dates:
        # A month is asked for: seasons have it or not, single days are only a part of it
        seasons = [one for one in named_spans(row, today) if one[0] < one[1]] if row else []
        return 0.0 if not seasons else 1.0 if any(asked.overlap(*one) for one in seasons) else -1.0
    if row is None:
        spans = spans_of(statement.text, today) if asked.spans else ()
        return float(any(asked.overlap(*span) for span in spans))
    spans = dated(row, today) or named_spans(row, today)
    if spans and asked.spans:
        return 1.0 if any(asked.overlap(*span) for span in spans) else -1.0
    days = {first.weekday() for first, _ in spans} or _weekdays(row)
    if days and asked.weekdays:
        return BY_WEEKDAY if days & asked.weekdays else -BY_WEEKDAY
    return 0.0


def _weekdays(row: Row) -> frozenset[int]:
    """The days of the week a row is about: those of its own column, else those it is named by."""
    told = [cell for cell in row.cells if cell.role is Role.DAY] or [row.name]
    return frozenset(day for cell in told for _, value in cell.values for day in days_in(value))
