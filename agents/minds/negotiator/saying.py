# ruff: noqa: E501 - a pattern is easier to check on one line
"""A statement as the customer is told it, in their language."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agents.minds.negotiator import compose_en, compose_ja
from agents.minds.negotiator.age_spans import asked_age, is_for
from agents.minds.negotiator.cells import Cell, Role, Row, none_left
from agents.minds.negotiator.evidence import Weighed
from agents.minds.negotiator.kinds import VALUED, Kind, holds, in_asked_unit
from agents.minds.negotiator.question import KIND_CONCEPTS, Question
from agents.minds.negotiator.statements import Statement
from agents.minds.negotiator.words import Term, folded, same, terms
from kizashi.language import Language
from kizashi.step import Source
from memory.documents.script import japanese_characters, language_of
from memory.documents.sentences import sentences

_TURN = re.compile(
    r"(?<=\D)\s+/\s+(?=\D)|(?<=[.!?])\s+(?=[ぁ-んァ-ヺ一-鿿])|(?<=[。！？])\s*(?=[A-Z])"
)
"""Where a text that says everything in both languages turns from one to the other."""

_FIGURE = re.compile(r"\d{2,}")
"""What both languages write in figures; one to nine may be words in one of them."""
_SPEAKS = {Language.JA: re.compile(r"[ぁ-んァ-ヺ]"), Language.EN: re.compile(r"[a-z]{2}")}
"""Letters that words of a language have, and names and figures do not."""

_TELLING = frozenset(
    {Role.PRICE, Role.DURATION, Role.START, Role.END, Role.OTHER, Role.DATE, Role.DAY, Role.WHO}
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to say, in the customer's language, and where it stands."""

    text: str
    source: Source
    priced: bool


def said(statement: Statement, question: Question, language: Language) -> Fact | None:
    """A statement as the customer is told it; `None` when nothing of it can be said."""
    compose = compose_ja if language is Language.JA else compose_en
    if statement.row is not None:
        words, priced = _row(statement.row, question, language, _above(statement))
        priced = priced or holds(Kind.PRICE, words)
    else:
        text = in_language(statement.text, language)
        words = compose.stated(text) if reads(text, language) else compose.foreign(text)
        priced = holds(Kind.PRICE, statement.text)
    if not words:
        return None
    return Fact(words, source_of(statement), priced)


def reads(text: str, language: Language) -> bool:
    """Whether a reader of the language can read a text: 「現金、VISA、PayPay。」 among names in Latin
    letters is Japanese all the same."""
    known = language_of(text)
    plain = language is Language.JA or not japanese_characters(text)
    return known is language or (known is None and plain)


def in_language(text: str, language: Language) -> str:
    """The part of a text that is in the language, when it says everything in both; else all. A
    figure that stands in one language only shows that it does not."""
    parts = [p.removeprefix("/ ") for one in sentences(text) for p in _TURN.split(one)]
    own = [part for part in parts if language_of(part) in {language, None}]
    if len(own) == len(parts) or not any(_SPEAKS[language].search(part) for part in own):
        return text
    kept = ("" if language is Language.JA else " ").join(own)
    return kept if _figures(text) <= _figures(kept) else text


def _figures(text: str) -> set[str]:
    return set(_FIGURE.findall(folded(text)))


def _above(statement: Statement) -> str:
    """The heading that a bare row needs; the name of a file says nothing."""
    passage = statement.passage
    heading = statement.question or (passage.heading[-1] if passage.heading else "")
    return "" if heading and heading in passage.document.replace("_", " ") else heading


def said_table(rows: Sequence[Weighed], question: Question, language: Language) -> Fact | None:
    """A small table in one sentence, its rows in the document's order."""
    compose = compose_ja if language is Language.JA else compose_en
    ordered = sorted(rows, key=lambda w: (w.statement.passage.position, w.statement.place))
    known = [w.statement.row for w in ordered if w.statement.row is not None]
    if not known:
        return None
    columns = [
        place
        for place, cell in enumerate(known[0].cells)
        if any(cell.holds(kind) for kind in question.kinds)
    ] or list(range(len(known[0].cells)))
    named = [place for place in columns if _touches(terms(known[0].cells[place].header), question)]
    shown = named or columns
    words = compose.table([(row.name, [row.cells[place] for place in shown]) for row in known])
    priced = any(row.cells[place].role is Role.PRICE for row in known for place in shown)
    return Fact(words, source_of(ordered[0].statement), priced) if words else None


def source_of(statement: Statement) -> Source:
    """Where a statement stands."""
    return Source(
        document=statement.passage.document, passage=statement.passage.id, quote=statement.text
    )


def _same(one: Term, other: Term) -> bool:
    return same(one, other) >= 0.7


def _touches(own: Iterable[Term], question: Question) -> bool:
    asked = [t for t in (*question.terms, *question.inherited) if t.weight >= 0.4]
    return any(_same(t, other) for t in asked for other in own if other.weight >= 0.4)


def _row(row: Row, question: Question, language: Language, heading: str) -> tuple[str, bool]:
    compose = compose_ja if language is Language.JA else compose_en
    cells: list[Cell] = []
    for kind in question.kinds:
        made = _counted(row, question) if kind is Kind.COUNT else row.answering(kind)
        if kind is Kind.DURATION:
            made = tuple(
                c for c in made if in_asked_unit(f"{c.header} {compose.figure(c)}", question.text)
            )
        answering = [c for c in _shown(made, language) if c.role is not Role.NOTE]
        if len(answering) > 1:
            answering = _columns(answering, question, row)
        cells.extend(c for c in answering if c not in cells)
    cells.extend(c for c in _asked_for(row, question, language) if c not in cells)
    notes = _notes(row, question, language, cells)
    if not cells and not notes:
        cells = [c for c in _shown(row.cells, language) if c.role in _TELLING][:3]
    bare = all(c.role in {Role.OTHER, Role.PRICE, Role.NOTE} for c in row.cells)
    words = compose.row(row, cells, heading if bare else "", notes)
    return words, any(c.role is Role.PRICE for c in cells)


def _of_the_thing(question: Question, row: Row) -> list[Term]:
    """The words of a question that do more than ask for a price, or say what sort of thing the row
    is ("room", above the names of the rooms)."""
    sort = terms(row.name.header)
    return [
        t
        for t in (*question.terms, *question.inherited)
        if not (t.concepts and t.concepts <= {"price"}) and not any(_same(t, s) for s in sort)
    ]


_COUNTS: tuple[tuple["re.Pattern[str]", "re.Pattern[str]"], ...] = tuple(
    (re.compile(asked), re.compile(told))
    for asked, told in (
        (
            r"何名|何人|人まで|人数|定員|how many (?:people|of us|guests|kids|children|adults|can)|sleep|fit in",
            r"人|名|組|people|persons?|sleeps|seats|capacity|places",
        ),
        (
            r"何回|回数|how many times|how often|times a|how many (?:lessons|classes|sessions|visits)",
            r"回|times|per month|per week|a month|a week|every|毎|visits|sessions|lessons",
        ),
    )
)
"""What is counted: how it is asked for, and what a column or cell that tells it says."""

_VISITS = _COUNTS[1][0]


def _counted(row: Row, question: Question) -> tuple[Cell, ...]:
    """The cells that count what the question counts: a class has places and times a month; where
    none does, those that count at all."""
    words = folded(question.text)
    told = [told for asked, told in _COUNTS if asked.search(words)]
    counted = tuple(
        cell
        for cell in row.cells
        if cell.role not in {Role.PRICE, Role.CODE, Role.CATEGORY, Role.NOTE, Role.DURATION}
        and any(one.search(folded(f"{cell.header} {cell.values[0][1]}")) for one in told)
    )
    if counted:
        return counted
    # Who asks how many visits it takes is not told how many people it is for
    visits = _VISITS.search(words) is not None
    return tuple(c for c in row.answering(Kind.COUNT) if not (visits and c.role is Role.CAPACITY))


def names_column(row: Row, question: Question) -> bool:
    """Whether the question names one of several price columns ("for one whole day")."""
    prices = [cell for cell in row.cells if cell.role is Role.PRICE]
    asked = _of_the_thing(question, row)
    return len(prices) > 1 and any(
        _same(t, other) for cell in prices for other in terms(cell.header) for t in asked
    )


def _columns(cells: Sequence[Cell], question: Question, row: Row) -> list[Cell]:
    """Of several prices (a day, four hours, a deposit) those whose header the question names best;
    the first ones when it names none."""
    asked = _of_the_thing(question, row)

    age = asked_age(question.text)
    for_age = [cell for cell in cells if age is not None and is_for(cell.header, age)]
    if for_age:
        with_adults = any("adult" in t.concepts for t in asked)
        return [c for c in cells if c in for_age or (with_adults and _for_adults(c))]

    def named(cell: Cell) -> float:
        own = terms(cell.header)
        held = sum(any(_same(t, other) for t in asked) for other in own)
        return held - 0.3 * (len(own) - held) if held else 0.0

    best = max(named(cell) for cell in cells)
    if best > 0:
        return [cell for cell in cells if named(cell) >= best - 0.01]
    return list(cells[:3])


def _for_adults(cell: Cell) -> bool:
    return any("adult" in term.concepts for term in terms(cell.header))


def _shown(cells: Iterable[Cell], language: Language) -> list[Cell]:
    """The cells a reader of the language understands; all of them when there are none."""
    every = list(cells)
    plain = [
        c
        for c in every
        if c.speaks(language)
        and (c.role is not Role.OTHER or c.header_language in {None, language} or not c.header)
    ]
    return plain or every


def _asked_for(row: Row, question: Question, language: Language) -> list[Cell]:
    """Cells that hold a word of the question which the name does not ("does the stollen have
    nuts" → its allergens)."""
    name = [t for _, value in row.name.values for t in terms(value)]
    wanted = [
        t
        for t in (*question.terms, *question.inherited)
        if t.weight >= 0.5
        and not (t.concepts and t.concepts <= KIND_CONCEPTS)
        and not any(_same(t, own) for own in name)
    ]
    found = []
    for cell in row.cells:
        if cell.role in {Role.NOTE, Role.CODE, Role.CATEGORY, Role.UNIT, Role.STATUS}:
            continue
        own = [t for _, value in cell.values for t in terms(value)]
        own += terms(cell.header) if cell.role is Role.OTHER else ()
        if any(_same(t, other) for t in wanted for other in own):
            found.append(cell)
    return _shown(found, language)[:2]


def _understood(cell: Cell, language: Language) -> bool:
    """Whether a reader of the language finds their own words in a cell, perhaps beside others."""
    return cell.speaks(language) or _SPEAKS[language].search(cell.of(language)) is not None


def _notes(row: Row, question: Question, language: Language, cells: Sequence[Cell]) -> list[str]:
    """The sentences of the row's remarks that belong to the question."""
    name = [t for _, value in row.name.values for t in terms(value)]
    wanted = [
        t
        for t in (*question.terms, *question.inherited)
        if t.weight >= 0.4 and not any(_same(t, own) for own in name)
    ]
    answered = {kind for kind in question.kinds if any(c.holds(kind) for c in cells)}
    unmet = [k for k in question.kinds if k in VALUED and k not in answered]
    gone = any(c.role in {Role.STOCK, Role.PLACES_LEFT} and none_left(c) for c in cells)
    found = []
    for cell in row.cells:
        if cell.role is not Role.NOTE or not _understood(cell, language):
            continue
        for sentence in sentences(cell.of(language)):
            relevant = any(_same(t, other) for other in terms(sentence) for t in wanted)
            typed = any(holds(kind, sentence) for kind in unmet)
            if relevant or typed or gone or (not cells and not unmet):
                found.append(sentence)
    return found[:3]
