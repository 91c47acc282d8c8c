"""A language model may fail in any way; the caller says how, in time, and within the budget."""

import asyncio
from datetime import date

import pytest
from autogen_core.models import UserMessage

from agents.allowance import Allowance, Use, allowed
from agents.minds.model.breaker import FAILURES, REST_SECONDS, Breaker
from agents.minds.model.caller import Caller, World
from agents.minds.model.json_text import first_object
from agents.minds.model.shapes import SaidReview
from agents.minds.model.spending import Spending, estimated_tokens
from agents.minds.model.unavailable import ModelUnavailable
from kizashi.ids import PersonId
from kizashi.minds import Budget, Model
from tests.agents.replay import CUT_OFF, ReplayModel

NOTHING = '{"concerns": []}'
ASKED = (UserMessage(content="Look at this.", source="test"),)
DAY = date(2026, 11, 21)


class Refused(Exception):
    """What a provider's client raises when the server answers with an HTTP error."""

    def __init__(self, status: int, code: str = "", says: str = "secret details") -> None:
        super().__init__(says)
        self.status_code = status
        self.code = code


class Bench:
    """A caller on a replayed model, a clock set by hand, and what was booked."""

    def __init__(self, *lines, budget: Budget | None = None, **settings) -> None:
        self.time = 0.0
        self.pauses: list[float] = []
        self.uses: list[Use] = []
        self.client = ReplayModel(*lines)
        self.spending = Spending(budget or Budget(), day=DAY)
        world = World(
            now=lambda: self.time,
            chance=lambda: 1.0,
            today=lambda: DAY,
            used=self.uses.append,
            sleep=self.paused,
        )
        model = Model(provider="openai", name="replayed", **settings)
        self.caller = Caller("reviewer", model, self.client, self.spending, world)

    async def paused(self, seconds: float) -> None:
        self.pauses.append(seconds)

    async def ask(self) -> SaidReview:
        return await self.caller.ask(ASKED, SaidReview)

    async def code(self) -> str:
        with pytest.raises(ModelUnavailable) as raised:
            await self.ask()
        return raised.value.code


async def test_an_answer_in_shape_is_booked_with_its_tokens():
    bench = Bench(NOTHING)

    assert (await bench.ask()).concerns == []
    assert [(use.asked, use.answered, use.ended) for use in bench.uses] == [(100, 20, "answered")]


@pytest.mark.parametrize(
    "said",
    [
        f"Sure! Here it is:\n```json\n{NOTHING}\n```",
        f"{{broken {NOTHING} and then some {{",
        f"[1, 2] {NOTHING}",
    ],
)
def test_the_json_object_is_found_amid_chatter(said):
    assert first_object(said) == {"concerns": []}


@pytest.mark.parametrize(
    "said", ["", "I cannot.", "{" * 30_000, '{"a":' * 10_000, "[]", "{'a': 1}"]
)
def test_where_there_is_no_object_none_is_found(said):
    assert first_object(said) is None


async def test_another_shape_is_asked_for_once_more():
    bench = Bench("no idea", NOTHING)

    await bench.ask()

    assert len(bench.client.asked) == 2


async def test_a_model_that_never_finds_the_shape_is_given_up():
    bench = Bench('{"concerns": 7}')

    assert await bench.code() == "model.malformed"
    assert len(bench.client.asked) == 2


async def test_a_failing_server_is_asked_again_after_a_pause():
    bench = Bench(Refused(500), NOTHING, retries=1)

    await bench.ask()

    assert bench.pauses == [0.25]


@pytest.mark.parametrize(
    ("error", "code", "calls"),
    [
        (Refused(401), "model.refused", 1),
        (Refused(404), "model.unknown", 1),
        (Refused(413), "model.overflow", 1),
        (Refused(429), "model.limited", 2),
        (Refused(400, "model_not_found"), "model.unknown", 1),
        (Refused(400, "context_length_exceeded"), "model.overflow", 1),
        (Refused(400, says="The maximum context length is 4096; secret"), "model.overflow", 1),
        (Refused(400), "model.failed", 2),
        (RuntimeError("boom"), "model.failed", 2),
    ],
)
async def test_what_a_server_says_is_told_in_plain_words(error, code, calls):
    bench = Bench(error, retries=1)

    with pytest.raises(ModelUnavailable) as raised:
        await bench.ask()

    assert raised.value.code == code
    assert "secret" not in str(raised.value)
    assert len(bench.client.asked) == calls


async def test_a_model_that_hangs_is_left_in_time():
    bench = Bench(asyncio.Event().wait, seconds=0.2)

    assert await bench.code() == "model.timeout"
    assert bench.uses[0].ended == "model.stopped"


async def test_a_turn_with_no_time_left_does_not_begin_a_call():
    bench = Bench(NOTHING)

    with allowed(Allowance(ends_at=1.0)):
        assert await bench.code() == "model.timeout"

    assert bench.client.asked == []


async def test_after_three_failures_the_model_rests_and_is_then_tried_once():
    bench = Bench(RuntimeError("down"), retries=0)
    for _ in range(FAILURES):
        assert await bench.code() == "model.failed"

    assert await bench.code() == "model.resting"
    bench.time += REST_SECONDS
    assert await bench.code() == "model.failed"
    assert await bench.code() == "model.resting"
    bench.time += REST_SECONDS
    assert await bench.code() == "model.resting", "the second rest is twice as long"


def test_a_breaker_lets_one_trial_through_at_a_time():
    time = [0.0]
    breaker = Breaker(lambda: time[0])
    for _ in range(FAILURES):
        breaker.failed()
    time[0] = REST_SECONDS

    assert [breaker.allows(), breaker.allows()] == [True, False]
    breaker.gave_up()
    assert breaker.allows()
    breaker.succeeded()
    assert not breaker.resting


async def test_the_budget_of_a_person_ends_their_calls_and_nobody_elses():
    bench = Bench(NOTHING, budget=Budget(person_day=700), answer_tokens=600)
    one, other = (Allowance(100.0, person=PersonId(name)) for name in ("one", "other"))

    with allowed(one):
        await bench.ask()
        assert await bench.code() == "model.budget"
    with allowed(other):
        await bench.ask()


async def test_the_budget_of_a_turn_and_a_day_end_calls():
    turn = Bench(NOTHING, budget=Budget(turn=650), answer_tokens=600)
    with allowed(Allowance(100.0)):
        await turn.ask()
        assert await turn.code() == "model.budget"

    day = Bench(NOTHING, budget=Budget(day=650), answer_tokens=600)
    await day.ask()
    assert await day.code() == "model.budget"


def test_a_new_day_has_its_whole_budget():
    spending = Spending(Budget(day=100), [(PersonId("p"), 90)], day=DAY)

    assert spending.left(None, DAY) == 10
    assert spending.left(None, date(2026, 11, 22)) == 100


def test_tokens_are_estimated_on_the_safe_side():
    assert estimated_tokens("年間プラン") >= 5
    assert estimated_tokens("annual plan") >= 2


async def test_what_does_not_fit_into_the_context_is_not_sent():
    bench = Bench(NOTHING, context_tokens=512, answer_tokens=511)

    assert await bench.code() == "model.overflow"
    assert bench.client.asked == []


async def test_more_callers_than_the_queue_holds_are_sent_away_at_once():
    release = asyncio.Event()
    bench = Bench(release.wait, at_once=1, retries=0)
    waiting = [asyncio.create_task(bench.ask()) for _ in range(9)]
    await asyncio.sleep(0.01)

    assert await bench.code() == "model.busy"

    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)


async def test_a_cancelled_turn_ends_its_call_and_blames_nobody():
    bench = Bench(asyncio.Event().wait)
    task = asyncio.create_task(bench.ask())
    await asyncio.sleep(0.01)

    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    assert not bench.caller.breaker.resting
    assert bench.uses[0].ended == "model.stopped"


async def test_words_come_as_the_model_says_them():
    bench = Bench("We open at nine.")

    words = [word async for word in bench.caller.stream(ASKED)]

    assert "".join(words).strip() == "We open at nine."
    assert bench.uses[0].ended == "answered"


async def test_why_a_call_did_not_begin_is_on_record_once():
    bench = Bench(NOTHING, budget=Budget(day=0))

    for _ in range(3):
        assert await bench.code() == "model.budget"

    assert [(use.ended, use.asked) for use in bench.uses] == [("model.budget", 0)]


async def test_an_answer_that_never_finds_its_shape_is_on_record():
    bench = Bench("no idea")

    await bench.code()

    assert [use.ended for use in bench.uses] == ["answered", "answered", "model.malformed"]


async def test_a_stream_that_hangs_is_left_in_time_and_strikes_nobody_else():
    bench = Bench(("We open", asyncio.Event().wait), seconds=0.2)
    stream = bench.caller.stream(ASKED)

    assert await anext(stream) == "We open"
    with pytest.raises(ModelUnavailable) as raised:
        await anext(stream)

    assert raised.value.code == "model.timeout"
    task = asyncio.current_task()
    assert task is not None
    assert task.cancelling() == 0


async def test_a_stream_that_fails_before_its_first_word_is_tried_again():
    bench = Bench((Refused(503),), ("We open.",), retries=1)

    assert [word async for word in bench.caller.stream(ASKED)] == ["We open."]
    assert bench.pauses == [0.25]


async def test_a_stream_that_breaks_off_is_not_begun_again():
    bench = Bench(("We", Refused(503)), ("never",), retries=1)

    with pytest.raises(ModelUnavailable):
        _ = [word async for word in bench.caller.stream(ASKED)]

    assert len(bench.client.asked) == 1


async def test_a_stream_whose_tokens_ran_out_did_not_come_to_its_end():
    bench = Bench(("We open at", CUT_OFF), ("never",), retries=1)
    stream = bench.caller.stream(ASKED)

    assert await anext(stream) == "We open at"
    with pytest.raises(ModelUnavailable) as raised:
        await anext(stream)

    assert raised.value.code == "model.stopped"
    assert [(use.asked, use.answered, use.ended) for use in bench.uses] == [
        (100, 20, "model.stopped")
    ]
    assert len(bench.client.asked) == 1


async def test_an_endpoint_that_streams_nothing_and_never_ends_it_has_failed():
    bench = Bench((CUT_OFF,), retries=0)

    for _ in range(FAILURES):
        with pytest.raises(ModelUnavailable) as raised:
            _ = [word async for word in bench.caller.stream(ASKED)]
        assert raised.value.code == "model.failed"

    assert bench.caller.breaker.resting


async def test_a_reader_who_goes_away_ends_the_stream():
    bench = Bench(("We", asyncio.Event().wait))
    stream = bench.caller.stream(ASKED)

    assert await anext(stream) == "We"
    await stream.aclose()

    assert bench.uses[0].ended == "model.stopped"
    assert not bench.caller.breaker.resting


async def test_a_trial_that_is_cut_off_in_the_queue_lets_the_next_one_through():
    busy = asyncio.Event()
    bench = Bench(busy.wait, at_once=1, retries=0)
    running = asyncio.create_task(bench.ask())
    await asyncio.sleep(0.01)
    for _ in range(FAILURES):
        bench.caller.breaker.failed()
    bench.time += REST_SECONDS
    trial = asyncio.create_task(bench.ask())
    await asyncio.sleep(0.01)

    trial.cancel()
    await asyncio.gather(trial, return_exceptions=True)

    assert bench.caller.breaker.allows()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
