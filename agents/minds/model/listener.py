"""The Listener with a language model: its reading refined, never past what the text supports."""

import logging

from agents.minds.model.caller import Caller
from agents.minds.model.prompts import dialogue, messages, version
from agents.minds.model.shapes import SaidReading
from agents.minds.model.unavailable import ModelUnavailable
from agents.situation import ListenerMind, Situation
from kizashi.language import Language
from kizashi.reading import Evidence, IntentReading, Phase, Reading, StallReading, phase_at

_log = logging.getLogger(__name__)

MOST_INTENTS = 3
LEAST_CONFIDENCE = 0.15


class ModelListener:
    """Reads with the embedded mind, then lets the model's reading move it by a weight."""

    def __init__(self, embedded: ListenerMind, caller: Caller) -> None:
        self._embedded = embedded
        self._caller = caller

    async def read(self, situation: Situation) -> Reading:
        """The embedded reading, refined when the model answers in time."""
        return await self.refine(situation, await self.first(situation))

    async def first(self, situation: Situation) -> Reading:
        """The embedded reading, which is there at once."""
        return await self._embedded.read(situation)

    async def refine(self, situation: Situation, reading: Reading) -> Reading:
        """The reading moved by the model's own, when that comes in time."""
        if not situation.text.strip() or reading.language is None or not self._caller.model.weight:
            # Without words, or in a language that the prompts are not written in, it would guess.
            return reading
        asked = messages("listener", Language(reading.language), dialogue(situation))
        try:
            said = await self._caller.ask(asked, SaidReading)
        except ModelUnavailable as error:
            _log.info("listener: the embedded reading stands (%s)", error.code)
            return reading
        name = f"{reading.mind}+{self._caller.name}@{version('listener')}"
        return refined(reading, said, situation.text, self._caller.model.weight, name)


def refined(reading: Reading, said: SaidReading, text: str, weight: float, mind: str) -> Reading:
    """The embedded reading moved towards the model's by `weight` (0 to 1).

    An intent or a stall counts only with words that stand in the customer's text; the temperature
    moves by one phase at most. So a model that makes things up moves nothing.
    """
    shown = [one for one in said.intents if _found(text, one.words) is not None]
    if not shown:
        return reading
    chances = {one.name: (1 - weight) * one.confidence for one in reading.micro_intents}
    evidence = {one.name: one.evidence for one in reading.micro_intents}
    for one in shown:
        name = one.name.value
        chances[name] = chances.get(name, 0.0) + weight * one.confidence
        if name not in evidence:
            evidence[name] = (_quoted(text, one.words),)
    ordered = sorted(chances, key=lambda name: -chances[name])[:MOST_INTENTS]
    temperature = (1 - weight) * reading.temperature + weight * _near(
        reading.phase, said.temperature
    )
    return reading.model_copy(
        update={
            "micro_intents": tuple(
                IntentReading(
                    name=name, confidence=round(chances[name], 3), evidence=evidence[name]
                )
                for place, name in enumerate(ordered)
                if place == 0 or chances[name] >= LEAST_CONFIDENCE
            ),
            "temperature": round(temperature, 1),
            "phase": phase_at(temperature),
            "stall": _stall(reading, said, text, weight),
            "mind": mind,
        }
    )


def _stall(reading: Reading, said: SaidReading, text: str, weight: float) -> StallReading | None:
    """The likelier of both; that nothing holds the person is an opinion too."""
    own, other = reading.stall, said.stall
    if other is not None and _found(text, other.words) is None:
        return own
    kept = (1 - weight) * own.confidence if own is not None else 0.0
    if other is None:
        return None if own is not None and kept < weight * (1 - own.confidence) else own
    added = weight * other.confidence
    if own is not None and own.reason is other.reason:
        return own.model_copy(update={"confidence": round(kept + added, 3)})
    # What the embedded mind did not name has the rest of its certainty against it.
    against = kept if own is not None else (1 - weight) * 0.5
    if added <= against:
        return own
    return StallReading(
        reason=other.reason, confidence=round(added, 3), evidence=(_quoted(text, other.words),)
    )


def _near(phase: Phase, temperature: float) -> float:
    """The model's temperature, held within one phase of the embedded reading's."""
    steps = list(Phase)
    place = steps.index(phase)
    low, high = steps[max(place - 1, 0)], steps[min(place + 1, len(steps) - 1)]
    return min(max(temperature, float(low)), float(high))


def _found(text: str, words: str) -> int | None:
    words = words.strip()
    if not words:
        return None
    place = text.find(words)
    return None if place == -1 else place


def _quoted(text: str, words: str) -> Evidence:
    words = words.strip()
    start = text.find(words)
    return Evidence(source="text", quote=words, start=start, end=start + len(words))
