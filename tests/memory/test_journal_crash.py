"""Killed without warning: everything that was acknowledged is there, and the count has no gap."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from memory.store import DATABASE_FILE
from tests.support import a_journal, everything, replayed, tables

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.sqlite

WRITER = """
import asyncio, os, sys
from pathlib import Path
from kizashi.clock import SystemClock
from kizashi.events import ConversationOpened, MessageReceived
from memory.journal import Journal
from memory.store import Store, database_url

async def write(journal, writer):
    conversation, person = f"con_{os.getpid()}_{writer}", f"per_{writer}"
    await journal.append(ConversationOpened(), person=person, conversation=conversation)
    for number in range(1_000_000):
        message = f"m{number}"
        recorded = await journal.append(
            MessageReceived(id=message, text="x" * 500), person=person, conversation=conversation
        )
        # One write to the pipe for each: what the kernel has of it survives the kill.
        os.write(1, f"{recorded.seq} {conversation} {message}\\n".encode())

async def main():
    store = await Store.open(database_url(Path(sys.argv[1])))
    async with Journal(store, "main", SystemClock()).opened() as journal:
        await asyncio.gather(*(write(journal, writer) for writer in range(8)))

asyncio.run(main())
"""


def write_until_killed(folder: Path, acknowledgements: int) -> list[tuple[int, str, str]]:
    """Lets a process write, kills it after so many acknowledgements, and returns all it gave."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder)], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(acknowledgements)]
    os.kill(process.pid, signal.SIGKILL)
    lines += process.stdout.readlines()
    process.stdout.close()
    assert process.wait() == -signal.SIGKILL
    told = [line.decode().split() for line in lines if line.endswith(b"\n")]
    return [(int(seq), conversation, message) for seq, conversation, message in told]


def is_sound(folder: Path) -> bool:
    with sqlite3.connect(folder / DATABASE_FILE) as check:
        return bool(check.execute("PRAGMA integrity_check").fetchone() == ("ok",))


async def after_kills(folder: Path, kills: list[int]) -> None:
    acknowledged: list[tuple[int, str, str]] = []
    for count in kills:
        acknowledged += write_until_killed(folder, count)
        assert is_sound(folder)
    async with a_journal(folder) as journal:
        recorded = await everything(journal)
        assert [one.seq for one in recorded] == list(range(1, len(recorded) + 1))
        there = {
            (one.seq, one.conversation, getattr(one.event, "id", None))
            for one in recorded
            if one.event.kind == "message.received"
        }
        assert set(acknowledged) <= there
        # A commit takes its projections with it: none is ahead of its event, none behind.
        assert await journal.store.write(tables) == replayed(recorded)


async def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    await after_kills(tmp_path, [60, 35])


@pytest.mark.slow
async def test_what_was_acknowledged_survives_many_kills(tmp_path: Path) -> None:
    await after_kills(tmp_path, [1 + 37 * number % 211 for number in range(25)])
