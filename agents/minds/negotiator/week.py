"""Opening hours from a table of days: the whole week when nothing else is asked, a day when it is
named, with the closed days that lie ahead."""

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from agents.minds.negotiator import compose_en, compose_ja
from agents.minds.negotiator.asked_days import AskedDays, Span
from agents.minds.negotiator.cells import Cell, Role, Row
from agents.minds.negotiator.days import days_in, listed, lowered, named
from agents.minds.negotiator.evidence import Weighed
from agents.minds.negotiator.kinds import Kind, holds
from agents.minds.negotiator.question import Question
from agents.minds.negotiator.saying import Fact, said, source_of
from agents.minds.negotiator.stated_days import spans_of
from agents.minds.negotiator.words import folded
from kizashi.language import Language
from kizashi.texts import text

SURELY = 0.85
"""How sure it is that the table of the days answers who asks for the hours."""

SOON = timedelta(days=45)
"""How far ahead a closing that begins then is worth telling with the week."""

_ABOUT_OPENING = frozenset({"opening", "holiday", "date"})
_PLACE = re.compile(
    r"^(?:shop|store|studio|caf[eé]|cafe|salon|restaurant|office|clinic|gallery|school|gym|bakery|brewery|hotel|place|business|reception|店|お店|店舗|教室|工房|院|医院|サロン|受付|ショップ|スタジオ|オフィス|カフェ|レストラン|ギャラリー|ジム|パン屋|day|days|weekday|weekend|holiday|public|曜日|土日|祝日|週末|平日|today|tomorrow|今日|明日|本日|再来週|来月|今月|クリスマス.*|大晦日|元日|元旦|イブ|イヴ|christmas|xmas|eve|boxing|january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|\d+(?:st|nd|rd|th)|usual|usually|normal|regular|general|普段|通常|詳細)$"
)
_ELSE = re.compile(
    r"phone|電話|class|lesson|workshop|授業|レッスン|体験|予約|book|order|注文|deliver|配達|check|チェック|last|ラスト|年末|正月|お盆|夏休|kitchen|ランチ|lunch|breakfast|dinner|朝食|夕食"
)
_CLOSED = re.compile(r"closed|定休|休み|休業|休館|休診|(?:^|[^a-z])off(?:$|[^a-z])|^休$")
_SEASON = re.compile(
    r"年末|年始|正月|お盆|夏季|ゴールデン|new year|christmas|golden week|summer holiday"
)
_ELSEWHERE = frozenset({Role.PRICE, Role.WHO, Role.CAPACITY, Role.PLACES_LEFT, Role.STOCK})
_OTHER_HOURS = re.compile(r"phone|tel|電話|last|ラスト|最終|order|受付終了|note|備考")


def weekly(
    question: Question,
    asked: AskedDays,
    ranked: Sequence[Weighed],
    language: Language,
    today: date,
) -> tuple[Fact, ...]:
    """The hours of the days asked for, or of the whole week; empty when something else is asked or
    no hours of those days are known."""
    if not asks_for_hours(question):
        return ()
    table = _table(ranked, today)
    if len({day for row in table for day in _days(row, today)}) < 3:
        table = []
    near = asked.dates
    if not near:
        return () if _told_in_prose(ranked, language) else _week(table, asked, language, today)
    apart = _exceptions(ranked, asked, language, today)
    usual: list[Fact] = []
    if not all(any(_covers(one, day, today) for one in apart) for day in near):
        usual = [
            _fact(rows, language) for rows in _alike(_on(table, asked.weekdays, today), language)
        ] or _in_prose(ranked, asked.weekdays, language, today)
    return (*usual, *(fact for one in apart if (fact := _apart(one, question, language))))


def _week(
    table: Sequence[Weighed], asked: AskedDays, language: Language, today: date
) -> tuple[Fact, ...]:
    """The hours of the days of the week that are named, else of all, with the closings ahead."""
    usual = _on(table, asked.weekdays, today)
    if asked.weekdays and not asked.weekdays <= {d for one in usual for d in _days(one, today)}:
        return ()
    ahead = [one for one in table if not _days(one, today) and _ahead(one, today)]
    facts = [_fact(rows, language) for rows in _alike(usual, language)]
    facts += [_closing(one, language) for one in ahead if not asked]
    return tuple(facts)


def _on(table: Sequence[Weighed], days: frozenset[int], today: date) -> list[Weighed]:
    return [one for one in table if (own := _days(one, today)) and (not days or own & days)]


def _exceptions(
    ranked: Sequence[Weighed], asked: AskedDays, language: Language, today: date
) -> list[Weighed]:
    """What is told of the very days asked for: closings and other hours, in tables and in prose,
    each once."""
    found: dict[object, Weighed] = {}
    for one in ranked:
        s = one.statement
        if s.stale or s.passage.kind == "table":
            continue
        spans = _spans(one, today)
        if not any(asked.overlap(*span) for span in spans):
            continue
        told = holds(Kind.HOURS, f"{s.context} {s.text}")
        if s.row is not None and _irregular(s.row):
            found.setdefault(s.row.name.values, one)
        elif s.row is None and told:
            known = found.get(spans)
            if known is None or (not _readable(known, language) and _readable(one, language)):
                found[spans] = one
    return list(found.values())


def _readable(one: Weighed, language: Language) -> bool:
    return one.statement.language in {language, None}


def _irregular(row: Row) -> bool:
    return not any(c.role in _ELSEWHERE for c in row.cells) and _hours(row, Language.JA) is not None


def _spans(one: Weighed, today: date) -> tuple[Span, ...]:
    row = one.statement.row
    return spans_of(_name(row) if row is not None else one.statement.text, today)


def _covers(one: Weighed, day: date, today: date) -> bool:
    return any(first <= day <= last for first, last in _spans(one, today))


def _in_prose(
    ranked: Sequence[Weighed], days: frozenset[int], language: Language, today: date
) -> list[Fact]:
    """The sentences that tell the hours of these days of the week: that they are closed, else the
    one that names them, else what is said of the hours and of days off in general."""
    told = [
        one
        for one in ranked
        if one.statement.row is None
        and not one.statement.stale
        and one.statement.language in {language, None}
        and holds(Kind.HOURS, one.statement.text)
        and not _ELSE.search(folded(one.statement.text))
        and _speaks_of_opening(one)
    ]
    named = [one for one in told if days <= days_in(one.statement.text)]
    shut = [one for one in named if _CLOSED.search(folded(one.statement.text))]
    usual = [one for one in told if not spans_of(one.statement.text, today)]
    compose = compose_ja if language is Language.JA else compose_en
    chosen = shut[:1] or named[:1] or sorted(usual[:2], key=lambda w: w.statement.place)
    return [
        Fact(compose.stated(one.statement.text), source_of(one.statement), False) for one in chosen
    ]


def _speaks_of_opening(one: Weighed) -> bool:
    spoken = {name for t in (*one.statement.own, *one.statement.around) for name in t.concepts}
    return bool(spoken & {"opening", "holiday"}) or not any(
        t.weight >= 0.9 and not days_in(t.text) for t in one.statement.own
    )


def asks_for_hours(question: Question) -> bool:
    """Whether a question is about when the business is open and nothing else."""
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


def _table(ranked: Sequence[Weighed], today: date) -> list[Weighed]:
    """The rows of the table of days that comes first, each once, in the document's order."""
    tables: defaultdict[tuple[str, tuple[str, ...]], dict[tuple[object, ...], Weighed]] = (
        defaultdict(dict)
    )
    for one in ranked:
        row, passage = one.statement.row, one.statement.passage
        if row is None or one.statement.stale or not _of_days(row, today):
            continue
        key = (passage.document, passage.heading)
        tables[key].setdefault(row.name.values, one)
    best = max(tables.values(), key=lambda rows: max(w.score for w in rows.values()), default={})
    return sorted(best.values(), key=lambda w: (w.statement.passage.position, w.statement.place))


def _of_days(row: Row, today: date) -> bool:
    name = _name(row)
    spoken = days_in(name) or spans_of(name, today) or _SEASON.search(folded(name))
    return bool(spoken) and _irregular(row)


def _name(row: Row) -> str:
    return " ".join(value for _, value in row.name.values)


def _row(one: Weighed) -> Row:
    row = one.statement.row
    assert row is not None  # noqa: S101 - `_table` keeps nothing else
    return row


def _days(one: Weighed, today: date) -> frozenset[int]:
    name = _name(_row(one))
    return frozenset() if spans_of(name, today) or _SEASON.search(folded(name)) else days_in(name)


def _ahead(one: Weighed, today: date) -> bool:
    spans = _spans(one, today)
    return not spans or any(last >= today and first <= today + SOON for first, last in spans)


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


def _closing(one: Weighed, language: Language) -> Fact:
    row = _row(one)
    compose = compose_ja if language is Language.JA else compose_en
    notes = [c.of(language) for c in row.cells if c.role is Role.NOTE and c.speaks(language)]
    words = compose.row(row, [c for c in row.cells if c.role is not Role.NOTE], "", notes)
    return Fact(words, source_of(one.statement), False)


def _apart(one: Weighed, question: Question, language: Language) -> Fact | None:
    if one.statement.row is not None:
        return _closing(one, language)
    return said(one.statement, question, language)
