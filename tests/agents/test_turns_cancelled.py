"""A turn that is cut off at any of its waits neither loses its answer nor gives it twice."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kizashi.autonomy import Autonomy
from kizashi.ids import ConversationId
from tests.rooms import House, MadeUpListener, MadeUpNegotiator, NoMemory, a_house
from tests.support import events, until

CON = ConversationId("con_a")
WAITS = [
    "conversations.material",
    "listener.read",
    "memory.recollect",
    "negotiator.propose",
    "journal.append",
    "turns._pause",
    "journal.transact",
]


class Rooms:
    """A house whose waits are known by name."""

    def __init__(self, house: House, **minds: Any) -> None:
        self.house = house
        self._parts = {
            "conversations": house.conversations,
            "journal": house.journal,
            "turns": house.turns,
            **minds,
        }

    def at(self, wait: str, when: str, act: Callable[[], None]) -> None:
        """Does this once, the first time that the wait begins or has just ended."""
        part, name = wait.split(".")
        original = getattr(self._parts[part], name)
        done = False

        def once() -> None:
            nonlocal done
            if not done:
                done = True
                act()

        async def watched(*arguments: Any, **named: Any) -> Any:
            if when == "begins":
                once()
            result = await original(*arguments, **named)
            if when == "ends":
                once()
                # Where a cancellation that came during the wait is met.
                await asyncio.sleep(0)
            return result

        setattr(self._parts[part], name, watched)


class AHouse:
    """A house at `walk`, with its waits."""

    def __init__(self, folder: Path) -> None:
        minds: dict[str, Any] = {
            "listener": MadeUpListener(),
            "memory": NoMemory(),
            "negotiator": MadeUpNegotiator(),
        }
        self._minds = minds
        self._opening = a_house(folder, **minds)

    async def __aenter__(self) -> Rooms:
        house = await self._opening.__aenter__()
        await house.desk.set_autonomy(Autonomy.WALK, "owner")
        return Rooms(house, **self._minds)

    async def __aexit__(self, *error: Any) -> None:
        await self._opening.__aexit__(*error)


@pytest.mark.parametrize("when", ["begins", "ends"])
@pytest.mark.parametrize("wait", WAITS)
async def test_a_turn_that_is_cut_off_gives_its_answer_once(
    tmp_path: Path, wait: str, when: str
) -> None:
    async with AHouse(tmp_path) as rooms:
        house, cut = rooms.house, asyncio.Event()

        def cut_off() -> None:
            house.turns.overtake(CON)
            cut.set()

        await house.hear("一つ目")
        # Only now: the wait of the first message's own commit is not the turn's.
        rooms.at(wait, when, cut_off)
        house.turns.overtake(CON)
        house.turns.wanted(CON)
        await until(cut.is_set)
        await house.settled()
        await asyncio.sleep(0.02)
        assert await house.answers() == ["「一つ目」ですね。ありがとうございます。"]
        assert len(await events(house.journal, "turn.finished")) == 1


@pytest.mark.parametrize("when", ["begins", "ends"])
@pytest.mark.parametrize("wait", WAITS)
async def test_a_message_at_any_moment_of_a_turn_is_answered_and_nothing_twice(
    tmp_path: Path, wait: str, when: str
) -> None:
    async with AHouse(tmp_path) as rooms:
        house = rooms.house
        writing: list[asyncio.Task[Any]] = []
        await house.hear("一つ目")
        rooms.at(wait, when, lambda: writing.append(asyncio.create_task(house.hear("二つ目"))))
        house.turns.wanted(CON)
        await until(lambda: writing and writing[0].done())
        await house.settled()
        whole = ["「一つ目\n二つ目」ですね。ありがとうございます。"]
        apart = [f"「{words}」ですね。ありがとうございます。" for words in ("一つ目", "二つ目")]
        assert await house.answers() in (whole, apart)
