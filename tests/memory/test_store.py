"""The store: opening and refusing, one writer, readers that cannot write."""

import asyncio
import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, insert, select, text
from sqlalchemy.exc import DBAPIError, StatementError

from kizashi.errors import Misconfigured, StorageUnavailable
from memory import schema as t
from memory.store import DATABASE_FILE, Store, database_url
from tests.support import NOON, a_store

pytestmark = pytest.mark.sqlite

ROOT = Path(__file__).parents[2]


def a_switch(connection: Connection, name: str = "autonomy") -> None:
    connection.execute(
        insert(t.switches).values(
            workspace="main", name=name, value="walk", set_by="owner", set_at=NOON
        )
    )


async def open_and_close(folder: Path) -> None:
    store = await Store.open(database_url(folder))
    await store.close()


async def switches(store: Store) -> list[str]:
    async with store.reader.connect() as connection:
        rows = await connection.execute(select(t.switches.c.name))
        return [row.name for row in rows]


async def test_the_migrations_make_exactly_the_tables_of_the_schema(tmp_path: Path) -> None:
    store = await Store.open(database_url(tmp_path))

    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), t.metadata))

    assert await store.write(differences) == []
    await store.close()


async def test_what_was_written_is_there_when_the_store_is_opened_again(tmp_path: Path) -> None:
    async with a_store(tmp_path) as store:
        await store.write(a_switch)
    async with a_store(tmp_path) as store:
        assert await switches(store) == ["autonomy"]


async def test_a_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def half(connection: Connection) -> None:
        a_switch(connection)
        raise ZeroDivisionError

    async with a_store(tmp_path) as store:
        with pytest.raises(ZeroDivisionError):
            await store.write(half)
        assert await switches(store) == []


async def test_a_reader_cannot_write(tmp_path: Path) -> None:
    async with a_store(tmp_path) as store:
        with pytest.raises(DBAPIError, match="readonly"):
            async with store.reader.begin() as connection:
                await connection.run_sync(a_switch)


async def test_a_reader_sees_one_moment_while_writes_go_on(tmp_path: Path) -> None:
    async with a_store(tmp_path) as store:
        async with store.reader.connect() as connection:
            before = (await connection.execute(select(t.switches.c.name))).all()
            await store.write(a_switch)
            after = (await connection.execute(select(t.switches.c.name))).all()
        assert before == after == []
        assert await switches(store) == ["autonomy"]


async def test_every_commit_is_synced(tmp_path: Path) -> None:
    async with a_store(tmp_path) as store:
        mode = await store.write(lambda c: c.execute(text("PRAGMA synchronous")).scalar())
        log = await store.write(lambda c: c.execute(text("PRAGMA journal_mode")).scalar())
    assert (mode, log) == (2, "wal")


async def test_a_time_without_a_zone_is_not_stored(tmp_path: Path) -> None:
    def zoneless(connection: Connection) -> None:
        connection.execute(
            insert(t.switches).values(
                workspace="main", name="x", value="y", set_by="z", set_at=NOON.replace(tzinfo=None)
            )
        )

    async with a_store(tmp_path) as store:
        with pytest.raises(StatementError, match="without a zone"):
            await store.write(zoneless)


async def test_a_database_of_a_newer_kizashi_is_refused_and_unchanged(tmp_path: Path) -> None:
    async with a_store(tmp_path) as store:
        await store.write(lambda c: c.execute(text("UPDATE alembic_version SET version_num='9'")))
    file = tmp_path / DATABASE_FILE
    before = hashlib.sha256(file.read_bytes()).digest()

    with pytest.raises(Misconfigured) as refused:
        await Store.open(database_url(tmp_path))

    assert refused.value.code == "storage.newer"
    assert hashlib.sha256(file.read_bytes()).digest() == before


async def test_a_migration_that_breaks_off_leaves_nothing_and_is_made_whole_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def upgrade(config: Config, _: str) -> None:
        config.attributes["connection"].execute(text("CREATE TABLE half (id int)"))
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr("memory.store.command.upgrade", upgrade)
        with pytest.raises(ZeroDivisionError):
            await open_and_close(tmp_path)
    with closing(sqlite3.connect(tmp_path / DATABASE_FILE)) as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == []
    await open_and_close(tmp_path)


async def test_a_process_killed_while_it_migrates_leaves_nothing(tmp_path: Path) -> None:
    """SIGKILL between two tables: the next start begins from nothing."""
    killing = (
        "import asyncio, os, signal, sys\n"
        "from alembic.operations import Operations\n"
        "from memory.store import Store\n"
        "made = []\n"
        "create = Operations.create_table\n"
        "def counted(self, *arguments, **more):\n"
        "    made.append(1)\n"
        "    if len(made) == 9:\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return create(self, *arguments, **more)\n"
        "Operations.create_table = counted\n"
        "import alembic.op\n"
        "alembic.op.create_table = lambda *a, **m: counted(alembic.op._proxy, *a, **m)\n"
        "asyncio.run(Store.open(sys.argv[1]))\n"
    )
    command = [sys.executable, "-c", killing, database_url(tmp_path)]
    done = await asyncio.to_thread(subprocess.run, command, cwd=ROOT, check=False)
    assert done.returncode == -signal.SIGKILL
    with closing(sqlite3.connect(tmp_path / DATABASE_FILE)) as database:
        assert database.execute("SELECT name FROM sqlite_master").fetchall() == []
    await open_and_close(tmp_path)


async def test_a_file_that_is_no_database_is_called_damaged_and_kept(tmp_path: Path) -> None:
    file = tmp_path / DATABASE_FILE
    file.write_bytes(b"this was a database once" * 100)
    with pytest.raises(StorageUnavailable) as refused:
        await Store.open(database_url(tmp_path))
    assert refused.value.code == "storage.damaged"
    assert file.read_bytes() == b"this was a database once" * 100


async def test_a_folder_that_is_not_there_is_told_with_words(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable) as refused:
        await Store.open(database_url(tmp_path / "nowhere"))
    assert refused.value.code == "storage.unavailable"


@pytest.mark.parametrize("name", ["a b", "兆し", "50%", "a#b", "what?now", "x=1&y=2"])
async def test_a_folder_may_have_any_name(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    folder.mkdir()
    await open_and_close(folder)
    assert (folder / DATABASE_FILE).exists()
    assert os.listdir(tmp_path) == [name]


OPEN_AND_TELL = """
import asyncio, os, sys, tempfile
from pathlib import Path
from kizashi.errors import KizashiError
from memory.store import Store, database_url
async def main():
    with tempfile.TemporaryDirectory() as elsewhere:
        # Loads all that opening needs while this process may still read everything.
        await (await Store.open(database_url(Path(elsewhere)))).close()
    if os.geteuid() == 0:
        os.setuid(65534)
    try:
        await (await Store.open(database_url(Path(sys.argv[1])))).close()
        print("opened")
    except KizashiError as error:
        print(error.code)
asyncio.run(main())
"""


def opened_without_rights(folder: Path) -> str:
    """What happens when somebody without special rights opens a store in this folder."""
    done = subprocess.run(
        [sys.executable, "-c", OPEN_AND_TELL, str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_a_folder_without_the_right_to_write_is_told_as_that() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        asyncio.run(open_and_close(folder))
        (folder / DATABASE_FILE).chmod(0o444)
        folder.chmod(0o555)
        try:
            assert opened_without_rights(folder) == "storage.read_only"
        finally:
            folder.chmod(0o755)


async def test_a_database_that_another_program_holds_is_told_as_locked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("memory.store.LOCK_SECONDS", 0.05)
    async with a_store(tmp_path):
        pass
    other = sqlite3.connect(tmp_path / DATABASE_FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageUnavailable) as refused:
        await Store.open(database_url(tmp_path))
    assert refused.value.code == "storage.locked"
    other.close()
    await open_and_close(tmp_path)
