"""The journal: the one writer, and the readers' cursors on it.

A message is acknowledged only when its event is durable, so every write waits for a commit with a
synced log. Writes that arrive while a commit is under way share the next one (group commit): the
cost of a sync is divided, and each write keeps its own savepoint, so that one refused write does
not touch its neighbours.
"""

import asyncio
import contextlib
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, TypeVar, cast

from sqlalchemy import Connection, Select, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from kizashi.clock import Clock
from kizashi.errors import KizashiError, StorageUnavailable
from kizashi.events import EVENT, ClockSetBack, Event, Recorded, RecordsErased
from kizashi.ids import ConversationId, PersonId, Seq, WorkspaceId
from kizashi.rights import Erased
from memory import schema as t
from memory.chain import (
    Content,
    SaltSource,
    Tail,
    erased_digests,
    put_in_place,
    random_salts,
    sealed,
    tail_of,
)
from memory.neighbours import Alone, Neighbours
from memory.projections import project_all
from memory.store import Store, storage_error
from memory.subscription import PAGE, Subscription

_log = logging.getLogger(__name__)

WRITES_PER_COMMIT = 128
CLOCK_TOLERANCE = timedelta(seconds=60)
"""Clocks of several machines differ, and are corrected, by less than this."""
_RECORDS = insert(t.journal)
FOREIGN_SECONDS = 1.0
"""How often the journal looks for what another process has written and nobody told it of
(`kizashi learn`, `keys`, or a notice that was lost)."""


class Ledger:
    """What a write sees inside its transaction: the projections, and the way to append."""

    def __init__(
        self,
        connection: Connection,
        workspace: WorkspaceId,
        clock: Clock,
        tail: Tail,
        new_salts: SaltSource,
    ) -> None:
        self.connection = connection
        self.workspace = workspace
        self._clock = clock
        self._new_salts = new_salts
        self.tail = tail
        self.recorded: list[Recorded] = []

    @property
    def head(self) -> int:
        """The seq of the newest event, those of this write included."""
        return self.tail.seq

    def append(
        self,
        event: Event,
        *,
        person: PersonId | None = None,
        conversation: ConversationId | None = None,
    ) -> Recorded:
        """Appends one event and projects it."""
        return self.append_all((Entry(event, person, conversation),))[0]

    def append_all(self, entries: Sequence["Entry"]) -> tuple[Recorded, ...]:
        """Appends events in order and projects them: many in few statements."""
        at = self._clock.now()
        before = self.tail.at
        if entries and before is not None and before - at > CLOCK_TOLERANCE:
            # Said before anything else is: from here on times cannot be trusted.
            entries = (Entry(ClockSetBack(latest=before)), *entries)
            return self._append_all(entries, at)[1:]
        return self._append_all(entries, at)

    def erase(
        self, contents: Mapping[Seq, Content], reason: Literal["person", "retention"], by: str
    ) -> Recorded:
        """Puts these contents in the place of what records said, for good, and appends the record
        of it. The chain stays whole; the projections are the caller's to mend."""
        erased = self.append(RecordsErased(records=erased_digests(contents), reason=reason, by=by))
        put_in_place(self.connection, self.workspace, contents, erased.seq)
        return erased

    def _append_all(self, entries: Sequence["Entry"], at: datetime) -> tuple[Recorded, ...]:
        recorded = tuple(
            Recorded(
                seq=Seq(self.head + place),
                at=at,
                workspace=self.workspace,
                person=entry.person,
                conversation=entry.conversation,
                event=entry.event,
            )
            for place, entry in enumerate(entries, 1)
        )
        if not recorded:
            return ()
        rows = [
            {
                "workspace": one.workspace,
                "seq": one.seq,
                "at": one.at,
                "kind": one.event.kind,
                "person": one.person,
                "conversation": one.conversation,
                "body": one.body(),
            }
            for one in recorded
        ]
        rows, tail = sealed(rows, self.tail, self._new_salts)
        self.connection.execute(_RECORDS, rows)
        project_all(self.connection, recorded)
        self.tail = tail
        self.recorded.extend(recorded)
        return recorded


@dataclass(frozen=True, slots=True)
class Entry:
    """An event that is to be appended, and whom and which conversation it is about."""

    event: Event
    person: PersonId | None = None
    conversation: ConversationId | None = None


T = TypeVar("T")
Work = Callable[[Ledger], Any]


@dataclass(slots=True)
class _Write:
    work: Work
    done: "asyncio.Future[Any]"


@dataclass(frozen=True, slots=True)
class _Refused:
    error: Exception


class _Undone(Exception):
    """The only write of a transaction was refused: the transaction is undone."""

    def __init__(self, refused: _Refused) -> None:
        super().__init__()
        self.refused = refused


class Journal:
    """One workspace's journal in a store. Open it with `opened`."""

    def __init__(
        self,
        store: Store,
        workspace: WorkspaceId,
        clock: Clock,
        new_salts: SaltSource = random_salts,
    ) -> None:
        self.store = store
        self.workspace = workspace
        self._clock = clock
        self._new_salts = new_salts
        self._queue: asyncio.Queue[_Write] = asyncio.Queue()
        self._subscriptions: dict[ConversationId | None, set[Subscription]] = defaultdict(set)
        self._head = 0
        self._newest: dict[str, Seq] = {}
        self._publishing = asyncio.Lock()
        self._neighbours: Neighbours = Alone()
        self._grown = asyncio.Event()

    @contextlib.asynccontextmanager
    async def opened(self) -> AsyncIterator["Journal"]:
        """Runs the writer for as long as the block lasts; finishes what was accepted at its end."""
        async with self.store.reader.connect() as connection:
            self._head = (await connection.execute(_head(self.workspace))).scalar_one()
        writer = asyncio.create_task(self._write_forever(), name="journal-writer")
        watcher = asyncio.create_task(self._watch_forever(), name="journal-watcher")
        try:
            yield self
        finally:
            await self._queue.join()
            for task in (watcher, writer):
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task

    @property
    def head(self) -> Seq:
        """The seq of the newest committed event, 0 when there is none."""
        return Seq(self._head)

    def newest(self, *kinds: str) -> Seq:
        """The seq of the newest event of these kinds since the journal was opened, of this process
        or another; 0 when there was none."""
        return max((self._newest.get(kind, Seq(0)) for kind in kinds), default=Seq(0))

    def beside(self, neighbours: Neighbours) -> None:
        """From now on they are told what is written here."""
        self._neighbours = neighbours

    def grew(self, head: int | None) -> None:
        """Another process says that it wrote up to `head` (`None`: it may have written)."""
        if head is None or head > self._head:
            self._grown.set()

    async def transact(self, work: Callable[[Ledger], T]) -> T:
        """Runs `work` in a transaction and returns its result once that is durable.

        `work` runs in the writer's thread, and may run again when a neighbour's failure spoilt
        the shared transaction, so it must do nothing but read and write through its ledger. What
        it raises is raised here and leaves no trace; `StorageUnavailable` when the store refuses.
        """
        write = _Write(work, asyncio.get_running_loop().create_future())
        self._queue.put_nowait(write)
        return cast(T, await write.done)

    async def append(
        self,
        event: Event,
        *,
        person: PersonId | None = None,
        conversation: ConversationId | None = None,
    ) -> Recorded:
        """Appends one event by itself."""
        return await self.transact(
            lambda ledger: ledger.append(event, person=person, conversation=conversation)
        )

    async def read(
        self,
        *,
        after: Seq,
        limit: int,
        conversation: ConversationId | None = None,
        kinds: Sequence[str] | None = None,
    ) -> tuple[Recorded, ...]:
        """Up to `limit` events after `after`, oldest first."""
        query = (
            select(t.journal)
            .where(t.journal.c.workspace == self.workspace, t.journal.c.seq > after)
            .order_by(t.journal.c.seq)
            .limit(limit)
        )
        if conversation is not None:
            query = query.where(t.journal.c.conversation == conversation)
        if kinds is not None:
            query = query.where(t.journal.c.kind.in_(kinds))
        rows = await self.store.read(lambda connection: connection.execute(query).all())
        return tuple(map(recorded_of, rows))

    async def origin(self) -> str | None:
        """What tells this business from every other: the hash of its first record, `None` while
        there is none."""
        c = t.journal.c
        query = select(c.hash).where(c.workspace == self.workspace, c.seq == 1)
        return await self.store.read(lambda connection: connection.execute(query).scalar())

    async def stored_head(self) -> Seq:
        """The seq of the newest stored event, of this process or another."""
        async with self.store.reader.connect() as connection:
            return Seq((await connection.execute(_head(self.workspace))).scalar_one())

    @contextlib.contextmanager
    def subscribed(self, after: int, conversation: ConversationId | None = None) -> Any:
        """A `Subscription` for as long as the block lasts."""
        subscription = Subscription(self, after, conversation)
        self._subscriptions[conversation].add(subscription)
        try:
            yield subscription
        finally:
            self._subscriptions[conversation].discard(subscription)
            if not self._subscriptions[conversation]:
                del self._subscriptions[conversation]

    # ── the writer ───────────────────────────────────────────────────────────────────────────────

    async def _write_forever(self) -> None:
        while True:
            writes = [await self._queue.get()]
            while len(writes) < WRITES_PER_COMMIT and not self._queue.empty():
                writes.append(self._queue.get_nowait())
            try:
                await self._commit([write for write in writes if not write.done.done()])
            finally:
                for _ in writes:
                    self._queue.task_done()

    async def _commit(self, writes: list[_Write]) -> None:
        if not writes:
            return
        try:
            outcomes, recorded = await self.store.write(lambda c: self._run(c, writes))
        except _Undone as undone:
            outcomes, recorded = [undone.refused], []
        except Exception as error:
            failure = storage_error(error) if isinstance(error, DBAPIError | OSError) else error
            locked = isinstance(failure, StorageUnavailable) and failure.code == "storage.locked"
            if len(writes) > 1 and not locked:
                # One write spoilt the shared transaction: give each its own.
                for write in writes:
                    await self._commit([write])
                return
            # A lock that another program holds was waited for: waiting once for each is no help.
            for write in writes:
                self._refuse(write, failure)
            return
        for write, outcome in zip(writes, outcomes, strict=True):
            if write.done.done():
                continue
            if isinstance(outcome, _Refused):
                write.done.set_exception(outcome.error)
            else:
                write.done.set_result(outcome)
        if recorded:
            self._neighbours.wake(recorded[-1].seq)
            await self._publish(tuple(recorded))

    def _run(
        self, connection: Connection, writes: list[_Write]
    ) -> tuple[list[Any], list[Recorded]]:
        """Runs the writes one after another, in the writer's thread: each under a savepoint, a
        single one under the transaction alone. Raises `_Undone` when that one is refused."""
        outcomes: list[Any] = []
        recorded: list[Recorded] = []
        tail = _locked_tail(connection, self.workspace)
        alone = len(writes) == 1
        for write in writes:
            ledger = Ledger(connection, self.workspace, self._clock, tail, self._new_salts)
            try:
                with contextlib.nullcontext() if alone else connection.begin_nested():
                    outcomes.append(write.work(ledger))
            except (KizashiError, ValueError, LookupError) as error:
                if alone:
                    raise _Undone(_Refused(error)) from error
                outcomes.append(_Refused(error))
                continue
            tail = ledger.tail
            recorded.extend(ledger.recorded)
        return outcomes, recorded

    def _refuse(self, write: _Write, failure: Exception) -> None:
        _log.error("journal write refused: %s", getattr(failure, "code", type(failure).__name__))
        if not write.done.done():
            write.done.set_exception(failure)

    async def _watch_forever(self) -> None:
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(FOREIGN_SECONDS):
                    await self._grown.wait()
            self._grown.clear()
            await self._publish(())

    async def _publish(self, recorded: tuple[Recorded, ...]) -> None:
        """Hands committed events to the subscriptions in order, those of other processes too.

        Never raises: what is committed stays so although it cannot be read back now, and the next
        look finds it.
        """
        async with self._publishing:
            if recorded and recorded[0].seq == self._head + 1:
                self._hand_out(recorded)
                return
            try:
                while foreign := await self.read(after=Seq(self._head), limit=PAGE):
                    self._hand_out(foreign)
            except Exception as error:
                _log.error("journal: subscribers are told later: %s", type(error).__name__)

    def _hand_out(self, recorded: tuple[Recorded, ...]) -> None:
        self._head = recorded[-1].seq
        for one in recorded:
            self._newest[one.event.kind] = one.seq
            if one.conversation is not None:
                for subscription in self._subscriptions.get(one.conversation, ()):
                    subscription.push(one)
            for subscription in self._subscriptions.get(None, ()):
                subscription.push(one)


def recorded_of(row: Any) -> Recorded:
    """A row of the journal's table as the event that it records."""
    return Recorded(
        seq=Seq(row.seq),
        at=row.at,
        workspace=row.workspace,
        person=row.person,
        conversation=row.conversation,
        event=_event(row),
    )


def _event(row: Any) -> Event:
    """What a record says; of one that was erased, what remains."""
    if row.body.get("erased") is True:
        return Erased(was=row.kind, kept=row.body.get("kept", {}))
    return EVENT.validate_python(row.body)


def _head(workspace: WorkspaceId) -> Select[int]:
    return select(func.coalesce(func.max(t.journal.c.seq), 0)).where(
        t.journal.c.workspace == workspace
    )


_WRITE_LOCK = text(
    "SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '/' || :workspace, 2))"
)


def _locked_tail(connection: Connection, workspace: WorkspaceId) -> Tail:
    """The newest record, with every other writer of the workspace kept out until the commit. On
    SQLite the transaction has the write lock from its beginning."""
    if connection.dialect.name == "postgresql":
        connection.execute(_WRITE_LOCK, {"workspace": workspace})
    return tail_of(connection, workspace)
