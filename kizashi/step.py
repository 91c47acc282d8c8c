"""Steps: the next step that serves both sides."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field, field_serializer

from kizashi.ids import DocumentId, PassageId
from kizashi.language import Bilingual, Language
from kizashi.parts import Parts
from kizashi.values import Value


class StepKind(StrEnum):
    """What a step does."""

    SAY = "say"
    ASK = "ask"
    SHOW = "show"
    OFFER = "offer"
    REMIND = "remind"
    WAIT = "wait"
    HAND_OVER = "hand_over"


class Source(Value):
    """What a sentence of a step rests on: a passage of a document, quoted. `supports` is that
    sentence, where it is known which one."""

    document: DocumentId
    passage: PassageId
    quote: str
    supports: str | None = None


class Step(Value):
    """The Negotiator's proposal. `text` is empty only for `wait`.

    `topics` names what the step touches, for autonomy by topic: `fact`, `price`, `discount`,
    `date`, `stock`, `refund`, `unknown`, `feeling`, `human`, … `reason` tells the owner why this
    step and not another. `admits_unknown` is true when the text says that the knowledge is
    missing and that somebody will find out. `ungrounded` are words that a language model insisted
    on and that rest on nothing: they do not stand in the text, but the step waits for the owner.
    `parts` are the cards and answers to choose from that go with the text.
    """

    kind: StepKind
    text: str
    language: Language
    reason: Bilingual
    sources: tuple[Source, ...] = ()
    parts: Parts = ()
    topics: frozenset[str] = frozenset()
    confidence: float = Field(default=0.0, ge=0, le=1)
    admits_unknown: bool = False
    ungrounded: str | None = None
    at: datetime | None = None
    channel: str = "widget"
    mind: str = "embedded"

    @field_serializer("topics")
    def _in_order(self, topics: frozenset[str]) -> list[str]:
        # The order of a set differs between processes: a replay must write what was written.
        return sorted(topics)
