"""From the heads' scores to probabilities that fit each other: intents, phase, stall."""

from dataclasses import dataclass

import numpy as np

from agents.minds.listener.weights import Numbers, Weights, softmax
from kizashi.reading import MicroIntent, Phase, Stall

INTENTS = tuple(MicroIntent)
PHASES = tuple(Phase)
STALLS: tuple[Stall | None, ...] = (None, *Stall)

TIE = {"phase": 0.7, "stall": 0.3}
"""How much the phase and the stall that usually go with the intents count beside their own heads.
Chosen on writers left out."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Probabilities: of the first intent, of each intent being there at all, of phase and stall."""

    intents: Numbers
    also: Numbers
    phases: Numbers
    stalls: Numbers

    @property
    def temperature(self) -> float:
        """Degrees, in the interval of the likeliest phase, leaning to where the rest lies."""
        place = int(self.phases.argmax())
        mean = float(sum(p * phase.value for p, phase in zip(self.phases, PHASES, strict=True)))
        low = 0.0 if place == 0 else (PHASES[place - 1] + PHASES[place]) / 2
        last = place == len(PHASES) - 1
        high = 100.0 if last else (PHASES[place] + PHASES[place + 1]) / 2 - 0.1
        return round(min(max(mean, low), high), 1)


def decoded(weights: Weights, scores: dict[str, Numbers]) -> Decoded:
    """Calibrated probabilities from the heads' scores."""
    factors, ties = weights.facts["calibration"], weights.facts["ties"]
    intents = softmax(scores["intent"] * factors["intent"])
    joined = {}
    for name in ("phase", "stall"):
        usual = intents @ np.asarray(ties[name], dtype=np.float32)
        own = np.log(softmax(scores[name] * factors[name]) + 1e-9)
        joined[name] = softmax((own + TIE[name] * np.log(usual + 1e-9)) / (1 + TIE[name]))
    return Decoded(intents, np.clip(scores["also"], 0, 1), joined["phase"], joined["stall"])
