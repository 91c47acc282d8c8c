"""How sure it is that the best statement answers the question."""

import math

from agents.minds.negotiator.concepts import WIDER
from agents.minds.negotiator.evidence import Weighed
from agents.minds.negotiator.kinds import VALUED, Kind
from agents.minds.negotiator.question import Question
from agents.minds.negotiator.words import same, terms

BIAS = -2.9
WEIGHTS = {
    "asked": 0.9,
    "covered": 2.2,
    "kind": 2.0,
    "topic": 0.1,
    "found": 2.3,
    "gap": -1.4,
    "carried": 1.3,
    "elliptic": -0.3,
}
"""A logistic model, fitted on the questions of the pottery, the bakery and the bicycle shop under
`bench/replies/` (each question of a message with whether its answer was right; unknown ones are
never right)."""

WITHOUT_VALUE = 0.25
"""The most it can be when the question asks for a value and no statement at hand holds one."""

_ROW_TELLS = frozenset({Kind.LIST, Kind.STOCK, Kind.WHO, Kind.PLACE})
_PLACES = frozenset({*WIDER, *WIDER.values()})

AT_MOST = 0.5
"""The most it can be when only the name of a thing or the wrong place speaks for it."""

_STRICT = VALUED - {Kind.HOURS, Kind.DATE}
"""Kinds that cannot be answered without such a value; a day off answers "until when?"."""


def features(question: Question, best: Weighed) -> dict[str, float]:
    """What the certainty rests on, each from 0 to about 1."""
    return {
        "asked": best.asked,
        "covered": best.covered,
        "kind": float(best.kind),
        "topic": best.topic,
        "found": best.found,
        "gap": best.gap,
        "carried": best.carried if question.elliptic else 0.0,
        "elliptic": float(question.elliptic),
    }


def confidence(question: Question, best: Weighed, *, valued: bool) -> float:
    """The probability (0 to 1) that the best statement answers the question; `valued` is whether
    a value of the kind asked for is among what would be said."""
    logit = BIAS + sum(WEIGHTS[k] * v for k, v in features(question, best).items())
    sure = 1 / (1 + math.exp(-logit))
    if _by_name_alone(question, best) or _elsewhere(question, best):
        sure = min(sure, AT_MOST)
    if not valued and any(kind in _STRICT for kind in question.kinds):
        return min(sure, WITHOUT_VALUE)
    return sure


def _by_name_alone(question: Question, best: Weighed) -> bool:
    """Whether a row is about a thing the question names, and nothing in it about what is asked."""
    row = best.statement.row
    if row is None or any(kind in VALUED or kind in _ROW_TELLS for kind in question.kinds):
        return False
    names = [t for _, value in row.name.values for t in terms(value)]
    rest = [
        t
        for t in (*question.terms, *question.inherited)
        if t.weight >= 0.4 and not any(same(t, name) >= 0.7 for name in names)
    ]
    cells = [t for t in best.statement.own if t not in names]
    return bool(rest) and not any(same(t, other) >= 0.7 for t in rest for other in cells)


def _elsewhere(question: Question, best: Weighed) -> bool:
    """Whether the question names a part of the world and the statement another."""
    held = (*best.statement.own, *best.statement.around)
    places = [t for t in question.terms if t.concepts & WIDER.keys()]
    return any(
        not any(same(t, other) > 0 for other in held)
        and any(other.concepts & _PLACES for other in best.statement.own)
        for t in places
    )
