"""How sure it is that the best statement answers the question."""

import math

from agents.minds.negotiator.evidence import Weighed
from agents.minds.negotiator.kinds import VALUED, Kind
from agents.minds.negotiator.question import Question

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
    if not valued and any(kind in _STRICT for kind in question.kinds):
        return min(sure, WITHOUT_VALUE)
    return sure
