"""Background work that one process does at a time, and another takes up after it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from kizashi.events import MessageReceived, PersonSeen
from kizashi.ids import DEFAULT_WORKSPACE, ConversationId, PersonId
from kizashi.rights import RightsStatus, RightsType
from kizashi.settings import Retention
from memory.neighbours import PostgresqlNeighbours
from memory.rights.requests import Rights
from server.jobs import done_here
from server.leading import led
from tests.rooms import Gate
from tests.support import HandClock, a_journal, counted_ids, events, until

pytestmark = pytest.mark.postgresql


@contextlib.asynccontextmanager
async def a_process(url: str) -> AsyncIterator[PostgresqlNeighbours]:
    neighbours = PostgresqlNeighbours(url, DEFAULT_WORKSPACE, lambda _: None, lambda *_: None)
    async with neighbours.opened():
        yield neighbours


@pytest.fixture(autouse=True)
def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.leading.LOOK_SECONDS", 0.05)


async def test_one_works_and_the_other_takes_up_after_it(url: str) -> None:
    first, second = Gate(), Gate()
    async with a_process(url) as one, a_process(url) as other:
        doing = asyncio.create_task(led(one, "w", first.wait))
        await until(lambda: first.reached)
        waiting = asyncio.create_task(led(other, "w", second.wait))
        await asyncio.sleep(0.2)  # several looks of the other
        assert second.reached == 0
        doing.cancel()
        await until(lambda: second.reached)
        waiting.cancel()


async def test_an_erasure_that_a_process_left_half_done_is_finished_by_another(
    tmp_path: Path, url: str
) -> None:
    stuck = Gate()

    async def never(_: Sequence[ConversationId]) -> None:
        await stuck.wait()

    async def at_once(_: Sequence[ConversationId]) -> None:
        return

    async with (
        a_journal(tmp_path, url=url) as journal,
        a_journal(tmp_path, url=url) as beside,
        a_process(url) as second,
    ):
        person, talk = PersonId("per_a"), ConversationId("con_a")
        await journal.append(PersonSeen(channel="widget"), person=person)
        said = MessageReceived(id="m1", text="090-1234-5678")  # type: ignore[arg-type]
        await journal.append(said, person=person, conversation=talk)
        clock, ids = HandClock(), counted_ids()
        rights = Rights(journal, Retention(), never, clock, ids)
        after = Rights(beside, Retention(), at_once, clock, ids)
        request = await rights.ask(RightsType.ERASURE, person, by="owner")
        async with a_process(url) as first:
            killed = asyncio.create_task(
                led(first, "rights", partial(done_here, journal, rights.jobs()["erasure"]))
            )
            await until(lambda: stuck.reached)
            taking_up = asyncio.create_task(
                led(second, "rights", partial(done_here, beside, after.jobs()["erasure"]))
            )
            assert (await after.view(request.id)).status is RightsStatus.IN_PROGRESS
        await until(lambda: _completed(after, request.id))
        assert len(await events(journal, "rights.completed")) == 1
        for task in (killed, taking_up):
            task.cancel()


async def _completed(rights: Rights, request: str) -> bool:
    return (await rights.view(request)).status is RightsStatus.COMPLETED  # type: ignore[arg-type]
