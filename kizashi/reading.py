"""Readings: what was understood from signals. Labels and their order are VOCABULARY's."""

from enum import IntEnum, StrEnum
from typing import Literal

from pydantic import Field

from kizashi.ids import CorrectionId
from kizashi.language import Language
from kizashi.values import Value


class Phase(IntEnum):
    """Temperature phase of intent (意志の温度), in °C."""

    DORMANT = 0
    STIRRING = 30
    PREPARING = 60
    HESITATING = 90
    DECIDING = 100

    @property
    def id(self) -> str:
        """The phase's id in the vocabulary, such as `hesitating`."""
        return self.name.lower()


def phase_at(temperature: float) -> Phase:
    """The phase a temperature (0 to 100 °C) lies in: the nearest one, the warmer on a tie."""
    return min(Phase, key=lambda phase: (abs(phase.value - temperature), -phase.value))


class Stall(StrEnum):
    """Why the person is not moving on now (停滞している理由)."""

    PRICE = "price"
    RISK = "risk"
    LOSS = "loss"
    EFFORT = "effort"
    TIMING = "timing"
    AUTHORITY = "authority"
    TRUST = "trust"
    INFORMATION = "information"
    OVERLOAD = "overload"


class MicroIntent(StrEnum):
    """Micro-intents of a customer (微細な意志)."""

    STIRRING = "stirring"
    SEEK_CHANGE = "seek_change"
    EXPLORE = "explore"
    COMPARE = "compare"
    CONSULT = "consult"
    KEEP = "keep"
    PRICE_CONCERN = "price_concern"
    NEGOTIATE = "negotiate"
    FEAR_FAILURE = "fear_failure"
    FEAR_LOSS = "fear_loss"
    EFFORT_CONCERN = "effort_concern"
    AWAIT_OTHER = "await_other"
    DISTRUST = "distrust"
    DECIDE = "decide"
    COMPLAIN = "complain"
    LEAVE = "leave"
    ASK_HUMAN = "ask_human"
    THANK = "thank"
    SMALLTALK = "smalltalk"


class OwnerIntent(StrEnum):
    """Micro-intents of the owner (エージェント主の意志), read from acts and text only."""

    CLOSE_FAST = "close_fast"
    RESCUE = "rescue"
    AVOID = "avoid"
    OVERLOAD = "overload"
    PERFECT = "perfect"
    DELEGATE = "delegate"
    DOUBT = "doubt"
    GROW = "grow"
    CARE = "care"


class Evidence(Value):
    """What a part of a reading rests on.

    From `text` or `context`: `quote` is found there word for word (`start`/`end` are character
    offsets into the text, `None` for context). From `behaviour`: `quote` names the event.
    """

    source: Literal["text", "context", "behaviour", "history"]
    quote: str
    start: int | None = None
    end: int | None = None


class IntentReading(Value):
    """One micro-intent with its calibrated confidence (0 to 1) and its evidence."""

    name: str
    confidence: float = Field(ge=0, le=1)
    evidence: tuple[Evidence, ...] = ()


class StallReading(Value):
    """The stall with its calibrated confidence (0 to 1) and its evidence."""

    reason: Stall
    confidence: float = Field(ge=0, le=1)
    evidence: tuple[Evidence, ...] = ()


class Reading(Value):
    """What the Listener understood of a person at one moment.

    `micro_intents` has at least one entry, the most salient first. `language` is that of the
    person's text, `None` when it is neither Japanese nor English or there is no text; `mind` names
    the mind and its version; `correction` is the owner's correction that made it what it is.
    """

    language: Language | None
    micro_intents: tuple[IntentReading, ...] = Field(min_length=1)
    temperature: float = Field(ge=0, le=100)
    phase: Phase
    stall: StallReading | None
    sway: float = Field(ge=0, le=1)
    mind: str
    correction: CorrectionId | None = None

    @property
    def first_intent(self) -> str:
        """The most salient micro-intent."""
        return self.micro_intents[0].name


class OwnerReading(Value):
    """What the Coach understood of the owner from recent acts; seen by nobody but the owner."""

    intents: tuple[IntentReading, ...] = ()
    mind: str = "embedded"
