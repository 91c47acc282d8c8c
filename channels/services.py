"""What every channel is handed: the door, the desk, and what they may look up."""

from collections.abc import Callable
from dataclasses import dataclass

from agents.desk import Desk
from agents.inbox import Inbox
from agents.instant import Instant
from channels.access import Access
from channels.presence import Presences
from channels.visits import Visits
from kizashi.clock import Clock
from kizashi.ids import IdSource
from kizashi.settings import Settings
from memory.conversations import Conversations
from memory.embedding import Embedder
from memory.journal import Journal
from memory.outbox import Outbox
from memory.recall import Recall
from policies.model import Policies


@dataclass(frozen=True, slots=True)
class Services:
    """The rooms below, as the channels use them. `policies` gives those in force now, and
    `policy_problem` says what keeps newer ones from coming into force."""

    settings: Settings
    journal: Journal
    conversations: Conversations
    inbox: Inbox
    desk: Desk
    instant: Instant
    embedder: Embedder
    recall: Recall
    outbox: Outbox
    access: Access
    presences: Presences
    visits: Visits
    policies: Callable[[], Policies]
    policy_problem: Callable[[], str | None]
    clock: Clock
    new_id: IdSource
