"""Deliberation on a real journal: each agent is heard twice, a draft comes of it, and nothing is
left half done."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from agents.deliberation.record import deliberations
from agents.deliberation.room import Deliberations
from agents.situation import Brief
from kizashi.deliberation import DeliberationBegun, DeliberationView
from kizashi.draft import DraftStatus
from kizashi.errors import Conflict, NotFound, TooMany
from kizashi.ids import ConversationId, DeliberationId, IdSource, PersonId, Seq, random_id
from kizashi.language import Language
from kizashi.settings import Deliberation
from kizashi.step import Step, StepKind
from tests.deliberating import by_wish, deliberations_in
from tests.rooms import Gate, House, a_house, a_step, settings_for
from tests.support import events, everything, replayed, until

CON = ConversationId("con_a")
Proposes = Callable[[Brief], Awaitable[Step]]


@dataclass
class Rooms:
    house: House
    room: Deliberations

    async def deliberated(self) -> DeliberationView:
        """Asks, and waits for the end."""
        await self.room.begin(CON, Language.EN, "owner")
        return await self.ended()

    async def ended(self) -> DeliberationView:
        async def over() -> DeliberationView | None:
            view = await self.room.newest(CON)
            return view if view.ended is not None else None

        view: DeliberationView = await until(over)
        return view


@contextlib.asynccontextmanager
async def rooms(
    folder: Path, propose: Proposes | None = None, new_id: IdSource | None = None, **limits: Any
) -> AsyncIterator[Rooms]:
    """A house whose turns hold a plain draft, with deliberations that propose something else."""
    async with a_house(folder, new_id=new_id) as house:
        room = deliberations_in(
            house, settings_for(folder), propose or by_wish, Deliberation(**limits)
        )
        async with room.opened():
            yield Rooms(house, room)


def behind(gate: Gate) -> Proposes:
    """A Negotiator that proposes once the gate is open."""

    async def waits(brief: Brief) -> Step:
        await gate.wait()
        return a_step()

    return waits


async def test_each_agent_is_heard_twice_and_their_draft_waits(tmp_path: Path) -> None:
    async with rooms(tmp_path) as it:
        await it.house.hear("どれがいいか迷っています。")
        before = await it.house.held()
        view = await it.deliberated()
        spoken = [(one.round, one.speaker) for one in view.said]
        agents = ("listener", "coach", "negotiator", "reviewer")
        assert spoken == [(turn, agent) for turn in (1, 2) for agent in agents]
        assert all(one.paragraphs for one in view.said)
        draft = await it.house.held()
        assert (view.ended, view.draft) == ("draft", draft.id)
        assert draft.held_because[0] == "held.deliberated"
        assert draft.version == before.version
        old = await it.house.conversations.draft(before.id)
        assert (old.status, old.decided_by) == (DraftStatus.SUPERSEDED, "deliberation")


async def test_the_steps_differ_each_is_examined_and_one_of_them_is_settled_on(
    tmp_path: Path,
) -> None:
    async with rooms(tmp_path) as it:
        await it.house.hear("どれがいいか迷っています。")
        view = await it.deliberated()
        named = view.said[2].options
        assert len({step.text for step in named}) == 3
        assert len(view.said[3].verdicts) == 3
        weighed = [one.option for one in view.said[4].weighings]
        assert weighed == [0, 1, 2]
        settled = view.said[6]
        assert settled.chosen is not None
        assert settled.options == (named[settled.chosen],)
        assert (await it.house.held()).step == settled.options[0]


async def test_their_draft_is_approved_like_any_other(tmp_path: Path) -> None:
    async with rooms(tmp_path) as it:
        await it.house.hear("どれがいいか迷っています。")
        await it.house.held()
        await it.deliberated()
        draft = await it.house.held()
        await it.house.desk.decide(it.house.choice(draft))
        assert await it.house.answers() == [draft.step.text]


async def test_a_new_message_overtakes_their_draft(tmp_path: Path) -> None:
    async with rooms(tmp_path) as it:
        await it.house.hear("どれがいいか迷っています。")
        await it.house.held()
        view = await it.deliberated()
        await it.house.hear("やっぱり一番安いものを。")
        assert view.draft is not None
        draft = await it.house.conversations.draft(view.draft)
        assert draft.status is DraftStatus.SUPERSEDED


async def test_a_message_in_the_middle_ends_the_talk_without_a_draft(tmp_path: Path) -> None:
    gate = Gate()
    async with rooms(tmp_path, behind(gate)) as it:
        await it.house.hear("どれがいいか迷っています。")
        await it.house.held()
        await it.room.begin(CON, Language.JA, "owner")
        await until(lambda: gate.reached)
        await it.house.hear("やっぱり一番安いものを。")
        view = await it.ended()
        assert (view.ended, view.draft) == ("overtaken", None)
        assert [one.speaker for one in view.said] == ["listener", "coach"]


async def test_the_owner_stops_it_and_the_draft_before_stays(tmp_path: Path) -> None:
    gate = Gate()
    async with rooms(tmp_path, behind(gate)) as it:
        await it.house.hear("どれがいいか迷っています。")
        before = await it.house.held()
        await it.room.begin(CON, Language.JA, "owner")
        await until(lambda: gate.reached)
        await it.room.stop(CON, "owner")
        assert (await it.ended()).ended == "stopped"
        assert await it.house.held() == before
        # A run that was stopped spoils nothing for the next.
        gate.open()
        assert (await it.deliberated()).ended == "draft"


async def test_time_that_runs_out_ends_it(tmp_path: Path) -> None:
    async def never(brief: Brief) -> Step:
        await asyncio.Event().wait()
        raise AssertionError

    async with rooms(tmp_path, never, seconds=0.2) as it:
        await it.house.hear("どれがいいか迷っています。")
        await it.house.held()
        assert (await it.deliberated()).ended == "late"


async def test_an_agent_that_fails_ends_it_with_words_and_the_next_run_is_sound(
    tmp_path: Path,
) -> None:
    broken = [True]

    async def fails_once(brief: Brief) -> Step:
        if broken:
            broken.clear()
            raise ValueError("私の電話は090-1234-5678")
        return await by_wish(brief)

    async with rooms(tmp_path, fails_once) as it:
        await it.house.hear("どれがいいか迷っています。")
        await it.house.held()
        assert (await it.deliberated()).ended == "failed"
        assert (await it.deliberated()).ended == "draft"


async def test_a_step_that_a_rule_forbids_is_not_settled_on(tmp_path: Path) -> None:
    async def pushy(brief: Brief) -> Step:
        step = await by_wish(brief)
        if step.kind is StepKind.SAY:
            return a_step("カード番号は 4111 1111 1111 1111 ですね。")
        return step

    async with rooms(tmp_path, pushy) as it:
        await it.house.hear("どれがいいか迷っています。")
        view = await it.deliberated()
        assert view.said[3].verdicts[0].decision.value == "block"
        assert view.said[6].chosen != 0
        assert "4111" not in (await it.house.held()).step.text


async def test_one_at_a_time_asked_twice_is_once_and_not_too_often(tmp_path: Path) -> None:
    gate = Gate()
    async with rooms(tmp_path, behind(gate), per_hour=2) as it:
        await it.house.hear("どれがいいか迷っています。")
        await it.house.held()
        id_ = DeliberationId("dlb_mine")
        await it.room.begin(CON, Language.JA, "owner", id_)
        _, again = await it.room.begin(CON, Language.JA, "owner", id_)
        assert again.duplicate
        with pytest.raises(Conflict, match="already"):
            await it.room.begin(CON, Language.JA, "owner")
        gate.open()
        await it.ended()
        await it.deliberated()
        with pytest.raises(TooMany) as refused:
            await it.room.begin(CON, Language.JA, "owner")
        assert refused.value.retry_after > 0


async def test_where_nobody_waits_there_is_nothing_to_deliberate_on(tmp_path: Path) -> None:
    async with rooms(tmp_path) as it:
        await it.house.hear("どれがいいか迷っています。")
        await it.house.desk.decide(it.house.choice(await it.house.held()))
        with pytest.raises(Conflict) as refused:
            await it.room.begin(CON, Language.JA, "owner")
        assert refused.value.code == "deliberation.nothing_open"
        with pytest.raises(NotFound):
            await it.room.begin(ConversationId("con_nobody"), Language.JA, "owner")


async def test_one_that_a_crash_cut_off_is_ended_at_the_next_start(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("どれがいいか迷っています。")
        draft = await house.held()
        await house.journal.append(
            DeliberationBegun(
                id=DeliberationId("dlb_1"),
                version=Seq(draft.version),
                language=Language.JA,
                by="owner",
            ),
            person=PersonId("per_a"),
            conversation=CON,
        )
    async with rooms(tmp_path, new_id=random_id) as it:
        (view,) = await deliberations(it.house.journal)
        assert view.ended == "cut_off"
        assert (await it.house.held()).id == draft.id
        assert (await it.deliberated()).ended == "draft"


async def test_one_that_another_process_left_open_gives_way_to_the_next(tmp_path: Path) -> None:
    async with rooms(tmp_path) as it:
        await it.house.hear("どれがいいか迷っています。")
        draft = await it.house.held()
        left = DeliberationBegun(
            id=DeliberationId("dlb_left"), version=draft.version, language=Language.JA, by="owner"
        )
        await it.house.journal.append(left, person=PersonId("per_a"), conversation=CON)
        assert (await it.deliberated()).ended == "draft"
        first, _ = await deliberations(it.house.journal)
        assert (first.id, first.ended) == ("dlb_left", "cut_off")


async def test_what_was_said_is_in_the_journal_and_replays(tmp_path: Path) -> None:
    async with rooms(tmp_path) as it:
        await it.house.hear("どれがいいか迷っています。")
        await it.house.held()
        await it.deliberated()
        recorded = await everything(it.house.journal)
        told = [one for one in recorded if one.event.kind == "deliberation.said"]
        assert len(told) == 8
        assert {one.person for one in told} == {"per_a"}
        finished = await events(it.house.journal, "turn.finished")
        assert finished[-1].grounds.because[0] == "held.deliberated"
        assert replayed(recorded)["drafts"]
