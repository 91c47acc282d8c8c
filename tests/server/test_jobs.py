"""Jobs done in one process: as they open, once, and again when they failed."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from kizashi.events import EverythingHeld, PersonSeen
from kizashi.ids import PersonId
from kizashi.job import Job
from memory.journal import Journal
from server.jobs import done_here
from tests.support import a_journal, until


class Desk:
    """A made-up kind of job: what is open, and what was done."""

    def __init__(self, *keys: str) -> None:
        self.keys = list(keys)
        self.done: list[str] = []
        self.failing: set[str] = set()

    async def open(self) -> Sequence[str]:
        return list(self.keys)

    async def do(self, key: str) -> None:
        if key in self.failing:
            raise OSError(key)
        self.done.append(key)

    def job(self) -> Job:
        return Job(self.open, self.do, frozenset({"person.seen"}))


@contextlib.asynccontextmanager
async def at_work(folder: Path, desk: Desk) -> AsyncIterator[Journal]:
    async with a_journal(folder) as journal:
        working = asyncio.create_task(done_here(journal, desk.job()))
        yield journal
        working.cancel()


async def test_what_is_open_is_done_once_though_it_stays_open(tmp_path: Path) -> None:
    desk = Desk("a", "b")
    async with at_work(tmp_path, desk) as journal:
        await until(lambda: desk.done == ["a", "b"])
        desk.keys.append("c")
        await journal.append(PersonSeen(), person=PersonId("per_a"))
        await until(lambda: "c" in desk.done)
    assert desk.done == ["a", "b", "c"]


async def test_only_news_of_its_kinds_calls_for_a_look(tmp_path: Path) -> None:
    desk = Desk()
    async with at_work(tmp_path, desk) as journal:
        await journal.append(EverythingHeld(on=True, by="owner"))
        desk.keys.append("a")
        await journal.append(EverythingHeld(on=False, by="owner"))
        assert desk.done == []
        await journal.append(PersonSeen(), person=PersonId("per_a"))
        await until(lambda: desk.done == ["a"])


async def test_what_is_due_is_found_without_news(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.jobs.LOOK_SECONDS", 0.02)
    desk = Desk()
    async with at_work(tmp_path, desk):
        desk.keys.append("a")
        await until(lambda: desk.done == ["a"])


async def test_one_that_fails_keeps_no_other_waiting_and_is_tried_anew(tmp_path: Path) -> None:
    desk = Desk("a", "b")
    desk.failing = {"a"}
    async with a_journal(tmp_path) as journal:
        with pytest.raises(OSError):
            await done_here(journal, desk.job())
        assert desk.done == ["b"]
        desk.keys, desk.failing = ["a"], set()
        again = asyncio.create_task(done_here(journal, desk.job()))
        await until(lambda: desk.done == ["b", "a"])
        again.cancel()
