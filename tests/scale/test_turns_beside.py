"""Turns where several processes share a business: thought once, taken over, decided once."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from agents.situation import Brief
from kizashi.errors import Conflict
from kizashi.ids import Seq
from kizashi.step import Step
from tests.rooms import Gate, House, MadeUpNegotiator, a_house, a_step
from tests.support import counted_ids, events, until

pytestmark = pytest.mark.postgresql


def ids_of(process: str) -> Any:
    """Ids that no other process makes."""
    count = counted_ids()
    return lambda prefix: f"{count(prefix)}_{process}"


def a_process(folder: Path, url: str, name: str, **more: Any) -> Any:
    """One of the processes that share the business at `url`."""
    return a_house(folder, url=url, new_id=ids_of(name), **more)


async def released(house: House) -> None:
    """Lets the house answer by itself."""
    await house.desk.set_autonomy("walk", "owner")  # type: ignore[arg-type]


async def test_a_burst_over_two_processes_is_thought_through_and_answered_once(
    tmp_path: Path, url: str
) -> None:
    thinking = Gate()

    async def think(brief: Brief) -> Step:
        await thinking.wait()
        return a_step(brief.situation.text)

    mind, idle = MadeUpNegotiator(think), MadeUpNegotiator()
    async with (
        a_process(tmp_path, url, "one", negotiator=mind) as one,
        a_process(tmp_path, url, "two", negotiator=idle) as two,
    ):
        await released(one)
        await one.hear("花瓶は", id_="m1")
        await until(lambda: thinking.reached)
        await two.hear("いくらですか", id_="m2")
        await until(lambda: thinking.reached == 2)
        thinking.open()
        await one.settled()
        assert await two.answers() == ["花瓶は\nいくらですか"]
        assert idle.asked == []
        assert [turn.outcome for turn in await events(two.journal, "turn.finished")] == ["sent"]


async def test_what_a_killed_process_left_is_taken_over_and_answered_once(
    tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("agents.turns.ROUND_SECONDS", 0.05)
    stuck = Gate()

    async def think_for_ever(_: Brief) -> Step:
        await stuck.wait()
        raise AssertionError("never released")

    async with a_process(tmp_path, url, "two") as two:
        async with a_process(
            tmp_path, url, "one", negotiator=MadeUpNegotiator(think_for_ever)
        ) as one:
            await released(one)
            await one.hear("まだありますか")
            await until(lambda: stuck.reached)
            await asyncio.sleep(0.2)  # several rounds of the other process
            assert await two.answers() == []
        await two.settled()
        assert await two.answers() == ["「まだありますか」ですね。ありがとうございます。"]


async def test_a_conversation_that_the_owner_takes_elsewhere_stops_the_turn(
    tmp_path: Path, url: str
) -> None:
    thinking = Gate()

    async def think(brief: Brief) -> Step:
        await thinking.wait()
        return a_step(brief.situation.text)

    async with (
        a_process(tmp_path, url, "one", negotiator=MadeUpNegotiator(think)) as one,
        a_process(tmp_path, url, "two") as two,
    ):
        await released(one)
        await one.hear("こんにちは")
        await until(lambda: thinking.reached)
        await two.desk.take_over("con_a", "owner")  # type: ignore[arg-type]
        thinking.open()
        await one.settled()
        assert await one.answers() == []


async def test_two_processes_cannot_both_decide_a_draft(tmp_path: Path, url: str) -> None:
    async with a_process(tmp_path, url, "one") as one, a_process(tmp_path, url, "two") as two:
        await one.hear("お願いします")
        draft = await two.held()
        outcomes = await asyncio.gather(
            one.desk.decide(one.choice(draft, by="one")),
            two.desk.decide(two.choice(draft, "rejected", reason="長い", by="two")),
            return_exceptions=True,
        )
        refused = [outcome for outcome in outcomes if isinstance(outcome, Conflict)]
        assert [error.code for error in refused] == ["draft.decided"]
        assert len(await events(one.journal, "draft.decided")) == 1


async def test_the_switch_holds_everything_on_every_process_at_once(
    tmp_path: Path, url: str
) -> None:
    async with a_process(tmp_path, url, "one") as one, a_process(tmp_path, url, "two") as two:
        await released(one)
        await two.desk.hold_everything(True, "owner")
        await one.hear("こんにちは")
        draft = await one.held()
        assert "held.everything" in draft.held_because


async def test_two_processes_write_one_journal_without_a_gap(tmp_path: Path, url: str) -> None:
    async with a_process(tmp_path, url, "one") as one, a_process(tmp_path, url, "two") as two:
        houses = [one, two] * 20
        await asyncio.gather(
            *(house.hear("こんにちは", f"con_{n}", f"m{n}") for n, house in enumerate(houses))
        )
        recorded = await one.journal.read(after=Seq(0), limit=10_000)
        assert [record.seq for record in recorded] == list(range(1, len(recorded) + 1))
        received = [r.event.id for r in recorded if r.event.kind == "message.received"]
        assert sorted(received) == sorted(f"m{n}" for n in range(len(houses)))
