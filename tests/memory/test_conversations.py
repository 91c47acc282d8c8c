"""Conversations read back: the owner's list, one conversation whole, what a turn starts from."""

from datetime import timedelta
from pathlib import Path

import pytest

from kizashi.errors import NotFound
from kizashi.ids import ConversationId, DraftId, MessageId
from memory.owner import recent_decisions
from tests.rooms import House, MadeUpListener, a_house, a_reading, an_observation
from tests.support import NOON, events

CON = ConversationId("con_a")


async def silent(house: House) -> None:
    """The owner has the conversation: what is said stays open, and no turn runs."""
    await house.hear("はじめまして")
    await house.desk.say(CON, "いらっしゃいませ。", MessageId("o1"), "owner")


async def test_the_list_shows_the_most_recently_touched_first(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        for name in ("con_a", "con_b", "con_c"):
            house.clock.move(10)
            await house.hear("こんにちは", name)
        house.clock.move(10)
        await house.hear("もう一度", "con_a")
        views, _ = await house.conversations.overview()
        assert [view.id for view in views] == ["con_a", "con_c", "con_b"]
        assert (views[0].last_text, views[0].unread) == ("もう一度", 2)
        assert views[0].last_at == NOON + timedelta(seconds=40)


async def test_the_overview_has_every_held_draft_oldest_first(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("一人目", "con_a")
        await house.settled()
        await house.hear("二人目", "con_b")
        await house.settled()
        views, drafts = await house.conversations.overview()
        assert [draft.conversation for draft in drafts] == ["con_a", "con_b"]
        assert {view.held_draft for view in views} == {draft.id for draft in drafts}


async def test_a_conversation_whole(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.inbox.accept(an_observation("page"))
        await house.hear("こんにちは")
        await house.desk.decide(house.choice(await house.held()))
        detail = await house.conversations.detail(CON)
        assert [message.speaker for message in detail.messages] == ["customer", "owner_through_ai"]
        assert [seen.behaviour.event for seen in detail.behaviour] == ["page"]
        assert [draft.status for draft in detail.drafts] == ["approved"]
        assert detail.messages[1].draft == detail.drafts[0].id
        assert detail.head == house.journal.head


async def test_the_temperatures_are_a_trend_oldest_first(tmp_path: Path) -> None:
    degrees = iter([30.0, 60.0, 90.0])

    async def read(_: object) -> object:
        return a_reading(next(degrees))

    async with a_house(tmp_path, listener=MadeUpListener(read)) as house:  # type: ignore[arg-type]
        for words in ("一", "二", "三"):
            await house.hear(words)
            await house.settled()
        view = await house.conversations.view(CON)
        assert view.temperatures == (30.0, 60.0, 90.0)
        assert view.reading == a_reading(90.0)


@pytest.mark.parametrize("look", ["view", "detail"])
async def test_an_unknown_conversation_is_not_found(tmp_path: Path, look: str) -> None:
    async with a_house(tmp_path) as house:
        with pytest.raises(NotFound):
            await getattr(house.conversations, look)(ConversationId("con_x"))


async def test_an_unknown_draft_is_not_found(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        with pytest.raises(NotFound):
            await house.conversations.draft(DraftId("drf_x"))


async def test_a_turn_starts_from_all_that_the_business_has_not_answered(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await silent(house)
        await house.hear("一つ目")
        last = await house.hear("二つ目")
        material = await house.conversations.material(CON, 12)
        assert material.open_text == "一つ目\n二つ目"
        assert [line.text for line in material.context] == ["はじめまして", "いらっしゃいませ。"]
        assert [line.who for line in material.context] == ["customer", "business"]
        assert material.last_message == last.message
        assert material.version == last.seq


async def test_a_turn_is_wanted_only_while_the_agents_have_the_conversation(
    tmp_path: Path,
) -> None:
    async with a_house(tmp_path) as house:
        await silent(house)
        await house.hear("もしもし")
        assert not (await house.conversations.material(CON, 12)).wanted
        assert await house.conversations.unanswered() == ()


async def test_the_context_is_no_longer_than_asked_for(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await silent(house)
        for number in range(5):
            await house.hear(f"質問{number}")
            await house.desk.say(CON, f"答え{number}", MessageId(f"o_{number}"), "owner")
        await house.hear("最後")
        material = await house.conversations.material(CON, 3)
        assert [line.text for line in material.context] == ["答え3", "質問4", "答え4"]


async def test_a_long_burst_is_open_as_far_as_it_is_read(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await silent(house)
        for number in range(40):
            await house.hear(f"{number}")
        material = await house.conversations.material(CON, 12)
        assert material.open_text.split("\n") == [str(number) for number in range(4, 40)]


async def test_it_is_known_whether_the_ai_has_spoken(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("こんにちは")
        assert not (await house.conversations.material(CON, 12)).ai_spoke
        await house.desk.set_autonomy("walk", "owner")  # type: ignore[arg-type]
        await house.hear("どうですか")
        await house.settled()
        assert (await house.conversations.material(CON, 12)).ai_spoke


async def test_the_owners_decisions_come_oldest_first_with_their_time(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        for words, decision, more in (
            ("一", "approved", {}),
            ("二", "edited", {"text": "ええ。"}),
            ("三", "rejected", {"reason": "短く"}),
        ):
            await house.hear(words)
            draft = await house.held()
            house.clock.move(30)
            await house.desk.decide(house.choice(draft, decision, **more))
            house.clock.move(30)
        await house.held()
        decided = await recent_decisions(house.journal.store, house.journal.workspace)
        assert [one.status for one in decided] == ["approved", "edited", "rejected"]
        assert [one.final_text for one in decided][1:] == ["ええ。", None]
        assert decided[2].reason == "短く"
        waited = {(one.decided_at - one.created_at).total_seconds() for one in decided}
        assert waited == {30.0}
        # A draft that a message overtook is nobody's decision.
        await house.hear("四")
        assert "superseded" in {
            event.status for event in await events(house.journal, "draft.decided")
        }
        assert len(await recent_decisions(house.journal.store, house.journal.workspace)) == 3
