"""The Coach's room on a real journal: questions are answered once, what was accepted takes effect
and can be undone, and a takeover is whispered to."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest

from agents.coaching.asked.examples import examples
from agents.coaching.asked.kinds import Guess, Kinds
from agents.coaching.counsellor import Counsellor, Sources
from agents.coaching.room import CoachRoom, Words
from agents.coaching.watch import CoachWatch
from agents.minds.coach import EmbeddedCoach
from agents.turn import Minds
from kizashi.autonomy import Autonomy
from kizashi.errors import BadInput, Conflict, NotFound
from kizashi.events import (
    CoachAnswered,
    CoachAsked,
    CoachWhispered,
    DocumentForgotten,
    DocumentLearned,
    ProposalDecided,
    ProposalMade,
    ReadingMade,
)
from kizashi.ids import ConversationId, MessageId
from kizashi.language import Language
from kizashi.proposals import (
    AutonomyEffect,
    Effect,
    KnowledgeEffect,
    LimitEffect,
    Preferences,
    Proposal,
)
from memory.chronicle import Chronicle, read_chronicle
from memory.learned import Learning
from memory.owner import read_switches
from tests.rooms import (
    House,
    MadeUpListener,
    MadeUpNegotiator,
    NoMemory,
    a_house,
    packaged_policies,
    settings_for,
)
from tests.support import NOON, events, until

ASK = CoachAsked(id="ask_1", text="今週はどうだった？", language=Language.JA)
CON = ConversationId("con_a")


@dataclass
class Rooms:
    house: House
    room: CoachRoom
    learning: Learning
    watch: CoachWatch


class NoThinking:
    """Never asked in these tests."""

    async def reply(self, situation: object) -> object:
        raise AssertionError

    async def review(self, examined: object, dialogue: object, customer_name: object) -> object:
        raise AssertionError


@cache
def by_words_alone() -> Kinds:
    """The kinds of questions as they are told apart without vectors."""
    return Kinds(examples(), None)


@contextlib.asynccontextmanager
async def rooms(folder: Path, words: Words | None = None) -> AsyncIterator[Rooms]:
    async with a_house(folder) as house:
        journal, settings = house.journal, settings_for(folder)
        learning = Learning(journal)

        async def chronicle(span: timedelta) -> Chronicle:
            now = house.clock.now()
            return await read_chronicle(journal.store, journal.workspace, now - span, now)

        async def no_likeness(words: str) -> dict[ConversationId, float]:
            return {}

        async def guess(text: str) -> Guess:
            return by_words_alone().guess(text, None)

        async def nothing(*_: object) -> tuple[()]:
            return ()

        sources = Sources(
            chronicle=chronicle,
            passages=nothing,
            likenesses=no_likeness,
            draft=house.conversations.draft,
            acts=nothing,
            preferences=lambda: learning.now.preferences,
            unanswered=nothing,
            guess=guess,
        )
        mind = EmbeddedCoach()
        thinks = NoThinking()
        counsellor = Counsellor(sources, mind, thinks, settings, house.clock)  # type: ignore[arg-type]
        minds = Minds(
            listener=MadeUpListener(), coach=mind, negotiator=MadeUpNegotiator(), memory=NoMemory()
        )
        watch = CoachWatch(
            journal,
            house.conversations,
            minds,
            counsellor,
            learning,
            packaged_policies,
            settings,
            house.clock,
            house.new_id,
        )
        room = CoachRoom(journal, counsellor, learning, words)
        async with room.opened():
            yield Rooms(house, room, learning, watch)


async def proposed(rooms: Rooms, effect: Effect) -> str:
    proposal = Proposal(id="prp_1", key="k", effect=effect, at=NOON)
    await rooms.house.journal.append(ProposalMade(proposal=proposal))
    return proposal.id


def judgement(decision: str, proposal: str = "prp_1") -> ProposalDecided:
    return ProposalDecided.model_validate(
        {"proposal": proposal, "decision": decision, "by": "owner"}
    )


async def test_a_question_is_answered_once_however_often_it_is_sent(tmp_path: Path) -> None:
    async with rooms(tmp_path) as it:
        await it.house.hear("料金が高くて迷っています。")
        first = await it.room.ask(ASK)
        again = await it.room.ask(ASK)
        assert (first.duplicate, again.duplicate) == (False, True)
        (answer,) = await until(lambda: events(it.house.journal, "coach.answered"))
        assert isinstance(answer, CoachAnswered)
        assert answer.asked == "ask_1"
        assert answer.counsel.kind == "week"
        assert len(await events(it.house.journal, "coach.asked")) == 1


async def test_a_question_left_open_by_a_crash_is_answered_at_the_next_start(
    tmp_path: Path,
) -> None:
    async with a_house(tmp_path) as house:
        await house.journal.append(ASK)
    async with rooms(tmp_path) as it:
        (answer,) = await until(lambda: events(it.house.journal, "coach.answered"))
        assert answer.asked == "ask_1"


async def test_an_empty_question_is_refused(tmp_path: Path) -> None:
    async with rooms(tmp_path) as it:
        with pytest.raises(BadInput):
            await it.room.ask(ASK.model_copy(update={"text": "  "}))


async def test_an_answer_that_fails_says_so(tmp_path: Path) -> None:
    async with rooms(tmp_path) as it:
        await it.room.ask(ASK.model_copy(update={"text": "おはよう"}))
        await until(lambda: events(it.house.journal, "coach.answered"))
        rehearse = ASK.model_copy(
            update={"id": "ask_2", "text": "電話を練習したい", "looking_at": CON}
        )
        await it.house.hear("料金が高くて迷っています。")
        await it.room.ask(rehearse)
        await until(lambda: _answers(it, 2))
        # The rehearsal's next answer needs a mind that fails here.
        await it.room.ask(ASK.model_copy(update={"id": "ask_3", "text": "お気持ちわかります。"}))
        answers = await until(lambda: _answers(it, 3))
        assert "もう一度聞いてください" in answers[2].counsel.paragraphs[0].text


async def _answers(it: Rooms, count: int) -> list[CoachAnswered] | None:
    found = await events(it.house.journal, "coach.answered")
    return found if len(found) >= count else None


async def test_accepted_knowledge_is_known_and_undone_it_is_forgotten(tmp_path: Path) -> None:
    async with rooms(tmp_path) as it:
        await proposed(it, KnowledgeEffect(about="駐車場は？", text="3台分あります。"))
        await it.room.judge(judgement("accepted"))
        (learned,) = await events(it.house.journal, "document.learned")
        assert isinstance(learned, DocumentLearned)
        assert [one.text for one in learned.passages] == ["3台分あります。"]
        await it.room.judge(judgement("undone"))
        (forgotten,) = await events(it.house.journal, "document.forgotten")
        assert isinstance(forgotten, DocumentForgotten)
        assert it.learning.now.effects == ()


async def test_accepted_autonomy_is_in_force_and_undone_it_is_as_before(tmp_path: Path) -> None:
    async with rooms(tmp_path) as it:
        effect = AutonomyEffect(autonomy=Autonomy.WALK, before=Autonomy.CRAWL)
        await proposed(it, effect)
        store, workspace = it.house.journal.store, it.house.journal.workspace
        await it.room.judge(judgement("accepted"))
        assert (await read_switches(store, workspace)).autonomy is Autonomy.WALK
        await it.room.judge(judgement("undone"))
        assert (await read_switches(store, workspace)).autonomy is Autonomy.CRAWL


async def test_a_proposal_is_decided_once_and_only_an_accepted_one_is_undone(
    tmp_path: Path,
) -> None:
    async with rooms(tmp_path) as it:
        await proposed(it, LimitEffect(largest_discount_percent=10))
        with pytest.raises(Conflict):
            await it.room.judge(judgement("undone"))
        await it.room.judge(judgement("declined"))
        assert (await it.room.judge(judgement("declined"))).duplicate
        with pytest.raises(NotFound):
            await it.room.judge(judgement("accepted", "prp_9"))
        assert it.learning.now.largest_discount_percent is None


async def test_what_the_owner_wants_survives_a_restart(tmp_path: Path) -> None:
    async with rooms(tmp_path) as it:
        await it.room.prefer(Preferences(notes="never", aims=("夜は休みたい",)), "owner")
    async with rooms(tmp_path) as it:
        assert it.learning.now.preferences.aims == ("夜は休みたい",)


async def test_the_same_edit_three_times_is_proposed_once(tmp_path: Path) -> None:
    async with rooms(tmp_path) as it:
        for number in range(3):
            conversation = f"con_{number}"
            await it.house.hear(f"質問{number}", conversation)
            draft = await it.house.held(conversation)
            text = f"{draft.step.text}どうぞお気軽にお声がけください。"
            await it.house.desk.decide(it.house.choice(draft, "edited", text=text))
        await it.watch.learn()
        await it.watch.learn()
        (made,) = await events(it.house.journal, "proposal.made")
        assert made.proposal.effect.text == "どうぞお気軽にお声がけください。"
        assert len(made.proposal.examples) == 3


async def test_a_takeover_is_whispered_to_and_read_and_nobody_else_is_answered(
    tmp_path: Path,
) -> None:
    async with rooms(tmp_path) as it:
        await it.house.hear("こんにちは")
        await it.house.held()
        watching = asyncio.create_task(it.watch.run())
        try:
            await asyncio.sleep(0)
            await it.house.desk.take_over(CON, "owner")
            await it.house.desk.say(CON, "店主です。", MessageId("o1"), "owner")
            await it.house.hear("料金を教えてください")
            (whispered,) = await until(lambda: events(it.house.journal, "coach.whispered"))
            assert isinstance(whispered, CoachWhispered)
            assert "料金を教えてください" in whispered.whisper.words
            readings = await events(it.house.journal, "reading.made")
            assert isinstance(readings[-1], ReadingMade)
            assert await it.house.answers() == ["店主です。"]
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)


async def test_her_is_whoever_the_answer_before_was_about(tmp_path: Path) -> None:
    like_her = "彼女に似た人には何が助けになった？"
    async with rooms(tmp_path) as it:
        await it.house.hear("料金が高くて迷っています。")
        found = [
            await _about(it, "ask_1", "この人の様子は？", CON),
            await _about(it, "ask_2", like_her, CON),
            await _about(it, "ask_3", like_her, None),
        ]
        assert found == [CON, CON, None]


async def _about(
    it: Rooms, id_: str, text: str, looking_at: ConversationId | None
) -> ConversationId | None:
    """Asks, and whom the answer was about."""
    asked = CoachAsked(id=id_, text=text, language=Language.JA, looking_at=looking_at)
    await it.room.ask(asked)

    async def answers() -> list[CoachAnswered]:
        told = await events(it.house.journal, "coach.answered")
        return [one for one in told if one.asked == id_]

    (answer,) = await until(answers)
    about: ConversationId | None = answer.counsel.about
    return about
