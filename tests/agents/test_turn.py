"""One turn: four agents in order, and an honest ending whatever an agent does."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from agents.minds.coach import EmbeddedCoach
from agents.situation import Brief, OwnerAct, OwnerActs, Situation
from agents.thought import Thought
from agents.turn import Minds, Turn
from kizashi.language import Language
from kizashi.reading import OwnerReading, Phase, Reading
from kizashi.step import Step, StepKind
from kizashi.texts import text
from kizashi.verdict import Decision
from tests.rooms import (
    MadeUpListener,
    MadeUpNegotiator,
    NoMemory,
    a_reading,
    a_step,
    packaged_policies,
)
from tests.support import NOON

QUESTION = Situation(text="予約できますか?", now=NOON, language=Language.JA)
HELD_BY_A_RULE = "必ず全額返金します。"
BLOCKED = "お客様のカード番号は4111 1111 1111 1111です。"

Seen = Callable[[Reading], None]


def minds(**some: Any) -> Minds:
    plain: dict[str, Any] = {
        "listener": MadeUpListener(),
        "coach": EmbeddedCoach(),
        "negotiator": MadeUpNegotiator(),
        "memory": NoMemory(),
    }
    return Minds(**{**plain, **some})


async def think(
    with_minds: Minds,
    situation: Situation = QUESTION,
    budget: float = 5.0,
    on_reading: Seen = lambda _: None,
    **more: Any,
) -> Thought:
    turn = Turn(with_minds, packaged_policies(), budget)
    return await turn.think(situation, OwnerActs(), None, on_reading, **more)


def proposing(*steps: Step) -> MadeUpNegotiator:
    """Proposes these one after another, the last one for ever."""
    left = list(steps)

    async def propose(_: Brief) -> Step:
        return left.pop(0) if len(left) > 1 else left[0]

    return MadeUpNegotiator(propose)


async def test_the_thought_holds_what_every_agent_found() -> None:
    thought = await think(minds(listener=MadeUpListener(), negotiator=proposing(a_step())))
    assert thought.reading == a_reading()
    assert thought.step == a_step()
    assert thought.verdict.decision is Decision.SEND
    assert thought.verdict.policy == packaged_policies().version
    assert thought.failed == ()


async def test_the_reading_is_told_before_the_step_is_found() -> None:
    order: list[str] = []

    async def propose(_: Brief) -> Step:
        order.append("step")
        return a_step()

    await think(
        minds(negotiator=MadeUpNegotiator(propose)), on_reading=lambda _: order.append("reading")
    )
    assert order == ["reading", "step"]


async def test_the_negotiator_gets_both_readings() -> None:
    negotiator = MadeUpNegotiator()

    class Counselling:
        async def read_owner(self, acts: tuple[OwnerAct, ...]) -> OwnerReading:
            return OwnerReading(mind="counselling")

    await think(minds(negotiator=negotiator, coach=Counselling()))
    (brief,) = negotiator.asked
    assert brief.reading == a_reading()
    assert brief.owner.mind == "counselling"
    assert brief.situation == QUESTION


async def test_a_step_to_revise_goes_back_once_with_its_findings() -> None:
    undisclosed, mended = (
        a_step("はい、ございます。"),
        a_step("AIがお答えします。はい、ございます。"),
    )
    negotiator = proposing(undisclosed, mended)
    thought = await think(minds(negotiator=negotiator), ai_disclosed=False)
    assert thought.step == mended
    assert thought.verdict.decision is Decision.SEND
    first, second = negotiator.asked
    assert first.sent_back is None
    assert second.sent_back == undisclosed
    assert [finding.rule for finding in second.findings] == ["honesty.disclosure"]


async def test_a_step_that_is_not_mended_goes_back_no_second_time() -> None:
    negotiator = proposing(a_step("本日限りです。今すぐお申し込みください！お急ぎください！"))
    thought = await think(minds(negotiator=negotiator))
    assert len(negotiator.asked) == 2
    assert thought.verdict.decision in {Decision.REVISE, Decision.HOLD}


async def test_a_customer_who_was_not_told_of_the_ai_is_told_in_the_answer() -> None:
    negotiator = proposing(a_step("はい、ございます。"))
    thought = await think(minds(negotiator=negotiator), ai_disclosed=False)
    assert thought.step.text.startswith("このお返事はAIが")
    assert thought.verdict.decision is Decision.SEND


async def test_what_may_never_go_out_is_replaced_by_honest_words_for_the_owner() -> None:
    thought = await think(minds(negotiator=proposing(a_step(BLOCKED))))
    assert "4111" not in thought.step.text
    assert thought.step.kind is StepKind.HAND_OVER
    assert thought.verdict.decision is Decision.HOLD
    assert any(finding.rule.startswith("privacy.") for finding in thought.verdict.findings)
    assert thought.failed == ()


async def test_a_step_that_a_rule_holds_keeps_its_words() -> None:
    thought = await think(minds(negotiator=proposing(a_step(HELD_BY_A_RULE))))
    assert thought.step.text == HELD_BY_A_RULE
    assert thought.verdict.decision is Decision.HOLD


async def raises(*_: Any) -> Any:
    raise RuntimeError("out of order")


async def hangs(*_: Any) -> Any:
    await asyncio.Event().wait()


async def is_cancelled_from_within(*_: Any) -> Any:
    raise asyncio.CancelledError


async def answers_nonsense(*_: Any) -> Any:
    return {"temperature": "warm"}


async def answers_nothing(*_: Any) -> Any:
    return None


FAILURES = [raises, hangs, is_cancelled_from_within, answers_nonsense, answers_nothing]


def failing(agent: str, how: Callable[..., Awaitable[Any]]) -> Minds:
    """Minds of which one fails."""

    class Failing:
        read = read_owner = propose = recollect = staticmethod(how)

    return minds(**{agent: Failing()})


@pytest.mark.parametrize("how", FAILURES)
async def test_a_negotiator_that_fails_leaves_a_promise_that_a_person_will_answer(
    how: Callable[..., Awaitable[Any]],
) -> None:
    thought = await think(failing("negotiator", how), budget=0.1)
    assert thought.failed == ("negotiator",)
    assert thought.step.kind is StepKind.HAND_OVER
    assert thought.step.text == text(Language.JA, "agents.stand_in")
    assert thought.step.admits_unknown
    assert thought.step.confidence == 0.0


@pytest.mark.parametrize("how", FAILURES)
async def test_a_listener_that_fails_leaves_a_reading_that_claims_nothing(
    how: Callable[..., Awaitable[Any]],
) -> None:
    thought = await think(failing("listener", how), budget=0.1)
    assert "listener" in thought.failed
    assert thought.reading.phase is Phase.STIRRING
    assert thought.reading.mind == "none"
    assert thought.reading.micro_intents[0].confidence == 0.0


@pytest.mark.parametrize(
    ("agent", "how"),
    [*(("coach", how) for how in FAILURES), *(("memory", how) for how in FAILURES[:3])],
)
async def test_a_coach_or_memory_that_fails_is_named(
    agent: str, how: Callable[..., Awaitable[Any]]
) -> None:
    thought = await think(failing(agent, how), budget=0.1)
    assert thought.failed[0] == agent
    assert thought.step.text


@pytest.mark.parametrize("words", ["", "  \n"])
async def test_a_step_without_words_is_a_failure(words: str) -> None:
    thought = await think(minds(negotiator=proposing(a_step(words))))
    assert thought.failed == ("negotiator",)
    assert thought.step.text == text(Language.JA, "agents.stand_in")


async def test_to_wait_needs_no_words() -> None:
    waiting = a_step("", kind=StepKind.WAIT)
    thought = await think(minds(negotiator=proposing(waiting)))
    assert thought.step == waiting
    assert thought.failed == ()


async def test_agents_of_which_one_failed_do_not_decide_to_say_nothing() -> None:
    waiting = proposing(a_step("", kind=StepKind.WAIT))
    thought = await think(minds(listener=MadeUpListener(raises), negotiator=waiting))
    assert thought.failed == ("listener",)
    assert thought.step.text == text(Language.JA, "agents.stand_in")


async def test_a_reviewer_that_fails_holds_what_nobody_examined(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: Any) -> Any:
        raise RuntimeError("out of order")

    monkeypatch.setattr("agents.reviewer.examine", broken)
    thought = await think(minds(negotiator=proposing(a_step())))
    assert thought.failed == ("reviewer",)
    assert thought.verdict.decision is Decision.HOLD
    assert [finding.rule for finding in thought.verdict.findings] == ["system.review_failed"]


async def test_who_hangs_uses_up_the_whole_turns_time_once() -> None:
    loop = asyncio.get_running_loop()
    begun = loop.time()
    await think(failing("listener", hangs), budget=0.1)
    assert loop.time() - begun < 1.0


async def test_a_cancelled_turn_ends_at_once() -> None:
    task = asyncio.create_task(think(failing("negotiator", hangs)))
    await asyncio.sleep(0.02)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, 1)


@pytest.mark.parametrize(
    ("said", "read", "answered"),
    [
        (Language.EN, None, Language.EN),
        (Language.JA, Language.EN, Language.EN),
        (None, None, Language.JA),
    ],
)
async def test_the_stand_in_speaks_the_language_of_the_text_then_of_the_person(
    said: Language | None, read: Language | None, answered: Language
) -> None:
    async def reads(_: Situation) -> Reading:
        return a_reading(language=read)

    with_minds = minds(listener=MadeUpListener(reads), negotiator=MadeUpNegotiator(raises))
    thought = await think(with_minds, Situation(text="?", now=NOON, language=said))
    assert thought.step.language is answered
    assert thought.step.text == text(answered, "agents.stand_in")


async def test_no_words_of_the_customer_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    async def quotes(brief: Brief) -> Step:
        raise RuntimeError(brief.situation.text)

    caplog.set_level("INFO")
    await think(minds(negotiator=MadeUpNegotiator(quotes)))
    assert "negotiator" in caplog.text
    assert QUESTION.text not in caplog.text
