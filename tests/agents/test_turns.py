"""A burst is answered once, what comes meanwhile overtakes, and nobody is met with silence."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from agents.situation import Brief, Situation
from kizashi.autonomy import Autonomy
from kizashi.ids import ConversationId
from kizashi.reading import IntentReading, Reading
from kizashi.step import Step, StepKind
from kizashi.verdict import Decision
from policies.load import load_policies
from tests.rooms import (
    Gate,
    House,
    MadeUpListener,
    MadeUpNegotiator,
    a_house,
    a_reading,
    a_step,
)
from tests.support import counted_ids, events, until

CON = ConversationId("con_a")


async def at(house: House, autonomy: Autonomy) -> None:
    await house.desk.set_autonomy(autonomy, "owner")


async def outcomes(house: House) -> list[str]:
    return [event.outcome for event in await events(house.journal, "turn.finished")]


def gated(gate: Gate, *, first: int = 1) -> MadeUpNegotiator:
    """Waits at the gate the first times it is asked, then echoes the question."""

    async def propose(brief: Brief) -> Step:
        if gate.reached < first:
            await gate.wait()
        return a_step(f"「{brief.situation.text}」ですね。")

    return MadeUpNegotiator(propose)


# ── what becomes of a step ───────────────────────────────────────────────────────────────────────


async def test_an_intent_of_the_owners_own_that_a_policy_names_waits(tmp_path: Path) -> None:
    async def read(_: Situation) -> Reading:
        intents = (IntentReading(name="explore", confidence=0.8),)
        return a_reading().model_copy(
            update={"micro_intents": (*intents, IntentReading(name="卸の相談", confidence=0.7))}
        )

    (tmp_path / "policies").mkdir()
    rules = "walk:\n  topics: [greeting]\nby_topic: {卸の相談: crawl}\n"
    (tmp_path / "policies" / "autonomy.yaml").write_text(rules, encoding="utf-8")
    policies = load_policies(tmp_path / "policies")
    async with a_house(tmp_path, listener=MadeUpListener(read), policies=policies) as house:
        await at(house, Autonomy.WALK)
        await house.hear("卸していただけますか")
        assert (await house.held()).held_because == ("held.autonomy.crawl",)


async def test_at_crawl_everything_waits_for_the_owner(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("こんにちは")
        draft = await house.held()
        assert draft.answers == "こんにちは"
        assert draft.held_because == ("held.autonomy.crawl",)
        assert await house.answers() == []
        assert await outcomes(house) == ["held"]


async def test_at_walk_a_low_risk_step_goes_by_itself(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await at(house, Autonomy.WALK)
        await house.hear("こんにちは")
        await house.settled()
        assert await house.answers() == ["「こんにちは」ですね。ありがとうございます。"]
        assert await outcomes(house) == ["sent"]


async def test_at_walk_a_step_about_a_price_waits(tmp_path: Path) -> None:
    async def propose(_: Brief) -> Step:
        return a_step("ご相談ください。", topics=frozenset({"price"}))

    async with a_house(tmp_path, negotiator=MadeUpNegotiator(propose)) as house:
        await at(house, Autonomy.WALK)
        await house.hear("いくらですか")
        assert (await house.held()).held_because == ("held.topic.price",)


async def test_at_run_only_what_policy_names_waits(tmp_path: Path) -> None:
    async def propose(brief: Brief) -> Step:
        topic = "refund" if "返金" in brief.situation.text else "price"
        return a_step("ご相談ください。", topics=frozenset({topic}))

    async with a_house(tmp_path, negotiator=MadeUpNegotiator(propose)) as house:
        await at(house, Autonomy.RUN)
        await house.hear("いくらですか", "con_a")
        await house.hear("返金できますか", "con_b")
        await house.settled()
        assert await house.answers("con_a") == ["ご相談ください。"]
        assert (await house.held("con_b")).held_because == ("held.topic.refund",)


async def test_the_switches_of_the_instant_of_release_count(tmp_path: Path) -> None:
    gate = Gate()
    async with a_house(tmp_path, negotiator=gated(gate)) as house:
        await at(house, Autonomy.WALK)
        await house.hear("こんにちは")
        await until(lambda: gate.reached)
        await house.desk.hold_everything(True, "owner")
        gate.open()
        assert (await house.held()).held_because == ("held.everything",)
        await house.desk.hold_everything(False, "owner")
        await house.hear("まだですか")
        await house.settled()
        assert len(await house.answers()) == 1


async def test_a_step_to_wait_ends_the_turn_without_words(tmp_path: Path) -> None:
    async def propose(_: Brief) -> Step:
        return a_step("", kind=StepKind.WAIT)

    async with a_house(tmp_path, negotiator=MadeUpNegotiator(propose)) as house:
        await house.hear("ありがとうございました")
        await house.settled()
        detail = await house.conversations.detail(CON)
        assert await outcomes(house) == ["waited"]
        assert detail.drafts == ()
        assert detail.conversation.waiting_since is None


async def test_a_text_that_is_blocked_is_held_as_honest_words_and_never_sent(
    tmp_path: Path,
) -> None:
    async def propose(_: Brief) -> Step:
        return a_step("カード番号は4111 1111 1111 1111です。")

    async with a_house(tmp_path, negotiator=MadeUpNegotiator(propose)) as house:
        await at(house, Autonomy.RUN)
        await house.hear("番号を教えて")
        draft = await house.held()
        assert "4111" not in draft.step.text
        assert draft.verdict.decision is Decision.HOLD
        assert await house.answers() == []


async def test_the_reading_is_kept_with_the_message_it_was_made_at(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("ねえ", id_="m1")
        draft = await house.held()
        detail = await house.conversations.detail(CON)
        (message,) = detail.messages
        assert message.reading == a_reading()
        assert message.reading_id == draft.reading
        assert detail.conversation.temperatures == (60.0,)


# ── bursts and overtaking ────────────────────────────────────────────────────────────────────────


async def test_a_burst_is_answered_once_and_whole(tmp_path: Path) -> None:
    async with a_house(tmp_path, quiet=0.3) as house:
        await at(house, Autonomy.WALK)
        burst = ("あの", "日程なんですけど", "空いていますか?")
        await asyncio.gather(*(house.hear(words) for words in burst))
        await house.settled()
        assert await house.answers() == [
            "「あの\n日程なんですけど\n空いていますか?」ですね。ありがとうございます。"
        ]


async def test_a_message_during_thinking_overtakes(tmp_path: Path) -> None:
    gate = Gate()
    async with a_house(tmp_path, negotiator=gated(gate)) as house:
        await at(house, Autonomy.WALK)
        await house.hear("一つ目")
        await until(lambda: gate.reached)
        await house.hear("二つ目")
        await house.settled()
        assert await house.answers() == ["「一つ目\n二つ目」ですね。"]


async def test_a_message_between_the_thought_and_its_release_overtakes(tmp_path: Path) -> None:
    negotiator = MadeUpNegotiator()
    async with a_house(tmp_path, negotiator=negotiator, quiet=0.6) as house:
        await at(house, Autonomy.WALK)
        await house.hear("一つ目です。")
        await until(lambda: negotiator.asked)
        await house.hear("二つ目です。")
        await house.settled()
        assert len(await house.answers()) == 1
        assert "一つ目です。\n二つ目です。" in (await house.answers())[0]


async def test_a_message_that_the_turns_were_not_told_of_overtakes_all_the_same(
    tmp_path: Path,
) -> None:
    """As from another process: the compare-and-set decides, not the notice."""
    gate = Gate()
    async with a_house(tmp_path, negotiator=gated(gate)) as house:
        await at(house, Autonomy.WALK)
        await house.hear("一つ目")
        await until(lambda: gate.reached)
        with pytest.MonkeyPatch.context() as silent:
            silent.setattr(house.turns, "wanted", lambda *_: None)
            await house.hear("二つ目")
        gate.open()
        await house.settled()
        assert await house.answers() == ["「一つ目\n二つ目」ですね。"]


async def test_a_held_draft_is_superseded_by_the_next_message(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("一つ目")
        first = await house.held()
        await house.hear("二つ目")
        await house.settled()
        second = await house.held()
        assert second.id != first.id
        assert second.answers == "一つ目\n二つ目"
        assert (await house.conversations.draft(first.id)).status == "superseded"


async def test_a_new_question_is_answered_without_what_was_answered_before(tmp_path: Path) -> None:
    negotiator = MadeUpNegotiator()
    async with a_house(tmp_path, negotiator=negotiator) as house:
        await at(house, Autonomy.WALK)
        await house.hear("一つ目")
        await house.settled()
        await house.hear("二つ目")
        await house.settled()
        situation = negotiator.asked[-1].situation
        assert situation.text == "二つ目"
        assert [line.who for line in situation.context] == ["customer", "business"]


async def test_there_is_rest_when_nobody_waits_for_an_answer(tmp_path: Path) -> None:
    gate = Gate()
    async with a_house(tmp_path, negotiator=gated(gate)) as house:
        await at(house, Autonomy.RUN)
        await house.turns.rest()
        await house.hear("こんにちは", conversation=CON)
        await until(lambda: gate.reached)
        resting = asyncio.create_task(house.turns.rest())
        await asyncio.sleep(0)
        assert not resting.done()
        gate.open()
        await resting
        assert await outcomes(house) == ["sent"]


async def test_one_turn_at_a_time_in_a_conversation(tmp_path: Path) -> None:
    thinking, most = 0, 0

    async def read(_: Situation) -> Reading:
        nonlocal thinking, most
        thinking += 1
        most = max(most, thinking)
        try:
            await asyncio.sleep(0.005)
        finally:
            thinking -= 1
        return a_reading()

    async with a_house(tmp_path, listener=MadeUpListener(read)) as house:
        await asyncio.gather(*(house.hear(f"{n}です") for n in range(12)))
        await house.settled()
    assert most == 1


async def test_many_conversations_think_side_by_side_but_not_more_than_allowed(
    tmp_path: Path,
) -> None:
    thinking, most = 0, 0
    five_at_once = asyncio.Event()

    async def read(_: Situation) -> Reading:
        nonlocal thinking, most
        thinking += 1
        most = max(most, thinking)
        if most == 5:
            five_at_once.set()
        await five_at_once.wait()
        await asyncio.sleep(0)
        thinking -= 1
        return a_reading()

    async with a_house(tmp_path, listener=MadeUpListener(read), at_once=5) as house:
        await at(house, Autonomy.WALK)
        names = [f"con_{number}" for number in range(30)]
        await asyncio.gather(*(house.hear(f"{name}です", name) for name in names))
        await house.settled()
        for name in names:
            assert await house.answers(name) == [f"「{name}です」ですね。ありがとうございます。"]
    assert most == 5


# ── when an answer is released ───────────────────────────────────────────────────────────────────


async def released_after(house: House, begun: float) -> float:
    await house.settled()
    return asyncio.get_running_loop().time() - begun


async def test_an_answer_waits_until_the_customer_is_quiet(tmp_path: Path) -> None:
    async with a_house(tmp_path, quiet=0.2) as house:
        begun = asyncio.get_running_loop().time()
        await house.hear("予約できますか?")
        assert await released_after(house, begun) >= 0.2


async def test_typing_delays_an_answer_and_its_end_releases_it(tmp_path: Path) -> None:
    negotiator = MadeUpNegotiator()
    async with a_house(tmp_path, negotiator=negotiator, quiet=0.3, quiet_max=5.0) as house:
        await house.hear("予約できますか?")
        house.inbox.typing(CON, True)
        await until(lambda: negotiator.asked)
        await asyncio.sleep(0.5)
        assert await house.conversations.unanswered() == ("con_a",)
        house.inbox.typing(CON, False)
        begun = asyncio.get_running_loop().time()
        assert await released_after(house, begun) < 2.0


async def test_typing_does_not_delay_an_answer_for_ever(tmp_path: Path) -> None:
    async with a_house(tmp_path, quiet=0.01, quiet_max=0.2) as house:
        begun = asyncio.get_running_loop().time()
        await house.hear("予約できますか?")
        keeps_typing = asyncio.create_task(type_on(house))
        try:
            assert 0.2 <= await released_after(house, begun) < 4.0
        finally:
            keeps_typing.cancel()


async def type_on(house: House) -> None:
    while True:
        house.inbox.typing(CON, True)
        await asyncio.sleep(0.02)


# ── what goes wrong ──────────────────────────────────────────────────────────────────────────────


async def raises(_: Any) -> Any:
    raise RuntimeError("out of order")


async def hangs(_: Any) -> Any:
    await asyncio.Event().wait()


async def is_cancelled_from_within(_: Any) -> Any:
    raise asyncio.CancelledError


async def answers_nonsense(_: Any) -> Any:
    return "はい"


@pytest.mark.parametrize("how", [raises, hangs, is_cancelled_from_within, answers_nonsense])
async def test_a_mind_that_fails_leaves_an_honest_draft_that_names_it(
    tmp_path: Path, how: Any
) -> None:
    async with a_house(tmp_path, negotiator=MadeUpNegotiator(how), budget=0.1) as house:
        await at(house, Autonomy.RUN)
        await house.hear("予約できますか?")
        draft = await house.held()
        assert "held.degraded" in draft.held_because
        assert draft.step.kind is StepKind.HAND_OVER
        (finished,) = await events(house.journal, "turn.finished")
        assert finished.failed == ("negotiator",)


async def test_a_failing_listener_holds_even_a_good_step(tmp_path: Path) -> None:
    async with a_house(tmp_path, listener=MadeUpListener(raises)) as house:
        await at(house, Autonomy.RUN)
        await house.hear("予約できますか?")
        assert (await house.held()).held_because == ("held.degraded",)


async def test_a_mind_that_was_out_of_order_once_does_not_spoil_the_next_turn(
    tmp_path: Path,
) -> None:
    async def propose(brief: Brief) -> Step:
        if "壊" in brief.situation.text:
            raise RuntimeError
        return a_step("はい。")

    async with a_house(tmp_path, negotiator=MadeUpNegotiator(propose)) as house:
        await at(house, Autonomy.WALK)
        await house.hear("壊れて", "con_a")
        await house.held("con_a")
        await house.hear("元気?", "con_b")
        await house.settled()
        assert await house.answers("con_b") == ["はい。"]


async def test_a_store_that_fails_for_a_while_only_delays_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_house(tmp_path) as house:
        await at(house, Autonomy.WALK)
        material = house.conversations.material
        failed = 0

        async def fails_twice(*arguments: Any) -> Any:
            nonlocal failed
            if failed < 2:
                failed += 1
                raise RuntimeError("no answer from the store")
            return await material(*arguments)

        monkeypatch.setattr(house.conversations, "material", fails_twice)
        monkeypatch.setattr("agents.turns.LONGEST_RETRY", 0.01)
        await house.hear("予約できますか?")
        await house.settled()
        assert len(await house.answers()) == 1


# ── after a crash ────────────────────────────────────────────────────────────────────────────────


async def test_what_was_open_at_the_end_of_a_run_is_finished_by_the_next(tmp_path: Path) -> None:
    ids, gate = counted_ids(), Gate()
    async with a_house(tmp_path, new_id=ids, negotiator=gated(gate, first=9)) as house:
        await at(house, Autonomy.WALK)
        await house.hear("一つ目", "con_a")
        await house.hear("別の人", "con_b")
        await until(lambda: gate.reached == 2)
    async with a_house(tmp_path, new_id=ids) as house:
        await house.settled()
        assert len(await house.answers("con_a")) == 1
        assert len(await house.answers("con_b")) == 1
    async with a_house(tmp_path, new_id=ids) as house:
        await asyncio.sleep(0.05)
        assert len(await house.answers("con_a")) == 1


async def test_a_held_draft_survives_a_new_start_and_can_be_decided(tmp_path: Path) -> None:
    ids = counted_ids()
    async with a_house(tmp_path, new_id=ids) as house:
        await house.hear("一つ目")
        draft = await house.held()
    async with a_house(tmp_path, new_id=ids) as house:
        assert await house.held() == draft
        await house.desk.decide(house.choice(draft))
        assert await house.answers() == [draft.step.text]


async def test_what_is_wanted_after_the_end_waits_for_the_next_start(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        turns = house.turns
    turns.wanted(CON)
    assert not [task for task in asyncio.all_tasks() if task.get_name().startswith("turns-")]
