"""The typed events of the journal. Everything that is stored follows from these, in order.

An event's body never refers to the present: replaying the journal gives the same projections.
"""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from kizashi.autonomy import Autonomy
from kizashi.draft import Draft, DraftStatus
from kizashi.ids import (
    ConversationId,
    DocumentId,
    DraftId,
    KeyId,
    MemoryId,
    MessageId,
    PersonId,
    ReadingId,
    Seq,
    TurnId,
    WorkspaceId,
)
from kizashi.knowledge import CatalogueItem, Passage
from kizashi.reading import OwnerReading, Reading
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


class ConversationOpened(Value):
    """A conversation began."""

    kind: Literal["conversation.opened"] = "conversation.opened"
    channel: str = "widget"


class MessageReceived(Value):
    """A customer's message was accepted. It wants an answer until a turn that covers it ends."""

    kind: Literal["message.received"] = "message.received"
    id: MessageId
    text: str
    channel: str = "widget"


class BehaviourObserved(Value):
    """A behaviour event was accepted."""

    kind: Literal["behaviour.observed"] = "behaviour.observed"
    id: MessageId
    behaviour: Behaviour
    observed_at: datetime | None = None


class ReadingMade(Value):
    """The Listener read a person. `covers` is the last signal it read."""

    kind: Literal["reading.made"] = "reading.made"
    id: ReadingId
    turn: TurnId
    message: MessageId | None
    covers: Seq
    reading: Reading


class OwnerRead(Value):
    """The Coach read the owner."""

    kind: Literal["owner.read"] = "owner.read"
    reading: OwnerReading


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


class MessageSent(Value):
    """A text went to the customer. `draft` and `turn` say where it came from, when they do."""

    kind: Literal["message.sent"] = "message.sent"
    id: MessageId
    speaker: Speaker
    text: str
    sources: tuple[Source, ...] = ()
    draft: DraftId | None = None
    turn: TurnId | None = None
    verdict: Verdict | None = None
    step: Step | None = None


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


class ConversationTakenOver(Value):
    """The owner speaks for themselves from here on; the agents stay silent."""

    kind: Literal["conversation.taken_over"] = "conversation.taken_over"
    by: str


class ConversationHandedBack(Value):
    """The agents may speak again."""

    kind: Literal["conversation.handed_back"] = "conversation.handed_back"
    by: str


class ConversationSeen(Value):
    """Somebody has seen the conversation up to `seq`."""

    kind: Literal["conversation.seen"] = "conversation.seen"
    by: Literal["owner", "customer"]
    seq: Seq


class AutonomySet(Value):
    """The owner changed the autonomy of the business."""

    kind: Literal["autonomy.set"] = "autonomy.set"
    autonomy: Autonomy
    by: str


class EverythingHeld(Value):
    """The hold-everything switch was turned on or off."""

    kind: Literal["everything.held"] = "everything.held"
    on: bool
    by: str


class RememberedLine(Value):
    """One line of a dialogue that was given to memory in bulk."""

    id: MemoryId
    speaker: str
    text: str
    at: str | None = None
    reference: str | None = None


class MemoriesAdded(Value):
    """Dialogue lines of a person were given to memory."""

    kind: Literal["memories.added"] = "memories.added"
    items: tuple[RememberedLine, ...]


class DocumentLearned(Value):
    """A document's passages replaced whatever was known from it before."""

    kind: Literal["document.learned"] = "document.learned"
    document: DocumentId
    digest: str
    """SHA-256 of the file's bytes: a document that did not change is not learned again."""
    passages: tuple[Passage, ...]
    catalogue: tuple[CatalogueItem, ...] = ()


class DocumentForgotten(Value):
    """A document is gone; nothing of it is known any more."""

    kind: Literal["document.forgotten"] = "document.forgotten"
    document: DocumentId


class KeyCreated(Value):
    """An access key was made; only its hash is known."""

    kind: Literal["key.created"] = "key.created"
    key: KeyId
    name: str
    scopes: tuple[str, ...]
    digest: str


class KeyRevoked(Value):
    """An access key was revoked."""

    kind: Literal["key.revoked"] = "key.revoked"
    key: KeyId


Event = Annotated[
    PersonSeen
    | ConversationOpened
    | MessageReceived
    | BehaviourObserved
    | ReadingMade
    | OwnerRead
    | DraftHeld
    | DraftDecided
    | MessageSent
    | TurnFinished
    | ConversationTakenOver
    | ConversationHandedBack
    | ConversationSeen
    | AutonomySet
    | EverythingHeld
    | MemoriesAdded
    | DocumentLearned
    | DocumentForgotten
    | KeyCreated
    | KeyRevoked,
    Field(discriminator="kind"),
]

EVENT: TypeAdapter[Event] = TypeAdapter(Event)
"""Reads an event's stored body back into its type."""


class Recorded(Value):
    """An event as the journal holds it."""

    seq: Seq
    at: datetime
    workspace: WorkspaceId
    person: PersonId | None = None
    conversation: ConversationId | None = None
    event: Event

    def body(self) -> dict[str, Any]:
        """The event's body as JSON values, `kind` included."""
        return self.event.model_dump(mode="json")
