"""Plain helpers of the tests: a clock moved by hand, predictable ids, a store in a folder."""

import asyncio
import atexit
import contextlib
import hashlib
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, create_engine, make_url, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from kizashi.events import Recorded
from kizashi.ids import DEFAULT_WORKSPACE, IdSource, Seq
from memory import schema as t
from memory.journal import Journal
from memory.projections import project
from memory.store import DATABASE_FILE, Store, database_url

NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
PATIENCE = 10.0
"""Seconds after which a condition that a test waits for is taken to have failed."""


class HandClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: datetime = NOON) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def move(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)


def counted_ids() -> IdSource:
    """Ids such as `msg_0001`: the prefix, and a count of all ids made so far."""
    made = 0

    def next_id(prefix: str) -> str:
        nonlocal made
        made += 1
        return f"{prefix}_{made:04d}"

    return next_id


async def until(condition: Callable[[], Awaitable[Any] | Any], seconds: float = PATIENCE) -> Any:
    """The condition's first true value; a failure when it stays false for too long."""
    async with asyncio.timeout(seconds):
        while True:
            found = condition()
            if isinstance(found, Awaitable):
                found = await found
            if found:
                return found
            await asyncio.sleep(0.002)


# ── a store in a folder ──────────────────────────────────────────────────────────────────────────


POSTGRESQL = os.environ.get("KIZASHI_TEST_POSTGRESQL")
"""The address of a PostgreSQL database that the tests may fill; none: they use SQLite."""


def store_url(folder: Path) -> str:
    """The address of the store that belongs to a folder: its SQLite file, or in PostgreSQL a
    schema of its own, which goes with the test run."""
    if POSTGRESQL is None:
        return database_url(folder)
    return schema_of(str(folder.absolute()), POSTGRESQL)


@cache
def schema_of(folder: str, database: str) -> str:
    """The address of the schema that belongs to a folder; made at the first call."""
    name = f"kizashi_{hashlib.sha256(folder.encode()).hexdigest()[:20]}"
    server = create_engine(database, isolation_level="AUTOCOMMIT", poolclass=NullPool)

    def run(statement: str) -> None:
        with server.connect() as connection:
            connection.execute(text(statement))

    def tidy() -> None:
        # A server that was made for the tests is gone by then, and the schema with it.
        with contextlib.suppress(OperationalError):
            run(f'DROP SCHEMA "{name}" CASCADE')

    run(f'CREATE SCHEMA "{name}"')
    atexit.register(tidy)
    url = make_url(database).update_query_dict({"options": f"-csearch_path={name}"})
    return url.render_as_string(hide_password=False)


@cache
def _empty_database() -> bytes:
    """A database that is migrated and empty; made once, because migrating takes 0.1 s."""

    async def make() -> bytes:
        with TemporaryDirectory() as folder:
            store = await Store.open(database_url(Path(folder)))
            await store.close()
            return (Path(folder) / DATABASE_FILE).read_bytes()

    # In a thread: the caller may already be inside an event loop.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, make()).result()


@contextlib.asynccontextmanager
async def a_store(folder: Path, url: str | None = None) -> AsyncIterator[Store]:
    """The store in this folder, or at this address, made when it is not there."""
    if url is None and POSTGRESQL is None and not (folder / DATABASE_FILE).exists():
        (folder / DATABASE_FILE).write_bytes(_empty_database())
    store = await Store.open(url or store_url(folder))
    try:
        yield store
    finally:
        await store.close()


@contextlib.asynccontextmanager
async def a_journal(
    folder: Path, clock: HandClock | None = None, url: str | None = None
) -> AsyncIterator[Journal]:
    """The journal in this folder, or at this address, running."""
    async with (
        a_store(folder, url) as store,
        Journal(store, DEFAULT_WORKSPACE, clock or HandClock()).opened() as journal,
    ):
        yield journal


async def everything(journal: Journal) -> tuple[Recorded, ...]:
    """The whole journal."""
    return await journal.read(after=Seq(0), limit=1_000_000)


async def events(journal: Journal, kind: str) -> list[Any]:
    """The events of one kind, oldest first."""
    recorded = await journal.read(after=Seq(0), limit=1_000_000, kinds=(kind,))
    return [one.event for one in recorded]


def tables(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Every projection's rows without the columns that are derived from a row's own text."""
    found = {}
    for table in t.metadata.sorted_tables:
        if table.name in t.DERIVED_TABLES:
            continue
        if table.name == "journal":
            continue
        columns = [c for c in table.columns if (table.name, c.name) not in t.DERIVED_COLUMNS]
        rows = connection.execute(select(*columns).order_by(*table.primary_key)).all()
        found[table.name] = [tuple(row) for row in rows]
    return found


def replayed(recorded: tuple[Recorded, ...]) -> dict[str, list[tuple[Any, ...]]]:
    """The projections of these events in a fresh database."""
    engine = create_engine("sqlite://")
    try:
        with engine.begin() as connection:
            t.metadata.create_all(connection)
            for one in recorded:
                project(connection, one)
            return tables(connection)
    finally:
        engine.dispose()
