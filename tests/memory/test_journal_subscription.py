"""A subscription misses nothing and doubles nothing, whatever happens while it reads."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kizashi.events import ConversationHandedBack, EverythingHeld, Recorded
from kizashi.ids import ConversationId, PersonId, Seq
from memory.journal import Journal
from memory.subscription import Subscription
from tests.support import a_journal, everything, until

HELD = EverythingHeld(on=True, by="owner")


async def write(journal: Journal, conversation: str | None = None) -> Recorded:
    if conversation is None:
        return await journal.append(HELD)
    return await journal.append(
        ConversationHandedBack(by="owner"),
        person=PersonId("per"),
        conversation=ConversationId(conversation),
    )


async def take(subscription: Subscription, count: int) -> list[int]:
    """The next seqs, waiting for them."""
    found: list[int] = []
    while len(found) < count:
        found += [one.seq for one in await asyncio.wait_for(subscription.next(), 5)]
    return found


async def test_first_the_missed_events_then_the_live_ones(tmp_path: Path) -> None:
    async with a_journal(tmp_path) as journal:
        for _ in range(3):
            await write(journal)
        with journal.subscribed(1) as subscription:
            assert await take(subscription, 2) == [2, 3]
            assert await subscription.ready() == ()
            await write(journal)
            assert await take(subscription, 1) == [4]


async def test_who_waits_is_woken_by_the_next_event(tmp_path: Path) -> None:
    async with a_journal(tmp_path) as journal:
        with journal.subscribed(0) as subscription:
            waiting = asyncio.create_task(subscription.next())
            await asyncio.sleep(0.01)
            assert not waiting.done()
            await write(journal)
            assert [one.seq for one in await asyncio.wait_for(waiting, 5)] == [1]


async def test_one_conversation_is_followed_alone(tmp_path: Path) -> None:
    async with a_journal(tmp_path) as journal:
        await write(journal, "con_a")
        await write(journal, "con_b")
        with journal.subscribed(0, ConversationId("con_a")) as subscription:
            assert await take(subscription, 1) == [1]
            for conversation in ("con_b", None, "con_a"):
                await write(journal, conversation)
            assert await take(subscription, 1) == [5]


async def test_a_slow_reader_finds_what_did_not_fit_in_memory_in_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("memory.subscription.WAITING_EVENTS", 5)
    monkeypatch.setattr("memory.subscription.PAGE", 4)
    async with a_journal(tmp_path) as journal:
        with journal.subscribed(0) as subscription:
            await write(journal)
            assert await take(subscription, 1) == [1]
            await asyncio.gather(*(write(journal) for _ in range(23)))
            assert await take(subscription, 23) == list(range(2, 25))


async def test_what_another_process_wrote_is_followed_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("memory.journal.FOREIGN_SECONDS", 0.02)
    async with a_journal(tmp_path) as ours, a_journal(tmp_path) as theirs:
        with ours.subscribed(0) as subscription:
            await write(ours)
            assert await take(subscription, 1) == [1]
            await write(theirs)
            await write(theirs)
            # Nobody of ours writes: the journal looks by itself.
            assert await take(subscription, 2) == [2, 3]
            assert ours.head == 3
            await write(theirs)
            await write(ours)
            assert await take(subscription, 2) == [4, 5]


async def test_a_reader_that_failed_may_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(**_: object) -> object:
        raise RuntimeError

    async with a_journal(tmp_path) as journal:
        await write(journal)
        with journal.subscribed(0) as subscription, monkeypatch.context() as for_now:
            for_now.setattr(journal, "read", broken)
            with pytest.raises(RuntimeError):
                await subscription.ready()
            for_now.undo()
            assert await take(subscription, 1) == [1]


async def test_a_subscription_that_ended_is_forgotten(tmp_path: Path) -> None:
    async with a_journal(tmp_path) as journal:
        with journal.subscribed(0) as subscription:
            await write(journal)
        await write(journal)
        assert [one.seq for one in await subscription.ready()] == [1]
        assert await subscription.ready() == ()


async def test_one_that_begins_at_the_head_needs_no_look_into_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(**_: object) -> object:
        raise RuntimeError

    async with a_journal(tmp_path) as journal:
        await write(journal)
        with journal.subscribed(journal.head) as subscription, monkeypatch.context() as for_now:
            for_now.setattr(journal, "read", broken)
            await write(journal)
            assert await take(subscription, 1) == [2]


class SlowReads:
    """A journal's reads that come back only when the test says so: the store was read, but the
    answer is still on its way."""

    def __init__(self, journal: Journal) -> None:
        self._read = journal.read
        self._on_their_way: list[asyncio.Event] = []

    async def read(self, **asked: Any) -> tuple[Recorded, ...]:
        page = await self._read(**asked)
        arrived = asyncio.Event()
        self._on_their_way.append(arrived)
        await arrived.wait()
        return page

    def pending(self) -> bool:
        return bool(self._on_their_way)

    def arrive(self) -> None:
        while self._on_their_way:
            self._on_their_way.pop().set()


class Follower:
    """A subscriber whose reads the test begins and ends."""

    def __init__(self, subscription: Subscription, reads: SlowReads) -> None:
        self._subscription = subscription
        self._reads = reads
        self._reading: asyncio.Task[tuple[Recorded, ...]] | None = None
        self.got: list[int] = []

    async def begin(self) -> None:
        """Begins to read, until the store has answered: what is written now comes after it."""
        if self._reading is None:
            reading = self._reading = asyncio.create_task(self._subscription.ready())
            await until(lambda: reading.done() or self._reads.pending())

    async def end(self) -> int:
        """The answer arrives; returns how many events it had."""
        if self._reading is None:
            return 0
        while not self._reading.done():
            self._reads.arrive()
            await asyncio.wait({self._reading}, timeout=0.001)
        found = [one.seq for one in self._reading.result()]
        self._reading = None
        self.got += found
        return len(found)

    async def catch_up(self) -> None:
        await self.end()
        empty = 0
        while empty < 2:
            await self.begin()
            empty = 0 if await self.end() else empty + 1


@contextlib.asynccontextmanager
async def a_followed_journal(
    folder: Path, after: int, only: str | None
) -> AsyncIterator[tuple[Journal, Follower]]:
    async with a_journal(folder) as journal:
        for _ in range(2):
            await write(journal, "con_a")
        reads = SlowReads(journal)
        journal.read = reads.read  # type: ignore[method-assign]
        with journal.subscribed(after, ConversationId(only) if only else None) as subscription:
            yield journal, Follower(subscription, reads)


PROGRAMS = st.lists(
    st.sampled_from(["write a", "write b", "write nobody", "burst", "begin", "end"]),
    min_size=1,
    max_size=14,
)


@settings(max_examples=25, deadline=None)
@given(PROGRAMS, st.sampled_from([0, 1, 2]), st.sampled_from([None, "con_a"]))
def test_nothing_is_missed_or_doubled_while_writes_go_on(
    program: list[str], after: int, only: str | None
) -> None:
    async def run(folder: Path) -> None:
        async with a_followed_journal(folder, after, only) as (journal, follower):
            for action in program:
                match action:
                    case "begin":
                        await follower.begin()
                    case "end":
                        await follower.end()
                    case "burst":
                        await asyncio.gather(*(write(journal, "con_a") for _ in range(6)))
                    case _:
                        name = action.removeprefix("write ")
                        await write(journal, None if name == "nobody" else f"con_{name}")
            await follower.catch_up()
            del journal.read
            wanted = [
                one.seq
                for one in await everything(journal)
                if one.seq > after and (only is None or one.conversation == only)
            ]
            assert follower.got == wanted

    with pytest.MonkeyPatch.context() as small, TemporaryDirectory() as folder:
        small.setattr("memory.subscription.WAITING_EVENTS", 3)
        small.setattr("memory.subscription.PAGE", 4)
        asyncio.run(run(Path(folder)))


async def test_the_store_is_not_read_for_what_came_live(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[Seq] = []
    async with a_journal(tmp_path) as journal:
        with journal.subscribed(0) as subscription:
            assert await subscription.ready() == ()
            read = journal.read

            async def counting(**asked: Any) -> tuple[Recorded, ...]:
                reads.append(asked["after"])
                return await read(**asked)

            monkeypatch.setattr(journal, "read", counting)
            for seq in (1, 2, 3):
                await write(journal)
                assert await take(subscription, 1) == [seq]
    assert reads == []
