"""Events of a turn: what was read, what waits for the owner, how it ended."""

from typing import Literal

from kizashi.draft import Draft, DraftStatus
from kizashi.grounds import Grounds
from kizashi.ids import DraftId, MessageId, ReadingId, Seq, TurnId
from kizashi.reading import OwnerReading, Reading
from kizashi.step import Step
from kizashi.values import Value
from kizashi.verdict import Verdict


class ReadingMade(Value):
    """The Listener read a person. `covers` is the last signal it read. One that `refines` takes the
    place of the reading of the same id: a language model has read the same words after it."""

    kind: Literal["reading.made"] = "reading.made"
    id: ReadingId
    turn: TurnId
    message: MessageId | None
    covers: Seq
    reading: Reading
    refines: bool = False


class OwnerRead(Value):
    """The Coach read the owner."""

    kind: Literal["owner.read"] = "owner.read"
    reading: OwnerReading


class ModelUsed(Value):
    """A language model was called: tokens asked and answered, seconds, and how it ended
    (`answered`, or the error's code). `cost` is in the currency of the business, by the price that
    was set then; `turn` is there when it was for one."""

    kind: Literal["model.used"] = "model.used"
    agent: str
    model: str
    asked: int
    answered: int
    seconds: float
    ended: str
    cost: float | None = None
    turn: TurnId | None = None


class DraftHeld(Value):
    """A step waits for the owner."""

    kind: Literal["draft.held"] = "draft.held"
    draft: Draft


class DraftDecided(Value):
    """A draft reached its final status. `by` is `owner`, a key's name, or `turn` when overtaken."""

    kind: Literal["draft.decided"] = "draft.decided"
    draft: DraftId
    status: DraftStatus
    by: str
    text: str | None = None
    reason: str | None = None
    despite: bool = False
    """The owner insisted although a rule forbids the text."""
    bulk: bool = False
    """It was approved together with others."""


class TurnFinished(Value):
    """A turn ended: every signal up to `covers` is answered, held, or needs no answer."""

    kind: Literal["turn.finished"] = "turn.finished"
    turn: TurnId
    covers: Seq
    outcome: Literal["sent", "held", "blocked", "waited", "silent"]
    reading: ReadingId | None = None
    step: Step | None = None
    verdict: Verdict | None = None
    failed: tuple[str, ...] = ()
    """Names of agents that failed in this turn, when it was degraded."""
    grounds: Grounds | None = None
