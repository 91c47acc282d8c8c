"""What comes from a customer, or from an integration in a customer's name."""

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field

from kizashi.ids import ConversationId, FileId, MessageId, PersonId
from kizashi.protocol.everybody import RequestId
from kizashi.signal import MAX_MESSAGE_CHARACTERS, Behaviour
from kizashi.values import Value


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


class Feedback(Value):
    """The customer says whether a message of the business helped; the last word counts."""

    type: Literal["feedback"] = "feedback"
    id: RequestId
    message: MessageId
    helpful: bool
