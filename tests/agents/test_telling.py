"""An answer shown while it is being worded, sentence by sentence; a stopped one never is."""

import asyncio
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.minds.house_voice import TellingHouseVoice
from agents.minds.model.cutting import cut
from agents.minds.model.negotiator import ModelNegotiator
from agents.minds.negotiator.words import numbers
from agents.situation import Brief, Objection
from agents.stage import LiveStage
from kizashi.autonomy import Autonomy
from kizashi.events import MessageSent
from kizashi.language import Language
from kizashi.proposals import EndingEffect, RuleEffect
from kizashi.reading import OwnerReading
from kizashi.recollection import Recollection
from kizashi.step import Step
from tests.agents.replay import CUT_OFF
from tests.agents.test_model_minds import AFRAID, DRAFT, PAUSE, Knows, caller, proposed
from tests.rooms import Gate, House, a_house, a_message, a_reading
from tests.support import events, until

WARM = "ご不安なお気持ちは自然なことです。"
FACT = "年間プランは1年に合計3か月まで休会できます。"
CLAIM = "いつでも返金いたします。"


def teller(*lines, draft: Step = DRAFT) -> ModelNegotiator:
    return ModelNegotiator(proposed(draft), caller("negotiator", *lines))


async def shown(house: House) -> list[str]:
    return [event.text for event in await events(house.journal, "reply.said")]


async def sent(house: House) -> list[MessageSent]:
    return await events(house.journal, "message.sent")


async def first_shown(house: House) -> None:
    async def some() -> bool:
        return bool(await shown(house))

    await until(some)


async def at(house: House, autonomy: Autonomy) -> None:
    await house.desk.set_autonomy(autonomy, "owner")


# ── sentences ────────────────────────────────────────────────────────────────────────────────────


async def spoken(*pieces: str) -> list[str]:
    async def words():
        for piece in pieces:
            yield piece

    return [sentence async for sentence in cut(words())]


async def test_a_sentence_is_handed_on_when_the_next_one_begins():
    assert await spoken("It is 4", ".5 km", ". You can", " walk. ") == [
        "It is 4.5 km.",
        "You can walk.",
    ]
    assert await spoken("「はい。", "」と言えます", "。次", "です。") == [
        "「はい。」と言えます。",
        "次です。",
    ]


@given(st.lists(st.text(max_size=20), max_size=20))
@settings(max_examples=100, deadline=None)
def test_cutting_loses_no_word_and_makes_none_up(pieces):
    found = asyncio.run(spoken(*pieces))

    assert "".join("".join(found).split()) == "".join("".join(pieces).split())


# ── what the customer reads ──────────────────────────────────────────────────────────────────────


async def test_half_a_sentence_is_never_shown_when_the_models_tokens_run_out():
    parts, whole = await told(teller((WARM, "年間プランは1年に合計3か月まで", CUT_OFF)))

    assert parts == [WARM]
    assert whole.text == WARM + DRAFT.text


async def test_each_sentence_is_shown_as_soon_as_it_is_said_and_the_whole_has_the_same_id(
    tmp_path: Path,
) -> None:
    gate = Gate()
    mind = teller((WARM, "年間", gate.wait, "プランは1年に合計3か月まで休会できます。"))
    async with a_house(tmp_path, negotiator=mind, memory=Knows()) as house:
        await at(house, Autonomy.WALK)
        await house.hear(AFRAID.text)
        await first_shown(house)
        assert await shown(house) == [WARM]
        assert await house.answers() == []

        gate.open()
        await house.settled()
        assert await shown(house) == [WARM, WARM + FACT]
        (whole,) = await sent(house)
        said = await events(house.journal, "reply.said")
        assert (whole.text, whole.cut) == (WARM + FACT, False)
        assert {one.id for one in said} == {whole.id}
        assert whole.sources[-1].supports == FACT


@pytest.mark.parametrize("autonomy", [Autonomy.CRAWL, Autonomy.WALK])
async def test_of_a_step_that_waits_nothing_is_shown(tmp_path: Path, autonomy: Autonomy) -> None:
    held = DRAFT.model_copy(update={"topics": frozenset({"price"})})
    async with a_house(tmp_path, negotiator=teller((WARM, FACT), draft=held)) as house:
        await at(house, autonomy)
        await house.hear(AFRAID.text)
        await house.held()
        assert await shown(house) == []


async def test_where_an_answer_is_sent_whole_no_part_of_it_goes_ahead(tmp_path: Path) -> None:
    letter = a_message(AFRAID.text).model_copy(update={"channel": "email"})
    disclosed = DRAFT.model_copy(update={"text": "AIがお答えします。" + DRAFT.text})
    mind = teller((WARM, FACT), draft=disclosed)
    async with a_house(tmp_path, negotiator=mind, memory=Knows()) as house:
        await at(house, Autonomy.WALK)
        await house.inbox.accept(letter)
        await house.settled()
        assert await shown(house) == []


async def test_without_a_model_the_text_is_there_at_once_and_nothing_is_pretended(
    tmp_path: Path,
) -> None:
    async with a_house(tmp_path) as house:
        await at(house, Autonomy.WALK)
        await house.hear("こんにちは")
        await house.settled()
        assert await shown(house) == []
        assert len(await house.answers()) == 1


async def test_a_stopped_sentence_was_never_shown_and_the_model_goes_on_from_what_was(
    tmp_path: Path,
) -> None:
    mind = teller((WARM, CLAIM, FACT), (FACT,))
    async with a_house(tmp_path, negotiator=mind, memory=Knows()) as house:
        await at(house, Autonomy.WALK)
        await house.hear(AFRAID.text)
        await house.settled()
        assert await shown(house) == [WARM, WARM + FACT]
        assert await house.answers() == [WARM + FACT]
    again = mind._caller._client.asked[1]
    assert f"<shown>\n{WARM}\n</shown>" in again
    assert "返金" in again


async def test_a_claim_that_is_insisted_on_leaves_the_rest_to_the_owner(tmp_path: Path) -> None:
    mind = teller((WARM, CLAIM), (CLAIM,))
    async with a_house(tmp_path, negotiator=mind, memory=Knows()) as house:
        await at(house, Autonomy.WALK)
        await house.hear(AFRAID.text)
        draft = await house.held()
        assert draft.step.text == DRAFT.text
        assert [one.rule for one in draft.verdict.findings] == ["honesty.ungrounded"]
        (said,) = await sent(house)
        assert (said.text, said.cut) == (WARM, True)
        assert await shown(house) == [WARM]

        await house.desk.decide(house.choice(draft))
        assert await house.answers() == [WARM, DRAFT.text]


async def test_what_the_model_leaves_out_is_said_in_the_drafts_own_words(tmp_path: Path) -> None:
    async with a_house(tmp_path, negotiator=teller((WARM,)), memory=Knows()) as house:
        await at(house, Autonomy.WALK)
        await house.hear(AFRAID.text)
        await house.settled()
        assert await house.answers() == [WARM + DRAFT.text]


async def test_a_model_that_breaks_off_is_finished_in_the_drafts_own_words(tmp_path: Path) -> None:
    mind = teller((WARM, "年間プラン", RuntimeError("down")))
    async with a_house(tmp_path, negotiator=mind, memory=Knows()) as house:
        await at(house, Autonomy.WALK)
        await house.hear(AFRAID.text)
        await house.settled()
        assert await house.answers() == [WARM + DRAFT.text]


async def test_a_newer_message_ends_the_telling_and_what_was_read_stays_on_record(
    tmp_path: Path,
) -> None:
    gate = Gate()
    mind = teller((WARM, "年間", gate.wait), (FACT,))
    async with a_house(tmp_path, negotiator=mind, memory=Knows()) as house:
        await at(house, Autonomy.WALK)
        await house.hear(AFRAID.text)
        await first_shown(house)
        await house.hear("あと、休会もできますか")
        await house.settled()
        first, second = await sent(house)
        assert (first.text, first.cut) == (WARM, True)
        assert (second.text, second.cut) == (FACT, False)
        assert first.id != second.id
    assert f"business: {WARM}" in mind._caller._client.asked[1]


async def test_the_switch_stops_a_telling_between_two_sentences(tmp_path: Path) -> None:
    gate = Gate()
    mind = teller((WARM, "年間", gate.wait, "プランは1年に合計3か月まで休会できます。"))
    async with a_house(tmp_path, negotiator=mind, memory=Knows()) as house:
        await at(house, Autonomy.WALK)
        await house.hear(AFRAID.text)
        await first_shown(house)
        await house.desk.hold_everything(True, "owner")
        gate.open()
        draft = await house.held()
        assert (draft.held_because, draft.step.text) == (("held.everything",), DRAFT.text)
        assert await house.answers() == [WARM]
        assert await shown(house) == [WARM]


async def test_the_owner_who_takes_over_ends_the_telling(tmp_path: Path) -> None:
    gate = Gate()
    mind = teller((WARM, "年間", gate.wait))
    async with a_house(tmp_path, negotiator=mind, memory=Knows()) as house:
        await at(house, Autonomy.WALK)
        await house.hear(AFRAID.text)
        await first_shown(house)
        await house.desk.take_over("con_a", "owner")

        async def recorded() -> bool:
            return await house.answers() == [WARM]

        await until(recorded)


async def test_after_a_crash_what_was_shown_is_on_record_and_the_answer_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def killed(_: LiveStage) -> None:
        """A process that is killed has no chance to write anything."""

    monkeypatch.setattr(LiveStage, "cut", killed)
    gate = Gate()
    mind = teller((WARM, "年間", gate.wait))
    async with a_house(tmp_path, negotiator=mind, memory=Knows()) as house:
        await at(house, Autonomy.WALK)
        await house.hear(AFRAID.text)
        await first_shown(house)
        said = (await events(house.journal, "reply.said"))[0]
    monkeypatch.undo()
    async with a_house(tmp_path, negotiator=teller((FACT,)), memory=Knows()) as house:
        await house.settled()
        first, second = await sent(house)
        assert (first.id, first.text, first.cut) == (said.id, WARM, True)
        assert second.text == FACT


# ── the house's voice ────────────────────────────────────────────────────────────────────────────


async def told(mind, draft: Step = DRAFT) -> tuple[list[str], Step]:
    """Every part as it was shown, and what came of it."""
    parts: list[str] = []

    async def take(so_far: Step) -> Objection | None:
        parts.append(so_far.text)
        return None

    reading = a_reading()
    recollection: Recollection = await Knows().recollect(AFRAID, reading, None)
    brief = Brief(
        situation=AFRAID, reading=reading, owner=OwnerReading(), recollection=recollection
    )
    return parts, await mind.tell(brief, draft, take)


async def test_the_house_speaks_in_every_part_and_ends_as_it_likes():
    effects = (RuleEffect(avoid="自然"), EndingEffect(language="ja", text="またどうぞ。"))
    mind = TellingHouseVoice(teller((WARM, FACT)), lambda: effects)

    parts, whole = await told(mind)

    assert parts == [FACT]
    assert whole.text == FACT + "またどうぞ。"


# ── whatever a model says ────────────────────────────────────────────────────────────────────────

WORDS = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.sampled_from(
            [
                WARM,
                FACT,
                CLAIM,
                "いまなら1,000円です。",
                "9か月まで休会できます。",
                "a.tanaka@example.com までどうぞ。",
                "discount_limit: 10。",
                "田中さまは090-1234-5678です。",
                "三千円。",
                "。",
            ]
        ),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=150, deadline=None)
@given(WORDS, WORDS)
def test_whatever_a_model_says_nothing_is_shown_that_no_passage_states(first, second):
    parts, whole = asyncio.run(told(teller(tuple(first), tuple(second))))

    held = numbers(DRAFT.text + PAUSE.text)
    for text in (*parts, whole.text):
        assert numbers(text) <= held
        for forbidden in ("tanaka", "discount_limit", "返金", "三千", "090"):
            assert forbidden not in text
    for before, after in pairwise((*parts, whole.text)):
        assert after.startswith(before)
    assert whole.language is Language.JA
