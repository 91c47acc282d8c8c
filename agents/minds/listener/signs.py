"""The signs a reading rests on: fields of pieces from the text, the dialogue and the behaviour."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agents.minds.listener.shape import shape_pieces
from agents.minds.listener.wording import hashed, pieces, words_of
from kizashi.signal import Behaviour, Utterance

FIELDS = ("text", "words", "shape", "business", "earlier", "behaviour")
"""`words` are the pieces of the text without the insides of words; `business` is its last line
before the text, `earlier` the customer's last line before that."""

LATE = range(5)
"""Hours of the person's own clock at which asking is a sign in itself."""

MOST_EVENTS = 40
"""The last events that are looked at."""


@dataclass(frozen=True, slots=True)
class Signs:
    """Hashed pieces by field, in the order of `FIELDS`."""

    fields: tuple[frozenset[int], ...]


def signs_of(text: str, context: Sequence[Utterance], behaviour: Sequence[Behaviour]) -> Signs:
    """The signs of one moment."""
    business = last_line(context, "business")
    earlier = last_line(context, "customer")
    return Signs(
        (
            hashed("text", pieces(text)),
            hashed("words", words_of(text)),
            hashed("shape", shape_pieces(text, business, len(context))),
            hashed("business", [*pieces(business, 3), "said"] if business else []),
            hashed("earlier", pieces(earlier, 3)),
            hashed("behaviour", behaviour_pieces(behaviour)),
        )
    )


def last_line(context: Sequence[Utterance], who: str) -> str:
    """The last thing that side said; empty when it said nothing."""
    return next((line.text for line in reversed(context) if line.who == who), "")


def hour_of(behaviour: Behaviour) -> int | None:
    """The hour on the person's own clock; `None` when it is unknown or not a time."""
    head = (behaviour.local_time or "").partition(":")[0].strip()
    return int(head) if head.isascii() and head.isdigit() and int(head) < 24 else None


def number_in(behaviour: Behaviour, *names: str) -> float | None:
    """The first of the named properties that is a finite number."""
    for name in names:
        value = behaviour.properties.get(name)
        if isinstance(value, int | float) and abs(value) < 1e12:
            return float(value)
    return None


def behaviour_pieces(behaviour: Sequence[Behaviour]) -> Iterator[str]:
    """Events, their order, how long and how often, what was looked at, and how late."""
    recent = behaviour[-MOST_EVENTS:]
    before = "^"
    counts: dict[str, int] = {}
    for one in recent:
        event = one.event
        yield f"e{event}"
        yield f"o{before}>{event}"
        before = event
        counts[event] = counts.get(event, 0) + 1
        yield f"n{event}{min(counts[event], 4)}"
        seconds = number_in(one, "seconds", "duration")
        if seconds is not None:
            yield f"d{event}{sum(seconds >= edge for edge in (30, 90, 150, 300))}"
        times = number_in(one, "times", "count")
        if times is not None:
            yield f"t{event}{min(int(times), 5)}"
        seen = " ".join(
            f"{name} {value}"
            for name, value in one.properties.items()
            if isinstance(value, str | int | float)
        )
        yield from (f"p{piece}" for piece in pieces(seen[:300].replace("/", " "), 3))
        yield from (
            f"{event}:{piece}"
            for piece in pieces(seen[:300].replace("/", " "), 2)
            if piece[0] == "w"
        )
    if recent:
        yield f"last{before}"
        if any(hour_of(one) in LATE for one in recent):
            yield "late"
