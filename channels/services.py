"""What every channel is handed: the door, the desk, and what they may look up."""

from collections.abc import Callable
from dataclasses import dataclass

from agents.desk import Desk
from agents.inbox import Inbox
from agents.instant import Instant
from channels.access import Access
from channels.presence import Presences
from kizashi.clock import Clock
from kizashi.ids import IdSource
from kizashi.settings import Settings
from memory.conversations import Conversations
from memory.journal import Journal
from policies.model import Policies


@dataclass(frozen=True, slots=True)
class Services:
    """The rooms below, as the channels use them."""

    settings: Settings
    journal: Journal
    conversations: Conversations
    inbox: Inbox
    desk: Desk
    instant: Instant
    access: Access
    presences: Presences
    policies: Callable[[], Policies]
    clock: Clock
    new_id: IdSource
