"""What happens on the days asked for, from the rows of a schedule: those with a date, and those of
a week that repeats itself."""

from collections.abc import Sequence
from datetime import date

from agents.minds.negotiator import compose_en, compose_ja
from agents.minds.negotiator.asked_days import AskedDays
from agents.minds.negotiator.cells import Role
from agents.minds.negotiator.days import HOLIDAY, days_in
from agents.minds.negotiator.evidence import Weighed
from agents.minds.negotiator.kinds import Kind
from agents.minds.negotiator.question import Question
from agents.minds.negotiator.saying import Fact, said, source_of
from agents.minds.negotiator.stated_days import dated, spans_of
from agents.minds.negotiator.words import Term, same
from kizashi.language import Language
from kizashi.texts import text

TOLD = 6
"""Rows of the days asked for that are told."""

NEAREST = 2
"""Rows told when there are none on those days."""

_OCCASIONS = frozenset({"workshop", "trial", "event", "vacancy"})
"""Meanings of what happens on a day, whatever it is."""

_ROOM = frozenset({"room"})
"""Whether there is room asks for no room."""

_TELL_NOTHING_APART = _OCCASIONS | {"booking", "opening", "holiday", "join", "plan"}
_TELLS = frozenset({Role.PLACES_LEFT, Role.STOCK, Role.STATUS})
_WHEN = frozenset({Role.DATE, Role.DAY, Role.START, Role.END})
_ASKED = frozenset(
    {
        Kind.OPEN,
        Kind.PERMISSION,
        Kind.STOCK,
        Kind.LIST,
        Kind.DATE,
        Kind.HOURS,
        Kind.WHO,
        Kind.HOW,
    }
)
"""Kinds of questions that what happens on a day answers."""


def occasions(
    question: Question,
    asked: AskedDays,
    ranked: Sequence[Weighed],
    language: Language,
    today: date,
) -> tuple[Fact, ...]:
    """What the schedule has on the days asked for, or that it has nothing then, with what comes
    next; empty when no schedule is known, or the question is about something else."""
    if not asked or not set(question.kinds) <= _ASKED or asked.weekdays == {HOLIDAY}:
        return ()
    rows = _of_the_thing(question, asked, ranked, today)
    ahead = sorted(
        ((day, one) for one in rows for day in _dates(one, today) if day >= today),
        key=lambda entry: (entry[0], _start(entry[1])),
    )
    weekly = [one for one in rows if not _dates(one, today)]
    about = _about_the_days(asked, ranked, language, today)
    on_them = [one for one in weekly if _weekdays(one) & asked.weekdays and not about]
    for day, one in ahead:
        if asked.overlap(day, day) if asked.spans else day.weekday() in asked.weekdays:
            on_them.append(one)
    if on_them:
        return tuple(dict.fromkeys(_told(one, question, language) for one in on_them))[:TOLD]
    after = [one for day, one in ahead if not asked.spans or day > asked.spans[0][0]]
    if any(one.statement.row is not None for one in about) or not (after or weekly):
        return ()
    known = [said(one.statement, question, language) for one in about]
    key = "negotiator.occasion.nothing" if after else "negotiator.occasion.none"
    nothing = Fact(text(language, key), source_of((after or weekly)[0].statement), False)
    following = (_told(one, question, language) for one in after[:NEAREST])
    return (*(fact for fact in known if fact is not None), nothing, *following)


def _of_the_thing(
    question: Question, asked: AskedDays, ranked: Sequence[Weighed], today: date
) -> list[Weighed]:
    """The rows of a schedule that are of what is asked about; none when the question names
    something that no row speaks of, or nothing that happens on a day at all."""
    rows = {
        (one.statement.passage.document, one.statement.text): one
        for one in ranked
        if one.statement.row is not None
        and not one.statement.stale
        and (_dates(one, today) or _weekdays(one))
    }
    wanted = [
        t
        for t in question.terms
        if _tells_apart(t, today) and not (Kind.STOCK in question.kinds and t.concepts == _ROOM)
    ]
    spoken = [t for t in wanted if any(_speaks_of(one, t) for one in rows.values())]
    if len(spoken) < len(wanted):
        return []
    before = [
        t
        for t in question.inherited
        if _tells_apart(t, today) and any(_speaks_of(one, t) for one in rows.values())
    ]
    things = spoken or before
    any_thing = any(t.concepts & _OCCASIONS for t in (*question.terms, *question.inherited))
    if not (things or any_thing or (asked.spans and Kind.HOURS not in question.kinds)):
        return []
    most = max((_share(one, things) for one in rows.values()), default=0)
    return [one for one in rows.values() if _share(one, things) == most]


def _tells_apart(term: Term, today: date) -> bool:
    """Whether a word tells one occasion from another; a day, and "class" or "event", do not."""
    if term.weight < 0.9 or days_in(term.text) or spans_of(f"1 {term.text}", today):
        return False
    return not (term.concepts and term.concepts <= _TELL_NOTHING_APART)


def _speaks_of(one: Weighed, term: Term) -> bool:
    return any(same(term, other) >= 0.85 for other in (*one.statement.own, *one.statement.around))


def _share(one: Weighed, things: Sequence[Term]) -> int:
    return sum(any(same(t, other) >= 0.85 for other in one.statement.own) for t in things)


def _about_the_days(
    asked: AskedDays, ranked: Sequence[Weighed], language: Language, today: date
) -> list[Weighed]:
    """What else speaks of the very days asked for: sentences ("no classes on 12 December"), and
    rows that name them beside others."""
    return [
        one
        for one in ranked
        if not one.statement.stale
        and one.statement.passage.kind != "table"
        and (one.statement.row is not None or one.statement.language in {language, None})
        and any(asked.overlap(*span) for span in spans_of(one.statement.text, today))
    ][:NEAREST]


def _dates(one: Weighed, today: date) -> tuple[date, ...]:
    row = one.statement.row
    return tuple(first for first, _ in dated(row, today)) if row is not None else ()


def _weekdays(one: Weighed) -> frozenset[int]:
    """The days of the week on which what a row tells happens; none for the hours of a day."""
    row = one.statement.row
    cell = row.first(Role.DAY) if row is not None else None
    if row is None or cell is None or days_in(row.name.values[0][1]):
        return frozenset()
    return days_in(cell.values[0][1])


def _start(one: Weighed) -> str:
    row = one.statement.row
    start = row.first(Role.START) if row is not None else None
    return start.values[0][1].rjust(5) if start is not None else ""


def _told(one: Weighed, question: Question, language: Language) -> Fact:
    row = one.statement.row
    assert row is not None  # noqa: S101 - `_of_the_thing` keeps nothing else
    compose = compose_ja if language is Language.JA else compose_en
    cells = [
        cell
        for cell in row.cells
        if cell.role in _TELLS or any(cell in row.answering(k) for k in question.kinds)
    ]
    cells = [cell for cell in cells if cell.role not in _WHEN and cell is not row.clock]
    notes = [c.of(language) for c in row.cells if c.role is Role.NOTE and c.speaks(language)]
    words = compose.row(row, cells, "", notes) if cells else ""
    words = words or text(language, "negotiator.occasion.held", name=compose.named(row))
    return Fact(words, source_of(one.statement), False)
