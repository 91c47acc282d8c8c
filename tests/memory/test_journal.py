"""The journal's writer: gap-free, durable when acknowledged, and each write for itself."""

import asyncio
import threading
from pathlib import Path
from typing import NoReturn

import pytest

from kizashi.autonomy import Autonomy
from kizashi.errors import Conflict, KizashiError
from kizashi.events import AutonomySet, ConversationOpened, EverythingHeld, MessageReceived
from kizashi.ids import ConversationId, MessageId, PersonId, Seq
from memory.journal import Journal, Ledger
from tests.support import HandClock, a_journal, events, everything

HELD = EverythingHeld(on=True, by="owner")


def set_by(name: str) -> AutonomySet:
    return AutonomySet(autonomy=Autonomy.WALK, by=name)


async def names(journal: Journal) -> list[str]:
    return [event.by for event in await events(journal, "autonomy.set")]


class Held:
    """Keeps the writer busy inside a transaction until the test lets it go on, so that what is
    asked for meanwhile shares the next commit."""

    def __init__(self) -> None:
        self._go_on = threading.Event()
        self.begun = threading.Event()

    def work(self, ledger: Ledger) -> None:
        self.begun.set()
        self._go_on.wait(10)

    async def by(self, journal: Journal) -> "asyncio.Task[None]":
        task = asyncio.create_task(journal.transact(self.work))
        await asyncio.to_thread(self.begun.wait, 10)
        return task

    def let_go(self) -> None:
        self._go_on.set()


async def test_an_event_comes_back_as_it_was_written(tmp_path: Path) -> None:
    clock = HandClock()
    async with a_journal(tmp_path, clock) as journal:
        await journal.append(
            ConversationOpened(), person=PersonId("per_a"), conversation=ConversationId("con_a")
        )
        clock.move(5)
        written = await journal.append(
            MessageReceived(id=MessageId("m1"), text="日程は?\n👍"),
            person=PersonId("per_a"),
            conversation=ConversationId("con_a"),
        )
    async with a_journal(tmp_path) as journal:
        assert (await everything(journal))[-1] == written
        assert (written.seq, written.at) == (2, clock.now())
        assert journal.head == 2


async def test_concurrent_writes_get_every_seq_once(tmp_path: Path) -> None:
    async with a_journal(tmp_path) as journal:
        written = await asyncio.gather(*(journal.append(HELD) for _ in range(300)))
        assert sorted(one.seq for one in written) == list(range(1, 301))
        assert [one.seq for one in await everything(journal)] == list(range(1, 301))


async def test_one_transaction_may_append_several_events(tmp_path: Path) -> None:
    def two(ledger: Ledger) -> tuple[int, int]:
        return ledger.append(set_by("a")).seq, ledger.append(set_by("b")).seq

    async with a_journal(tmp_path) as journal:
        assert await journal.transact(two) == (1, 2)
        assert (await journal.append(HELD)).seq == 3


async def test_a_refused_write_leaves_its_neighbours_of_the_same_commit_untouched(
    tmp_path: Path,
) -> None:
    def refused(ledger: Ledger) -> NoReturn:
        ledger.append(set_by("refused"))
        raise Conflict("No.", "Do something else.")

    async with a_journal(tmp_path) as journal:
        held = Held()
        await held.by(journal)
        writes = asyncio.gather(
            journal.append(set_by("before")),
            journal.transact(refused),
            journal.append(set_by("after")),
            return_exceptions=True,
        )
        await asyncio.sleep(0)
        held.let_go()
        before, error, after = await writes
        assert (getattr(before, "seq", None), getattr(after, "seq", None)) == (1, 2)
        assert isinstance(error, Conflict)
        assert await names(journal) == ["before", "after"]


async def test_an_unexpected_failure_of_one_write_fails_only_that_write(tmp_path: Path) -> None:
    def broken(ledger: Ledger) -> NoReturn:
        ledger.append(set_by("broken"))
        raise ZeroDivisionError

    async with a_journal(tmp_path) as journal:
        held = Held()
        await held.by(journal)
        writes = asyncio.gather(
            journal.append(set_by("before")),
            journal.transact(broken),
            journal.append(set_by("after")),
            return_exceptions=True,
        )
        await asyncio.sleep(0)
        held.let_go()
        before, error, after = await writes
        assert (getattr(before, "seq", None), getattr(after, "seq", None)) == (1, 2)
        assert isinstance(error, ZeroDivisionError)
        assert await names(journal) == ["before", "after"]


async def test_an_event_that_the_tables_refuse_is_refused_alone(tmp_path: Path) -> None:
    def twice(id_: str) -> asyncio.Task[object]:
        return asyncio.create_task(
            journal.append(
                MessageReceived(id=MessageId(id_), text="はい"),
                person=PersonId("per_a"),
                conversation=ConversationId("con_a"),
            )
        )

    async with a_journal(tmp_path) as journal:
        await journal.append(
            ConversationOpened(), person=PersonId("per_a"), conversation=ConversationId("con_a")
        )
        held = Held()
        await held.by(journal)
        writes = [twice("m1"), twice("m1"), twice("m2")]
        await asyncio.sleep(0)
        held.let_go()
        outcomes = await asyncio.gather(*writes, return_exceptions=True)
        assert [isinstance(one, KizashiError) for one in outcomes] == [False, True, False]
        assert [one.seq for one in await everything(journal)] == [1, 2, 3]
        assert [event.id for event in await events(journal, "message.received")] == ["m1", "m2"]


async def test_a_write_whose_waiter_gave_up_before_its_commit_is_not_made(tmp_path: Path) -> None:
    async with a_journal(tmp_path) as journal:
        held = Held()
        await held.by(journal)
        given_up = asyncio.create_task(journal.append(set_by("given up")))
        kept = asyncio.create_task(journal.append(set_by("kept")))
        await asyncio.sleep(0)
        given_up.cancel()
        held.let_go()
        assert (await kept).seq == 1
        assert await names(journal) == ["kept"]


async def test_a_write_whose_waiter_gives_up_during_its_commit_is_whole(tmp_path: Path) -> None:
    async with a_journal(tmp_path) as journal:
        held = Held()

        def slow(ledger: Ledger) -> None:
            ledger.append(set_by("first half"))
            held.work(ledger)
            ledger.append(set_by("second half"))

        waiter = asyncio.create_task(journal.transact(slow))
        await asyncio.to_thread(held.begun.wait, 10)
        waiter.cancel()
        held.let_go()
        await journal.append(set_by("next"))
        assert await names(journal) == ["first half", "second half", "next"]


async def test_closing_finishes_what_was_accepted(tmp_path: Path) -> None:
    async with a_journal(tmp_path) as journal:
        writes = [asyncio.create_task(journal.append(HELD)) for _ in range(200)]
        await asyncio.sleep(0)
    assert [write.result().seq for write in writes] == list(range(1, 201))


async def test_reading_in_pages_and_by_kind_and_conversation(tmp_path: Path) -> None:
    async with a_journal(tmp_path) as journal:
        for letter in "ab":
            await journal.append(
                ConversationOpened(),
                person=PersonId("per"),
                conversation=ConversationId(f"con_{letter}"),
            )
            await journal.append(HELD)
        page = await journal.read(after=Seq(1), limit=2)
        assert [one.seq for one in page] == [2, 3]
        switched = await journal.read(after=Seq(0), limit=9, kinds=("everything.held",))
        assert [one.seq for one in switched] == [2, 4]
        only = await journal.read(after=Seq(0), limit=9, conversation=ConversationId("con_b"))
        assert [one.seq for one in only] == [3]


async def test_the_head_goes_on_where_the_last_run_ended(tmp_path: Path) -> None:
    async with a_journal(tmp_path) as journal:
        await journal.append(HELD)
    async with a_journal(tmp_path) as journal:
        assert journal.head == 1
        assert (await journal.append(HELD)).seq == 2


@pytest.mark.parametrize("writers", [2])
async def test_two_journals_on_one_store_share_one_count(tmp_path: Path, writers: int) -> None:
    async with a_journal(tmp_path) as one, a_journal(tmp_path) as other:
        written = await asyncio.gather(
            *(journal.append(HELD) for _ in range(40) for journal in (one, other))
        )
        assert sorted(event.seq for event in written) == list(range(1, 40 * writers + 1))
