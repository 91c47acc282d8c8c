"""From the heads' scores to probabilities that fit each other: intents, phase, stall."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from agents.minds.listener.weights import Numbers, softmax
from kizashi.reading import MicroIntent, Phase, Stall

INTENTS = tuple(MicroIntent)
PHASES = tuple(Phase)
STALLS: tuple[Stall | None, ...] = (None, *Stall)

TIE = {"phase": 0.4, "stall": 0.3}
"""How much the phase and the stall that usually go with the intents count beside their heads."""

PRESENCE = 0.5
"""How much "is it there at all" counts for "does it come first"."""

UNHELD = 0.37
"""What the chance of "no stall" is multiplied with: it is by far the commonest label, and to miss a
reason is worse than to suspect one. All chosen on writers left out."""


NEARBY = 0.75
"""How much a phase counts for having the truth at most one step away, beside being it. To be two
steps off misleads whoever answers, one step hardly. Chosen on writers left out: against the median
it brings two rows in a hundred within a step, and loses as many exact ones."""

Kind = Literal["usual", "short", "behaviour"]
"""Kinds of moments that are calibrated apart: two or three syllables deserve less confidence than
their scores suggest, behaviour alone deserves more."""

SHORT = 12
"""Units (a full-width character counts two) below which a text is short."""

DEEP_FROM = 4
DEEP = 0.6
"""From so many lines of context on, scores count this much: the seeds are moments at the start of a
dialogue. Fitted on the dialogues of the bench."""


def kind_of(text: str) -> Kind:
    """The kind of moment a text (or none) makes."""
    line = text.strip()
    if not line:
        return "behaviour"
    return "short" if len(line) * (1 if line.isascii() else 2) < SHORT else "usual"


@dataclass(frozen=True, slots=True)
class Impression:
    """Log-probabilities of the first intent, the phase and the stall by layers of the embedding
    model that were tuned for reading (`impression.py`)."""

    intents: Numbers
    phases: Numbers
    stalls: Numbers


IMPRESSION = {"intent": 0.8, "phase": 0.8, "stall": 0.6}
"""How much the impression counts beside each head."""

TOGETHER = {"intent": 0.75, "phase": 0.8, "stall": 1.0}
"""What heads and impression are multiplied with together: they are not independent, so that their
sum is too sure. Both chosen on four writers whom neither had learned from."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Probabilities: of the first intent, of each intent being there at all, of phase and stall."""

    intents: Numbers
    also: Numbers
    phases: Numbers
    stalls: Numbers

    @property
    def phase(self) -> int:
        """Place of the phase that is likeliest exact and within one step, weighed by `NEARBY`."""
        return int((self.phases + NEARBY * np.convolve(self.phases, (1, 0, 1), "same")).argmax())

    @property
    def temperature(self) -> float:
        """Degrees, in the interval of the phase, leaning to where the rest lies."""
        place = self.phase
        mean = float(sum(p * phase.value for p, phase in zip(self.phases, PHASES, strict=True)))
        low = 0.0 if place == 0 else (PHASES[place - 1] + PHASES[place]) / 2
        last = place == len(PHASES) - 1
        high = 100.0 if last else (PHASES[place] + PHASES[place + 1]) / 2 - 0.1
        return round(min(max(mean, low), high), 1)


def first_intent_scores(scores: Mapping[str, Any]) -> Any:
    """An intent comes first the likelier, the likelier it is there at all."""
    return scores["intent"] + PRESENCE * scores["also"]


def decoded(
    facts: Mapping[str, Any],
    scores: Mapping[str, Numbers],
    text: str,
    turns: int,
    impression: Impression | None = None,
) -> Decoded:
    """Calibrated probabilities from the heads' scores for a text after so many lines of context,
    and from the impression of it if there is one; `facts` are stored beside the weights."""
    factors, ties = facts["calibration"], facts["ties"]
    chances = {
        "intent": first_intent_scores(scores) * factors["intent"][kind_of(text)],
        "phase": scores["phase"] * factors["phase"],
        "stall": scores["stall"] * factors["stall"],
    }
    if impression is not None:
        seen = zip(chances, (impression.intents, impression.phases, impression.stalls), strict=True)
        for name, own in seen:
            chances[name] = TOGETHER[name] * (chances[name] + IMPRESSION[name] * own)
    intents = softmax(chances["intent"] * (DEEP if turns >= DEEP_FROM else 1))
    joined = {}
    for name in ("phase", "stall"):
        usual = intents @ np.asarray(ties[name], dtype=np.float32)
        own = np.log(softmax(chances[name]) + 1e-9)
        joined[name] = softmax(own + TIE[name] * np.log(usual + 1e-9))
    joined["stall"][0] *= UNHELD
    joined["stall"] /= joined["stall"].sum()
    return Decoded(intents, np.clip(scores["also"], 0, 1), joined["phase"], joined["stall"])
