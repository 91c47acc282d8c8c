"""What a person may ask of their own data: to see it, to take it along, to have it erased.

Names of types and states are those of OpenDSR 2.0 (https://github.com/opengdpr/OpenDSR); the rights
themselves are of APPI articles 33 to 35 and of GDPR articles 15, 17 and 20.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any, Literal

from pydantic import Field

from kizashi.ids import ConversationId, PersonId, RightsRequestId
from kizashi.values import Value


class RightsType(StrEnum):
    """What is asked for."""

    ACCESS = "access"
    PORTABILITY = "portability"
    ERASURE = "erasure"


class RightsStatus(StrEnum):
    """How far a request is."""

    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class RightsRequest(Value):
    """A request and how far it is. Once an erasure is done, `people` and `conversations` are empty:
    what remains says that something was erased and when, not of whom."""

    id: RightsRequestId
    type: RightsType
    status: RightsStatus
    by: str
    received_at: datetime
    completed_at: datetime | None = None
    people: tuple[PersonId, ...] = ()
    conversations: tuple[ConversationId, ...] = ()


class RightsRequested(Value):
    """Somebody entitled (`by`: `customer`, `owner`, a key's name) asked for it."""

    kind: Literal["rights.requested"] = "rights.requested"
    request: RightsRequestId
    type: RightsType
    by: str
    people: tuple[PersonId, ...] = ()
    conversations: tuple[ConversationId, ...] = ()


class RightsBegun(Value):
    """The request is being carried out; it can no longer be cancelled."""

    kind: Literal["rights.begun"] = "rights.begun"
    request: RightsRequestId


class RightsCancelled(Value):
    """The request was taken back before it was carried out."""

    kind: Literal["rights.cancelled"] = "rights.cancelled"
    request: RightsRequestId
    by: str


class RightsCompleted(Value):
    """The request was carried out; of an erasure, so many records were erased."""

    kind: Literal["rights.completed"] = "rights.completed"
    request: RightsRequestId
    records: int = 0


class Erased(Value):
    """What remains of a record whose content was erased: its kind, and what the law makes one
    keep."""

    kind: Literal["erased"] = "erased"
    was: str
    kept: dict[str, Any] = Field(default_factory=dict)
