"""The owner's desk: every act once, nothing overtaken sent blind, both screens told the truth."""

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from agents.desk import Done
from kizashi.autonomy import Autonomy
from kizashi.errors import BadInput, Conflict, NotFound
from kizashi.ids import ConversationId, DraftId, MessageId, Seq
from tests.rooms import Gate, House, MadeUpNegotiator, a_house, a_step
from tests.support import events, until

CON = ConversationId("con_a")
CARD = "カード番号は4111 1111 1111 1111です。"


async def code_of(act: Any) -> str:
    with pytest.raises((BadInput, Conflict, NotFound)) as refused:
        await act
    return refused.value.code


async def mode(house: House) -> str:
    return (await house.conversations.view(CON)).mode


# ── deciding ─────────────────────────────────────────────────────────────────────────────────────


async def test_an_approved_draft_goes_out_as_it_is(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("こんにちは")
        draft = await house.held()
        await house.desk.decide(house.choice(draft))
        assert await house.messages() == [
            ("customer", "こんにちは"),
            ("owner_through_ai", draft.step.text),
        ]
        decided = await house.conversations.draft(draft.id)
        assert (decided.status, decided.decided_by) == ("approved", "owner")
        assert (await house.conversations.view(CON)).waiting_since is None


async def test_an_edited_draft_goes_out_in_the_owners_words(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("こんにちは")
        draft = await house.held()
        await house.desk.decide(house.choice(draft, "edited", text="いらっしゃいませ。"))
        assert await house.answers() == ["いらっしゃいませ。"]
        (sent,) = await events(house.journal, "message.sent")
        assert sent.sources == ()
        assert sent.step == draft.step


async def test_of_two_people_who_approve_at_once_one_sends(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("こんにちは")
        draft = await house.held()
        outcomes = await asyncio.gather(
            house.desk.decide(house.choice(draft, by="aya")),
            house.desk.decide(house.choice(draft, by="ken")),
            return_exceptions=True,
        )
        assert isinstance(outcomes[0], Done)
        assert isinstance(outcomes[1], Conflict)
        assert outcomes[1].code == "draft.decided"
        assert len(await house.answers()) == 1


@pytest.mark.parametrize("other", ["rejected", "edited"])
async def test_a_different_decision_on_a_second_screen_comes_too_late(
    tmp_path: Path, other: str
) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("こんにちは")
        draft = await house.held()
        await house.desk.decide(house.choice(draft))
        late = house.choice(draft, other, text="やあ", reason="長い")
        assert await code_of(house.desk.decide(late)) == "draft.decided"
        assert len(await house.answers()) == 1


@pytest.mark.parametrize(
    ("decision", "more"),
    [("approved", {}), ("edited", {"text": "はい。"}), ("rejected", {"reason": "短く"})],
)
async def test_a_decision_that_is_sent_again_is_harmless(
    tmp_path: Path, decision: str, more: dict[str, str]
) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("こんにちは")
        draft = await house.held()
        first = await house.desk.decide(house.choice(draft, decision, **more))
        again = await house.desk.decide(house.choice(draft, decision, **more))
        assert (first.duplicate, again.duplicate) == (False, True)
        assert len(await house.answers()) == (0 if decision == "rejected" else 1)
        decided = await events(house.journal, "draft.decided")
        assert [event.draft for event in decided] == [draft.id]


async def test_a_draft_that_the_customer_overtook_is_not_sent(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("一つ目")
        draft = await house.held()
        await house.hear("やっぱり二つ目")
        assert await code_of(house.desk.decide(house.choice(draft))) == "draft.overtaken"
        assert await house.answers() == []


async def test_a_decision_must_name_the_version_of_its_draft(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("こんにちは")
        draft = await house.held()
        stale = house.choice(draft, version=Seq(draft.version - 1))
        assert await code_of(house.desk.decide(stale)) == "draft.overtaken"
        assert (await house.held()) == draft


async def test_a_message_and_an_approval_at_once_never_send_an_overtaken_draft(
    tmp_path: Path,
) -> None:
    async with a_house(tmp_path) as house:
        for number in range(6):
            name = f"con_{number}"
            await house.hear("一つ目", name)
            draft = await house.held(name)
            acts = [house.hear("二つ目", name), house.desk.decide(house.choice(draft))]
            await asyncio.gather(*(acts if number % 2 else reversed(acts)), return_exceptions=True)
            said = [text for _, text in await house.messages(name)]
            # Sent before the second message came, or not at all.
            assert said in (["一つ目", "二つ目"], ["一つ目", draft.step.text, "二つ目"])


async def test_an_unknown_draft_is_not_found(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("こんにちは")
        choice = replace(house.choice(await house.held()), draft=DraftId("drf_x"))
        assert await code_of(house.desk.decide(choice)) == "not_found"


@pytest.mark.parametrize(
    ("decision", "more"), [("edited", {}), ("edited", {"text": " "}), ("rejected", {})]
)
async def test_an_edit_needs_its_text_and_a_rejection_its_reason(
    tmp_path: Path, decision: str, more: dict[str, str]
) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("こんにちは")
        draft = await house.held()
        choice = house.choice(draft, decision, **more)
        assert await code_of(house.desk.decide(choice)) == "input.invalid"
        assert await house.held() == draft


async def test_an_edited_text_that_a_rule_blocks_goes_only_when_the_owner_insists(
    tmp_path: Path,
) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("番号は?")
        draft = await house.held()
        edit = house.choice(draft, "edited", text=CARD)
        assert await code_of(house.desk.decide(edit)) == "draft.blocked"
        assert await house.answers() == []
        assert await house.held() == draft
        await house.desk.decide(house.choice(draft, "edited", text=CARD, despite=True))
        assert await house.answers() == [CARD]
        (sent,) = await events(house.journal, "message.sent")
        assert sent.verdict.decision == "block"


async def test_a_rejected_draft_is_made_anew_with_the_reason_in_mind(tmp_path: Path) -> None:
    negotiator = MadeUpNegotiator()
    async with a_house(tmp_path, negotiator=negotiator) as house:
        await house.hear("こんにちは")
        first = await house.held()
        await house.desk.decide(house.choice(first, "rejected", reason="もっと短く"))
        second = await house.held()
        assert second.id != first.id
        assert second.answers == first.answers
        (rejection,) = negotiator.asked[-1].situation.rejections
        assert (rejection.text, rejection.reason) == (first.step.text, "もっと短く")


async def test_rejections_are_forgotten_with_the_question_they_belong_to(tmp_path: Path) -> None:
    negotiator = MadeUpNegotiator()
    async with a_house(tmp_path, negotiator=negotiator) as house:
        await house.hear("一つ目")
        await house.desk.decide(house.choice(await house.held(), "rejected", reason="短く"))
        await house.desk.decide(house.choice(await house.held()))
        await house.hear("二つ目")
        await house.held()
        assert negotiator.asked[-1].situation.rejections == ()


async def test_a_rejection_gets_its_new_draft_although_the_owner_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("こんにちは")
        draft = await house.held()
        write, begun = house.journal.store.write, asyncio.Event()

        async def announced(work: Any) -> Any:
            begun.set()
            return await write(work)

        monkeypatch.setattr(house.journal.store, "write", announced)
        act = asyncio.create_task(house.desk.decide(house.choice(draft, "rejected", reason="短く")))
        await begun.wait()
        act.cancel()
        await until(lambda: events(house.journal, "draft.decided"))
        assert (await house.held()).id != draft.id


# ── speaking, taking over, handing back ──────────────────────────────────────────────────────────


async def test_the_owner_speaks_and_has_the_conversation_from_there_on(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("こんにちは")
        draft = await house.held()
        await house.desk.say(CON, "私がお答えします。", MessageId("o1"), "owner")
        assert await house.answers() == ["私がお答えします。"]
        assert await mode(house) == "owner"
        assert (await house.conversations.draft(draft.id)).status == "superseded"
        assert await house.conversations.unanswered() == ()


async def test_what_the_owner_says_twice_with_one_id_is_said_once(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("こんにちは")
        await house.desk.say(CON, "はい。", MessageId("o1"), "owner")
        again = await house.desk.say(CON, "はい。", MessageId("o1"), "owner")
        assert again.duplicate
        assert await house.answers() == ["はい。"]


async def test_speaking_stops_the_turn_in_flight(tmp_path: Path) -> None:
    gate = Gate()

    async def propose(_: Any) -> Any:
        await gate.wait()
        return a_step()

    async with a_house(tmp_path, negotiator=MadeUpNegotiator(propose)) as house:
        await house.desk.set_autonomy(Autonomy.WALK, "owner")
        await house.hear("こんにちは")
        await until(lambda: gate.reached)
        await house.desk.say(CON, "私が。", MessageId("o1"), "owner")
        gate.open()
        await asyncio.sleep(0.05)
        assert await house.answers() == ["私が。"]


async def test_while_the_owner_has_the_conversation_the_agents_are_silent(tmp_path: Path) -> None:
    negotiator = MadeUpNegotiator()
    async with a_house(tmp_path, negotiator=negotiator) as house:
        await house.hear("こんにちは")
        await house.held()
        await house.desk.take_over(CON, "owner")
        asked = len(negotiator.asked)
        await house.hear("もしもし")
        await asyncio.sleep(0.05)
        assert len(negotiator.asked) == asked
        assert await house.answers() == []


async def test_taking_over_twice_is_once(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("こんにちは")
        assert not (await house.desk.take_over(CON, "owner")).duplicate
        assert (await house.desk.take_over(CON, "owner")).duplicate
        assert not (await house.desk.hand_back(CON, "owner")).duplicate
        assert (await house.desk.hand_back(CON, "owner")).duplicate


async def test_an_open_question_gets_its_turn_when_the_conversation_is_handed_back(
    tmp_path: Path,
) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("こんにちは")
        first = await house.held()
        await house.desk.take_over(CON, "owner")
        await house.desk.hand_back(CON, "owner")
        second = await house.held()
        assert second.id != first.id
        assert second.answers == "こんにちは"


async def test_a_question_that_came_meanwhile_gets_its_turn_too(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("こんにちは")
        await house.desk.say(CON, "はい。", MessageId("o1"), "owner")
        await house.hear("もう一つ")
        await house.desk.hand_back(CON, "owner")
        assert (await house.held()).answers == "もう一つ"


async def test_what_the_owner_answered_gets_no_second_answer_when_handed_back(
    tmp_path: Path,
) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("こんにちは")
        await house.desk.say(CON, "はい。", MessageId("o1"), "owner")
        await house.desk.hand_back(CON, "owner")
        await asyncio.sleep(0.05)
        assert await house.answers() == ["はい。"]
        assert (await house.conversations.view(CON)).held_draft is None


async def test_a_draft_closed_by_taking_over_says_so_and_not_that_the_customer_wrote(
    tmp_path: Path,
) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("こんにちは")
        draft = await house.held()
        await house.desk.take_over(CON, "owner")
        assert await code_of(house.desk.decide(house.choice(draft))) == "draft.decided"


@pytest.mark.parametrize("act", ["take_over", "hand_back"])
async def test_an_unknown_conversation_is_not_found(tmp_path: Path, act: str) -> None:
    async with a_house(tmp_path) as house:
        done = getattr(house.desk, act)(ConversationId("con_x"), "owner")
        assert await code_of(done) == "not_found"


async def test_empty_words_are_not_said(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("こんにちは")
        said = house.desk.say(CON, " \n", MessageId("o1"), "owner")
        assert await code_of(said) == "input.invalid"


# ── seen ─────────────────────────────────────────────────────────────────────────────────────────


async def unread(house: House) -> int:
    return (await house.conversations.view(CON)).unread


async def test_what_the_owner_has_seen_is_no_longer_unread(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("一つ目")
        last = await house.hear("二つ目")
        assert await unread(house) == 2
        await house.desk.seen(CON, last.seq, "owner")
        assert await unread(house) == 0
        assert (await house.desk.seen(CON, last.seq, "owner")).duplicate


async def test_what_came_while_the_owner_looked_stays_unread(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        first = await house.hear("一つ目")
        await house.hear("二つ目")
        await house.desk.seen(CON, first.seq, "owner")
        assert await unread(house) == 1


async def test_looking_back_makes_nothing_unread_again(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("一つ目")
        second = await house.hear("二つ目")
        await house.hear("三つ目")
        await house.desk.seen(CON, second.seq, "owner")
        await house.desk.seen(CON, Seq(1), "owner")
        assert await unread(house) == 1


async def test_that_the_customer_looked_changes_nothing_for_the_owner(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        last = await house.hear("一つ目")
        await house.desk.seen(CON, last.seq, "customer")
        assert await unread(house) == 1
