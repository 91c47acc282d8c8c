# ruff: noqa: E501 - a pattern is easier to check on one line
"""From weighed statements to the facts of an answer, or to the knowledge that there is none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from agents.minds.negotiator.calibration import confidence
from agents.minds.negotiator.cells import Cell, Role
from agents.minds.negotiator.evidence import Weighed
from agents.minds.negotiator.kinds import VALUED, Kind, holds
from agents.minds.negotiator.question import Question
from agents.minds.negotiator.saying import (
    Fact,
    in_language,
    names_column,
    reads,
    said,
    said_table,
)
from agents.minds.negotiator.statements import Statement
from agents.minds.negotiator.words import same, terms
from kizashi.language import Language
from memory.documents.script import columns

OWN_LANGUAGE = 0.25
"""What it is worth that a statement is in the customer's language."""

NAMED = 0.3
"""What it is worth that the question names a row, not only something in its cells."""

SAME = 0.6
"""What it is worth that a statement is about the very thing that answered the question before."""

LEANS_ON = 0.3
"""Confidence of the answer before from which on a question may lean on it."""

SAME_THING = 0.7
"""The most that leaning on an answer makes the next one sure."""

CLOSE = 0.55
"""How far behind the best a statement of the same passage may be to be said with it."""

SMALL_TABLE = 6
"""Rows of a table that are all said when the question names none of them."""

WHOLE = 300
"""Terminal columns up to which a passage is said whole, or so much of it as stands around the best
sentence (three or four sentences)."""

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

_CONDITIONAL = frozenset({"discount", "student", "member", "half", "trial", "group", "child"})
"""Meanings that make a price somebody else's price when the question does not name them."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What can be said to one question. `confidence` (0 to 1) is that the facts answer it;
    `beside` is what the passage that comes next says, for when it is low."""

    question: Question
    facts: tuple[Fact, ...]
    confidence: float
    best: Weighed | None = None
    beside: tuple[Fact, ...] = ()


def answer(
    question: Question,
    weighed: Sequence[Weighed],
    language: Language,
    today: date,
    before: Answer | None = None,
) -> Answer:
    """The facts that answer the question, with how sure it is that they do. `before` is the answer
    to the question before it in the same message: a question that leans on that one ("… and how
    much?") is asked about the same thing."""
    ranked = ranked_for(question, weighed, language)
    if not ranked:
        return Answer(question, (), 0.0)
    leans = before if question.inherited and before is not None else None
    if leans is not None and leans.best is not None and leans.confidence >= LEANS_ON:
        ranked = _of_the_same_thing(ranked, leans.best)
    best = ranked[0]
    if question.inherited:
        best = _about_the_same(ranked)
        ranked = [best, *(one for one in ranked if one is not best)]
    table = _whole_table(question, best, ranked)
    chosen = table or _chosen(question, ranked, language, today)
    if table:
        facts = tuple(f for f in (said_table(table, question, language),) if f is not None)
    else:
        facts = _facts(chosen, question, language)
    wanted = [kind for kind in question.kinds if kind in VALUED]
    valued = not wanted or any(_answers(one, kind) for one in chosen for kind in wanted)
    sure = confidence(question, best, valued=valued)
    if leans is not None and leans.best is not None and _same_thing(best, leans.best):
        sure = max(sure, min(leans.confidence, SAME_THING if best.kind and valued else 0.0))
    beside = _beside(question, ranked, language, today)
    return Answer(question, facts, sure, best, beside)


def _beside(
    question: Question, ranked: Sequence[Weighed], language: Language, today: date
) -> tuple[Fact, ...]:
    """What the passage says that recall puts first, or, when it is the best one's, the passage that
    comes second."""
    first = ranked[0].statement.passage.id
    rest = [one for one in ranked if one.statement.passage.id != first]
    if not rest:
        return ()
    recalled = max(rest, key=lambda one: one.found)
    if recalled.found > ranked[0].found:
        rest = [one for one in rest if one.statement.passage.id == recalled.statement.passage.id]
    return _facts(_chosen(question, rest, language, today), question, language)


def _facts(chosen: Sequence[Weighed], question: Question, language: Language) -> tuple[Fact, ...]:
    facts: list[Fact] = []
    for statement in _quoted_together([one.statement for one in chosen], language):
        fact = said(statement, question, language)
        if fact is not None and fact.text not in {known.text for known in facts}:
            facts.append(fact)
    return tuple(facts)


def _quoted_together(chosen: Sequence[Statement], language: Language) -> list[Statement]:
    """Sentences of the other language that follow each other become one, quoted once."""
    together: list[Statement] = []
    for one in chosen:
        last = together[-1] if together else None
        if (
            last is not None
            and last.row is None
            and one.row is None
            and last.passage.id == one.passage.id
            and not any(reads(in_language(each.text, language), language) for each in (last, one))
        ):
            space = "" if one.language is Language.JA else " "
            together[-1] = replace(last, text=f"{last.text}{space}{one.text}")
        else:
            together.append(one)
    return together


def ranked_for(question: Question, weighed: Sequence[Weighed], language: Language) -> list[Weighed]:
    """The statements in the order in which they answer the question for a reader of a language."""
    asked = frozenset(c for t in (*question.terms, *question.inherited) for c in t.concepts)
    valued = [kind for kind in question.kinds if kind in VALUED]
    dated = bool({Kind.DATE, Kind.HOURS, Kind.STOCK} & set(question.kinds)) or question.kinds == (
        Kind.OPEN,
    )
    best_by_text: dict[tuple[str, str], Weighed] = {}
    for one in weighed:
        s = one.statement
        score = one.score
        kind = one.kind
        if s.row is not None:
            kind = not valued or any(s.row.answering(k) for k in valued)
            score += 0.5 * (int(kind) - int(one.kind))
            if Kind.PRICE in question.kinds and names_column(s.row, question):
                score += NAMED
            own_cells = [c for k in valued for c in s.row.answering(k) if c.role is not Role.NOTE]
            if kind and valued and not own_cells:
                score -= 0.3
            if s.row.first(Role.DATE) is not None and not dated:
                score -= 0.8
        if s.row is not None:
            score += OWN_LANGUAGE * s.row.name.speaks(language)
            score += NAMED * _names_row(question, one)
        elif s.language in {language, None}:
            score += OWN_LANGUAGE
        if s.stale:
            score -= 1.0
        own = frozenset(c for t in s.own for c in t.concepts)
        if Kind.PRICE in question.kinds and s.row is None:
            score -= 0.3 * bool((own & _CONDITIONAL) - asked)
        rescored = replace(one, score=score, kind=kind)
        key = (s.passage.document, s.text)
        known = best_by_text.get(key)
        if known is None or (score, s.passage.kind == "row") > (
            known.score,
            known.statement.passage.kind == "row",
        ):
            best_by_text[key] = rescored
    return sorted(best_by_text.values(), key=lambda one: one.score, reverse=True)


def _same_thing(one: Weighed, other: Weighed) -> bool:
    """Whether two statements speak of one thing: rows of one name, or sentences of one passage."""
    row, name = one.statement.row, other.statement.row
    if row is not None and name is not None:
        return row.name.values == name.name.values
    return one.statement.passage.id == other.statement.passage.id


def _of_the_same_thing(ranked: Sequence[Weighed], best: Weighed) -> list[Weighed]:
    return sorted(
        (replace(one, score=one.score + SAME * _same_thing(one, best)) for one in ranked),
        key=lambda one: one.score,
        reverse=True,
    )


def _about_the_same(ranked: Sequence[Weighed]) -> Weighed:
    """What says as much and speaks of the very thing the question refers to comes first: "can you
    ship it?" is answered for the kit, not for parcels in general."""
    best = ranked[0]
    for one in ranked[1:12]:
        as_much = one.covered >= 0.45 * best.covered and one.kind >= best.kind
        if as_much and one.carried >= best.carried + 0.3 and one.score > best.score - 0.9:
            return one
    return best


def _whole_table(question: Question, best: Weighed, ranked: Sequence[Weighed]) -> list[Weighed]:
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
    if not 2 <= len(rows) <= SMALL_TABLE or any(_names_row(question, w) for w in rows.values()):
        return []
    known = [w.statement.row for w in rows.values() if w.statement.row is not None]
    if any(not _short(cell) for one in known for cell in one.cells):
        return []
    return list(rows.values())


def _short(cell: Cell) -> bool:
    return cell.role not in {Role.NOTE, Role.DATE} and len(cell.values[0][1]) <= LONGEST_CELL


def _names_row(question: Question, one: Weighed) -> bool:
    row = one.statement.row
    if row is None:
        return False
    names = [t for _, value in row.name.values for t in terms(value)]
    return any(
        t.key == n.key or t.concepts & n.concepts or (len(t.key) > 1 and t.key in n.key)
        for t in (*question.terms, *question.inherited)
        for n in names
    )


def _chosen(
    question: Question, ranked: Sequence[Weighed], language: Language, today: date
) -> list[Weighed]:
    best = ranked[0]
    if best.statement.row is not None:
        chosen = _rows(best, ranked, today)
        chosen += [w for w in _others_named(question, best, ranked) if w not in chosen]
    else:
        chosen = _sentences(best, ranked, language)
    for kind in question.kinds:
        if kind not in VALUED or any(_answers(one, kind) for one in chosen):
            continue
        holder = next((one for one in ranked if _answers(one, kind)), None)
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
    dated = [(day, one) for one in equal if (day := _day(one)) is not None]
    if len(dated) > 1 and _day(best) is not None:
        ahead = sorted((entry for entry in dated if entry[0] >= today), key=lambda entry: entry[0])
        return [one for _, one in ahead[:3]] or [best]
    return equal[:3]


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


def _day(one: Weighed) -> date | None:
    cell = one.statement.row.first(Role.DATE) if one.statement.row is not None else None
    match = re.match(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", cell.values[0][1]) if cell else None
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


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
    return [*said, *_led_in(said[-1], ranked)]


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


def _answers(one: Weighed, kind: Kind) -> bool:
    row = one.statement.row
    if row is None:
        return holds(kind, one.statement.text)
    return bool(row.answering(kind)) or any(
        cell.role is Role.NOTE and holds(kind, cell.values[0][1]) for cell in row.cells
    )
