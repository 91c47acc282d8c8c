"""The single view of a person: everything that is known of them, across channels, in one value."""

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from kizashi.consent import Consent
from kizashi.draft import Draft
from kizashi.identity import IdentifierKind
from kizashi.ids import ConversationId, MergeId, PersonId, Seq
from kizashi.values import Value
from kizashi.views import ConversationView


class KnownIdentifier(Value):
    """An identifier, who of those who are one bears it, and who vouched for it."""

    kind: IdentifierKind
    value: str
    person: PersonId
    said_by: str
    at: datetime


class Trait(Value):
    """One trait. `verified` is false for what only the visitor's own browser said."""

    name: str
    value: Any
    verified: bool
    said_by: str
    at: datetime


class Merge(Value):
    """A merge in force; it can be undone."""

    id: MergeId
    people: tuple[PersonId, PersonId]
    because: Literal["identifier", "owner"]
    by: str
    at: datetime


class Warmth(Value):
    """The temperature at one reading, in °C."""

    at: datetime
    temperature: float
    stall: str | None
    conversation: ConversationId


class RememberedView(Value):
    """One line that memory keeps of the person."""

    speaker: str
    text: str
    at: str | None
    reference: str | None


class FactLine(Value):
    """A fact that was understood from what the person said, in their words."""

    kind: str
    value: str
    quote: str
    status: str
    noted_at: datetime


class FileLine(Value):
    """A file of a conversation; its bytes are fetched from there."""

    id: str
    name: str
    media_type: str
    size: int
    at: datetime
    conversation: ConversationId


class Order(Value):
    """An order, or a change of one, as the shop reported it (Segment's e-commerce events)."""

    at: datetime
    event: str
    order_id: str | None
    total: float | None
    currency: str | None
    products: tuple[str, ...] = ()


class Happening(Value):
    """One line of the timeline. `what` is the text of a message, the name of a behaviour, the
    phase of a reading, the status of a draft."""

    seq: Seq
    at: datetime
    kind: Literal["message", "behaviour", "reading", "draft"]
    id: str | None = None
    who: str | None = None
    what: str
    conversation: ConversationId | None = None
    detail: dict[str, Any] = Field(default_factory=dict)


class PersonView(Value):
    """A person whole. `id` is whom they go by, `together` everybody merged into one with them."""

    id: PersonId
    together: tuple[PersonId, ...]
    name: str | None
    language: str | None
    channels: tuple[str, ...]
    first_seen: datetime
    last_seen: datetime
    identifiers: tuple[KnownIdentifier, ...]
    traits: tuple[Trait, ...]
    consents: tuple[Consent, ...]
    merges: tuple[Merge, ...]
    conversations: tuple[ConversationView, ...]
    course: tuple[Warmth, ...]
    """The course of the temperature, oldest first."""
    memory: tuple[RememberedView, ...]
    facts: tuple[FactLine, ...] = ()
    files: tuple[FileLine, ...] = ()
    orders: tuple[Order, ...]
    drafts: tuple[Draft, ...]
    timeline: tuple[Happening, ...]
    """What happened, newest first."""


class PersonLine(Value):
    """A person as a line of a list."""

    id: PersonId
    name: str | None
    channel: str
    first_seen: datetime
    temperature: float | None
    stall: str | None


class PersonList(Value):
    """A page of people. `next` is what to ask after for the following page."""

    items: tuple[PersonLine, ...]
    next: str | None
