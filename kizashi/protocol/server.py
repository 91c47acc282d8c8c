"""What the server sends."""

from datetime import datetime
from typing import Any, Literal

from kizashi.ids import ConversationId, MessageId, PersonId, Seq
from kizashi.protocol.everybody import HEARTBEAT_SECONDS, MAX_FRAME_BYTES, PROTOCOL_VERSION
from kizashi.signal import MAX_MESSAGE_CHARACTERS
from kizashi.values import Value


class Welcome(Value):
    """The answer to `hello`. `head` is the newest seq of the journal; `conversation` and `person`
    are the visitor's own; `business` is the name to show, `time_zone` (IANA) the
    wall clock of its opening hours; `max_file_bytes` is 0 where no files are taken."""

    type: Literal["welcome"] = "welcome"
    protocol: int = PROTOCOL_VERSION
    role: Literal["customer", "owner", "integration"]
    head: Seq
    business: str
    language: Literal["ja", "en"]
    person: PersonId | None = None
    conversation: ConversationId | None = None
    time_zone: str = "UTC"
    heartbeat_seconds: int = HEARTBEAT_SECONDS
    max_frame_bytes: int = MAX_FRAME_BYTES
    max_message_characters: int = MAX_MESSAGE_CHARACTERS
    max_file_bytes: int = 0


class EventFrame(Value):
    """One event of the journal. `body` is the event with its `kind`; a customer's view leaves out
    what is not theirs (readings, drafts, verdicts, sources)."""

    type: Literal["event"] = "event"
    seq: Seq
    at: datetime
    person: PersonId | None = None
    conversation: ConversationId | None = None
    body: dict[str, Any]


class ReplyChunk(Value):
    """A part of an answer that is still being worded, for the visitor: `text` is all of it so far,
    already checked, and grows with each chunk of the same `id`. It has its place in the order of
    events, and comes to late subscribers too; who sees whole events gets it as `reply.said`. The
    event `message.sent` of that id has the whole and takes its place; with `cut` it ended early,
    and what was shown is all there is."""

    type: Literal["reply.chunk"] = "reply.chunk"
    seq: Seq
    at: datetime
    conversation: ConversationId
    id: MessageId
    text: str


class CaughtUp(Value):
    """Everything up to `seq` has been sent; what follows is live."""

    type: Literal["caught_up"] = "caught_up"
    seq: Seq


class Ack(Value):
    """The request `id` is durable. `duplicate` is true when it had been accepted before."""

    type: Literal["ack"] = "ack"
    id: str
    seq: Seq | None = None
    message: MessageId | None = None
    duplicate: bool = False


class NotKept(Value):
    """A tracked call that was not kept: where it stood, its own id, and why. `code` is an error's,
    or `ignored.bot`, `ignored.consent`, `ignored.nobody`, `ignored.prefetch`."""

    index: int
    message_id: str | None = None
    code: str
    message: str | None = None
    remedy: str | None = None


class TrackedFrame(Value):
    """The answer to `track`: the good calls are durable, each once; the others are named."""

    type: Literal["tracked"] = "tracked"
    id: str
    accepted: int
    duplicates: int
    not_kept: tuple[NotKept, ...] = ()


class ErrorFrame(Value):
    """What went wrong and what to do. After a `fatal` one the server closes the connection."""

    type: Literal["error"] = "error"
    code: str
    message: str
    remedy: str
    id: str | None = None
    fatal: bool = False
    retry_after: float | None = None


class TypingNotice(Value):
    """Somebody else in the conversation types: the customer, or the business."""

    type: Literal["typing"] = "typing"
    who: Literal["customer", "business"]
    on: bool
    conversation: ConversationId


class Presence(Value):
    """The customer's widget connected or went away (to the owner), or the owner did."""

    type: Literal["presence"] = "presence"
    who: Literal["customer", "business"]
    online: bool
    conversation: ConversationId | None = None


CUSTOMER_EVENTS = frozenset(
    {
        "message.received",
        "message.sent",
        "behaviour.observed",
        "person.requested",
        "conversation.taken_over",
        "conversation.handed_back",
        "conversation.seen",
        "turn.finished",
    }
)
"""Kinds of events that a customer's subscription carries: of behaviour only their own feedback,
of what was seen only by the owner, of turns only that an answer waits for a person."""
