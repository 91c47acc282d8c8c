"""A reading explains itself: words, behaviour, lessons, similar earlier moments, how sure."""

from pathlib import Path

import pytest

from agents.situation import Situation
from kizashi.errors import NotFound
from kizashi.explained import Sureness, because_of, sureness_of
from kizashi.ids import ConversationId, ReadingId
from kizashi.reading import Evidence, IntentReading, Reading, Stall, StallReading
from memory.alike import explained
from memory.outbox import Outbox
from tests.agents.listener_kit import EMBEDDER
from tests.rooms import House, MadeUpListener, a_house, a_reading

WORDS = Evidence(source="text", quote="続けられるか不安", start=3, end=11)
FORM = Evidence(source="behaviour", quote="form_close")
LIKE = Evidence(source="history", quote="不安です")


def test_what_speaks_for_several_things_is_told_once() -> None:
    reading = a_reading().model_copy(
        update={
            "micro_intents": (
                IntentReading(name="fear_failure", confidence=0.8, evidence=(WORDS, FORM)),
                IntentReading(name="keep", confidence=0.4, evidence=(LIKE,)),
            ),
            "stall": StallReading(reason=Stall.RISK, confidence=0.7, evidence=(WORDS,)),
        }
    )

    found = [(one.kind, one.quote, one.speaks_for) for one in because_of(reading)]

    assert found == [
        ("words", WORDS.quote, ("fear_failure", "risk")),
        ("behaviour", "form_close", ("fear_failure",)),
        ("lesson", "不安です", ("keep",)),
    ]


@pytest.mark.parametrize(
    ("confidence", "word"), [(0.9, "sure"), (0.75, "sure"), (0.6, "likely"), (0.2, "guess")]
)
def test_how_sure_is_a_word(confidence: float, word: Sureness) -> None:
    intents = (IntentReading(name="explore", confidence=confidence),)

    assert sureness_of(a_reading().model_copy(update={"micro_intents": intents})) == word


async def reading_of(house: House, conversation: str) -> ReadingId:
    detail = await house.conversations.detail(ConversationId(conversation))
    found = detail.messages[0].reading_id
    assert found is not None
    return found


async def test_a_similar_earlier_moment_is_named_with_how_it_went_on(tmp_path: Path) -> None:
    async def read(situation: Situation) -> Reading:
        return a_reading(90.0 if "不安" in situation.text else 30.0)

    async with a_house(tmp_path, listener=MadeUpListener(read)) as house:
        await house.hear("年間プランを続けられるか不安です", "con_a")
        await house.desk.decide(house.choice(await house.held("con_a")))
        await house.hear("駐車場はありますか", "con_b")
        await house.held("con_b")
        await house.hear("年間プラン、続けられるかちょっと不安です", "con_c")
        await house.held("con_c")
        await Outbox(house.journal.store, house.journal.workspace, EMBEDDER).fill()
        asked, workspace = await reading_of(house, "con_c"), house.journal.workspace

        found = await house.journal.store.read(lambda c: explained(c, workspace, asked))

    (alike,) = found.alike
    assert alike.conversation == "con_a"
    assert (alike.temperature, alike.first_intent) == (90, "explore")
    assert alike.answer is not None and "不安" in alike.answer
    assert 0.5 < alike.likeness <= 1


async def test_a_reading_that_is_not_there_is_named(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        workspace = house.journal.workspace
        with pytest.raises(NotFound) as refused:
            await house.journal.store.read(lambda c: explained(c, workspace, ReadingId("rdg_x")))
    assert refused.value.code == "reading.unknown"
