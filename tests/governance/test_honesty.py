"""Who asks for a person gets one, and nobody is told that a machine is a person."""

import asyncio
from pathlib import Path

import pytest

from channels.views import for_customer
from kizashi.autonomy import Autonomy
from kizashi.events import AutonomySet
from kizashi.ids import ConversationId, MessageId
from kizashi.step import StepKind
from kizashi.verdict import Decision
from policies.load import load_policies
from policies.review import Examined, Facts, examine
from policies.subject import Rule
from tests.governance.kit import a_business
from tests.rooms import (
    House,
    MadeUpNegotiator,
    a_house,
    a_message,
    a_step,
    packaged_policies,
)
from tests.support import events, everything

CON = ConversationId("con_a")


async def run(house: House) -> None:
    await house.journal.append(AutonomySet(autonomy=Autonomy.RUN, by="owner"))


# ── a person, at any time, in their own words ────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "words",
    [
        "人と話したいです。",
        "店長さんを出してください",
        "AIじゃ話にならない",
        "let me talk to a human",
    ],
)
async def test_a_wish_for_a_person_is_on_record_and_told_to_the_customer_at_once(
    tmp_path: Path, words: str
) -> None:
    async with a_house(tmp_path) as house:
        await house.inbox.accept(a_message(words, id_="m1"))
        (wish,) = await events(house.journal, "person.requested")
        assert wish.message == "m1"
        assert (await house.conversations.view(CON)).person_wanted_since == house.clock.now()
        shown = [for_customer(one) for one in await everything(house.journal)]
        assert {"kind": "person.requested"} in [frame.body for frame in shown if frame]


async def test_until_a_person_has_spoken_no_machine_answers_even_at_run(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await run(house)
        await house.hear("人と話したいです。")
        await house.hear("ところで、定休日はいつですか？")
        draft = await house.held()
        assert "held.person_wanted" in draft.held_because
        assert await house.answers() == []
        await house.desk.say(CON, "店主です。木曜が休みです。", MessageId("o1"), "owner")
        assert (await house.conversations.view(CON)).person_wanted_since is None
        await house.desk.hand_back(CON, "owner")
        await house.hear("ありがとう")
        await house.settled()
        assert len(await house.answers()) == 2


async def test_what_a_person_lets_go_is_a_person_s_answer(tmp_path: Path) -> None:
    async def over(brief: object) -> object:
        return a_step("担当の者からお返事します。", kind=StepKind.HAND_OVER)

    async with a_house(tmp_path, negotiator=MadeUpNegotiator(over)) as house:  # type: ignore[arg-type]
        await run(house)
        await house.hear("人と話したいです。")
        draft = await house.held()
        assert "held.person_wanted" not in draft.held_because
        await house.desk.decide(house.choice(draft))
        assert (await house.conversations.view(CON)).person_wanted_since is None


async def test_a_wish_said_twice_or_to_a_person_is_told_once(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("人と話したいです。")
        await house.hear("人と話したいと言っています。")
        await house.desk.take_over(CON, "owner")
        await house.hear("店長さんと話せますか？店長さんにお願いします")
        assert len(await events(house.journal, "person.requested")) == 1


async def test_the_whole_way_with_the_real_minds(tmp_path: Path) -> None:
    async with a_business(tmp_path) as business:
        await business.post("/v1/autonomy", {"autonomy": "run"})
        await business.hear("機械ではなく、人と話したいのですが。")
        draft = await business.held()
        assert draft.step.kind is StepKind.HAND_OVER
        overview = await business.get("/v1/overview")
        assert overview["conversations"][0]["person_wanted_since"] is not None


# ── no pretending ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "claim",
    [
        "私はAIではありません。人間です。",
        "わたしは人工知能じゃありませんよ。",
        "私は人間のスタッフです。",
        "No, I'm not a bot.",
        "I'm a real person.",
    ],
)
async def test_a_machine_that_says_it_is_a_person_is_held_at_any_autonomy(
    tmp_path: Path, claim: str
) -> None:
    async def lie(brief: object) -> object:
        return a_step(claim)

    async with a_house(tmp_path, negotiator=MadeUpNegotiator(lie)) as house:  # type: ignore[arg-type]
        await run(house)
        await house.hear("あなたは人間ですか？")
        assert "held.rule" in (await house.held()).held_because
        assert await house.answers() == []


async def test_what_a_machine_writes_is_shown_as_a_machine_s(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await run(house)
        await house.hear("こんにちは")
        await house.settled()
        assert [who for who, _ in await house.messages()] == ["customer", "ai"]


async def test_where_no_screen_tells_it_the_first_words_say_that_an_ai_answers(
    tmp_path: Path,
) -> None:
    async with a_house(tmp_path) as house:
        await run(house)
        for id_, channel in (("m1", "email"), ("m2", "email"), ("m3", "widget")):
            conversation = f"con_{channel}"
            message = a_message("こんにちは", conversation, id_)
            await house.inbox.accept(message.model_copy(update={"channel": channel}))
            await house.settled()
        by_mail = await house.answers("con_email")
        assert ["AI" in text for text in by_mail] == [True, False]
        assert ["AI" in text for text in await house.answers("con_widget")] == [False]


def test_the_owner_may_not_be_asked_for_disclosure_where_policy_says_so(tmp_path: Path) -> None:
    (tmp_path / "honesty.yaml").write_text("disclose_ai: false\n", encoding="utf-8")
    facts = Facts(ai_disclosed=False)
    told = examine(Examined(text="はい、あります。"), facts, load_policies(tmp_path))
    asked = examine(Examined(text="はい、あります。"), facts, packaged_policies())
    assert (told.decision, asked.decision) == (Decision.SEND, Decision.REVISE)


# ── what fails is held ───────────────────────────────────────────────────────────────────────────


async def test_a_reviewer_that_raises_holds_the_step_at_any_autonomy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the rules are gone")

    monkeypatch.setattr("agents.reviewer.examine", broken)
    async with a_house(tmp_path) as house:
        await run(house)
        await house.hear("こんにちは")
        draft = await house.held()
        assert {"held.rule", "held.degraded"} <= set(draft.held_because)
        assert draft.verdict.findings[0].rule == "system.review_failed"
        assert await house.answers() == []


async def test_a_reviewer_that_never_answers_holds_the_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def forever(*_: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr("agents.reviewer.Reviewer.think", forever)
    async with a_house(tmp_path, budget=0.3) as house:
        await run(house)
        await house.hear("こんにちは")
        assert "held.degraded" in (await house.held()).held_because
        assert await house.answers() == []


async def test_a_rule_that_raises_holds_the_step_and_the_others_still_speak() -> None:
    def broken(_: object) -> object:
        raise ValueError("no")

    rules = (Rule("test.broken", ("out",), broken),)  # type: ignore[arg-type]
    verdict = examine(Examined(text="こんにちは"), Facts(), packaged_policies(), rules)
    assert verdict.decision is Decision.HOLD
