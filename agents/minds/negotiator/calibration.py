"""How sure it is that the best statement answers the question."""

import math
from collections.abc import Sequence

from agents.minds.negotiator.evidence import Weighed
from agents.minds.negotiator.question import Question

BIAS = -3.0
WEIGHTS = {
    "near": 2.6,
    "covered": 3.2,
    "kind": 1.2,
    "gap": -1.6,
    "carried": 0.8,
}
"""A logistic model over `features`."""


def features(question: Question, best: Weighed, ranked: Sequence[Weighed]) -> dict[str, float]:
    """What the certainty rests on, each from 0 to about 1."""
    return {
        "near": max(best.dense, best.asked),
        "covered": best.covered,
        "kind": float(best.kind),
        "gap": best.gap,
        "carried": best.carried if question.inherited else 0.0,
    }


def confidence(question: Question, best: Weighed, ranked: Sequence[Weighed]) -> float:
    """The probability (0 to 1) that the best statement answers the question."""
    logit = BIAS + sum(WEIGHTS[k] * v for k, v in features(question, best, ranked).items())
    return 1 / (1 + math.exp(-logit))
