"""The typed events of the journal. Everything that is stored follows from these, in order.

An event's body never refers to the present: replaying the journal gives the same projections.
"""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter

from kizashi.autonomy import Autonomy, Scope
from kizashi.consent import Purpose
from kizashi.counsel import Counsel, Whisper
from kizashi.deliberation import DeliberationBegun, DeliberationEnded, DeliberationSaid
from kizashi.draft import Draft, DraftStatus
from kizashi.facts import FactCorrected, FactRemoved, FactsNoted
from kizashi.grounds import Grounds
from kizashi.identity import (
    DeviceShared,
    MergeDeclined,
    PeopleMerged,
    PeopleSplit,
    PersonDescribed,
    PersonIdentified,
)
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
from kizashi.language import Language
from kizashi.mail import TranscriptAsked, TranscriptFailed, TranscriptMailed
from kizashi.parts import FileCard, Parts
from kizashi.proposals import Preferences, Proposal
from kizashi.reading import OwnerReading, Reading
from kizashi.rights import (
    Erased,
    RightsBegun,
    RightsCancelled,
    RightsCompleted,
    RightsRequested,
)
from kizashi.sign import SignSeen
from kizashi.signal import Behaviour, Speaker
from kizashi.step import Source, Step
from kizashi.teaching import CorrectionUndone, IntentDefined, IntentRemoved, ReadingCorrected
from kizashi.unanswered import QuestionClosed
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


class ReplySaid(Value):
    """A part of an answer was shown to the customer while the rest was still being worded. `text`
    is all that was shown so far; `message.sent` of the same id takes its place."""

    kind: Literal["reply.said"] = "reply.said"
    id: MessageId
    turn: TurnId
    text: str


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


class AutonomySet(Value):
    """The owner changed the autonomy of the business."""

    kind: Literal["autonomy.set"] = "autonomy.set"
    autonomy: Autonomy
    by: str


class AutonomyScoped(Value):
    """The owner set the autonomy for a kind of step, a topic or a person (by its id); `None` takes
    it back to that of the business."""

    kind: Literal["autonomy.scoped"] = "autonomy.scoped"
    scope: Scope
    name: str
    autonomy: Autonomy | None
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


class PoliciesInForce(Value):
    """These policies judge from here on. `version` is the hash of their `content`, `rules` that of
    the rules' own code, `product` the version of Kizashi."""

    kind: Literal["policies.in_force"] = "policies.in_force"
    version: str
    rules: str
    product: str
    content: dict[str, Any]


class ConsentGiven(Value):
    """A person agreed to a purpose; this is the proof. `kizashi.consent.Consent` tells the fields;
    `channel` is `None` for every channel, `given_at` says when it was given if not now."""

    kind: Literal["consent.given"] = "consent.given"
    purpose: Purpose
    channel: str | None = None
    words: str
    method: str
    by: str
    given_at: datetime | None = None
    message: MessageId | None = None


class ConsentWithdrawn(Value):
    """A person agrees no longer: to a purpose, or (`None`) to being written to at all."""

    kind: Literal["consent.withdrawn"] = "consent.withdrawn"
    purpose: Purpose | None = None
    channel: str | None = None
    words: str = ""
    method: str
    by: str
    message: MessageId | None = None


class ClockSetBack(Value):
    """The machine's clock shows an earlier time than the record before (`latest`). Until it has
    passed that time again, or the owner says that it is right, nothing goes by itself."""

    kind: Literal["clock.set_back"] = "clock.set_back"
    latest: datetime


class ClockAccepted(Value):
    """The owner says that the clock is right as it is."""

    kind: Literal["clock.accepted"] = "clock.accepted"
    by: str


class AuditBroken(Value):
    """A record is not as it was written. From here on nothing goes by itself, until the owner has
    looked at it."""

    kind: Literal["audit.broken"] = "audit.broken"
    record: Seq
    reason: str


class AuditAccepted(Value):
    """The owner has looked at broken records, and says why business may go on. They stay broken,
    and every later check says so."""

    kind: Literal["audit.accepted"] = "audit.accepted"
    records: tuple[Seq, ...]
    reason: str
    by: str


class RecordsErased(Value):
    """What these records said is gone for good; each is named with the digest of what remains
    (`memory.chain` tells how)."""

    kind: Literal["records.erased"] = "records.erased"
    records: tuple[tuple[Seq, str], ...]
    reason: Literal["person", "retention"]
    by: str


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


class CoachAsked(Value):
    """The owner asked the Coach something. `looking_at` is the conversation that was open."""

    kind: Literal["coach.asked"] = "coach.asked"
    id: str
    text: str
    language: Language
    looking_at: ConversationId | None = None


class CoachAnswered(Value):
    """The Coach answered the question `asked`. An answer that `rewords` the one before it says the
    same in better words and takes its place."""

    kind: Literal["coach.answered"] = "coach.answered"
    asked: str
    counsel: Counsel
    rewords: bool = False


class CoachWhispered(Value):
    """The Coach whispers to the owner who has the conversation. `covers` is the last signal."""

    kind: Literal["coach.whispered"] = "coach.whispered"
    covers: Seq
    whisper: Whisper


class CoachNoticed(Value):
    """The Coach told the owner, at a fitting moment, what their own decisions show."""

    kind: Literal["coach.noticed"] = "coach.noticed"
    intent: str
    counsel: Counsel


class ProposalMade(Value):
    """The Coach proposes something that it learned from the owner."""

    kind: Literal["proposal.made"] = "proposal.made"
    proposal: Proposal


class ProposalDecided(Value):
    """The owner accepted or declined a proposal, or undid an accepted one."""

    kind: Literal["proposal.decided"] = "proposal.decided"
    proposal: str
    decision: Literal["accepted", "declined", "undone"]
    by: str


class PreferencesSet(Value):
    """What the owner wants of the Coach, whole."""

    kind: Literal["preferences.set"] = "preferences.set"
    preferences: Preferences
    by: str


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
    | PersonIdentified
    | PersonDescribed
    | PeopleMerged
    | PeopleSplit
    | DeviceShared
    | MergeDeclined
    | RightsRequested
    | RightsBegun
    | RightsCancelled
    | RightsCompleted
    | TranscriptAsked
    | TranscriptMailed
    | TranscriptFailed
    | Erased
    | ConversationOpened
    | MessageReceived
    | FileStored
    | BehaviourObserved
    | ReadingMade
    | OwnerRead
    | ModelUsed
    | ReplySaid
    | DraftHeld
    | DraftDecided
    | MessageSent
    | TurnFinished
    | PersonRequested
    | ConversationTakenOver
    | ConversationHandedBack
    | ConversationSnoozed
    | ConversationSeen
    | AutonomySet
    | AutonomyScoped
    | EverythingHeld
    | PoliciesInForce
    | ConsentGiven
    | ConsentWithdrawn
    | ClockSetBack
    | ClockAccepted
    | AuditBroken
    | AuditAccepted
    | FactsNoted
    | QuestionClosed
    | FactCorrected
    | FactRemoved
    | RecordsErased
    | MemoriesAdded
    | DocumentLearned
    | DocumentForgotten
    | CoachAsked
    | CoachAnswered
    | CoachWhispered
    | CoachNoticed
    | ProposalMade
    | ProposalDecided
    | PreferencesSet
    | DeliberationBegun
    | DeliberationSaid
    | DeliberationEnded
    | KeyCreated
    | KeyRevoked
    | IntentDefined
    | IntentRemoved
    | ReadingCorrected
    | CorrectionUndone
    | SignSeen,
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
