"""Signals: one thing observed. A message, a behaviour event, or an owner's act."""

from enum import StrEnum
from typing import Any, Literal

from pydantic import AwareDatetime, Field

from kizashi.ids import ConversationId, MessageId, PersonId
from kizashi.parts import Parts
from kizashi.values import Value

MAX_MESSAGE_CHARACTERS = 10_000
MAX_BEHAVIOUR_PROPERTIES_BYTES = 4_096
FEEDBACK = "feedback"
"""The behaviour event of a customer who says whether a message helped: `message`, `helpful`."""


class Speaker(StrEnum):
    """Who spoke. A customer can always tell a machine from a person."""

    CUSTOMER = "customer"
    AI = "ai"
    OWNER = "owner"
    OWNER_THROUGH_AI = "owner_through_ai"

    @property
    def is_business(self) -> bool:
        """True for everybody who speaks for the business."""
        return self is not Speaker.CUSTOMER


class Utterance(Value):
    """One line of a dialogue as the agents see it: who and what, without ids."""

    who: Literal["business", "customer"]
    text: str


class Behaviour(Value):
    """Something a person did: `page`, `dwell`, `form_open`, `cart_leave`, …

    `local_time` is the person's own wall clock as `HH:MM` where it is known: a visit at 2 a.m. is
    a sign whatever the server's time zone.
    """

    event: str = Field(min_length=1, max_length=100)
    properties: dict[str, Any] = Field(default_factory=dict)
    local_time: str | None = None


class Message(Value):
    """A customer's message, as a channel hands it to the inbox.

    `id` is made by the client: sending it again is harmless.
    """

    kind: Literal["message"] = "message"
    id: MessageId
    person: PersonId
    conversation: ConversationId
    text: str = Field(min_length=1, max_length=MAX_MESSAGE_CHARACTERS)
    parts: Parts = ()
    channel: str = "widget"
    time_zone: str | None = None
    """The IANA name of the person's own zone, where the channel knows it."""


class Observation(Value):
    """A behaviour event of a person, as a channel hands it to the inbox. `id` as for messages."""

    kind: Literal["behaviour"] = "behaviour"
    id: MessageId
    person: PersonId
    conversation: ConversationId
    behaviour: Behaviour
    observed_at: AwareDatetime | None = None


Signal = Message | Observation
