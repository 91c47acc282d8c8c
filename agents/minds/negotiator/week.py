# ruff: noqa: E501 - a pattern is easier to check on one line
"""Opening hours from a table of days: the whole week when nothing else is asked, a day when it is
named, with the closed days that lie ahead."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from agents.minds.negotiator import compose_en, compose_ja
from agents.minds.negotiator.cells import Cell, Role, Row
from agents.minds.negotiator.days import (
    dates_near,
    dates_of,
    days_in,
    listed,
    lowered,
    named,
)
from agents.minds.negotiator.evidence import Weighed
from agents.minds.negotiator.kinds import Kind, holds
from agents.minds.negotiator.question import Question
from agents.minds.negotiator.saying import Fact, source_of
from agents.minds.negotiator.words import folded
from kizashi.language import Language
from kizashi.texts import text

SURELY = 0.85
"""How sure it is that the table of the days answers who asks for the hours."""

SOON = timedelta(days=45)
"""How far ahead a closing that begins then is worth telling with the week."""

_ABOUT_OPENING = frozenset({"opening", "holiday", "date"})
_PLACE = re.compile(
    r"^(?:shop|store|studio|caf[eé]|cafe|salon|restaurant|office|clinic|gallery|school|gym|bakery|brewery|hotel|place|business|reception|店|お店|店舗|教室|工房|院|医院|サロン|受付|ショップ|スタジオ|オフィス|カフェ|レストラン|ギャラリー|ジム|パン屋|day|days|weekday|weekend|holiday|public|曜日|土日|祝日|週末|平日|today|tomorrow|今日|明日|本日|usual|usually|normal|regular|general|普段|通常|詳細)$"
)
_ELSE = re.compile(
    r"phone|電話|class|lesson|workshop|授業|レッスン|体験|予約|book|order|注文|deliver|配達|check|チェック|last|ラスト|年末|正月|クリスマス|christmas|new year|お盆|夏休|kitchen|ランチ|lunch|breakfast|dinner|朝食|夕食"
)
_CLOSED = re.compile(r"closed|定休|休み|休業|休館|休診|(?:^|[^a-z])off(?:$|[^a-z])|^休$")
_SEASON = re.compile(
    r"年末|年始|正月|お盆|夏季|ゴールデン|new year|christmas|golden week|summer holiday"
)
_ELSEWHERE = frozenset({Role.PRICE, Role.WHO, Role.CAPACITY, Role.PLACES_LEFT, Role.STOCK})
_OTHER_HOURS = re.compile(r"phone|tel|電話|last|ラスト|最終|order|受付終了|note|備考")


def weekly(
    question: Question, ranked: Sequence[Weighed], language: Language, today: date
) -> tuple[Fact, ...]:
    """The hours of the days asked for, or of the whole week; empty when something else is asked or
    no table of days is known."""
    if not _asks_for_hours(question):
        return ()
    table = _table(ranked)
    if len({day for row in table for day in _days(row)}) < 3 or _told_in_prose(ranked, language):
        return ()
    near = dates_near(question.text, today)
    asked = days_in(question.text) | {day.weekday() for day in near}
    usual = [one for one in table if _days(one) and (not asked or _days(one) & asked)]
    if asked and not asked <= {day for one in usual for day in _days(one)}:
        return ()
    if near:
        closed = [one for one in table if _covers(one, near)]
        usual = usual if not closed else []
        apart = closed
    else:
        apart = [] if asked else [one for one in table if not _days(one) and _ahead(one, today)]
    facts = [_fact(rows, language) for rows in _alike(usual, language)]
    facts += [_apart(one, language) for one in apart]
    return tuple(facts)


def _asks_for_hours(question: Question) -> bool:
    opening = any(term.concepts & _ABOUT_OPENING for term in question.terms)
    if not (Kind.HOURS in question.kinds or opening) or _ELSE.search(folded(question.text)):
        return False
    if {Kind.PRICE, Kind.PLACE, Kind.DURATION, Kind.AGE, Kind.WHO} & set(question.kinds):
        return False
    return all(
        term.weight < 0.4
        or bool(term.concepts & _ABOUT_OPENING)
        or _PLACE.match(term.text) is not None
        or bool(days_in(term.text))
        for term in (*question.terms, *question.inherited)
    )


def _told_in_prose(ranked: Sequence[Weighed], language: Language) -> bool:
    """Whether the best statement is a sentence about the hours in the reader's language."""
    best = ranked[0].statement
    said = best.row is None and best.language is language and holds(Kind.HOURS, best.text)
    return said and bool(days_in(best.passage.text))


def _table(ranked: Sequence[Weighed]) -> list[Weighed]:
    """The rows of the table of days that comes first, each once, in the document's order."""
    tables: defaultdict[tuple[str, tuple[str, ...]], dict[tuple[object, ...], Weighed]] = (
        defaultdict(dict)
    )
    for one in ranked:
        row, passage = one.statement.row, one.statement.passage
        if row is None or one.statement.stale or not _of_days(row):
            continue
        key = (passage.document, passage.heading)
        tables[key].setdefault(row.name.values, one)
    best = max(tables.values(), key=lambda rows: max(w.score for w in rows.values()), default={})
    return sorted(best.values(), key=lambda w: (w.statement.passage.position, w.statement.place))


def _of_days(row: Row) -> bool:
    if any(cell.role in _ELSEWHERE for cell in row.cells):
        return False
    name = _name(row)
    spoken = days_in(name) or dates_of(name) or _SEASON.search(folded(name))
    return bool(spoken) and _hours(row, Language.JA) is not None


def _name(row: Row) -> str:
    return " ".join(value for _, value in row.name.values)


def _row(one: Weighed) -> Row:
    row = one.statement.row
    assert row is not None  # noqa: S101 - `_table` keeps nothing else
    return row


def _days(one: Weighed) -> frozenset[int]:
    name = _name(_row(one))
    return frozenset() if dates_of(name) or _SEASON.search(folded(name)) else days_in(name)


def _covers(one: Weighed, days: Iterable[date]) -> bool:
    span = dates_of(_name(_row(one)))
    return span is not None and any(span[0] <= day <= span[1] for day in days)


def _ahead(one: Weighed, today: date) -> bool:
    span = dates_of(_name(_row(one)))
    return span is None or (span[1] >= today and span[0] <= today + SOON)


def _hours(row: Row, language: Language) -> str | None:
    """The hours of a row; empty when it is closed, `None` when it tells none."""
    start, end = row.first(Role.START), row.first(Role.END)
    if start is not None and end is not None:
        joint = "〜" if language is Language.JA else " to "
        return f"{start.of(language)}{joint}{end.of(language)}"
    told = [cell for cell in row.cells if not _OTHER_HOURS.search(folded(cell.header))]
    for cell in told:
        words = folded(cell.of(language))
        if _clock(cell) and re.search(r"\d", words):
            figure = compose_ja.figure if language is Language.JA else compose_en.figure
            hours = figure(cell)
            return hours if language is Language.JA else re.sub(r"\s*[〜～]\s*", " to ", hours)
    return "" if any(_CLOSED.search(folded(cell.values[0][1])) for cell in told) else None


def _clock(cell: Cell) -> bool:
    return cell.role is not Role.NOTE and holds(Kind.HOURS, cell.values[0][1])


def _alike(rows: Sequence[Weighed], language: Language) -> list[list[Weighed]]:
    """Rows of the same hours together, open days first."""
    groups: dict[str, list[Weighed]] = {}
    for one in rows:
        groups.setdefault(_hours(_row(one), language) or "", []).append(one)
    closed = groups.pop("", [])
    return [*groups.values(), *([closed] if closed else [])]


def _fact(rows: Sequence[Weighed], language: Language) -> Fact:
    names = [named(_row(one).name.of(language), language) for one in rows]
    days = listed([lowered(name) for name in names], language)
    hours = _hours(_row(rows[0]), language)
    key = "negotiator.week.open" if hours else "negotiator.week.closed"
    return Fact(
        text(language, key, days=days, hours=hours or ""), source_of(rows[0].statement), False
    )


def _apart(one: Weighed, language: Language) -> Fact:
    row = _row(one)
    compose = compose_ja if language is Language.JA else compose_en
    notes = [c.of(language) for c in row.cells if c.role is Role.NOTE and c.speaks(language)]
    words = compose.row(row, [c for c in row.cells if c.role is not Role.NOTE], "", notes)
    return Fact(words, source_of(one.statement), False)
