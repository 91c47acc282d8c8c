"""The websocket protocol: the frames that travel between Kizashi and its clients.

One protocol for customers (widget), the owner (coach) and integrations. Frames are JSON objects in
text messages, at most `MAX_FRAME_BYTES` each. The first frame is `hello`; the server answers
`welcome`. A client subscribes with a cursor (`after`) and gets every event after it exactly once
and in order, first the missed ones, then `caught_up`, then live ones. A frame that asks for
something carries an `id` made by the client; the server answers `ack` or `error` with the same
`id`. Sending a `message` again with the same id is harmless.
"""

from typing import Annotated

from pydantic import Field, TypeAdapter

from kizashi.protocol.customer import (
    Feedback as Feedback,
)
from kizashi.protocol.customer import (
    SendBehaviour as SendBehaviour,
)
from kizashi.protocol.customer import (
    SendMessage as SendMessage,
)
from kizashi.protocol.customer import (
    Track as Track,
)
from kizashi.protocol.everybody import (
    HEARTBEAT_SECONDS as HEARTBEAT_SECONDS,
)
from kizashi.protocol.everybody import (
    HELLO_SECONDS as HELLO_SECONDS,
)
from kizashi.protocol.everybody import (
    MAX_FRAME_BYTES as MAX_FRAME_BYTES,
)
from kizashi.protocol.everybody import (
    PROTOCOL_VERSION as PROTOCOL_VERSION,
)
from kizashi.protocol.everybody import (
    Hello as Hello,
)
from kizashi.protocol.everybody import (
    Ping as Ping,
)
from kizashi.protocol.everybody import (
    Pong as Pong,
)
from kizashi.protocol.everybody import (
    RequestId as RequestId,
)
from kizashi.protocol.everybody import (
    Seen as Seen,
)
from kizashi.protocol.everybody import (
    Subscribe as Subscribe,
)
from kizashi.protocol.everybody import (
    Typing as Typing,
)
from kizashi.protocol.everybody import (
    Unsubscribe as Unsubscribe,
)
from kizashi.protocol.owner import (
    AskCoach as AskCoach,
)
from kizashi.protocol.owner import (
    Correct as Correct,
)
from kizashi.protocol.owner import (
    Decide as Decide,
)
from kizashi.protocol.owner import (
    Deliberate as Deliberate,
)
from kizashi.protocol.owner import (
    HandBack as HandBack,
)
from kizashi.protocol.owner import (
    HoldEverything as HoldEverything,
)
from kizashi.protocol.owner import (
    JudgeProposal as JudgeProposal,
)
from kizashi.protocol.owner import (
    OwnerSay as OwnerSay,
)
from kizashi.protocol.owner import (
    SetAutonomy as SetAutonomy,
)
from kizashi.protocol.owner import (
    SetPreferences as SetPreferences,
)
from kizashi.protocol.owner import (
    Snooze as Snooze,
)
from kizashi.protocol.owner import (
    StopDeliberation as StopDeliberation,
)
from kizashi.protocol.owner import (
    TakeOver as TakeOver,
)
from kizashi.protocol.owner import (
    UndoCorrection as UndoCorrection,
)
from kizashi.protocol.server import (
    CUSTOMER_EVENTS as CUSTOMER_EVENTS,
)
from kizashi.protocol.server import (
    Ack as Ack,
)
from kizashi.protocol.server import (
    CaughtUp as CaughtUp,
)
from kizashi.protocol.server import (
    ErrorFrame as ErrorFrame,
)
from kizashi.protocol.server import (
    EventFrame as EventFrame,
)
from kizashi.protocol.server import (
    NotKept as NotKept,
)
from kizashi.protocol.server import (
    Presence as Presence,
)
from kizashi.protocol.server import (
    ReplyChunk as ReplyChunk,
)
from kizashi.protocol.server import (
    TrackedFrame as TrackedFrame,
)
from kizashi.protocol.server import (
    TypingNotice as TypingNotice,
)
from kizashi.protocol.server import (
    Welcome as Welcome,
)

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
