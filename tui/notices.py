"""Notices: what the line to the server tells the coach, in the order it happened."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from kizashi.coach_view import CoachTalk
from kizashi.ids import ConversationId
from kizashi.protocol import ErrorFrame, EventFrame, Presence, TypingNotice, Welcome
from kizashi.views import ConversationDetail, Overview
from tui.outbox import Entry

Reason = Literal["token", "protocol", "not_kizashi", "role", "refused"]


@dataclass(frozen=True, slots=True)
class Began:
    """The overview came: this is the state to start from (again, when the journal is another)."""

    overview: Overview


@dataclass(frozen=True, slots=True)
class CoachCame:
    """The conversation with the Coach came, as far as it went."""

    talk: CoachTalk


@dataclass(frozen=True, slots=True)
class Heard:
    """A journal event, or news that is never stored."""

    frame: EventFrame | TypingNotice | Presence


@dataclass(frozen=True, slots=True)
class Live:
    """Everything missed has been heard; what follows happens now."""

    welcome: Welcome


@dataclass(frozen=True, slots=True)
class Lost:
    """There is no connection; the next try comes at `again_at`."""

    again_at: datetime
    attempt: int


@dataclass(frozen=True, slots=True)
class Refused:
    """The server will not have us, and trying again would not help."""

    reason: Reason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """A request was accepted."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class Declined:
    """A request was refused; nothing was done."""

    entry: Entry
    error: ErrorFrame


@dataclass(frozen=True, slots=True)
class Unsure:
    """A request grew too old without an answer. `entry.sent` tells whether it had left: if so it
    may have arrived, and the journal will show it; if not, it was withdrawn."""

    entry: Entry


@dataclass(frozen=True, slots=True)
class FoundByMeaning:
    """Whom the server found for words, by what they mean."""

    words: str
    conversations: tuple[ConversationId, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A conversation that was asked for."""

    detail: ConversationDetail


@dataclass(frozen=True, slots=True)
class NotOpened:
    """A conversation that was asked for did not come."""

    conversation: ConversationId


Notice = (
    Began
    | CoachCame
    | Heard
    | Live
    | Lost
    | Refused
    | Answered
    | Declined
    | Unsure
    | Opened
    | NotOpened
    | FoundByMeaning
)
