"""The one door: what comes in is durable once, and whose it is."""

import asyncio
from pathlib import Path

import pytest

from kizashi.errors import BadInput, NotFound
from kizashi.ids import PersonId
from tests.rooms import House, MadeUpListener, a_house, a_message, an_observation
from tests.support import events, everything, until


async def test_the_first_message_opens_the_person_and_the_conversation(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        receipt = await house.inbox.accept(a_message("こんにちは"), language="en")
        kinds = [one.event.kind for one in (await everything(house.journal))[:3]]
        assert kinds == ["person.seen", "conversation.opened", "message.received"]
        assert (receipt.seq, receipt.message, receipt.duplicate) == (3, "m1", False)
        (seen,) = await events(house.journal, "person.seen")
        assert seen.language == "en"


async def test_the_second_conversation_of_a_person_opens_no_second_person(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.inbox.accept(a_message("一つ目", "con_a"))
        other = a_message("二つ目", "con_b").model_copy(update={"person": PersonId("per_a")})
        await house.inbox.accept(other)
        assert len(await events(house.journal, "person.seen")) == 1
        assert len(await events(house.journal, "conversation.opened")) == 2


async def test_a_message_that_is_sent_again_is_accepted_once(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        first = await house.inbox.accept(a_message("こんにちは"))
        again = await house.inbox.accept(a_message("こんにちは"))
        assert again.duplicate
        assert again.seq == first.seq
        assert len(await events(house.journal, "message.received")) == 1


async def test_a_message_that_is_sent_again_at_the_same_time_is_accepted_once(
    tmp_path: Path,
) -> None:
    async with a_house(tmp_path) as house:
        receipts = await asyncio.gather(
            *(house.inbox.accept(a_message("こんにちは")) for _ in range(10))
        )
        assert sorted(receipt.duplicate for receipt in receipts) == [False] + [True] * 9
        assert len({receipt.seq for receipt in receipts}) == 1


async def test_a_message_sent_again_does_not_overtake_the_draft_that_answers_it(
    tmp_path: Path,
) -> None:
    async with a_house(tmp_path) as house:
        await house.inbox.accept(a_message("こんにちは"))
        draft = await house.held()
        await house.inbox.accept(a_message("こんにちは"))
        assert await house.held() == draft


async def test_the_same_id_in_two_conversations_is_two_messages(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.inbox.accept(a_message("一人目", "con_a", "m1"))
        receipt = await house.inbox.accept(a_message("二人目", "con_b", "m1"))
        assert not receipt.duplicate
        assert await house.messages("con_b") == [("customer", "二人目")]


async def test_a_message_and_a_behaviour_may_have_the_same_id(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.inbox.accept(a_message("こんにちは", id_="x1"))
        receipt = await house.inbox.accept(an_observation("page", id_="x1"))
        assert not receipt.duplicate


async def test_another_persons_conversation_is_refused_and_nothing_is_stored(
    tmp_path: Path,
) -> None:
    async with a_house(tmp_path) as house:
        await house.inbox.accept(a_message("こんにちは"))
        await house.settled()
        head = house.journal.head
        stranger = a_message("のぞき見", id_="m2").model_copy(update={"person": PersonId("per_x")})
        with pytest.raises(NotFound):
            await house.inbox.accept(stranger)
        assert house.journal.head == head


@pytest.mark.parametrize("text", [" ", "\n\n", "　"])
async def test_a_message_with_nothing_to_read_is_refused(tmp_path: Path, text: str) -> None:
    async with a_house(tmp_path) as house:
        with pytest.raises(BadInput):
            await house.inbox.accept(a_message(text))
        assert house.journal.head == 0


async def test_a_behaviour_is_kept_and_wants_no_answer(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        receipt = await house.inbox.accept(an_observation("cart_leave"))
        again = await house.inbox.accept(an_observation("cart_leave"))
        assert (again.seq, again.duplicate) == (receipt.seq, True)
        assert await house.conversations.unanswered() == ()
        assert await house.answers() == []


async def test_behaviour_is_part_of_the_situation_of_the_next_turn(tmp_path: Path) -> None:
    listener = MadeUpListener()
    async with a_house(tmp_path, listener=listener) as house:
        await house.inbox.accept(an_observation("cart_leave"))
        await house.hear("やめておきます")
        await house.settled()
    assert [behaviour.event for behaviour in listener.asked[-1].behaviour] == ["cart_leave"]


async def gone_during_the_commit(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A caller hands in a message and goes away while it is being made durable."""
    write = house.journal.store.write
    begun = asyncio.Event()

    async def announced(work: object) -> object:
        begun.set()
        return await write(work)  # type: ignore[arg-type]

    monkeypatch.setattr(house.journal.store, "write", announced)
    caller = asyncio.create_task(house.hear("まだいますか?"))
    await begun.wait()
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller


async def test_a_message_is_answered_although_its_sender_is_gone_before_the_receipt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_house(tmp_path) as house:
        await gone_during_the_commit(house, monkeypatch)
        await until(lambda: events(house.journal, "message.received"))
        assert (await house.held()).answers == "まだいますか?"
