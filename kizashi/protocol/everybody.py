"""Frames that every client may send, and what holds for all of them."""

from typing import Annotated, Literal

from pydantic import Field

from kizashi.ids import ConversationId
from kizashi.values import Value

PROTOCOL_VERSION = 1
MAX_FRAME_BYTES = 262_144
HEARTBEAT_SECONDS = 25
HELLO_SECONDS = 10

RequestId = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[\w.:-]+$")]


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


class Typing(Value):
    """The sender started or stopped typing. Never stored. Owners name the conversation."""

    type: Literal["typing"] = "typing"
    on: bool
    conversation: ConversationId | None = None


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
