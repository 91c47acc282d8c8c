"""The typed events of the journal. Everything that is stored follows from these, in order.

An event's body never refers to the present: replaying the journal gives the same projections.
"""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from kizashi.deliberation import DeliberationBegun, DeliberationEnded, DeliberationSaid
from kizashi.events.access import KeyCreated, KeyRevoked
from kizashi.events.coaching import (
    CoachAnswered,
    CoachAsked,
    CoachNoticed,
    CoachWhispered,
    PreferencesSet,
    ProposalDecided,
    ProposalMade,
)
from kizashi.events.governance import (
    AuditAccepted,
    AuditBroken,
    AutonomyScoped,
    AutonomySet,
    ClockAccepted,
    ClockSetBack,
    ConsentGiven,
    ConsentWithdrawn,
    EverythingHeld,
    PoliciesInForce,
    RecordsErased,
)
from kizashi.events.knowledge import (
    DocumentForgotten,
    DocumentLearned,
    MemoriesAdded,
    RememberedLine,
)
from kizashi.events.talk import (
    BehaviourObserved,
    ConversationHandedBack,
    ConversationOpened,
    ConversationSeen,
    ConversationSnoozed,
    ConversationTakenOver,
    FileStored,
    MessageReceived,
    MessageSent,
    PersonRequested,
    PersonSeen,
    ReplySaid,
)
from kizashi.events.turns import (
    DraftDecided,
    DraftHeld,
    ModelUsed,
    OwnerRead,
    ReadingMade,
    TurnFinished,
)
from kizashi.facts import FactCorrected, FactRemoved, FactsNoted
from kizashi.identity import (
    DeviceShared,
    MergeDeclined,
    PeopleMerged,
    PeopleSplit,
    PersonDescribed,
    PersonIdentified,
)
from kizashi.ids import ConversationId, PersonId, Seq, WorkspaceId
from kizashi.mail import TranscriptAsked, TranscriptFailed, TranscriptMailed
from kizashi.rights import Erased, RightsBegun, RightsCancelled, RightsCompleted, RightsRequested
from kizashi.sign import SignSeen
from kizashi.teaching import CorrectionUndone, IntentDefined, IntentRemoved, ReadingCorrected
from kizashi.unanswered import QuestionClosed
from kizashi.values import Value

__all__ = [
    "EVENT",
    "AuditAccepted",
    "AuditBroken",
    "AutonomyScoped",
    "AutonomySet",
    "BehaviourObserved",
    "ClockAccepted",
    "ClockSetBack",
    "CoachAnswered",
    "CoachAsked",
    "CoachNoticed",
    "CoachWhispered",
    "ConsentGiven",
    "ConsentWithdrawn",
    "ConversationHandedBack",
    "ConversationOpened",
    "ConversationSeen",
    "ConversationSnoozed",
    "ConversationTakenOver",
    "DocumentForgotten",
    "DocumentLearned",
    "DraftDecided",
    "DraftHeld",
    "Event",
    "EverythingHeld",
    "FileStored",
    "KeyCreated",
    "KeyRevoked",
    "MemoriesAdded",
    "MessageReceived",
    "MessageSent",
    "ModelUsed",
    "OwnerRead",
    "PersonRequested",
    "PersonSeen",
    "PoliciesInForce",
    "PreferencesSet",
    "ProposalDecided",
    "ProposalMade",
    "ReadingMade",
    "Recorded",
    "RecordsErased",
    "RememberedLine",
    "ReplySaid",
    "TurnFinished",
]

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
