"""The embedded reading is there at once; what a language model makes of it takes its place."""

import asyncio
from pathlib import Path

from agents.minds.model.listener import ModelListener
from agents.situation import Situation
from kizashi.ids import ConversationId
from kizashi.reading import Reading
from tests.agents.test_model_minds import AFRAID, caller, read
from tests.rooms import House, MadeUpListener, a_house, a_reading
from tests.support import events, until

CON = ConversationId("con_a")


def slow(gate: asyncio.Event, *lines: str) -> ModelListener:
    """A model that reads when the gate is open."""
    asks = caller("listener", *lines, weight=0.5)
    answer = asks._client.create

    async def create(*arguments, **more):
        await gate.wait()
        return await answer(*arguments, **more)

    asks._client.create = create
    return ModelListener(MadeUpListener(), asks)


async def shown(house: House) -> Reading | None:
    return (await house.conversations.view(CON)).reading


async def test_the_first_reading_does_not_wait_for_the_model_and_is_refined_in_its_place(
    tmp_path: Path,
) -> None:
    gate = asyncio.Event()
    listener = slow(gate, read("fear_failure", "続けられるか不安"))
    async with a_house(tmp_path, listener=listener) as house:
        await house.hear(AFRAID.text)

        async def there() -> bool:
            return bool(await events(house.journal, "reading.made"))

        await until(there)
        assert await shown(house) == a_reading()

        gate.set()
        await house.held()
        first, second = await events(house.journal, "reading.made")
        assert (first.refines, second.refines) == (False, True)
        assert (first.id, first.turn) == (second.id, second.turn)
        assert (await shown(house)).first_intent == "fear_failure"
        detail = await house.conversations.detail(CON)
        assert detail.conversation.temperatures == (second.reading.temperature,)


async def test_a_model_that_says_nothing_of_use_makes_no_second_reading(tmp_path: Path) -> None:
    listener = ModelListener(MadeUpListener(), caller("listener", "no idea"))
    async with a_house(tmp_path, listener=listener) as house:
        await house.hear(AFRAID.text)
        await house.held()
        assert len(await events(house.journal, "reading.made")) == 1


async def test_a_refined_reading_settles_anew_what_the_first_one_settled(tmp_path: Path) -> None:
    async def warming(situation: Situation) -> Reading:
        return a_reading(30.0 if "はじめ" in situation.text else 60.0)

    gate = asyncio.Event()
    gate.set()
    asks = slow(gate, "nothing", "nothing", read("decide", "お願い", 100))
    asks._embedded = MadeUpListener(warming)
    async with a_house(tmp_path, listener=asks) as house:
        await house.hear("はじめまして")
        await house.desk.decide(house.choice(await house.held()))
        await house.hear("これでお願いします")
        await house.held()
        refined = (await events(house.journal, "reading.made"))[-1]
        assert refined.refines

        rows = await house.journal.store.read(
            lambda c: c.exec_driver_sql("select after, outcome from moments").all()
        )
        assert rows[0].after == refined.reading.temperature
