"""From weighed statements to the facts of an answer, or to the knowledge that there is none."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agents.minds.negotiator import compose_en, compose_ja
from agents.minds.negotiator.cells import Cell, Role, Row, row_of
from agents.minds.negotiator.evidence import Weighed
from agents.minds.negotiator.kinds import VALUED, Kind, holds
from agents.minds.negotiator.question import Question
from agents.minds.negotiator.words import terms
from kizashi.language import Language
from kizashi.step import Source
from memory.documents.sentences import sentences

OWN_LANGUAGE = 0.25
"""What it is worth that a statement is in the customer's language."""

CLOSE = 0.4
"""How far behind the best a statement of the same passage may be to be said with it."""

_QUALIFIES = re.compile(
    r"^(?:ただし|ただ、|なお|また、|その場合|（ただし|例外|しかし|it is not|but\b|however|only\b|except|though\b|not\b|unless\b|if\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to say, in the customer's language, and where it stands."""

    text: str
    source: Source
    heading: str
    priced: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What can be said to one question. `confidence` (0 to 1) is that the facts answer it."""

    question: Question
    facts: tuple[Fact, ...]
    confidence: float
    best: Weighed | None = None


def answer(question: Question, weighed: Sequence[Weighed], language: Language) -> Answer:
    """The facts that answer the question, with how sure it is that they do."""
    ranked = _ranked(question, weighed, language)
    if not ranked:
        return Answer(question, (), 0.0)
    best = ranked[0]
    chosen = _chosen(question, ranked)
    facts: list[Fact] = []
    for one in chosen:
        fact = said(one, question, language)
        if fact is not None and fact.text not in {known.text for known in facts}:
            facts.append(fact)
    return Answer(question, tuple(facts), _confidence(question, best), best)


def _ranked(question: Question, weighed: Sequence[Weighed], language: Language) -> list[Weighed]:
    rows = {w.statement.text for w in weighed if w.statement.passage.kind == "row"}
    found = []
    for one in weighed:
        s = one.statement
        if s.passage.kind != "row" and s.text in rows:
            continue
        score = one.score
        row = row_of(s.passage)
        if s.language is language or s.language is None or row is not None:
            score += OWN_LANGUAGE
        valued = [kind for kind in question.kinds if kind in VALUED]
        if row is not None and valued:
            if any(row.answering(kind) for kind in valued):
                score += 0.5 * (not one.kind)
                one = replace(one, kind=True)
        found.append(replace(one, score=score))
    return sorted(found, key=lambda one: one.score, reverse=True)


def _confidence(question: Question, best: Weighed) -> float:
    near = max(best.dense, best.asked)
    words = best.covered
    if question.inherited:
        words = max(words, 0.5 * words + 0.5 * best.carried)
    logit = -3.6 + 3.2 * near + 3.4 * words + 0.9 * best.kind - 0.6 * (best.gap >= 0.95)
    return 1 / (1 + math.exp(-2.0 * logit))


def _chosen(question: Question, ranked: Sequence[Weighed]) -> list[Weighed]:
    best = ranked[0]
    chosen = [best]
    row = row_of(best.statement.passage)
    if row is not None:
        for other in ranked[1:]:
            same = other.statement.passage.document == best.statement.passage.document
            known = row_of(other.statement.passage)
            if same and known is not None and other.score > best.score - 0.12 and len(chosen) < 4:
                if other.covered >= best.covered - 0.01:
                    chosen.append(other)
    else:
        same_passage = [
            other for other in ranked[1:] if other.statement.passage.id == best.statement.passage.id
        ]
        for other in same_passage:
            follows = other.statement.place == best.statement.place + 1
            qualifies = follows and _QUALIFIES.match(other.statement.text)
            if len(chosen) < 3 and (other.score > best.score - CLOSE or qualifies):
                chosen.append(other)
        chosen.sort(key=lambda one: one.statement.place)
    for kind in question.kinds:
        if kind not in VALUED or any(_answers(one, kind) for one in chosen):
            continue
        holder = next((one for one in ranked if _answers(one, kind)), None)
        if holder is not None and holder.score > best.score - 0.8:
            chosen.append(holder)
    return chosen


def _answers(one: Weighed, kind: Kind) -> bool:
    row = row_of(one.statement.passage)
    if row is not None:
        return bool(row.answering(kind)) or bool(_notes(one, (kind,), row))
    return holds(kind, one.statement.text)


def _notes(one: Weighed, kinds: Sequence[Kind], row: Row) -> list[Cell]:
    return [
        cell
        for cell in row.cells
        if cell.role is Role.NOTE
        and any(kind in VALUED and holds(kind, cell.values[0][1]) for kind in kinds)
    ]


def said(one: Weighed, question: Question, language: Language) -> Fact | None:
    """A statement as the customer is told it; `None` when nothing of it can be said."""
    s = one.statement
    compose = compose_ja if language is Language.JA else compose_en
    row = row_of(s.passage)
    heading = next((h for h in reversed(s.passage.heading)), "")
    if row is not None:
        words, priced = _row_said(row, question, language, heading)
    else:
        same = s.language is None or s.language is language
        words = compose.stated(s.text) if same else compose.foreign(s.text)
        priced = holds(Kind.PRICE, s.text)
    if not words:
        return None
    source = Source(document=s.passage.document, passage=s.passage.id, quote=s.text)
    return Fact(words, source, heading, priced)


def _row_said(row: Row, question: Question, language: Language, heading: str) -> tuple[str, bool]:
    asked = {t.key: t for t in (*question.terms, *question.inherited)}
    concepts = frozenset(c for t in asked.values() for c in t.concepts)
    cells: list[Cell] = []
    for kind in question.kinds:
        answering = [c for c in row.answering(kind) if c.role is not Role.NOTE]
        if len(answering) > 1 and kind is Kind.PRICE:
            named = [c for c in answering if _names(c, asked.keys(), concepts)]
            answering = named or answering[:4]
        cells.extend(c for c in answering if c not in cells)
    noted = _noted(row, question, language, cells)
    if not cells and not noted:
        cells = [
            c
            for c in row.cells
            if c.role
            in {Role.PRICE, Role.DURATION, Role.START, Role.END, Role.OTHER, Role.DATE, Role.DAY}
            and c.speaks(language)
        ][:4]
    compose = compose_ja if language is Language.JA else compose_en
    bare = not any(c.role is not Role.OTHER for c in row.cells)
    above = heading if bare else ""
    words = compose.row(row, cells, above, noted)
    if not cells and noted:
        name = row.name.of(language)
        first = noted[0]
        if name not in first:
            joined = "は、" if language is Language.JA else ": "
            words = f"{name}{joined}{words}"
    return words, any(c.role is Role.PRICE for c in cells)


def _names(cell: Cell, keys: "Sequence[str] | object", concepts: frozenset[str]) -> bool:
    own = terms(cell.header)
    return any(t.key in keys or t.concepts & concepts for t in own if t.weight >= 0.5)  # type: ignore[operator]


def _noted(row: Row, question: Question, language: Language, cells: Sequence[Cell]) -> list[str]:
    """The sentences of the row's remarks that belong to the question."""
    name = {t.key for _, value in row.name.values for t in terms(value)}
    wanted = [
        t for t in (*question.terms, *question.inherited) if t.weight >= 0.5 and t.key not in name
    ]
    answered = {kind for kind in question.kinds if any(c.holds(kind) for c in cells)}
    open_kinds = [k for k in question.kinds if k in VALUED and k not in answered]
    found = []
    for cell in row.cells:
        if cell.role is not Role.NOTE or not cell.speaks(language):
            continue
        for sentence in sentences(cell.of(language)):
            own = terms(sentence)
            relevant = any(
                t.key == w.key or t.concepts & w.concepts or (len(w.key) > 1 and w.key in t.key)
                for t in own
                for w in wanted
            )
            typed = any(holds(kind, sentence) for kind in open_kinds)
            if relevant or typed or (not cells and not open_kinds):
                found.append(sentence)
    return found[:3]
