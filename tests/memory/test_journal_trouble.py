"""When the disk is full, the database is held by another, or a reader fails: told with words, and
the journal goes on by itself when the trouble is over."""

import asyncio
import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from kizashi.errors import StorageUnavailable
from kizashi.events import ConversationOpened, EverythingHeld, MessageReceived
from kizashi.ids import ConversationId, MessageId, PersonId
from memory.journal import Journal, Ledger
from memory.store import DATABASE_FILE
from tests.support import a_journal, everything, until

pytestmark = pytest.mark.sqlite

HELD = EverythingHeld(on=True, by="owner")
PERSON, CONVERSATION = PersonId("per_a"), ConversationId("con_a")


async def limit_pages(journal: Journal, pages: int) -> None:
    """No more pages than now and these; as if the disk ended there."""

    def limit(ledger: Ledger) -> None:
        used = ledger.connection.execute(text("PRAGMA page_count")).scalar_one()
        ledger.connection.execute(text(f"PRAGMA max_page_count={used + pages}"))

    await journal.transact(limit)


async def fill(journal: Journal, size: int = 9_000) -> StorageUnavailable:
    """Writes until the disk is full, and returns how that was told."""
    if not journal.head:
        await journal.append(ConversationOpened(), person=PERSON, conversation=CONVERSATION)
    for number in range(10_000):
        try:
            await journal.append(
                MessageReceived(id=MessageId(f"m{number}"), text="あ" * size),
                person=PERSON,
                conversation=CONVERSATION,
            )
        except StorageUnavailable as error:
            return error
    raise AssertionError("the disk never filled")


async def test_a_full_disk_is_told_and_nothing_is_half_written(tmp_path: Path) -> None:
    async with a_journal(tmp_path) as journal:
        await limit_pages(journal, 60)
        error = await fill(journal)
        assert error.code == "storage.full"
        kept = await everything(journal)
        assert [one.seq for one in kept] == list(range(1, len(kept) + 1))
    check = sqlite3.connect(tmp_path / DATABASE_FILE)
    messages = check.execute("SELECT count(*) FROM messages").fetchone()[0]
    assert messages == len(kept) - 1
    assert check.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    check.close()


async def test_when_there_is_space_again_the_journal_goes_on(tmp_path: Path) -> None:
    async with a_journal(tmp_path) as journal:
        await limit_pages(journal, 60)
        await fill(journal)
        head = journal.head
        await limit_pages(journal, 10_000)
        written = await journal.append(
            MessageReceived(id=MessageId("later"), text="あ" * 9_000),
            person=PERSON,
            conversation=CONVERSATION,
        )
        assert written.seq == head + 1


async def test_what_still_fits_is_kept_though_its_neighbour_does_not(tmp_path: Path) -> None:
    async with a_journal(tmp_path) as journal:
        await journal.append(ConversationOpened(), person=PERSON, conversation=CONVERSATION)
        await limit_pages(journal, 20)
        huge = asyncio.create_task(
            journal.append(
                MessageReceived(id=MessageId("huge"), text="あ" * 100_000),
                person=PERSON,
                conversation=CONVERSATION,
            )
        )
        small = asyncio.create_task(journal.append(HELD))
        with pytest.raises(StorageUnavailable):
            await huge
        assert (await small).seq == 2


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of two megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    options = ["-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if mount is None or subprocess.run([mount, *options], check=False).returncode != 0:
        if os.environ.get("CI"):
            pytest.fail("CI must be allowed to mount a small file system for this test")
        pytest.skip("mounting a file system is not allowed here; the test above fills a limit")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


async def test_a_real_disk_may_fill_and_be_freed_under_the_journal(small_disk: Path) -> None:
    async with a_journal(small_disk) as journal:
        ballast = small_disk / "ballast"
        free = shutil.disk_usage(small_disk).free
        ballast.write_bytes(b"x" * (free - 300_000))
        error = await fill(journal)
        assert error.code == "storage.full"
        kept = await everything(journal)
        ballast.unlink()
        written = await journal.append(HELD)
        assert written.seq == len(kept) + 1
    check = sqlite3.connect(small_disk / DATABASE_FILE)
    assert check.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    check.close()


async def test_a_database_held_by_another_refuses_everybody_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("memory.store.LOCK_SECONDS", 0.2)
    async with a_journal(tmp_path) as journal:
        other = sqlite3.connect(tmp_path / DATABASE_FILE, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        refused = await asyncio.gather(
            *(journal.append(HELD) for _ in range(40)), return_exceptions=True
        )
        took = time.monotonic() - begun
        assert {getattr(error, "code", None) for error in refused} == {"storage.locked"}
        # One wait for the first write and one for those that came meanwhile; not one for each.
        assert took < 2.0
        other.close()
        assert (await journal.append(HELD)).seq == 1


async def test_a_reader_that_fails_does_not_stop_the_writer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("memory.journal.FOREIGN_SECONDS", 0.02)

    async def broken(**_: object) -> object:
        raise RuntimeError("the reader broke")

    async with a_journal(tmp_path) as journal, a_journal(tmp_path) as other:
        with journal.subscribed(0) as subscription, monkeypatch.context() as for_now:
            for_now.setattr(journal, "read", broken)
            await other.append(HELD)
            # Not the next one after the newest that is known: the journal has to read.
            assert (await asyncio.wait_for(journal.append(HELD), 5)).seq == 2
            assert (await asyncio.wait_for(journal.append(HELD), 5)).seq == 3
            for_now.undo()
            seen = await asyncio.wait_for(subscription.next(), 5)
            assert [one.seq for one in seen] == [1, 2, 3]
            await until(lambda: journal.head == 3)
    assert "RuntimeError" in caplog.text
