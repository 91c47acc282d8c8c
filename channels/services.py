"""What every channel is handed: the door, the desk, and what they may look up."""

from collections.abc import Callable
from dataclasses import dataclass

from agents.coaching.room import CoachRoom
from agents.courses import Courses
from agents.deliberation.room import Deliberations
from agents.desk import Desk
from agents.inbox import Inbox
from agents.instant import Instant
from agents.teaching.teacher import Teacher
from channels.access import Access
from channels.metrics import Metrics
from channels.presence import Presences
from channels.segment.intake import Intake
from channels.visits import Visits
from kizashi.clock import Clock
from kizashi.ids import IdSource
from kizashi.settings import Settings
from memory.consents import ConsentBook
from memory.conversations import Conversations
from memory.embedding import Embedder
from memory.facts.book import FactBook
from memory.files import FileCabinet
from memory.journal import Journal
from memory.known import KnownOfPeople
from memory.mail.book import Mailings
from memory.outbox import Outbox
from memory.people import People
from memory.recall import Recall
from memory.rights.requests import Rights
from memory.unanswered.book import Unanswered
from policies.model import Policies


@dataclass(frozen=True, slots=True)
class Services:
    """The rooms below, as the channels use them. `policies` gives those in force now, and
    `policy_problem` says what keeps newer ones from coming into force."""

    settings: Settings
    journal: Journal
    conversations: Conversations
    consents: ConsentBook
    known: KnownOfPeople
    facts: FactBook
    unanswered: Unanswered
    files: FileCabinet
    inbox: Inbox
    desk: Desk
    instant: Instant
    teacher: Teacher
    courses: Courses
    coach: CoachRoom
    deliberations: Deliberations
    embedder: Embedder
    recall: Recall
    outbox: Outbox
    access: Access
    intake: Intake
    people: People
    rights: Rights
    mailings: Mailings
    presences: Presences
    metrics: Metrics
    visits: Visits
    policies: Callable[[], Policies]
    policy_problem: Callable[[], str | None]
    clock: Clock
    new_id: IdSource
