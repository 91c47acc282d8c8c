"""The course of a person: temperature over time, where it turned, what moved it, and what holds."""

from datetime import datetime
from typing import Literal

from kizashi.ids import ConversationId, MessageId, PersonId, ReadingId, Seq
from kizashi.reading import Phase, Stall
from kizashi.values import Value


class CoursePoint(Value):
    """One reading on the course. `turn` marks the points where the temperature turned."""

    seq: Seq
    at: datetime
    conversation: ConversationId
    reading: ReadingId
    message: MessageId | None
    temperature: float
    phase: Phase
    stall: Stall | None
    turn: Literal["high", "low"] | None = None


class Mover(Value):
    """What came between two readings and speaks for the change: words of the customer's message,
    something they did, or what the business had said to them before."""

    kind: Literal["words", "behaviour", "said_to_them", "silence"]
    quote: str
    seq: Seq | None = None


class Move(Value):
    """A change of temperature from one reading to the next that is more than noise, in °C."""

    seq: Seq
    at: datetime
    before: float
    after: float
    by: tuple[Mover, ...]


class StallSpan(Value):
    """A reason that held the person from one reading on, without a break; `until` is `None` while
    it still does. `seconds` is how long, up to now where it still does."""

    reason: Stall
    since: datetime
    until: datetime | None
    seconds: float
    seq: Seq


class Normal(Value):
    """The person's usual temperature and spread (°C) before the last reading. `own` (0 to 1) is how
    much of it is their own; the rest is what is usual among all customers."""

    temperature: float
    spread: float
    own: float


class Change(Value):
    """From this reading on the person was warmer or cooler than their own normal, for long enough
    or by so much that chance is no good explanation. `score` is the sum by which it was noticed, in
    spreads."""

    seq: Seq
    at: datetime
    direction: Literal["warmer", "cooler"]
    score: float


class Course(Value):
    """Readings in order of time, and what they say together."""

    person: PersonId
    points: tuple[CoursePoint, ...]
    moves: tuple[Move, ...]
    stall: StallSpan | None
    """What holds them now."""
    stalls: tuple[StallSpan, ...]
    """Everything that held them, oldest first, what holds them now included."""
    normal: Normal
    changes: tuple[Change, ...]
