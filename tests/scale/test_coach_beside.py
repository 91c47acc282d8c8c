"""The Coach where several processes share a business: asked once, answered once."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from agents.coaching.room import CoachRoom
from kizashi.counsel import Counsel
from kizashi.events import CoachAsked
from kizashi.ids import DEFAULT_WORKSPACE
from kizashi.language import Language
from memory.journal import Journal
from memory.learned import Learning
from memory.neighbours import PostgresqlNeighbours
from tests.rooms import Gate
from tests.support import a_journal, events, until

pytestmark = pytest.mark.postgresql

QUESTION = CoachAsked(id="q1", text="誰に連絡すべき？", language=Language.JA)


class MadeUpCounsellor:
    """Answers when its gate is open."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    async def answer(self, asked: CoachAsked, *_: object) -> Counsel:
        await self._gate.wait()
        return Counsel(kind="unknown", language=asked.language, paragraphs=())


def a_room(journal: Journal, gate: Gate, neighbours: Any) -> CoachRoom:
    return CoachRoom(
        journal,
        MadeUpCounsellor(gate),  # type: ignore[arg-type]
        Learning(journal),
        None,
        neighbours,
    )


def neighbours_at(url: str) -> PostgresqlNeighbours:
    return PostgresqlNeighbours(url, DEFAULT_WORKSPACE, lambda _: None, lambda *_: None)


async def test_a_question_is_answered_once_and_taken_over_from_a_killed_process(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("agents.coaching.room.LOOK_SECONDS", 0.05)
    stuck, ready = Gate(), Gate()
    ready.open()
    async with (
        a_journal(tmp_path, url=url) as first,
        a_journal(tmp_path, url=url) as second,
        neighbours_at(url).opened() as beside,
        a_room(second, ready, beside).opened() as other,
    ):
        looking = asyncio.create_task(other.take_over())
        async with neighbours_at(url).opened() as own, a_room(first, stuck, own).opened() as room:
            await room.ask(QUESTION)
            await until(lambda: stuck.reached)
            assert (await other.ask(QUESTION)).duplicate
            await asyncio.sleep(0.2)  # several looks of the other process
            assert await events(first, "coach.answered") == []
        await until(lambda: events(second, "coach.answered"))
        looking.cancel()
        assert len(await events(second, "coach.answered")) == 1
        assert len(await events(second, "coach.asked")) == 1
