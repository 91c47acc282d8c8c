"""The outbox: gives every stored text its vector, in batches, off the path of a turn.

What lacks a vector is itself the list of what is to do, so a crash at any point loses nothing: the
next run finds the same rows again and writes the same vectors.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import numpy as np
from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    bindparam,
    func,
    or_,
    select,
    true,
    tuple_,
    update,
)

from kizashi.errors import KizashiError
from kizashi.ids import Seq, WorkspaceId
from kizashi.knowledge import Passage
from memory import schema as t
from memory.dates import day_of
from memory.embedding import Embedder
from memory.features import features_of
from memory.store import Store
from memory.vectors import SharedVectors

_log = logging.getLogger(__name__)

BATCH = 32
"""Texts embedded between two writes: what a crash may cost is half a second of work."""

KNOWLEDGE = "knowledge"
"""The purpose of the shared collection that holds passages."""

PAUSE_SECONDS = 5.0
"""How often to look for work that nobody announced (another process may have learned)."""

ANY: ColumnElement[bool] = true()

MOST_PATIENCE_SECONDS = 5.0
"""How long what is to be remembered lets those go first who wait for an answer."""

FAILURES_BEFORE_LONG_PAUSE = 3

Progress = Callable[[int, int], None]
"""Told how many texts have their vector, of how many that lacked one."""


async def _nobody_waits() -> None:
    return


def passage_words(passage: Passage) -> str:
    """What is embedded of a passage: its headings, then its words."""
    trail = " › ".join(passage.heading)
    return f"{trail}\n{passage.text}" if trail else passage.text


def line_words(speaker: str, text: str, before: tuple[str, str] | None) -> str:
    """What is embedded of a remembered line: who said it and the words, then the line before it.

    The line before says what an answer is about ("And the name?", "Biscuit."). It stands behind,
    so that the line's own words weigh more: in `bench/recall.py` the right line was among the five
    best for 78 % of the English questions instead of 52 % without it.
    """
    own = f"{speaker}: {text}"
    return f"{own}\n{before[0]}: {before[1]}" if before is not None else own


class Outbox:
    """Moves texts of one workspace through the embedder into SQL, and knowledge into Chroma.

    `batch` texts are embedded between two writes. Of several processes only the one whose `leads`
    is true embeds, and writes to a Chroma that they share.
    """

    def __init__(
        self,
        store: Store,
        workspace: WorkspaceId,
        embedder: Embedder,
        shared: SharedVectors | None = None,
        *,
        batch: int = BATCH,
        leads: Callable[[], bool] = lambda: True,
    ) -> None:
        self._leads = leads
        self._store = store
        self._workspace = workspace
        self._embedder = embedder
        self._shared = shared
        self._batch = batch
        self._work_came = asyncio.Event()
        self._one_at_a_time = asyncio.Lock()
        self._synced: tuple[Any, ...] | None = None

    def notify(self) -> None:
        """Says that there may be something to do now."""
        self._work_came.set()

    async def fill(self, progress: Progress | None = None) -> int:
        """Embeds everything that lacks a vector of this embedder; returns how many texts.

        Knowledge comes first, then remembered lines, oldest first.
        """
        total = await self._lacking() if progress else 0
        done = 0
        for table in (t.passages, t.memory_lines):
            while count := await self._embed_some(table):
                done += count
                if progress is not None:
                    progress(done, max(total, done))
        return done

    async def remember(self, seq: Seq) -> None:
        """Embeds the lines that came with the event at `seq`, however much else is waiting."""
        while await self._embed_some(t.memory_lines, t.memory_lines.c.seq == seq):
            pass

    async def _embed_some(self, table: Table, only: ColumnElement[bool] = ANY) -> int:
        """Embeds a batch of what lacks a vector; returns how many. One batch at a time, so that
        nothing is embedded twice."""
        async with self._one_at_a_time:
            rows = await self._next(table, only)
            if rows:
                vectors = await self._embedder.passages(await self._words(table, rows))
                await self._write(table, rows, vectors)
            return len(rows)

    async def sync(self) -> bool:
        """Makes Chroma hold the vectors of exactly the known passages; tells whether it does."""
        if self._shared is None:
            return False
        state = await self._state_of_knowledge()
        if self._shared.available and state == self._synced:
            return True
        if not await self._shared.open():
            return False
        rows = await self._passage_vectors()
        await self._shared.sync(KNOWLEDGE, rows)
        self._synced = state
        return True

    async def rebuild(self, progress: Progress | None = None) -> int:
        """Forgets every vector and makes them all anew; returns how many texts."""
        self._synced = None
        for table in (t.passages, t.memory_lines):
            await self._store.write(lambda c, table=table: self._forget(c, table))  # type: ignore[misc]
        if self._shared is not None and await self._shared.open():
            await self._shared.sync(KNOWLEDGE, {})
        count = await self.fill(progress)
        await self.sync()
        return count

    async def run(self, rest: Callable[[], Awaitable[None]] = _nobody_waits) -> None:
        """Works until cancelled: when told, else every few seconds. A failure is logged and tried
        again, less often when it stays. `rest` returns when nobody waits for an answer: they have
        the processor first, for a while.
        """
        failures = 0
        while True:
            self._work_came.clear()
            with contextlib.suppress(TimeoutError):
                # Not `wait_for`: it loses a cancellation that comes as its work is done (fixed in
                # Python 3.12), and this would go on for good.
                async with asyncio.timeout(MOST_PATIENCE_SECONDS):
                    await rest()
            try:
                if self._leads():
                    await self.fill()
                if self._leads() or self._shared is None or not self._shared.elsewhere:
                    await self.sync()
                else:
                    await self._look()
                failures = 0
            except Exception as error:
                # Whatever failed, what is to do stays in the rows: the work must go on by itself
                failures += 1
                self._synced = None
                reason = error.code if isinstance(error, KizashiError) else type(error).__name__
                _log.warning("outbox: %s; trying again", reason)
            pause = PAUSE_SECONDS * (6 if failures >= FAILURES_BEFORE_LONG_PAUSE else 1)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._work_came.wait()

    async def _look(self) -> None:
        """Searches what another process wrote, as soon as that is all that is known."""
        state = await self._state_of_knowledge()
        if self._shared is None or (self._shared.available and state == self._synced):
            return
        if await self._shared.open():
            there = await self._shared.look(KNOWLEDGE)
            self._synced = state if there == (await self._passage_vectors()).keys() else None

    # ── the rows ─────────────────────────────────────────────────────────────────────────────────

    def _lacks(self, table: Table) -> Any:
        column = table.c.embedder
        name = self._embedder.name
        return (table.c.workspace == self._workspace) & or_(
            column.is_(None), column < name, column > name
        )

    async def _lacking(self) -> int:
        async with self._store.reader.connect() as connection:
            return sum(
                [
                    (
                        await connection.execute(
                            select(func.count()).select_from(table).where(self._lacks(table))
                        )
                    ).scalar_one()
                    for table in (t.passages, t.memory_lines)
                ]
            )

    async def _next(self, table: Table, only: ColumnElement[bool]) -> Sequence[Any]:
        """What never had a vector, oldest first; then what has one of another embedder."""
        of_workspace = select(table).where(table.c.workspace == self._workspace, only)
        name = self._embedder.name
        column = table.c.embedder
        new = of_workspace.where(column.is_(None)).order_by(*_in_order(table)).limit(self._batch)
        # Two ranges of the index: nothing of it is read when every vector is of this embedder
        stale = of_workspace.where(or_(column < name, column > name)).limit(self._batch)

        def read(connection: Connection) -> Sequence[Any]:
            return list(connection.execute(new)) or list(connection.execute(stale))

        return await self._store.read(read)

    async def _words(self, table: Table, rows: Sequence[Any]) -> list[str]:
        if table is t.passages:
            return [passage_words(Passage.model_validate(row.body)) for row in rows]

        def read(connection: Connection) -> list[str]:
            words, last = [], None
            for row in rows:
                before = last if _follows(row, last) else _line_before(connection, row)
                words.append(line_words(row.speaker, row.text, _said(before, row)))
                last = row
            return words

        return await self._store.read(read)

    async def _write(self, table: Table, rows: Sequence[Any], vectors: Any) -> None:
        keys = [column.name for column in table.primary_key]
        values = [
            {
                **{f"key_{key}": getattr(row, key) for key in keys},
                "new_vector": np.asarray(vector, dtype=np.float32).tobytes(),
                "new_embedder": self._embedder.name,
            }
            for row, vector in zip(rows, vectors, strict=True)
        ]
        new: dict[str, Any] = {
            "vector": bindparam("new_vector"),
            "embedder": bindparam("new_embedder"),
        }
        if table is t.memory_lines:
            new["features"] = bindparam("new_features")
            for row, value in zip(rows, values, strict=True):
                value["new_features"] = features_of(row.text).packed()
        statement = (
            update(table)
            .where(*(table.c[key] == bindparam(f"key_{key}") for key in keys))
            .values(**new)
        )
        await self._store.write(lambda connection: connection.execute(statement, values))

    def _forget(self, connection: Connection, table: Table) -> None:
        connection.execute(
            update(table)
            .where(table.c.workspace == self._workspace)
            .values(vector=None, embedder=None)
        )

    async def _state_of_knowledge(self) -> tuple[Any, ...]:
        """Changes whenever a passage gains its vector or a document comes, changes or goes."""
        documents = select(func.count(), func.max(t.documents.c.learned_at)).where(
            t.documents.c.workspace == self._workspace
        )
        passages = select(func.count(t.passages.c.embedder)).where(
            t.passages.c.workspace == self._workspace
        )
        return await self._store.read(
            lambda c: (*c.execute(documents).one(), *c.execute(passages).one())
        )

    async def _passage_vectors(self) -> dict[str, bytes]:
        query = select(t.passages.c.id, t.passages.c.vector).where(
            t.passages.c.workspace == self._workspace,
            t.passages.c.embedder == self._embedder.name,
        )
        async with self._store.reader.connect() as connection:
            return {row.id: row.vector for row in await connection.execute(query)}


def _in_order(table: Table) -> tuple[Any, ...]:
    if table is t.memory_lines:
        return table.c.seq, table.c.position
    return tuple(table.primary_key)


def _follows(row: Any, last: Any) -> bool:
    """Whether `row` comes directly after `last` in the same gift of lines."""
    return last is not None and (row.seq, row.position) == (last.seq, last.position + 1)


def _said(before: Any, row: Any) -> tuple[str, str] | None:
    """Speaker and text of the line before, when both belong to one day's talk."""
    if before is None or day_of(before.at) != day_of(row.at):
        return None
    return before.speaker, before.text


def _line_before(connection: Connection, row: Any) -> Any:
    """The line before this one in the same dialogue, by its primary key."""
    lines = t.memory_lines.c
    return connection.execute(
        select(lines.speaker, lines.text, lines.at)
        .where(
            lines.workspace == row.workspace,
            lines.person == row.person,
            tuple_(lines.seq, lines.position) < (row.seq, row.position),
            lines.conversation.is_(None)
            if row.conversation is None
            else lines.conversation == row.conversation,
        )
        .order_by(lines.seq.desc(), lines.position.desc())
        .limit(1)
    ).first()
