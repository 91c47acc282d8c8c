# ruff: noqa: E501 - a pattern is easier to check on one line
"""Which statements are said together: the best one with its passage, its list, its table's rows."""

import re
from collections.abc import Sequence
from datetime import date

from agents.minds.negotiator.cells import Cell, Role
from agents.minds.negotiator.evidence import Weighed
from agents.minds.negotiator.kinds import VALUED, Kind, holds, holds_asked
from agents.minds.negotiator.order import names_row
from agents.minds.negotiator.places import of_the_place
from agents.minds.negotiator.question import Question
from agents.minds.negotiator.stated_days import dated
from agents.minds.negotiator.words import same, terms
from kizashi.language import Language
from memory.documents.script import columns

CLOSE = 0.55
"""How far behind the best a statement of the same passage may be to be said with it."""

AS_WELL = 0.3
"""The same for lines that are each a thing of its own."""

SMALL_TABLE = 6
"""Rows of a table that are all said when the question names none of them."""

WHOLE = 300
"""Terminal columns up to which a passage is said whole, or so much of it as stands around the best
sentence (three or four sentences)."""

WHOLE_ANSWER = 420
"""The same for the answer to the very question that is asked."""

ASKED_ALIKE = 0.8
"""Likeness of a FAQ's question to the one asked from which on they are the same."""

NAMED_THING = 0.7
"""Share of the asking clause that a row's name must speak of to be of the thing asked for."""

ALIKE = 4
"""Rows of one name that are all said."""

LONGEST_CELL = 30
"""Characters of a cell up to which a whole table can be said in a sentence."""

_QUALIFIES = re.compile(
    r"^(?:ただし|ただ、|なお|その場合|（ただし|例外|しかし|これより|それより|それ以|it is not|but\b"
    r"|however|only\b|except|though\b|not\b|unless\b|otherwise\b|after that\b|further)",
    re.IGNORECASE,
)

_SEVERAL = re.compile(
    r"\band\b|\bboth\b|\beach\b|それぞれ|両方|どちらも|[一-鿿ぁ-んァ-ヺー]と[一-鿿ァ-ヺ]",
    re.IGNORECASE,
)

_LEANS = re.compile(
    r"^(?:after that|then\b|that\b|this\b|these\b|it\b|they\b|he\b|she\b|further|そのあと|その後|それ|これ|そこ|この|その)",
    re.IGNORECASE,
)
"""Beginnings of a sentence that needs the one before it."""


def whole_table(question: Question, best: Weighed, ranked: Sequence[Weighed]) -> list[Weighed]:
    """The rows of a small table when the question is about the table and names none of its rows."""
    row = best.statement.row
    if row is None or len(row.cells) > 2:
        return []
    heading = best.statement.passage.heading
    rows = {
        one.statement.text: one
        for one in ranked
        if one.statement.row is not None
        and one.statement.passage.heading == heading
        and one.statement.passage.document == best.statement.passage.document
        and [c.header for c in one.statement.row.cells] == [c.header for c in row.cells]
    }
    if not 2 <= len(rows) <= SMALL_TABLE or any(_is_named(question, w) for w in rows.values()):
        return []
    known = [w.statement.row for w in rows.values() if w.statement.row is not None]
    if any(not _short(cell) for one in known for cell in one.cells):
        return []
    return list(rows.values())


def _is_named(question: Question, one: Weighed) -> bool:
    return names_row(question, one) or of_the_place(question, one.statement)


def _short(cell: Cell) -> bool:
    return cell.role not in {Role.NOTE, Role.DATE} and len(cell.values[0][1]) <= LONGEST_CELL


def chosen_for(
    question: Question, ranked: Sequence[Weighed], language: Language, today: date
) -> list[Weighed]:
    """The statements that are said to the question: the best one, what belongs to it, and one
    that holds a value of a kind asked for which those lack."""
    best = ranked[0]
    if best.statement.row is not None:
        chosen = _rows(best, ranked, today)
        chosen += [w for w in _others_named(question, best, ranked) if w not in chosen]
    else:
        chosen = _sentences(best, ranked, language)
    for kind in question.kinds:
        if kind not in VALUED or any(answers_kind(one, kind, question) for one in chosen):
            continue
        holder = next((one for one in ranked if answers_kind(one, kind, question)), None)
        if holder is not None and holder.score > best.score - 0.8:
            chosen.append(holder)
    return chosen


def _rows(best: Weighed, ranked: Sequence[Weighed], today: date) -> list[Weighed]:
    """The best row, and rows of the same table that answer as well (Saturday and Sunday, the next
    dates of a class)."""
    equal = [
        one
        for one in ranked
        if one.statement.row is not None
        and one.statement.passage.document == best.statement.passage.document
        and one.score > best.score - 0.12
        and one.covered >= best.covered - 0.01
    ]
    by_day = [(day, one) for one in equal if (day := _day(one, today)) is not None]
    if len(by_day) > 1 and _day(best, today) is not None:
        ahead = sorted((entry for entry in by_day if entry[0] >= today), key=lambda entry: entry[0])
        return [one for _, one in ahead[:3]] or [best]
    alike = _of_one_name(best, ranked)
    return alike if len(alike) > len(equal[:3]) else equal[:3]


def _of_one_name(best: Weighed, ranked: Sequence[Weighed]) -> list[Weighed]:
    """The rows of the table whose names hold what is asked as well as the best one's: "the annual
    plan" comes in three sizes. In the document's order; none when they are too many to say."""
    passage = best.statement.passage
    if best.topic < NAMED_THING:
        return []
    alike = {
        one.statement.row.name.values: one
        for one in ranked
        if one.statement.row is not None
        and one.statement.passage.document == passage.document
        and one.statement.passage.heading == passage.heading
        and (one.kind, one.statement.stale) == (best.kind, best.statement.stale)
        and one.covered >= best.covered - 0.01
        and one.topic >= best.topic - 0.01
    }
    if len(alike) > ALIKE:
        return []
    return sorted(
        alike.values(), key=lambda one: (one.statement.passage.position, one.statement.place)
    )


def _others_named(question: Question, best: Weighed, ranked: Sequence[Weighed]) -> list[Weighed]:
    """A row that the question names beside the best ("the bell and the bag, price of both")."""
    if not _SEVERAL.search(question.text):
        return []
    named = _named_by(question, best)
    for one in ranked[1:12]:
        same_table = one.statement.passage.document == best.statement.passage.document
        also = _named_by(question, one) if one.statement.row is not None and same_table else named
        if also - named and named - also:
            return [one]
    return []


def _named_by(question: Question, one: Weighed) -> frozenset[str]:
    """The weighty words of the question that the row's name holds."""
    row = one.statement.row
    names = [t for _, value in row.name.values for t in terms(value)] if row is not None else []
    return frozenset(
        t.key
        for t in question.terms
        if t.weight >= 0.9 and any(same(t, name) >= 0.85 for name in names)
    )


def _day(one: Weighed, today: date) -> date | None:
    spans = dated(one.statement.row, today) if one.statement.row is not None else ()
    return spans[0][0] if spans else None


def _sentences(best: Weighed, ranked: Sequence[Weighed], language: Language) -> list[Weighed]:
    """The best statement with what stands around it: a FAQ's answer or a short paragraph whole, of
    a longer one the sentences next to it, of a list the items that answer nearly as well. Which
    passage answers is known more surely than which of its sentences (bench: 86 against 77 %)."""
    passage = best.statement.passage
    beside = sorted(
        (
            one
            for one in ranked
            if one.statement.passage.id == passage.id
            and one.statement.line == best.statement.line
            and one.statement.row is None
            and (one is best or not one.statement.stale)
            and (
                one is best
                or best.statement.language not in {language, None}
                or one.statement.language in {language, None}
            )
        ),
        key=lambda one: one.statement.place,
    )
    if passage.kind in {"list", "table"}:
        items = _items(best, beside)
        return list(
            dict.fromkeys([*items, *(led for one in items for led in _led_in(one, ranked))])
        )
    whole = _whole_answer(best, ranked, language)
    if whole:
        return [*whole, *_led_in(whole[-1], ranked)]
    place = beside.index(best)
    start, end = place, place + 1
    while end - start < len(beside):
        before = beside[start - 1] if start else None
        after = beside[end] if end < len(beside) else None
        leans = before is not None and _LEANS.match(beside[start].statement.text)
        back = before is not None and (after is None or leans or before.score > after.score)
        wider = (start - 1, end) if back else (start, end + 1)
        if sum(columns(one.statement.text) for one in beside[slice(*wider)]) > WHOLE:
            break
        start, end = wider
    said = beside[start:end]
    return [*said, *_other_lines(best, ranked), *_led_in(said[-1], ranked)]


def _other_lines(best: Weighed, ranked: Sequence[Weighed]) -> list[Weighed]:
    """Of a passage whose lines are each a thing of its own, the other lines that answer as well."""
    if not best.statement.line:
        return []
    return [
        one
        for one in ranked
        if one.statement.passage.id == best.statement.passage.id
        and one.statement.line != best.statement.line
        and one.score > best.score - AS_WELL
        and one.covered >= 0.9 * best.covered
        and one.kind >= best.kind
    ][:2]


def _whole_answer(best: Weighed, ranked: Sequence[Weighed], language: Language) -> list[Weighed]:
    """The answer of a FAQ from its beginning, when its question is the one that is asked; also
    where it is so long that it became several passages."""
    s = best.statement
    if best.asked < ASKED_ALIKE or not s.question or s.language not in {language, None}:
        return []
    answer = sorted(
        (
            one
            for one in ranked
            if one.statement.question == s.question
            and one.statement.passage.document == s.passage.document
            and one.statement.passage.heading == s.passage.heading
            and one.statement.row is None
            and not one.statement.stale
        ),
        key=lambda one: (one.statement.passage.position, one.statement.place),
    )
    said: list[Weighed] = []
    for one in answer:
        if said and sum(columns(w.statement.text) for w in (*said, one)) > WHOLE_ANSWER:
            break
        said.append(one)
    return said


def _led_in(last: Weighed, ranked: Sequence[Weighed]) -> list[Weighed]:
    """The list that a sentence leads in ("choose one of three:")."""
    statement = last.statement
    if not statement.text.rstrip().endswith((":", "：")):
        return []
    items = [
        one
        for one in ranked
        if one.statement.passage.document == statement.passage.document
        and one.statement.passage.kind == "list"
        and (
            one.statement.passage.position == statement.passage.position + 1
            or (
                one.statement.passage.id == statement.passage.id
                and one.statement.place > statement.place
            )
        )
    ]
    return sorted(items, key=lambda one: one.statement.place)[:SMALL_TABLE]


def _items(best: Weighed, beside: Sequence[Weighed]) -> list[Weighed]:
    """The items of a list that answer nearly as well as the best one."""
    chosen = [best]
    for one in beside:
        follows = one.statement.place == best.statement.place + 1
        qualifies = follows and _QUALIFIES.match(one.statement.text)
        near = one.score > best.score - CLOSE and one.covered >= 0.5 * best.covered
        if one is not best and len(chosen) < 3 and (near or qualifies):
            chosen.append(one)
    return sorted(chosen, key=lambda one: one.statement.place)


def answers_kind(one: Weighed, kind: Kind, question: Question) -> bool:
    """Whether a statement holds a value of the kind for the question."""
    row = one.statement.row
    if row is None:
        return holds_asked(kind, one.statement.text, question.text)
    return bool(row.answering(kind)) or any(
        cell.role is Role.NOTE and holds(kind, cell.values[0][1]) for cell in row.cells
    )
