"""Behaviour alone opens a turn: seen by the owner, once, and never over a waiting answer."""

import asyncio
from pathlib import Path
from typing import Any

from agents.sign_watch import REST_SECONDS, SignWatch
from agents.situation import Brief, Situation
from kizashi.ids import ConversationId, MessageId, PersonId
from kizashi.reading import Reading
from kizashi.sign import SignKind
from kizashi.signal import Behaviour, Observation
from kizashi.step import Step, StepKind
from tests.rooms import House, MadeUpListener, MadeUpNegotiator, a_house, a_reading, a_step
from tests.support import HandClock, events, until

CON = ConversationId("con_a")
DAY = 86_400.0
FORM = ("form_open", "form_close", "form_open", "form_close")


def watch_of(house: House) -> SignWatch:
    return SignWatch(house.journal, house.clock, house.turns.wanted)


async def does(house: House, *done: str, **seen: Any) -> None:
    """The customer does things, one after another."""
    for event in done:
        await house.inbox.accept(
            Observation(
                id=MessageId(house.new_id("act")),
                person=PersonId("per_a"),
                conversation=CON,
                behaviour=Behaviour(event=event, properties=seen),
            )
        )


async def wait_when_silent(brief: Brief) -> Step:
    if brief.situation.text:
        return a_step("はい。")
    return a_step("", kind=StepKind.WAIT)


def waiting() -> MadeUpNegotiator:
    return MadeUpNegotiator(wait_when_silent)


async def test_a_strong_sign_opens_a_turn_that_waits_and_says_so(tmp_path: Path) -> None:
    listener = MadeUpListener()
    async with a_house(tmp_path, negotiator=waiting(), listener=listener) as house:
        await does(house, *FORM)
        sign = await watch_of(house).look(CON)
        await house.settled()

        (view,) = (await house.conversations.detail(CON)).signs
    assert sign is not None
    assert view.because == (SignKind.FORM_LEFT,)
    assert (view.outcome, view.step and view.step.kind) == ("waited", StepKind.WAIT)
    assert view.reading == a_reading()
    assert listener.asked[0].text == ""
    assert [one.event for one in listener.asked[0].behaviour] == list(FORM)


async def test_plain_browsing_opens_nothing(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await does(house, "page", "dwell", "page")

        assert await watch_of(house).look(CON) is None
        assert await events(house.journal, "sign.seen") == []


async def test_one_sign_is_enough_for_a_while(tmp_path: Path) -> None:
    async with a_house(tmp_path, negotiator=waiting()) as house:
        watch = watch_of(house)
        await does(house, *FORM)
        await watch.look(CON)
        await house.settled()
        await does(house, *FORM)
        again = await watch.look(CON)
        house.clock.move(REST_SECONDS)
        await does(house, *FORM)
        later = await watch.look(CON)

    assert again is None
    assert later is not None


async def test_a_draft_that_waits_is_not_disturbed(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("続けられるか不安で")
        draft = await house.held()
        await does(house, *FORM)

        assert await watch_of(house).look(CON) is None
        assert (await house.held()).id == draft.id


async def test_the_owners_own_conversation_is_left_alone(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await does(house, *FORM)
        await house.desk.take_over(CON, "owner")

        assert await watch_of(house).look(CON) is None


async def test_what_was_said_and_answered_is_not_answered_again(tmp_path: Path) -> None:
    negotiator = waiting()
    async with a_house(tmp_path, negotiator=negotiator) as house:
        await house.hear("考えてみます")
        await house.desk.decide(house.choice(await house.held()))
        await does(house, *FORM)
        await watch_of(house).look(CON)
        await house.settled()

    situation: Situation = negotiator.asked[-1].situation
    assert situation.text == ""
    assert [line.text for line in situation.context] == ["考えてみます", "はい。"]


async def test_a_negotiator_that_fails_says_nothing_to_who_said_nothing(tmp_path: Path) -> None:
    async def fail(_: Brief) -> Step:
        raise RuntimeError("broken")

    async with a_house(tmp_path, negotiator=MadeUpNegotiator(fail)) as house:
        await does(house, *FORM)
        await watch_of(house).look(CON)
        await house.settled()

        (view,) = (await house.conversations.detail(CON)).signs
    assert (view.outcome, view.step and view.step.kind) == ("waited", StepKind.WAIT)


async def test_a_warm_talk_that_fell_silent_is_looked_after_once(tmp_path: Path) -> None:
    async def warm(_: Situation) -> Reading:
        return a_reading(90.0)

    clock = HandClock()
    listener = MadeUpListener(warm)
    async with a_house(tmp_path, negotiator=waiting(), listener=listener, clock=clock) as house:
        watch = watch_of(house)
        await house.hear("すごくいいですね、迷います")
        await house.desk.decide(house.choice(await house.held()))
        early = await watch.look_for_silence()
        clock.move(3 * DAY)
        due = await watch.look_for_silence()
        await house.settled()
        again = await watch.look_for_silence()

        (view,) = (await house.conversations.detail(CON)).signs
    assert (early, due, again) == ((), (CON,), ())
    assert view.because == (SignKind.SILENCE,)


async def test_who_never_spoke_is_seen_too(tmp_path: Path) -> None:
    async with a_house(tmp_path, negotiator=waiting()) as house:
        await does(house, *FORM)
        watch = watch_of(house)
        await watch.look(CON)
        await house.settled()

        (view,) = (await house.conversations.overview())[0]
    assert view.last_text is None
    assert view.reading == a_reading()


async def test_what_is_noticed_is_looked_at_when_the_person_pauses(
    tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setattr("agents.sign_watch.PAUSE_SECONDS", 0.01)
    async with a_house(tmp_path, negotiator=waiting()) as house:
        watch = watch_of(house)
        running = asyncio.create_task(watch.run())
        await does(house, *FORM)
        watch.noticed(CON)

        async def seen() -> bool:
            return bool(await events(house.journal, "sign.seen"))

        await until(seen)
        running.cancel()
