"""What somebody of an age can join, from the rows of tables that state ages."""

from collections.abc import Sequence

from agents.minds.negotiator import compose_en, compose_ja
from agents.minds.negotiator.age_spans import ages_in, asked_age
from agents.minds.negotiator.cells import Cell, Role
from agents.minds.negotiator.evidence import Weighed
from agents.minds.negotiator.kinds import Kind
from agents.minds.negotiator.question import Question
from agents.minds.negotiator.saying import Fact, source_of
from agents.minds.negotiator.words import Term, same, terms
from kizashi.language import Language

AT_MOST = 6
"""Rows that are told."""

GROWN_UP = 13
"""Years from which on nobody is meant by "children"."""

WORDED = 0.8
"""Likeness of a FAQ's question to this one from which on its answer is the better one."""

_KINDS = frozenset({Kind.AGE, Kind.LIST, Kind.OPEN, Kind.PERMISSION, Kind.HOW})
_WHOM = frozenset({Kind.PERMISSION, Kind.OPEN, Kind.LIST})
_ANYONE = frozenset({"child", "age", "workshop", "trial", "join", "adult", "plan", "lesson"})
"""Meanings that tell no offer from another."""


def of_the_age(question: Question, ranked: Sequence[Weighed], language: Language) -> list[Fact]:
    """The offers that somebody of the age asked for, or a child, can join; empty when one offer is
    named, or something else is asked."""
    if not set(question.kinds) <= _KINDS or not ranked or ranked[0].asked >= WORDED:
        return []
    age = asked_age(question.text)
    childlike = any("child" in term.concepts for term in question.terms)
    if age is None and not (childlike and _WHOM & set(question.kinds)):
        return []
    table = _table(ranked)
    if len(table) < 2 or any(_names(term, table) for term in question.terms):
        return []
    others = [t for t in question.terms if t.weight >= 0.9 and not t.concepts & _ANYONE]
    if others:
        return []
    fitting = [
        one
        for one in table
        if (span := ages_in(_age(one).values[0][1])) is not None
        and (span[0] <= age <= span[1] if age is not None else span[0] < GROWN_UP)
    ]
    ordered = sorted(fitting, key=lambda w: (w.statement.passage.position, w.statement.place))
    return [_fact(one, language) for one in ordered[:AT_MOST]]


def _table(ranked: Sequence[Weighed]) -> list[Weighed]:
    """The rows with an age of the table that stands first, each name once."""
    found: dict[tuple[str, tuple[str, ...]], dict[object, Weighed]] = {}
    for one in ranked:
        row, passage = one.statement.row, one.statement.passage
        if row is None or one.statement.stale or row.first(Role.AGE) is None:
            continue
        rows = found.setdefault((passage.document, passage.heading), {})
        rows.setdefault(row.name.values, one)
    return max((list(rows.values()) for rows in found.values()), key=len, default=[])


def _age(one: Weighed) -> Cell:
    cell = one.statement.row.first(Role.AGE) if one.statement.row is not None else None
    assert cell is not None  # noqa: S101 - `_table` keeps nothing else
    return cell


def _names(term: Term, table: Sequence[Weighed]) -> bool:
    """Whether a word tells some of the offers from the others."""
    if term.weight < 0.5 or (term.concepts and term.concepts <= _ANYONE):
        return False
    held = [
        any(
            same(term, other) >= 0.85
            for _, value in (one.statement.row.name.values if one.statement.row else ())
            for other in terms(value)
        )
        for one in table
    ]
    return any(held)


def _fact(one: Weighed, language: Language) -> Fact:
    row = one.statement.row
    assert row is not None  # noqa: S101 - `_table` keeps nothing else
    compose = compose_ja if language is Language.JA else compose_en
    return Fact(compose.row(row, [_age(one)], "", ()), source_of(one.statement), False)
