"""The other processes of the same business: waking one another, and what each has claimed.

Nothing here is a truth: the journal is. A notice that is lost costs the time until the next look
at the journal, and a claim that is lost costs work done twice, of which only one is written down.
"""

import asyncio
import contextlib
import json
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any, Protocol

from kizashi.ids import WorkspaceId, random_id
from memory.postgresql import connect_arguments

_log = logging.getLogger(__name__)

MOST_NOTICE_BYTES = 7_900
"""A payload of PostgreSQL's NOTIFY is shorter than 8,000 bytes (manual, NOTIFY)."""
BEAT_SECONDS = 2.0
BEAT_PATIENCE = 5.0
LONGEST_RETRY = 5.0
NOTICES_WAITING = 1_000

Notice = Mapping[str, Any]
Heard = Callable[[str, Notice], None]


class Neighbours(Protocol):
    """What a process does with those beside it."""

    async def claim(self, name: str) -> bool:
        """Takes a piece of work for this process; false when another one has it, or this one has
        it already. Held until it is let go, or the process ends in whatever way."""
        ...

    def holds(self, name: str) -> bool:
        """Whether this process has the claim, as far as it knows."""
        ...

    def let_go(self, name: str) -> None:
        """Gives a claim back."""
        ...

    async def lost(self) -> None:
        """Waits until all claims are lost, because the connection that held them broke."""
        ...

    def wake(self, head: int) -> None:
        """Tells the others that the journal has grown up to `head`."""
        ...

    def tell(self, notice: Notice) -> None:
        """Tells the others something that need not last."""
        ...

    @property
    def shared(self) -> bool:
        """Whether there can be other processes."""
        ...


class Alone:
    """One process has the business to itself."""

    shared = False

    def __init__(self) -> None:
        self._held: set[str] = set()

    async def claim(self, name: str) -> bool:
        """Takes a piece of work; false when it is taken already."""
        if name in self._held:
            return False
        self._held.add(name)
        return True

    def holds(self, name: str) -> bool:
        """Whether it is taken."""
        return name in self._held

    def let_go(self, name: str) -> None:
        """Gives it back."""
        self._held.discard(name)

    async def lost(self) -> None:
        """Never."""
        await asyncio.get_running_loop().create_future()

    def wake(self, head: int) -> None:
        """Nobody is there to be woken."""

    def tell(self, notice: Notice) -> None:
        """Nobody is there to be told."""


class PostgresqlNeighbours:
    """Processes on one PostgreSQL: `LISTEN`/`NOTIFY` wakes them, session advisory locks are their
    claims. Two connections: one listens, one holds the claims and notifies. PostgreSQL frees the
    claims of a session when its connection ends, so a killed process holds nothing for longer
    than the network takes to say so.

    `woken` is told when the journal may have grown, `heard` who told what. Open
    it with `opened`; until it is connected, and while it is not, nothing can be claimed.
    """

    shared = True

    def __init__(
        self,
        url: str,
        workspace: WorkspaceId,
        woken: Callable[[int | None], None],
        heard: Heard,
    ) -> None:
        self._arguments = connect_arguments(url)
        self._workspace = workspace
        self._woken = woken
        self._heard = heard
        self._me = random_id("prc")
        self._claims: Any = None
        self._held: set[str] = set()
        self._broken = asyncio.Event()
        self._head = 0
        self._notices: asyncio.Queue[Notice] = asyncio.Queue(NOTICES_WAITING)
        self._to_tell = asyncio.Event()
        self._leaving: set[asyncio.Task[None]] = set()

    @contextlib.asynccontextmanager
    async def opened(self) -> AsyncIterator["PostgresqlNeighbours"]:
        """Listens and holds claims for as long as the block lasts."""
        connected = asyncio.Event()
        tasks = [
            asyncio.create_task(self._kept_up("listening", self._listen), name="neighbours-listen"),
            asyncio.create_task(
                self._kept_up("claims", lambda: self._hold(connected)), name="neighbours-claims"
            ),
        ]
        try:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(connected.wait(), BEAT_PATIENCE)
            yield self
        finally:
            for task in (*tasks, *self._leaving):
                task.cancel()
            await asyncio.gather(*tasks, *self._leaving, return_exceptions=True)

    # ── claims ───────────────────────────────────────────────────────────────────────────────────

    async def claim(self, name: str) -> bool:
        """A session advisory lock, asked for without waiting."""
        connection = self._claims
        if connection is None or name in self._held:
            return False
        self._held.add(name)
        found = False
        try:
            cursor = await connection.execute(
                "SELECT pg_try_advisory_lock(hashtextextended(%s, 1))", (self._key(name),)
            )
            found = bool((await cursor.fetchone())[0]) and connection is self._claims
        except asyncio.CancelledError:
            # It may have been granted all the same.
            self.let_go(name)
            raise
        except Exception as error:
            _log.warning("neighbours: nothing can be claimed: %s", type(error).__name__)
        if not found:
            self._held.discard(name)
        return found

    def holds(self, name: str) -> bool:
        """Whether the claim is held and the connection that holds it stands."""
        return name in self._held

    def let_go(self, name: str) -> None:
        """Unlocks in the background; statements of a connection keep their order, so that a claim
        that follows finds it free."""
        if name not in self._held:
            return
        self._held.discard(name)
        if self._claims is None:
            return
        task = asyncio.create_task(self._unlock(self._claims, name))
        self._leaving.add(task)
        task.add_done_callback(self._leaving.discard)

    async def lost(self) -> None:
        """Waits until the connection that holds the claims breaks."""
        await self._broken.wait()

    async def _unlock(self, connection: Any, name: str) -> None:
        # A broken connection has given everything back already.
        with contextlib.suppress(Exception):
            await connection.execute(
                "SELECT pg_advisory_unlock(hashtextextended(%s, 1))", (self._key(name),)
            )

    def _key(self, name: str) -> str:
        return f"{self._place}/{name}"

    # ── notices ──────────────────────────────────────────────────────────────────────────────────

    def wake(self, head: int) -> None:
        """Sent by the claims' connection after the commit, and not in it: a NOTIFY is queued under
        a lock of the whole database until its transaction ends, which would line up the commits of
        all businesses on this server. Several wakes in short order are sent as one."""
        self._head = max(self._head, head)
        self._to_tell.set()

    def tell(self, notice: Notice) -> None:
        """Sent beside the wakes; left out when too many wait or it is too long."""
        with contextlib.suppress(asyncio.QueueFull):
            self._notices.put_nowait(notice)
            self._to_tell.set()

    async def _tell_on(self, connection: Any) -> None:
        told = 0
        while True:
            await self._to_tell.wait()
            self._to_tell.clear()
            if self._head > told:
                told = self._head
                await self._notify(connection, {"head": told})
            while not self._notices.empty():
                await self._notify(connection, self._notices.get_nowait())

    async def _notify(self, connection: Any, notice: Notice) -> None:
        payload = json.dumps({**notice, "from": self._me}, ensure_ascii=False)
        if len(payload.encode()) <= MOST_NOTICE_BYTES:
            await connection.execute("SELECT pg_notify(%s, %s)", (self._channel, payload))

    # ── the connections ──────────────────────────────────────────────────────────────────────────

    async def _kept_up(self, what: str, work: Callable[[], Any]) -> None:
        retry = 0.2
        loop = asyncio.get_running_loop()
        while True:
            begun = loop.time()
            try:
                await work()
            except Exception as error:
                _log.warning("neighbours: %s broke: %s", what, type(error).__name__)
            retry = 0.2 if loop.time() - begun > LONGEST_RETRY else min(retry * 2, LONGEST_RETRY)
            await asyncio.sleep(retry)

    @contextlib.asynccontextmanager
    async def _connected(self) -> AsyncIterator[Any]:
        # Here: SQLite needs no PostgreSQL driver, which is an extra.
        from psycopg import AsyncConnection

        connection = await AsyncConnection.connect(**self._arguments, autocommit=True)
        try:
            cursor = await connection.execute("SELECT current_schema(), md5(current_schema())")
            schema, digest = await cursor.fetchone()  # type: ignore[misc]
            self._place = f"{schema}/{self._workspace}"
            self._channel = f"kizashi_{digest}_{self._workspace}"[:63]
            for name in ("idle", "interval", "count"):
                # The server's side of the keepalive: it frees the claims of a machine that is gone.
                value = self._arguments[f"keepalives_{name}"]
                await connection.execute(f"SET tcp_keepalives_{name} = {int(value)}")
            yield connection
        finally:
            await connection.close()

    async def _listen(self) -> None:
        async with self._connected() as connection:
            await connection.execute(f'LISTEN "{self._channel}"')
            # What happened before is found by a look at the journal.
            self._woken(None)
            while True:
                async for notify in connection.notifies(timeout=BEAT_SECONDS):
                    self._on_notify(notify.payload)
                async with asyncio.timeout(BEAT_PATIENCE):
                    await connection.execute("SELECT 1")

    def _on_notify(self, payload: str) -> None:
        try:
            notice = json.loads(payload)
        except ValueError:
            return
        sender = notice.pop("from", None) if isinstance(notice, dict) else None
        if not isinstance(sender, str) or sender == self._me:
            return
        head = notice.get("head")
        if isinstance(head, int):
            self._woken(head)
        else:
            self._heard(sender, notice)

    async def _hold(self, connected: asyncio.Event) -> None:
        async with self._connected() as connection:
            self._broken.clear()
            self._claims = connection
            connected.set()
            teller = asyncio.create_task(self._tell_on(connection))
            try:
                while not teller.done():
                    async with asyncio.timeout(BEAT_PATIENCE):
                        await connection.execute("SELECT 1")
                    await asyncio.wait({teller}, timeout=BEAT_SECONDS)
                await teller
            finally:
                teller.cancel()
                await asyncio.gather(teller, return_exceptions=True)
                self._claims = None
                self._held.clear()
                self._broken.set()
