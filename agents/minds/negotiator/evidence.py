"""How well each statement answers a question: likeness, covered words, and the right kind."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from agents.minds.negotiator.kinds import VALUED, holds
from agents.minds.negotiator.question import Question
from agents.minds.negotiator.statements import Statement, statements
from agents.minds.negotiator.vectors import Matrix, VectorCache
from agents.minds.negotiator.words import Term
from kizashi.knowledge import FoundPassage

_DENSE = (0.80, 0.91)
_WORD = (0.88, 0.94)
"""Likeness at which two texts, or two words, begin to mean the same, and at which they surely do.
Measured: unrelated words lie at 0.78 to 0.87, 犬 and "pets" at 0.87, 駐車場 and "parking" at 0.95."""

AROUND = 0.85
"""What a word in the heading is worth beside one in the statement itself."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A statement with what speaks for it as an answer.

    `covered` is the share of the question's own words that it holds (0 to 1), `gap` the heaviest
    word it lacks, `carried` the share of the words the question took over from before.
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
    asked = (await vectors.asked([question.full]))[0]
    stated = await vectors.stated([s.embedded for _, s in pool])
    faq = [s.question for _, s in pool]
    faq_rows = {q: row for row, q in enumerate(dict.fromkeys(q for q in faq if q))}
    faq_likeness = (await vectors.asked(list(faq_rows))) @ asked if faq_rows else np.empty(0)
    dense = stated @ asked
    likeness = await _Likeness.between(question, [s for _, s in pool], vectors)
    weighed = []
    for (retrieved, s), near in zip(pool, dense, strict=True):
        covered, gap = likeness.coverage(question.terms, s)
        carried, _ = likeness.coverage(question.inherited, s)
        kind = any(holds(k, s.text) for k in question.kinds if k in VALUED)
        asked_like = float(faq_likeness[faq_rows[s.question]]) if s.question else 0.0
        one = Weighed(
            statement=s,
            score=0.0,
            dense=_scaled(float(near), _DENSE),
            asked=_scaled(asked_like, (0.83, 0.94)),
            covered=covered,
            carried=carried,
            gap=gap,
            kind=kind or not any(k in VALUED for k in question.kinds),
            found=retrieved,
        )
        weighed.append(_scored(one, question))
    return tuple(sorted(weighed, key=lambda one: one.score, reverse=True))


def _scored(one: Weighed, question: Question) -> Weighed:
    score = (
        1.2 * one.dense
        + 0.5 * one.asked
        + 1.3 * one.covered
        + (0.7 * one.carried if question.inherited else 0.0)
        + 0.5 * one.kind
        + 0.3 * one.found
    )
    return Weighed(
        one.statement,
        score,
        one.dense,
        one.asked,
        one.covered,
        one.carried,
        one.gap,
        one.kind,
        one.found,
    )


class _Likeness:
    """Whether two words mean the same: by form, by meaning, by the nearness of their vectors."""

    def __init__(self, near: dict[tuple[str, str], float]) -> None:
        self._near = near

    @classmethod
    async def between(
        cls, question: Question, pool: Sequence[Statement], vectors: VectorCache
    ) -> "_Likeness":
        """Prepares the words of a question and of all statements."""
        asked = list(
            {t.key: t for t in (*question.terms, *question.inherited) if t.weight >= 0.5}.values()
        )
        known = list(
            {t.key: t for s in pool for t in (*s.own, *s.around) if t.weight >= 0.3}.values()
        )
        if not asked or not known:
            return cls({})
        rows: Matrix = await vectors.asked([t.text for t in asked])
        columns: Matrix = await vectors.asked([t.text for t in known])
        likeness = rows @ columns.T
        near = {}
        for row, one in enumerate(asked):
            for column in np.flatnonzero(likeness[row] > _WORD[0]):
                other = known[int(column)]
                if one.concepts and other.concepts and not one.concepts & other.concepts:
                    continue
                near[one.key, other.key] = _scaled(float(likeness[row, column]), _WORD)
        return cls(near)

    def coverage(self, asked: Sequence[Term], statement: Statement) -> tuple[float, float]:
        """(covered share of the asked weight, the heaviest weight left uncovered)."""
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
            gap = max(gap, term.weight * (1 - best))
        return held / total, gap

    def _same(self, one: Term, other: Term) -> float:
        if one.key == other.key or (one.concepts & other.concepts):
            return 1.0
        if not one.key.isascii() and not other.key.isascii():
            shorter, longer = sorted((one.key, other.key), key=len)
            if len(shorter) >= 2 and shorter in longer:
                return 0.9
            if len(shorter) == 1 and longer.startswith(shorter):
                return 0.7
        elif len(one.key) >= 4 and len(other.key) >= 4:
            if one.key.startswith(other.key) or other.key.startswith(one.key):
                return 0.85
        return self._near.get((one.key, other.key), 0.0)
