"""What the owner teaches is heard where it fits, and nowhere else."""

from agents.minds.listener import EmbeddedListener
from agents.minds.listener.corrections import Correction, Corrections
from agents.minds.listener.lessons import Lessons
from agents.situation import Situation
from kizashi.reading import MicroIntent, Phase, Reading, Stall
from tests.agents.listener_kit import EMBEDDER, moment, vectors_of

SAID = "例の件、よろしくです"
LIKE = "例の件よろしくお願いします"
OTHERS = (
    "解約したいです",
    "How much is it?",
    "ありがとうございました！",
    "続けられるか不安です",
    "上司に確認してみます",
    "can you do it any cheaper?",
)


def taught(text: str = SAID, **labels: object) -> Correction:
    given: dict[str, object] = {"intents": (MicroIntent.KEEP,), "phase": Phase.PREPARING, **labels}
    return Correction(id="one", text=text, context=(), vector=vectors_of(text)[text], **given)  # type: ignore[arg-type]


async def read(situation: Situation, *corrections: Correction) -> Reading:
    lessons = Lessons(Corrections(corrections))

    async def taught() -> Lessons:
        return lessons

    return await EmbeddedListener(EMBEDDER, taught).read(situation)


async def test_the_corrected_message_is_read_so_from_then_on() -> None:
    before = await read(moment(SAID))
    after = await read(moment(SAID), taught(stall=Stall.TIMING, stall_corrected=True))

    assert before.first_intent != MicroIntent.KEEP
    assert (after.first_intent, after.phase) == (MicroIntent.KEEP, Phase.PREPARING)
    assert after.stall is not None and after.stall.reason is Stall.TIMING


async def test_a_similar_message_is_read_so_too_and_says_why() -> None:
    reading = await read(moment(LIKE), taught())

    assert reading.first_intent == MicroIntent.KEEP
    assert SAID in [
        one.quote for one in reading.micro_intents[0].evidence if one.source == "history"
    ]


async def test_the_rest_is_left_exactly_as_it_was() -> None:
    for text in OTHERS:
        assert await read(moment(text), taught()) == await read(moment(text))


async def test_the_last_word_on_the_same_message_counts() -> None:
    reading = await read(moment(SAID), taught(), taught(intents=(MicroIntent.DECIDE,)))

    assert reading.first_intent == MicroIntent.DECIDE


async def test_what_was_not_corrected_stays() -> None:
    before = await read(moment(SAID))
    after = await read(moment(SAID), taught(phase=None))

    assert after.temperature == before.temperature
