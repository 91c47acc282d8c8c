"""The Listener's embedded mind: one embedding, heads over it and the wording, evidence."""

import asyncio
from collections.abc import Awaitable, Callable

from agents.minds.listener.decoding import INTENTS, STALLS, Decoded, Impression, decoded
from agents.minds.listener.denial import as_denied
from agents.minds.listener.evidence import Pointer
from agents.minds.listener.impression import impression_of
from agents.minds.listener.irony import as_meant
from agents.minds.listener.lessons import NOTHING_TAUGHT, Lessons, nothing_taught
from agents.minds.listener.own_intents import Fit
from agents.minds.listener.signs import last_line, signs_of
from agents.minds.listener.sway import sway_of
from agents.minds.listener.tongue import Seen, language_of
from agents.minds.listener.weights import Numbers, Weights, shipped
from agents.situation import Situation
from kizashi.language import Language
from kizashi.reading import Evidence, IntentReading, Reading, StallReading, phase_at
from memory.e5.engine import FAST
from memory.embedding import Embedder, same_model

MOST_INTENTS = 3
ALSO_FROM = 0.35
"""Least chance at which an intent is named beside the first. Chosen on writers left out."""

LEFT_OF_CONFIDENCE = {Seen.OTHER: 0.6, Seen.NOTHING: 0.8}
"""In a language the heads were not trained on, and for signs without words."""


class EmbeddedListener:
    """Reads a customer without network or model server. See `docs/listener.md`."""

    def __init__(
        self, embedder: Embedder, lessons: Callable[[], Awaitable[Lessons]] = nothing_taught
    ) -> None:
        """`lessons` gives what the owner taught, asked for anew at every reading."""
        self._embedder = embedder
        self._lessons = lessons
        self._weights: Weights | None = None

    @property
    def name(self) -> str:
        """The mind and the version of its weights, as readings name it."""
        return f"embedded-{shipped().version}"

    async def read(self, situation: Situation) -> Reading:
        """The reading of this moment; low confidence where little can be known."""
        if self._weights is None:
            self._weights = await asyncio.to_thread(shipped)
        vector: Numbers | None = None
        # Vectors of another model mean nothing to these weights: then the wording alone is read
        readable = same_model(self._embedder.name, self._weights.embedder)
        if situation.text.strip() and readable:
            vector = (await self._embedder.queries([situation.text]))[0]
        impression: Impression | None = None
        if vector is not None and self._embedder.name == FAST:
            impression = await asyncio.to_thread(impression_of, situation.text, situation.context)
        return self.judge(situation, vector, self._weights, await self._lessons(), impression)

    def judge(
        self,
        situation: Situation,
        vector: Numbers | None,
        weights: Weights,
        lessons: Lessons = NOTHING_TAUGHT,
        impression: Impression | None = None,
    ) -> Reading:
        """The reading, given the embedding of the text (`None` when there is no text) and what the
        layers tuned for reading make of it (`None` where they cannot run)."""
        signs = signs_of(situation.text, situation.context, situation.behaviour)
        known, values = weights.known(signs)
        nearness = weights.nearness(vector)
        found = decoded(
            weights.facts,
            {name: head.scores(nearness, known, values) for name, head in weights.heads.items()},
            situation.text,
            len(situation.context),
            impression,
        )
        found = as_denied(found, situation.text)
        found = as_meant(found, situation.text, last_line(situation.context, "business"))
        taught = lessons.corrections.applied(found, situation.text, situation.context, vector)
        found = taught.found
        seen = language_of(situation.text) if situation.text.strip() else None
        sure = LEFT_OF_CONFIDENCE[seen] if isinstance(seen, Seen) else 1.0
        pointer = Pointer(weights, situation.text, situation.behaviour)
        own = None if vector is None else lessons.own_intents.fit(situation.text, vector)
        language = situation.language if seen is Seen.NOTHING else seen
        return Reading(
            language=language if isinstance(language, Language) else None,
            micro_intents=_with_own(_intents(found, pointer, sure, taught.like), own),
            temperature=found.temperature,
            phase=phase_at(found.temperature),
            stall=_stall(found, pointer, sure),
            sway=sway_of(
                situation.text, situation.behaviour, situation.temperatures, float(found.phases[3])
            ),
            mind=self.name,
        )


def _intents(
    found: Decoded, pointer: Pointer, sure: float, like: str | None
) -> tuple[IntentReading, ...]:
    first = int(found.intents.argmax())
    rest = [
        place
        for place in found.also.argsort()[::-1][:MOST_INTENTS]
        if place != first and found.also[place] >= ALSO_FROM
    ][: MOST_INTENTS - 1]
    past = (Evidence(source="history", quote=like[:200]),) if like else ()
    chances = [(first, float(found.intents[first]))]
    chances += [(int(place), float(found.also[place])) for place in rest]
    return tuple(
        IntentReading(
            name=INTENTS[place],
            confidence=round(min(chance * sure, 0.99), 3),
            evidence=(*pointer.words(("intent", place)), *pointer.acts("intent", place), *past),
        )
        for place, chance in chances
    )


def _with_own(read: tuple[IntentReading, ...], own: Fit | None) -> tuple[IntentReading, ...]:
    """An intent of the owner's own stands behind the first built-in one: it says what a message is
    about, the other what the person wants."""
    if own is None or own.intent is None:
        return read
    like = (Evidence(source="history", quote=own.like[:200]),) if own.like else ()
    named = IntentReading(name=own.intent, confidence=min(own.confidence, 0.99), evidence=like)
    return (read[0], named, *read[1:])


def _stall(found: Decoded, pointer: Pointer, sure: float) -> StallReading | None:
    place = int(found.stalls.argmax())
    reason = STALLS[place]
    if reason is None:
        return None
    return StallReading(
        reason=reason,
        confidence=round(min(float(found.stalls[place]) * sure, 0.99), 3),
        evidence=(
            *pointer.words(("stall", place), ("intent", int(found.intents.argmax()))),
            *pointer.acts("stall", place),
        ),
    )
