"""What the owner teaches is durable, hot, undone cleanly, and refused with clear words."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from agents.minds.listener import EmbeddedListener
from agents.teaching.teacher import Teacher
from kizashi import events as e
from kizashi.errors import KizashiError
from kizashi.ids import ConversationId, CorrectionId, MessageId, PersonId, ReadingId, Seq, TurnId
from kizashi.reading import MicroIntent, Phase, Reading, Stall
from kizashi.teaching import Labels
from memory.journal import Journal
from memory.kept_vectors import KeptVectors
from tests.agents.listener_kit import EMBEDDER, moment
from tests.support import a_journal, counted_ids, events

PERSON, CON = PersonId("per_a"), ConversationId("con_a")
READING = ReadingId("rdg_a")
SAID = "例の件、よろしくです"
LIKE = "例の件よろしくお願いします"
GIFT = ("プレゼント用に包んでもらえますか", "のしは付けられますか", "リボンの色を選びたい")
LATE = ("電車が遅れて15分ほど遅刻します", "少し遅れて着きます", "道が混んでいて間に合いません")


class Room:
    """A journal with one conversation in it, the Teacher, and the Listener who learns from her."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.teacher = a_teacher(journal)
        self.listener = EmbeddedListener(EMBEDDER, self.teacher.lessons)

    async def read(self, text: str) -> Reading:
        return await self.listener.read(moment(text))

    async def heard(self, text: str, message: str = "m1", reading: ReadingId = READING) -> None:
        """A message comes in and is read."""
        read = await self.read(text)
        for event in (
            e.PersonSeen(),
            e.ConversationOpened(),
            e.MessageReceived(id=MessageId(message), text=text),
            e.ReadingMade(
                id=reading,
                turn=TurnId("trn"),
                message=MessageId(message),
                covers=Seq(3),
                reading=read,
            ),
        ):
            await self.journal.append(event, person=PERSON, conversation=CON)


def a_teacher(journal: Journal) -> Teacher:
    return Teacher(journal, EMBEDDER, KeptVectors(journal.store, EMBEDDER.name), counted_ids())


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    async with a_journal(tmp_path) as journal:
        yield Room(journal)


async def code_of(act: object) -> str:
    with pytest.raises(KizashiError) as refused:
        await act  # type: ignore[misc]
    assert refused.value.message and refused.value.remedy
    return refused.value.code


# ── intents of the owner's own ───────────────────────────────────────────────────────────────────


async def test_an_intent_is_read_from_the_next_message_on(room: Room) -> None:
    asked = "贈り物なので包装してもらえますか"
    before = await room.read(asked)

    await room.teacher.define("ギフト包装", GIFT, "owner")
    await room.teacher.define("遅刻", LATE, "owner")
    after = await room.read(asked)

    assert "ギフト包装" not in [one.name for one in before.micro_intents]
    assert [one.name for one in after.micro_intents][:2] == [before.first_intent, "ギフト包装"]
    assert after.micro_intents[1].evidence[0].quote in GIFT


async def test_an_intent_that_is_removed_is_read_no_more(room: Room) -> None:
    await room.teacher.define("ギフト包装", GIFT, "owner")
    await room.teacher.remove("ギフト包装", "owner")

    (found,) = await room.teacher.classify([GIFT[0]])

    assert found.intent is None
    assert await room.teacher.intents() == ()


async def test_new_examples_take_the_place_of_the_old_ones(room: Room) -> None:
    await room.teacher.define("ギフト包装", GIFT, "owner")
    again = await room.teacher.define("ギフト包装", (*GIFT[:2], "箱に入れて"), "owner")

    (intent,) = await room.teacher.intents()

    assert again.replaced
    assert intent.examples == (*GIFT[:2], "箱に入れて")


async def test_what_another_process_taught_is_known_when_it_is_told(room: Room) -> None:
    await room.read("こんにちは")
    await a_teacher(room.journal).define("ギフト包装", GIFT, "owner")
    room.teacher.changed()

    (found,) = await room.teacher.classify([GIFT[0]])

    assert found.intent == "ギフト包装"


async def test_lessons_outlive_a_restart(room: Room) -> None:
    await room.teacher.define("ギフト包装", GIFT, "owner")

    (found,) = await a_teacher(room.journal).classify([GIFT[1]])

    assert found.intent == "ギフト包装"


async def test_a_batch_is_answered_in_its_order_and_words_are_needed(room: Room) -> None:
    await room.teacher.define("ギフト包装", GIFT, "owner")
    await room.teacher.define("遅刻", LATE, "owner")

    found = await room.teacher.classify([LATE[0], " ", GIFT[0], LATE[0]])

    assert [one.intent for one in found] == ["遅刻", None, "ギフト包装", "遅刻"]


@pytest.mark.parametrize(
    ("name", "examples", "code"),
    [
        ("", GIFT, "intent.name"),
        ("x" * 101, GIFT, "intent.name"),
        ("Decide", GIFT, "intent.built_in"),
        ("gift", (), "intent.examples"),
        ("gift", ("包んで", " "), "intent.examples"),
        ("gift", ("包んで",), "intent.one_example"),
        ("gift", ("包んで", " 包んで", "包んで "), "intent.one_example"),
        ("gift", ("包んで", "あ" * 2_001), "intent.examples"),
        ("gift", tuple(f"例{n}" for n in range(201)), "intent.examples"),
    ],
)
async def test_what_cannot_be_learned_is_refused_and_not_stored(
    room: Room, name: str, examples: tuple[str, ...], code: str
) -> None:
    assert await code_of(room.teacher.define(name, examples, "owner")) == code
    assert await events(room.journal, "intent.defined") == []


async def test_an_example_of_another_intent_is_refused(room: Room) -> None:
    await room.teacher.define("ギフト包装", GIFT, "owner")

    refused = await code_of(
        room.teacher.define("のし", (f" {GIFT[1]}", "熨斗をお願いします"), "owner")
    )

    assert refused == "intent.same_example"


async def test_an_intent_that_is_not_there_cannot_be_removed(room: Room) -> None:
    assert await code_of(room.teacher.remove("ギフト包装", "owner")) == "intent.unknown"


# ── corrected readings ───────────────────────────────────────────────────────────────────────────


async def test_a_corrected_reading_teaches_messages_like_it(room: Room) -> None:
    await room.heard(SAID)
    before = await room.read(LIKE)

    labels = Labels(
        micro_intents=("keep",), phase=Phase.PREPARING, stall=Stall.TIMING, stall_corrected=True
    )
    mended = await room.teacher.correct(READING, labels, "owner")
    after = await room.read(LIKE)

    assert mended.reading.first_intent == MicroIntent.KEEP
    assert mended.reading.correction == mended.correction
    assert (mended.reading.temperature, mended.reading.micro_intents[0].confidence) == (60, 1)
    assert before.first_intent != MicroIntent.KEEP
    assert after.first_intent == MicroIntent.KEEP
    assert after.stall is not None and after.stall.reason is Stall.TIMING


async def test_a_correction_can_be_undone_and_everything_is_as_before(room: Room) -> None:
    await room.heard(SAID)
    before = await room.read(SAID)
    mended = await room.teacher.correct(READING, Labels(phase=Phase.DECIDING), "owner")

    undone = await room.teacher.undo(mended.correction, "owner")

    assert undone.reading == before == await room.read(SAID)
    assert await room.teacher.corrections() == ()
    kinds = [len(await events(room.journal, kind)) for kind in _TEACHING]
    assert kinds == [1, 1]


_TEACHING = ("reading.corrected", "correction.undone")


async def test_undoing_one_of_two_leaves_the_other(room: Room) -> None:
    await room.heard(SAID)
    first = await room.teacher.correct(READING, Labels(phase=Phase.DECIDING), "owner")
    second = await room.teacher.correct(READING, Labels(phase=Phase.DORMANT), "owner")

    undone = await room.teacher.undo(second.correction, "owner")

    assert undone.reading == first.reading
    assert [one.id for one in await room.teacher.corrections(CON)] == [first.correction]


async def test_a_message_corrected_to_an_own_intent_is_an_example_of_it(room: Room) -> None:
    await room.heard(SAID)
    await room.teacher.define("ギフト包装", GIFT, "owner")
    await room.teacher.define("遅刻", LATE, "owner")

    await room.teacher.correct(READING, Labels(micro_intents=("遅刻",)), "owner")
    (found,) = await room.teacher.classify([SAID])

    assert found.intent == "遅刻"
    assert found.like == SAID


async def test_a_reading_is_found_by_its_message(room: Room) -> None:
    await room.heard(SAID)

    assert await room.teacher.reading_of(CON, MessageId("m1")) == READING
    gone = room.teacher.reading_of(CON, MessageId("m9"))
    assert await code_of(gone) == "correction.message_gone"


@pytest.mark.parametrize(
    ("labels", "code"),
    [
        (Labels(), "correction.empty"),
        (Labels(micro_intents=("dance",)), "correction.intent_unknown"),
    ],
)
async def test_a_correction_that_says_nothing_known_is_refused(
    room: Room, labels: Labels, code: str
) -> None:
    await room.heard(SAID)

    assert await code_of(room.teacher.correct(READING, labels, "owner")) == code


async def test_a_reading_or_correction_that_is_not_there_is_named(room: Room) -> None:
    labels = Labels(phase=Phase.DORMANT)

    unknown = await code_of(room.teacher.correct(ReadingId("rdg_x"), labels, "owner"))
    undone = await code_of(room.teacher.undo(CorrectionId("cor_x"), "owner"))

    assert (unknown, undone) == ("correction.reading_unknown", "correction.unknown")


async def test_a_correction_of_a_message_that_is_gone_is_a_clear_error(room: Room) -> None:
    await room.heard(SAID)
    await room.journal.store.write(
        lambda c: c.exec_driver_sql("DELETE FROM messages WHERE id = 'm1'")
    )

    gone = room.teacher.correct(READING, Labels(phase=Phase.DORMANT), "owner")

    assert await code_of(gone) == "correction.message_gone"
