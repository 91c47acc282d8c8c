"""A reading explained: which words, which behaviour, which similar earlier moment, how sure."""

from datetime import datetime
from typing import Literal

from kizashi.ids import ConversationId, MessageId, PersonId, ReadingId
from kizashi.reading import Evidence, Reading
from kizashi.values import Value

Sureness = Literal["sure", "likely", "guess"]

SURE_FROM = 0.75
LIKELY_FROM = 0.5


class Because(Value):
    """One thing that a reading rests on, and what it speaks for: names of micro-intents and of the
    stall. `words` stand in the message (from `start` to `end`), `context` in what was said before,
    `behaviour` names what was done, `lesson` is something the owner taught that is like it."""

    kind: Literal["words", "context", "behaviour", "lesson"]
    quote: str
    speaks_for: tuple[str, ...]
    start: int | None = None
    end: int | None = None


class AlikeMoment(Value):
    """An earlier message that was like this one, how it was read, and how it went on: what the
    business said next, and the temperature at the next reading, when there was one. `likeness` is
    from 0 to 1."""

    reading: ReadingId
    conversation: ConversationId
    person: PersonId
    at: datetime
    text: str
    likeness: float
    first_intent: str
    temperature: float
    answer: str | None = None
    next_temperature: float | None = None


class Explained(Value):
    """A reading with everything it rests on. `sure` puts the confidence of its first micro-intent
    into a word: right three times in four or more, more often than not, or a guess."""

    id: ReadingId
    conversation: ConversationId
    message: MessageId | None
    at: datetime
    reading: Reading
    because: tuple[Because, ...]
    sure: Sureness
    alike: tuple[AlikeMoment, ...]


_KINDS: dict[str, Literal["words", "context", "behaviour", "lesson"]] = {
    "text": "words",
    "context": "context",
    "behaviour": "behaviour",
    "history": "lesson",
}


def because_of(reading: Reading) -> tuple[Because, ...]:
    """Everything a reading rests on, each thing once, in the order in which it counts."""
    parts = [(intent.name, intent.evidence) for intent in reading.micro_intents]
    if reading.stall is not None:
        parts.append((reading.stall.reason.value, reading.stall.evidence))
    found: dict[tuple[str, str, int | None], tuple[Evidence, list[str]]] = {}
    for name, evidence in parts:
        for one in evidence:
            key = (one.source, one.quote, one.start)
            found.setdefault(key, (one, []))[1].append(name)
    return tuple(
        Because(
            kind=_KINDS[one.source],
            quote=one.quote,
            speaks_for=tuple(dict.fromkeys(names)),
            start=one.start,
            end=one.end,
        )
        for one, names in found.values()
    )


def sureness_of(reading: Reading) -> Sureness:
    """The confidence of the first micro-intent in a word."""
    confidence = reading.micro_intents[0].confidence
    return "sure" if confidence >= SURE_FROM else "likely" if confidence >= LIKELY_FROM else "guess"
