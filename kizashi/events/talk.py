"""Events of a conversation: who was seen, what was said and done, who has it."""

from datetime import datetime
from typing import Literal

from kizashi.ids import DraftId, MessageId, Seq, TurnId
from kizashi.parts import FileCard, Parts
from kizashi.signal import Behaviour, Speaker
from kizashi.step import Source, Step
from kizashi.values import Value
from kizashi.verdict import Verdict


class PersonSeen(Value):
    """A person was seen for the first time, or told us more about themselves."""

    kind: Literal["person.seen"] = "person.seen"
    name: str | None = None
    language: str | None = None
    channel: str = "widget"
    time_zone: str | None = None
    """An IANA name such as `Asia/Tokyo`, where the person's own clock is known."""
    age: int | None = None
    """In years, as the person told it; kept only of minors."""


class ConversationOpened(Value):
    """A conversation began."""

    kind: Literal["conversation.opened"] = "conversation.opened"
    channel: str = "widget"


class MessageReceived(Value):
    """A customer's message was accepted. It wants an answer until a turn that covers it ends."""

    kind: Literal["message.received"] = "message.received"
    id: MessageId
    text: str
    parts: Parts = ()
    channel: str = "widget"


class FileStored(Value):
    """A file of a conversation was examined and stored; its bytes lie beside the journal."""

    kind: Literal["file.stored"] = "file.stored"
    file: FileCard
    digest: str
    """SHA-256 of the stored bytes."""
    by: Literal["customer", "owner"]


class BehaviourObserved(Value):
    """A behaviour event was accepted."""

    kind: Literal["behaviour.observed"] = "behaviour.observed"
    id: MessageId
    behaviour: Behaviour
    observed_at: datetime | None = None


class ReplySaid(Value):
    """A part of an answer was shown to the customer while the rest was still being worded. `text`
    is all that was shown so far; `message.sent` of the same id takes its place."""

    kind: Literal["reply.said"] = "reply.said"
    id: MessageId
    turn: TurnId
    text: str


class MessageSent(Value):
    """A text went to the customer. `draft` and `turn` say where it came from, when they do."""

    kind: Literal["message.sent"] = "message.sent"
    id: MessageId
    speaker: Speaker
    text: str
    parts: Parts = ()
    sources: tuple[Source, ...] = ()
    draft: DraftId | None = None
    turn: TurnId | None = None
    verdict: Verdict | None = None
    step: Step | None = None
    unasked: bool = False
    """True when it went to somebody who was not waiting for an answer."""
    cut: bool = False
    """True when it was shown while it was being worded, and ended before it was whole."""


class PersonRequested(Value):
    """The customer asked for a person in their own words. Until one has spoken, the agents say
    nothing but that one will."""

    kind: Literal["person.requested"] = "person.requested"
    message: MessageId


class ConversationTakenOver(Value):
    """The owner speaks for themselves from here on; the agents stay silent."""

    kind: Literal["conversation.taken_over"] = "conversation.taken_over"
    by: str


class ConversationHandedBack(Value):
    """The agents may speak again."""

    kind: Literal["conversation.handed_back"] = "conversation.handed_back"
    by: str


class ConversationSnoozed(Value):
    """The owner put the conversation aside until a moment (`None`: took it up again). A message
    of the customer ends it earlier."""

    kind: Literal["conversation.snoozed"] = "conversation.snoozed"
    until: datetime | None
    by: str


class ConversationSeen(Value):
    """Somebody has seen the conversation up to `seq`."""

    kind: Literal["conversation.seen"] = "conversation.seen"
    by: Literal["owner", "customer"]
    seq: Seq
