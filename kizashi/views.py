"""Views: what the HTTP API answers and the coach shows. Projections in the words of the API."""

from datetime import datetime
from typing import Literal

from kizashi.autonomy import Autonomy
from kizashi.counsel import Whisper
from kizashi.draft import Draft
from kizashi.ids import ConversationId, DraftId, MessageId, PersonId, ReadingId, Seq
from kizashi.parts import Parts
from kizashi.reading import Reading
from kizashi.sign import SignView
from kizashi.signal import Behaviour, Speaker
from kizashi.step import Source
from kizashi.values import Value

NOTHING_SEEN = Seq(0)


class ConversationView(Value):
    """One conversation as a line of the owner's list."""

    id: ConversationId
    person: PersonId
    name: str | None
    """The person's name, when they told it; screens show a short made name otherwise."""
    language: str | None
    channel: str
    mode: Literal["agents", "owner"]
    """Who has the conversation: the agents, or the owner after taking over."""
    version: Seq
    """Seq of the last signal of the customer that wants an answer; decisions name it."""
    reading: Reading | None
    temperatures: tuple[float, ...]
    """The temperature at each reading, oldest first (at most the last 50)."""
    held_draft: DraftId | None
    last_text: str | None
    last_speaker: Speaker | None
    last_at: datetime
    waiting_since: datetime | None
    """When the customer's oldest unanswered message came; `None` when nothing is unanswered."""
    person_wanted_since: datetime | None = None
    """When the customer asked for a person; `None` once one has spoken."""
    unread: int
    """Messages of the customer since the owner last opened the conversation."""
    snoozed_until: datetime | None = None
    """Until when the owner put it aside; `None` once the customer has written again."""


class MessageView(Value):
    """One message of a conversation, with the reading that was made at it."""

    id: MessageId
    seq: Seq
    at: datetime
    speaker: Speaker
    text: str
    sources: tuple[Source, ...] = ()
    parts: Parts = ()
    draft: DraftId | None = None
    reading: Reading | None = None
    reading_id: ReadingId | None = None


class ObservedView(Value):
    """One behaviour event of a conversation."""

    seq: Seq
    at: datetime
    behaviour: Behaviour


class ConversationDetail(Value):
    """A whole conversation. `head` is the seq that this view includes: subscribe after it."""

    conversation: ConversationView
    messages: tuple[MessageView, ...]
    behaviour: tuple[ObservedView, ...]
    signs: tuple[SignView, ...] = ()
    """Every time that behaviour alone opened a turn, oldest first, with what came of it."""
    drafts: tuple[Draft, ...]
    """Every draft of the conversation, oldest first; at most one is `held`."""
    head: Seq
    customer_seen: Seq = NOTHING_SEEN
    """Seq up to which the customer has seen the conversation; 0 while they have seen nothing."""
    whisper: Whisper | None = None
    """What the Coach whispers to the owner who has the conversation, about its newest words."""


class Overview(Value):
    """What the coach needs to start: subscribe with `after=head` for what follows."""

    business: str
    language: str
    time_zone: str = ""
    """The business's own, by its IANA name; empty from a server that does not tell."""
    autonomy: Autonomy
    everything_held: bool
    conversations: tuple[ConversationView, ...]
    drafts: tuple[Draft, ...]
    """All held drafts, oldest first."""
    head: Seq
