"""What the owner teaches the Listener: intents of their own, and corrected readings; and the events
of it."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from kizashi.ids import CorrectionId, MessageId, ReadingId
from kizashi.reading import Phase, Reading, Stall
from kizashi.values import Value

MOST_INTENTS = 300
MOST_EXAMPLES = 200
MOST_EXAMPLE_CHARACTERS = 2_000
MOST_NAME_CHARACTERS = 100


class OwnIntent(Value):
    """An intent that the owner defined: a name, and examples of what people say who have it."""

    name: str
    examples: tuple[str, ...]


class IntentDefined(Value):
    """The owner defined an intent, or gave the one of this name new examples."""

    kind: Literal["intent.defined"] = "intent.defined"
    intent: OwnIntent
    by: str


class IntentRemoved(Value):
    """An intent of the owner's own is read no more."""

    kind: Literal["intent.removed"] = "intent.removed"
    name: str
    by: str


class Labels(Value):
    """How a moment should have been read. What is `None` was not corrected; `stall_corrected` tells
    "nothing holds them" from "not corrected"."""

    micro_intents: tuple[str, ...] | None = Field(default=None, min_length=1, max_length=5)
    phase: Phase | None = None
    stall: Stall | None = None
    stall_corrected: bool = False


class Relabelled(Value):
    """How somebody says that a reading should have been. What is left out was right;
    `"stall": null` says that nothing holds the person."""

    micro_intents: tuple[str, ...] | None = Field(default=None, min_length=1, max_length=5)
    phase: Phase | None = None
    stall: Stall | None = None

    @property
    def labels(self) -> Labels:
        """What was corrected."""
        return Labels(
            micro_intents=self.micro_intents,
            phase=self.phase,
            stall=self.stall,
            stall_corrected="stall" in self.model_fields_set,
        )


class ReadingCorrected(Value):
    """The owner said how a reading should have been. `text` is what was read, `said` what the
    business had said before it; `reading` is the whole reading from here on."""

    kind: Literal["reading.corrected"] = "reading.corrected"
    id: CorrectionId
    corrects: ReadingId
    message: MessageId | None
    text: str
    said: str
    labels: Labels
    reading: Reading
    by: str


class CorrectionUndone(Value):
    """A correction was taken back; `reading` is the whole reading from here on."""

    kind: Literal["correction.undone"] = "correction.undone"
    id: CorrectionId
    corrects: ReadingId
    reading: Reading
    by: str


class CorrectionView(Value):
    """A correction in force."""

    id: CorrectionId
    reading: ReadingId
    conversation: str
    message: MessageId | None
    text: str
    said: str
    labels: Labels
    by: str
    at: datetime
