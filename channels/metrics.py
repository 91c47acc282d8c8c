"""What this process counts, for Prometheus: figures only, nothing about anybody.

Names follow https://prometheus.io/docs/practices/naming/. What is counted is what was committed
since the process began; what stands at the moment is looked up when somebody asks.
"""

import asyncio

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from sqlalchemy import Connection, func, select

from kizashi.draft import DraftStatus
from kizashi.events import TurnFinished
from memory import schema as t
from memory.journal import Journal
from memory.subscription import Subscription

LAG_SECONDS = 0.5
"""How often the event loop's lag is measured."""
LAG_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)


class Metrics:
    """The figures of one process."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._events = Counter(
            "kizashi_journal_events",
            "Events committed to the journal, by any process.",
            ("kind",),
            registry=self._registry,
        )
        self._turns = Counter(
            "kizashi_turns", "Turns that ended.", ("outcome",), registry=self._registry
        )
        self._degraded = Counter(
            "kizashi_turns_degraded",
            "Turns that ended although an agent failed in them.",
            registry=self._registry,
        )
        self._lag = Histogram(
            "kizashi_event_loop_lag_seconds",
            "How much later than asked the event loop woke up.",
            buckets=LAG_BUCKETS,
            registry=self._registry,
        )
        self._head = self._gauge("kizashi_journal_head", "The seq of the newest event.")
        self._drafts = self._gauge("kizashi_drafts_waiting", "Drafts that wait for the owner.")
        self._open = self._gauge(
            "kizashi_conversations_unanswered", "Conversations in which the agents owe an answer."
        )
        self._embeddings = self._gauge(
            "kizashi_embeddings_waiting", "Texts that wait for a vector."
        )
        self._sockets = self._gauge("kizashi_websocket_connections", "Open websocket connections.")

    async def run(self) -> None:
        """Counts until cancelled."""
        with self._journal.subscribed(self._journal.head) as subscription:
            async with asyncio.TaskGroup() as together:
                together.create_task(self._count(subscription))
                together.create_task(self._measure_lag())

    async def page(self, sockets: int, unanswered: int) -> bytes:
        """All figures in Prometheus's text format. `sockets` are open now, and in `unanswered`
        conversations the agents owe an answer."""
        drafts, waiting = await self._journal.store.read(self._standing)
        self._head.set(self._journal.head)
        self._drafts.set(drafts)
        self._embeddings.set(waiting)
        self._sockets.set(sockets)
        self._open.set(unanswered)
        return generate_latest(self._registry)

    def _gauge(self, name: str, meaning: str) -> Gauge:
        return Gauge(name, meaning, registry=self._registry)

    async def _count(self, subscription: Subscription) -> None:
        while True:
            for recorded in await subscription.next():
                self._events.labels(recorded.event.kind).inc()
                if isinstance(recorded.event, TurnFinished):
                    self._turns.labels(recorded.event.outcome).inc()
                    if recorded.event.failed:
                        self._degraded.inc()

    async def _measure_lag(self) -> None:
        now = asyncio.get_running_loop().time
        while True:
            due = now() + LAG_SECONDS
            await asyncio.sleep(LAG_SECONDS)
            self._lag.observe(max(0.0, now() - due))

    def _standing(self, connection: Connection) -> tuple[int, int]:
        here = self._journal.workspace
        drafts = connection.execute(
            select(func.count())
            .select_from(t.drafts)
            .where(t.drafts.c.workspace == here, t.drafts.c.status == DraftStatus.HELD.value)
        ).scalar_one()
        waiting = sum(
            connection.execute(
                select(func.count())
                .select_from(table)
                .where(table.c.workspace == here, table.c.embedder.is_(None))
            ).scalar_one()
            for table in (t.passages, t.memory_lines)
        )
        return drafts, waiting
