"""The owner's switches: hold everything, on every process at once, and autonomy by scope."""

import asyncio
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kizashi.autonomy import Autonomy, ScopedAutonomy
from kizashi.events import AutonomyScoped, AutonomySet
from kizashi.settings import read_settings
from kizashi.step import StepKind
from kizashi.verdict import Decision, Verdict
from policies.autonomy import release
from server.cli import cli
from tests.governance.kit import a_business
from tests.rooms import Gate, MadeUpNegotiator, a_house, a_step, packaged_policies
from tests.support import NOON, a_store, until

GOOD = Verdict(decision=Decision.SEND)


def goes(scoped: ScopedAutonomy, business: Autonomy = Autonomy.CRAWL, **step: object) -> bool:
    released = release(a_step(**step), GOOD, business, False, packaged_policies(), NOON, scoped)
    return released.decision == "send"


# ── what is set beside the business's own ────────────────────────────────────────────────────────


def test_a_kind_of_step_has_an_autonomy_of_its_own_either_way() -> None:
    more = ScopedAutonomy(kinds={"say": Autonomy.WALK})
    less = ScopedAutonomy(kinds={"say": Autonomy.CRAWL})
    assert goes(more) and not goes(more, kind=StepKind.ASK)
    assert not goes(less, Autonomy.RUN) and goes(less, Autonomy.RUN, kind=StepKind.ASK)


def test_a_topic_and_a_person_can_only_be_more_careful() -> None:
    assert not goes(ScopedAutonomy(topics={"greeting": Autonomy.CRAWL}), Autonomy.RUN)
    assert goes(ScopedAutonomy(topics={"price": Autonomy.CRAWL}), Autonomy.RUN)
    assert not goes(ScopedAutonomy(topics={"greeting": Autonomy.RUN}))
    assert not goes(ScopedAutonomy(person=Autonomy.CRAWL), Autonomy.RUN)
    assert not goes(ScopedAutonomy(person=Autonomy.RUN))


async def test_one_person_waits_while_the_others_are_answered(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.journal.append(AutonomySet(autonomy=Autonomy.WALK, by="owner"))
        careful = AutonomyScoped(scope="person", name="per_a", autonomy="crawl", by="owner")
        await house.journal.append(careful)
        await house.hear("こんにちは", "con_a")
        await house.hear("こんにちは", "con_b")
        assert (await house.held("con_a")).held_because == ("held.autonomy.crawl",)
        await house.settled()
        assert len(await house.answers("con_b")) == 1
        await house.journal.append(careful.model_copy(update={"autonomy": None}))
        await house.hear("もしもし", "con_a")
        await house.settled()
        assert len(await house.answers("con_a")) == 1


async def test_autonomy_is_set_and_seen_over_http(tmp_path: Path) -> None:
    async with a_business(tmp_path) as business:
        await business.put("/v1/autonomy/kind/ask", {"autonomy": "walk"})
        await business.put("/v1/autonomy/topic/price", {"autonomy": "crawl"})
        await business.put("/v1/autonomy/topic/price", {"autonomy": None})
        seen = await business.get("/v1/autonomy")
        assert (seen["business"], seen["set_by_owner"]) == ("crawl", False)
        (one,) = seen["scoped"]
        assert (one["scope"], one["name"], one["autonomy"], one["by"]) == (
            "kind",
            "ask",
            "walk",
            "owner",
        )
        refused = await business.put("/v1/autonomy/kind/sing", {"autonomy": "run"}, 422)
        assert refused["error"]["code"] == "autonomy.kind"
        await business.put("/v1/autonomy/planet/mars", {"autonomy": "run"}, 422)


# ── hold everything ──────────────────────────────────────────────────────────────────────────────


@pytest.fixture
async def home(tmp_path: Path) -> Path:
    (tmp_path / "kizashi.toml").write_text('[business]\nlanguage = "en"\n')
    data = read_settings(tmp_path).data
    data.mkdir()
    async with a_store(data):
        pass
    return tmp_path


@pytest.mark.sqlite
async def test_the_switch_stops_a_turn_that_is_already_thinking_in_another_process(
    home: Path,
) -> None:
    gate = Gate()

    async def slow(brief: object) -> object:
        await gate.wait()
        return a_step()

    data = read_settings(home).data
    unhurried = MadeUpNegotiator(slow)  # type: ignore[arg-type]
    async with a_house(data, negotiator=unhurried, budget=120.0) as house:
        await house.journal.append(AutonomySet(autonomy=Autonomy.RUN, by="owner"))
        await house.hear("こんにちは")
        await until(lambda: gate.reached)
        switch = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "server.cli", "--home", str(home), "hold", "on")
        )
        assert await switch.wait() == 0
        gate.open()
        assert (await house.held()).held_because == ("held.everything",)
        assert await house.answers() == []


def kizashi(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--home", str(home), *arguments])


@pytest.mark.sqlite
def test_the_switches_work_from_the_command_line(home: Path) -> None:
    assert "Everything is held" in kizashi(home, "hold", "on").stdout
    assert kizashi(home, "autonomy", "walk").exit_code == 0
    assert kizashi(home, "autonomy", "crawl", "--topic", "price").exit_code == 0
    shown = kizashi(home, "autonomy").stdout
    assert "The business: walk\n" in shown
    assert "topic price: crawl" in shown
    assert "Everything is held at the moment." in shown
    kizashi(home, "hold", "off")
    kizashi(home, "autonomy", "default", "--topic", "price")
    shown = kizashi(home, "autonomy").stdout
    assert "held" not in shown
    assert "price" not in shown


@pytest.mark.parametrize(
    "arguments",
    [("default",), ("walk", "--kind", "ask", "--topic", "price"), ("walk", "--kind", "sing")],
)
def test_a_setting_that_makes_no_sense_is_refused(home: Path, arguments: tuple[str, ...]) -> None:
    assert kizashi(home, "autonomy", *arguments).exit_code != 0
