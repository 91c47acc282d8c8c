"""The websocket protocol: the frames that travel between Kizashi and its clients.

One protocol for customers (widget), the owner (coach) and integrations. Frames are JSON objects in
text messages, at most `MAX_FRAME_BYTES` each. The first frame is `hello`; the server answers
`welcome`. A client subscribes with a cursor (`after`) and gets every event after it exactly once
and in order, first the missed ones, then `caught_up`, then live ones. A frame that asks for
something carries an `id` made by the client; the server answers `ack` or `error` with the same
`id`. Sending a `message` again with the same id is harmless.
"""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field, TypeAdapter

from kizashi.autonomy import Autonomy
from kizashi.counsel import MAX_QUESTION_CHARACTERS
from kizashi.ids import (
    ConversationId,
    CorrectionId,
    DraftId,
    FileId,
    MessageId,
    PersonId,
    ReadingId,
    Seq,
)
from kizashi.language import Language
from kizashi.parts import Parts
from kizashi.proposals import Preferences
from kizashi.reading import Phase, Stall
from kizashi.signal import MAX_MESSAGE_CHARACTERS, Behaviour
from kizashi.teaching import Labels
from kizashi.values import Value

PROTOCOL_VERSION = 1
MAX_FRAME_BYTES = 262_144
HEARTBEAT_SECONDS = 25
HELLO_SECONDS = 10

RequestId = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[\w.:-]+$")]


# ── from the client ──────────────────────────────────────────────────────────────────────────────


class Hello(Value):
    """Opens the conversation with the server. `token` is an owner token or a scoped key,
    `session` a visitor's signed session (`POST /v1/sessions`); exactly one of them. `time_zone` is
    the visitor's own, by its IANA name: nobody is written to unasked in their night."""

    type: Literal["hello"] = "hello"
    protocol: int = PROTOCOL_VERSION
    token: str | None = Field(default=None, max_length=400)
    session: str | None = Field(default=None, max_length=2_000)
    language: Literal["ja", "en"] | None = None
    time_zone: str | None = Field(default=None, max_length=64)


class Subscribe(Value):
    """Asks for every event after `after`. Visitors get their own conversation's events in the
    customer's view; the owner and keys with scope `read` get all, or one conversation's."""

    type: Literal["subscribe"] = "subscribe"
    id: RequestId
    after: Annotated[int, Field(ge=0)] = 0
    conversation: ConversationId | None = None


class Unsubscribe(Value):
    """Ends the subscription."""

    type: Literal["unsubscribe"] = "unsubscribe"
    id: RequestId


class SendMessage(Value):
    """A customer's message. `id` is the message's id, made by the client and kept on a resend.
    `files` were stored before (`POST /v1/me/files`). An integration that speaks for a customer
    names the `person`."""

    type: Literal["message"] = "message"
    id: RequestId
    text: str = Field(min_length=1, max_length=MAX_MESSAGE_CHARACTERS)
    files: Annotated[tuple[FileId, ...], Field(max_length=5)] = ()
    person: PersonId | None = None
    conversation: ConversationId | None = None


class SendBehaviour(Value):
    """Something the customer did. `id` as for messages."""

    type: Literal["behaviour"] = "behaviour"
    id: RequestId
    behaviour: Behaviour
    observed_at: AwareDatetime | None = None
    person: PersonId | None = None
    conversation: ConversationId | None = None


class Track(Value):
    """Calls of the Segment spec (`track`, `page`, `identify`, …), each with a `messageId` of its
    own; answered by `tracked`. A visitor's calls are their own, whatever ids they carry."""

    type: Literal["track"] = "track"
    id: RequestId
    batch: Annotated[tuple[Any, ...], Field(max_length=500)]
    sentAt: str | None = Field(default=None, max_length=40)  # noqa: N815 - the spec's name


class Typing(Value):
    """The sender started or stopped typing. Never stored. Owners name the conversation."""

    type: Literal["typing"] = "typing"
    on: bool
    conversation: ConversationId | None = None


class Decide(Value):
    """The owner's decision on a draft. `version` is the draft's; it is refused with
    `draft.overtaken` when the customer has written since, with `draft.decided` when somebody else
    was first. `edited` needs `text`, `rejected` needs `reason`. `despite` sends an edited text
    although the Reviewer would block it: the owner signs. `bulk` says that it is approved together
    with others: refused with `draft.not_low_risk` unless the policies call it low-risk."""

    type: Literal["decide"] = "decide"
    id: RequestId
    draft: DraftId
    version: Annotated[int, Field(ge=0)]
    decision: Literal["approved", "edited", "rejected"]
    text: str | None = Field(default=None, max_length=MAX_MESSAGE_CHARACTERS)
    reason: str | None = Field(default=None, max_length=2_000)
    despite: bool = False
    bulk: bool = False


class OwnerSay(Value):
    """The owner writes to the customer themselves. Takes the conversation over. `parts` are
    answers to choose from and cards that go with the text."""

    type: Literal["say"] = "say"
    id: RequestId
    conversation: ConversationId
    text: str = Field(min_length=1, max_length=MAX_MESSAGE_CHARACTERS)
    parts: Parts = ()


class TakeOver(Value):
    """The owner takes the conversation: the agents stay silent."""

    type: Literal["take_over"] = "take_over"
    id: RequestId
    conversation: ConversationId


class HandBack(Value):
    """The agents may speak again in this conversation."""

    type: Literal["hand_back"] = "hand_back"
    id: RequestId
    conversation: ConversationId


class Snooze(Value):
    """The owner puts the conversation aside until a moment; `until` left out takes it up again.
    It comes back by itself then, or as soon as the customer writes."""

    type: Literal["snooze"] = "snooze"
    id: RequestId
    conversation: ConversationId
    until: AwareDatetime | None = None


class SetAutonomy(Value):
    """The owner sets the autonomy of the business."""

    type: Literal["set_autonomy"] = "set_autonomy"
    id: RequestId
    autonomy: Autonomy


class HoldEverything(Value):
    """The switch: while on, nothing goes by itself, whatever the autonomy."""

    type: Literal["hold_everything"] = "hold_everything"
    id: RequestId
    on: bool


class Correct(Value):
    """The owner says how a reading should have been; messages like it are read so from the next one
    on. What is left out was right; `"stall": null` says that nothing holds the person. Everybody
    who watches gets the event `reading.corrected` with the whole reading as it now stands."""

    type: Literal["correct"] = "correct"
    id: RequestId
    reading: ReadingId
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


class UndoCorrection(Value):
    """Takes a correction back; the event is `correction.undone`."""

    type: Literal["undo_correction"] = "undo_correction"
    id: RequestId
    correction: CorrectionId


class Feedback(Value):
    """The customer says whether a message of the business helped; the last word counts."""

    type: Literal["feedback"] = "feedback"
    id: RequestId
    message: MessageId
    helpful: bool


class AskCoach(Value):
    """The owner asks the Coach. The answer comes as an event `coach.answered` whose `asked` is
    this id. `looking_at` is the conversation that is open ("her", "this call")."""

    type: Literal["ask"] = "ask"
    id: RequestId
    text: str = Field(min_length=1, max_length=MAX_QUESTION_CHARACTERS)
    language: Language
    looking_at: ConversationId | None = None


class Deliberate(Value):
    """The owner asks the four agents to talk a case over. What they say comes as events
    `deliberation.said`, the end as `deliberation.ended`; their draft is a draft like any other. The
    deliberation's id is this frame's: sending it again is harmless. Refused with
    `deliberation.running` while they do, with `deliberation.nothing_open` where nobody waits."""

    type: Literal["deliberate"] = "deliberate"
    id: RequestId
    conversation: ConversationId
    language: Language


class StopDeliberation(Value):
    """The owner ends what the agents talk over; no draft comes of it."""

    type: Literal["stop_deliberation"] = "stop_deliberation"
    id: RequestId
    conversation: ConversationId


class JudgeProposal(Value):
    """The owner accepts or declines a proposal of the Coach, or undoes an accepted one."""

    type: Literal["judge"] = "judge"
    id: RequestId
    proposal: str = Field(max_length=80)
    decision: Literal["accepted", "declined", "undone"]


class SetPreferences(Value):
    """What the owner wants of the Coach, whole."""

    type: Literal["prefer"] = "prefer"
    id: RequestId
    preferences: Preferences


class Seen(Value):
    """The reader has seen the conversation up to `seq`: the owner's unread mark, or the
    customer's read receipt."""

    type: Literal["seen"] = "seen"
    seq: Annotated[int, Field(ge=0)]
    conversation: ConversationId | None = None


class Ping(Value):
    """Answered by `pong`; either side may send one."""

    type: Literal["ping"] = "ping"


class Pong(Value):
    """The answer to `ping`."""

    type: Literal["pong"] = "pong"


ClientFrame = Annotated[
    Hello
    | Subscribe
    | Unsubscribe
    | SendMessage
    | SendBehaviour
    | Track
    | Typing
    | Decide
    | OwnerSay
    | TakeOver
    | HandBack
    | Snooze
    | SetAutonomy
    | HoldEverything
    | Correct
    | UndoCorrection
    | Feedback
    | AskCoach
    | Deliberate
    | StopDeliberation
    | JudgeProposal
    | SetPreferences
    | Seen
    | Ping
    | Pong,
    Field(discriminator="type"),
]
CLIENT_FRAME: TypeAdapter[ClientFrame] = TypeAdapter(ClientFrame)


# ── from the server ──────────────────────────────────────────────────────────────────────────────


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


ServerFrame = Annotated[
    Welcome
    | EventFrame
    | ReplyChunk
    | CaughtUp
    | Ack
    | TrackedFrame
    | ErrorFrame
    | TypingNotice
    | Presence
    | Ping
    | Pong,
    Field(discriminator="type"),
]
SERVER_FRAME: TypeAdapter[ServerFrame] = TypeAdapter(ServerFrame)

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
