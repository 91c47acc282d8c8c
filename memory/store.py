"""The database: opening it, its two ways in (one writer, many readers), and its migrations.

Readers are asynchronous. The writer is one synchronous connection in a thread of its own: a write
is several statements, and through the asynchronous driver each of them costs several hops between
threads (measured: 6.3 ms an append, against 0.9 ms for the same statements in one hop).
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import QueuePool, StaticPool

from kizashi.errors import Misconfigured, StorageUnavailable, keep_words_at_hand
from kizashi.settings import Settings
from memory.postgresql import (
    DRIVER,
    KEEPALIVE,
    check_installed,
    is_postgresql_error,
    postgresql_error,
)

DATABASE_FILE = "kizashi.db"
READERS = 4
LOCK_SECONDS = 10

T = TypeVar("T")


def database_url(data: Path) -> str:
    """The address of the default store in a data folder."""
    # Made from its parts: a folder's name may hold what has a meaning in an address, such as `?`.
    url = URL.create("sqlite+aiosqlite", database=str(data / DATABASE_FILE))
    return url.render_as_string(hide_password=False)


def store_url(settings: Settings) -> str:
    """The address of a business's store: the PostgreSQL of its settings, or its data folder."""
    url = settings.store.url
    return database_url(settings.data) if url is None else url.get_secret_value()


class Store:
    """One database. `write` runs a function on the single writing connection, in its thread;
    `reader` has several connections that cannot write. Each sees a consistent snapshot."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._writer = _writing_engine(url)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store-writer")
        self.reader = _reading_engine(url)
        self._quick_reader = _quick_reading_engine(url)
        self._quick_threads = ThreadPoolExecutor(READERS, thread_name_prefix="store-reader")

    @classmethod
    async def open(cls, url: str) -> "Store":
        """Opens the database and brings its tables to this version of Kizashi.

        Raises `StorageUnavailable` when it cannot be opened or written, `Misconfigured` when it
        was made by a newer Kizashi or its driver is not there. Nothing is changed in either case.
        """
        keep_words_at_hand()
        if not _is_sqlite(url):
            check_installed(DRIVER)
        store = cls(url)
        try:
            await store.write(_migrate)
        except DBAPIError as error:
            await store.close()
            raise storage_error(error) from error
        except BaseException:
            await store.close()
            raise
        return store

    async def write(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` in a transaction in the writer's thread; it is durable on return."""

        def in_transaction() -> T:
            with self._writer.begin() as connection:
                return work(connection)

        return await asyncio.get_running_loop().run_in_executor(self._thread, in_transaction)

    async def read(self, work: Callable[[Connection], T]) -> T:
        """Runs `work` on a connection that cannot write, in one hop to another thread: for what
        takes several statements on the path of a turn."""

        def in_snapshot() -> T:
            with self._quick_reader.connect() as connection:
                return work(connection)

        return await asyncio.get_running_loop().run_in_executor(self._quick_threads, in_snapshot)

    async def scrub(self) -> None:
        """Takes what was deleted or overwritten out of the write-ahead log as well, so that it is
        in no file any more. Readers that are busy may keep it for a moment: `False` is told by
        nobody, the next checkpoint does the rest."""

        def checkpoint() -> None:
            with self._writer.connect() as connection:
                raw = connection.connection.driver_connection
                if raw is not None:
                    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

        if _is_sqlite(self.url):
            await asyncio.get_running_loop().run_in_executor(self._thread, checkpoint)

    async def close(self) -> None:
        """Closes every connection."""
        await self.reader.dispose()
        self._quick_threads.shutdown()
        self._quick_reader.dispose()
        # First the thread, then its connection: a write under way is finished, not torn.
        self._thread.shutdown()
        self._writer.dispose()


def storage_error(error: Exception) -> StorageUnavailable:
    """What a database error means for the person who runs Kizashi."""
    driver = getattr(error, "orig", None)
    if is_postgresql_error(driver):
        return postgresql_error(driver)
    words = _words(error)
    if "full" in words:
        return StorageUnavailable.told("storage.full")
    if "readonly" in words or "read-only" in words or "permission" in words:
        return StorageUnavailable.told("storage.read_only")
    if "locked" in words:
        return StorageUnavailable.told("storage.locked")
    if "malformed" in words or "not a database" in words:
        return StorageUnavailable.told("storage.damaged")
    return StorageUnavailable.told("storage.unavailable")


def _words(error: BaseException | None) -> str:
    """What the database said, the last first. On a full disk SQLite undoes the transaction itself;
    undoing its savepoint then fails too, and only the error before that one names the cause."""
    said = []
    while error is not None:
        said.append(str(getattr(error, "orig", None) or ""))
        error = error.__context__
    return " ".join(said).lower()


def _is_sqlite(url: str) -> bool:
    return make_url(url).get_backend_name() == "sqlite"


# Asked before it is used: a server that was started anew meanwhile has dropped the connection.
_POSTGRESQL: dict[str, Any] = {
    "hide_parameters": True,
    "pool_pre_ping": True,
    "connect_args": KEEPALIVE,
}
# On PostgreSQL: a reader sees one moment for as long as its transaction lasts, and cannot write.
_ONE_MOMENT: dict[str, Any] = {
    **_POSTGRESQL,
    "isolation_level": "REPEATABLE READ",
    "execution_options": {"postgresql_readonly": True},
}


def _writing_engine(url: str) -> Engine:
    if not _is_sqlite(url):
        return create_engine(url, pool_size=1, max_overflow=0, **_POSTGRESQL)
    engine = create_engine(
        make_url(url).set(drivername="sqlite"),
        hide_parameters=True,
        poolclass=StaticPool,
        connect_args={"timeout": LOCK_SECONDS, "check_same_thread": False},
    )
    _prepare_sqlite(engine, writes=True)
    return engine


def _reading_engine(url: str) -> AsyncEngine:
    if not _is_sqlite(url):
        return create_async_engine(url, pool_size=READERS, max_overflow=READERS, **_ONE_MOMENT)
    engine = create_async_engine(
        url,
        hide_parameters=True,
        pool_size=READERS,
        max_overflow=READERS,
        connect_args={"timeout": LOCK_SECONDS},
    )
    _prepare_sqlite(engine.sync_engine, writes=False)
    return engine


def _quick_reading_engine(url: str) -> Engine:
    if not _is_sqlite(url):
        return create_engine(url, pool_size=READERS, **_ONE_MOMENT)
    engine = create_engine(
        make_url(url).set(drivername="sqlite"),
        hide_parameters=True,
        poolclass=QueuePool,
        pool_size=READERS,
        connect_args={"timeout": LOCK_SECONDS, "check_same_thread": False},
    )
    _prepare_sqlite(engine, writes=False)
    return engine


def _prepare_sqlite(engine: Engine, *, writes: bool) -> None:
    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: Any) -> None:
        # The driver's own transaction handling commits at odd times; ours is explicit.
        connection.isolation_level = None
        cursor = connection.cursor()
        if writes:
            cursor.execute("PRAGMA journal_mode=WAL")
            # FULL syncs the log at each commit: an acknowledged message survives a power cut.
            cursor.execute("PRAGMA synchronous=FULL")
            # What is deleted is overwritten: an erased person is not found in free pages either.
            cursor.execute("PRAGMA secure_delete=ON")
        else:
            cursor.execute("PRAGMA query_only=ON")
        cursor.execute("PRAGMA temp_store=MEMORY")
        cursor.execute("PRAGMA cache_size=-16000")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def alembic_config() -> Config:
    """Where the migrations live."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def is_known(revision: str) -> bool:
    """Whether this Kizashi knows a revision of the tables; one that it does not know is newer."""
    script = ScriptDirectory.from_config(alembic_config())
    return revision in {one.revision for one in script.walk_revisions()}


_MIGRATION = {"name": "kizashi.migration"}


def _migrate(connection: Connection) -> None:
    config = alembic_config()
    script = ScriptDirectory.from_config(config)
    if connection.dialect.name == "postgresql":
        # Several processes may start at the same time: one migrates, the others find it done.
        connection.execute(
            text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), _MIGRATION
        )
    current = MigrationContext.configure(connection).get_current_revision()
    if current is not None and not is_known(current):
        raise Misconfigured.told("storage.newer")
    if current is None and inspect(connection).has_table("journal"):
        raise Misconfigured.told("storage.half_migrated")
    if current == script.get_current_head():
        return
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
