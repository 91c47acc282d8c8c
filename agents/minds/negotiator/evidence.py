"""How well each statement answers a question: likeness, covered words, and the right kind."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from agents.minds.negotiator.kinds import VALUED, holds
from agents.minds.negotiator.question import Question
from agents.minds.negotiator.statements import Statement, statements
from agents.minds.negotiator.vectors import VectorCache
from agents.minds.negotiator.words import Term, same
from kizashi.knowledge import FoundPassage

_DENSE = (0.80, 0.91)
_ASKED = (0.83, 0.94)
_WORD = (0.88, 0.94)
"""Likeness at which two texts, two questions, or two words begin to mean the same, and at which
they surely do. Measured: unrelated words lie at 0.78 to 0.87, 犬 and "pets" at 0.87, 駐車場 and
"parking" at 0.95."""

AROUND = 0.85
"""What a word in the heading is worth beside one in the statement itself."""

STATEMENTS_NOW = 48
WORDS_NOW = 40
QUESTIONS_NOW = 8
"""Missing vectors computed while a customer waits (about 8 ms a statement, 5 ms a word)."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A statement with what speaks for it as an answer, each from 0 to 1.

    `dense` is its likeness to the question, `asked` that of the FAQ question it answers.
    `covered` is the share of the question's own words that it holds, `gap` the heaviest word of
    the asking clause it lacks, `carried` the share of the words taken over from before. `kind` is
    whether it holds a value of the kind asked for, `found` recall's score of its passage.
    """

    statement: Statement
    score: float
    dense: float
    asked: float
    covered: float
    carried: float
    gap: float
    kind: bool
    found: float


def _scaled(value: float, span: tuple[float, float]) -> float:
    return min(1.0, max(0.0, (value - span[0]) / (span[1] - span[0])))


async def weigh(
    question: Question, found: Sequence[FoundPassage], vectors: VectorCache
) -> tuple[Weighed, ...]:
    """Every statement of the found passages, the best answer first."""
    pool = [(one.score, s) for one in found for s in statements(one.passage)]
    if not pool:
        return ()
    asked = await vectors.question(question.full)
    likeness = await _Likeness.between(question, [s for _, s in pool], vectors)
    weighed = [_lexical(question, s, retrieved, likeness) for retrieved, s in pool]
    promising = sorted(weighed, key=lambda w: w.covered + w.carried + w.found, reverse=True)
    stated = await vectors.stated([w.statement.embedded for w in promising], STATEMENTS_NOW)
    faq = await vectors.words(
        [w.statement.question for w in promising if w.statement.question], QUESTIONS_NOW
    )
    result = []
    for one in weighed:
        vector = stated.get(one.statement.embedded)
        alike = faq.get(one.statement.question)
        near = 0.7 * one.found if vector is None else _scaled(float(vector @ asked), _DENSE)
        same_question = _scaled(float(alike @ asked), _ASKED) if alike is not None else 0.0
        result.append(_scored(replace(one, dense=near, asked=same_question), question))
    return tuple(sorted(result, key=lambda one: one.score, reverse=True))


def _lexical(
    question: Question, statement: Statement, retrieved: float, likeness: "_Likeness"
) -> Weighed:
    covered, gap = likeness.coverage(question.terms, statement, question.focus)
    carried, _ = likeness.coverage(question.inherited, statement)
    valued = [kind for kind in question.kinds if kind in VALUED]
    row = statement.row
    if row is not None:
        kind = any(row.answering(k) for k in valued)
    else:
        kind = any(holds(k, statement.text) for k in valued)
    return Weighed(
        statement=statement,
        score=0.0,
        dense=0.0,
        asked=0.0,
        covered=covered,
        carried=carried,
        gap=gap,
        kind=kind or not valued,
        found=retrieved,
    )


def _scored(one: Weighed, question: Question) -> Weighed:
    score = (
        1.2 * one.dense
        + 0.5 * one.asked
        + 1.3 * one.covered
        + (0.7 * one.carried if question.inherited else 0.0)
        + 0.5 * one.kind
        + 0.3 * one.found
    )
    return replace(one, score=score)


class _Likeness:
    """Whether two words mean the same: by form, by meaning, by the nearness of their vectors."""

    def __init__(self, near: dict[tuple[str, str], float]) -> None:
        self._near = near

    @classmethod
    async def between(
        cls, question: Question, pool: Sequence[Statement], vectors: VectorCache
    ) -> "_Likeness":
        """Prepares the words of a question that no statement holds, and of all statements."""
        known = {t.key: t for s in pool for t in (*s.own, *s.around) if t.weight >= 0.3}
        asked = {
            t.key: t
            for t in (*question.terms, *question.inherited)
            if t.weight >= 0.4 and t.key not in known
        }
        if not asked or not known:
            return cls({})
        made = await vectors.words([t.text for t in asked.values()], WORDS_NOW)
        made |= await vectors.words([t.text for t in known.values()], WORDS_NOW)
        terms = [t for t in known.values() if t.text in made]
        if not terms:
            return cls({})
        matrix = np.stack([made[t.text] for t in terms])
        near = {}
        for one in asked.values():
            if one.text not in made:
                continue
            likeness = matrix @ made[one.text]
            for place in np.flatnonzero(likeness > _WORD[0]).tolist():
                other = terms[place]
                if one.concepts and other.concepts and not one.concepts & other.concepts:
                    continue
                near[one.key, other.key] = _scaled(float(likeness[place]), _WORD)
        return cls(near)

    def coverage(
        self, asked: Sequence[Term], statement: Statement, focus: frozenset[str] = frozenset()
    ) -> tuple[float, float]:
        """(covered share of the asked weight, the heaviest weight of the focus left uncovered)."""
        total = sum(term.weight for term in asked)
        if not total:
            return 0.0, 0.0
        held = gap = 0.0
        for term in asked:
            best = max((self._same(term, other) for other in statement.own), default=0.0)
            if best < AROUND:
                around = max((self._same(term, other) for other in statement.around), default=0.0)
                best = max(best, AROUND * around)
            held += term.weight * best
            if term.key in focus:
                gap = max(gap, term.weight * (1 - best))
        return held / total, gap

    def _same(self, one: Term, other: Term) -> float:
        return same(one, other) or self._near.get((one.key, other.key), 0.0)
