"""Moments: a step begins one, the next reading settles it, and others like it are found."""

import pytest

from kizashi.events import (
    ConversationOpened,
    MessageReceived,
    MessageSent,
    PersonSeen,
    ReadingMade,
)
from kizashi.ids import ConversationId, MessageId, PersonId, ReadingId, Seq, TurnId
from kizashi.language import Bilingual, Language
from kizashi.reading import IntentReading, Reading, Stall, StallReading, phase_at
from kizashi.signal import Speaker
from kizashi.step import Step, StepKind
from memory.journal import Journal
from memory.moments.book import MomentBook
from memory.moments.words import in_words
from memory.outbox import Outbox
from tests.memory.hashing import HashingEmbedder
from tests.support import a_journal

WORRIED = "I am afraid I will give up after a month."


def read(temperature: float, stall: Stall | None = None, intent: str = "explore") -> Reading:
    return Reading(
        language=Language.EN,
        micro_intents=(IntentReading(name=intent, confidence=0.8),),
        temperature=temperature,
        phase=phase_at(temperature),
        stall=StallReading(reason=stall, confidence=0.8) if stall else None,
        sway=0.2,
        mind="test",
    )


class Talk:
    """A conversation of one person, event by event."""

    def __init__(self, journal: Journal, name: str) -> None:
        self.journal = journal
        self.name = name
        self._count = 0

    async def heard(self, text: str, reading: Reading) -> None:
        self._count += 1
        message = MessageId(f"{self.name}-{self._count}")
        if self._count == 1:
            await self._put(PersonSeen())
            await self._put(ConversationOpened())
        await self._put(MessageReceived(id=message, text=text))
        await self._put(
            ReadingMade(
                id=ReadingId(f"r-{message}"),
                turn=TurnId(f"t-{message}"),
                message=message,
                covers=Seq(self.journal.head),
                reading=reading,
            )
        )

    async def answered(self, kind: StepKind = StepKind.OFFER) -> None:
        step = Step(
            kind=kind, text="Try one.", language=Language.EN, reason=Bilingual(ja="理由", en="why")
        )
        message = MessageId(f"{self.name}-a{self._count}")
        await self._put(MessageSent(id=message, speaker=Speaker.AI, text="Try one.", step=step))

    async def _put(self, event) -> None:
        await self.journal.append(
            event, person=PersonId(self.name), conversation=ConversationId(f"con-{self.name}")
        )


@pytest.fixture
async def journal(tmp_path):
    async with a_journal(tmp_path) as opened:
        yield opened


async def like(journal: Journal, text: str, reading: Reading, but: str | None = None):
    embedder = HashingEmbedder()
    await Outbox(journal.store, journal.workspace, embedder).fill()
    book = MomentBook(journal.store, journal.workspace, embedder.name)
    [vector] = await embedder.queries([text])
    return await book.like(vector, reading, 10, but=PersonId(but) if but else None)


@pytest.mark.parametrize(
    ("after", "outcome"),
    [
        (read(97), "moved_on"),
        (read(90), "stayed"),
        (read(60), "fell"),
        (read(100, intent="decide"), "moved_on"),
        (read(0, intent="leave"), "fell"),
    ],
)
async def test_the_next_reading_tells_what_became_of_a_step(journal, after, outcome):
    talk = Talk(journal, "aya")
    await talk.heard(WORRIED, read(90, Stall.RISK))
    await talk.answered()
    await talk.heard("I see.", after)

    [moment] = await like(journal, WORRIED, read(90, Stall.RISK))

    assert (moment.step_kind, moment.outcome) == ("offer", outcome)
    assert (moment.temperature, moment.after) == (90, after.temperature)


async def test_a_moment_is_told_in_words(journal):
    talk = Talk(journal, "aya")
    await talk.heard(WORRIED, read(90, Stall.RISK))
    await talk.answered()
    await talk.heard("I see.", read(97))

    [moment] = await like(journal, WORRIED, read(90, Stall.RISK))

    assert in_words(moment, Language.EN) == (
        "hesitating, held back by fear of failing: “offer”, and they moved on"
    )
    assert in_words(moment, Language.JA) == (
        "ためらい（失敗の不安）のとき「提案する」→ 前に進みました"
    )


async def test_a_step_without_a_word_since_is_told_as_unknown(journal):
    talk = Talk(journal, "aya")
    await talk.heard(WORRIED, read(90, Stall.RISK))
    await talk.answered()

    [moment] = await like(journal, WORRIED, read(90, Stall.RISK))

    assert (moment.outcome, moment.after) == ("unknown", None)


async def test_of_two_steps_in_a_row_the_last_one_is_settled(journal):
    talk = Talk(journal, "aya")
    await talk.heard(WORRIED, read(90, Stall.RISK))
    await talk.answered(StepKind.OFFER)
    talk._count += 10
    await talk.answered(StepKind.ASK)
    await talk.heard("I see.", read(100))

    moments = await like(journal, WORRIED, read(90, Stall.RISK))

    assert {one.step_kind: one.outcome for one in moments} == {
        "offer": "unknown",
        "ask": "moved_on",
    }


async def test_what_is_not_alike_is_not_brought_back(journal):
    talk = Talk(journal, "aya")
    await talk.heard("What are your opening hours?", read(30))
    await talk.answered(StepKind.SAY)

    assert await like(journal, WORRIED, read(90, Stall.RISK)) == ()


async def test_moments_of_the_same_person_are_left_out(journal):
    for name in ("aya", "ben"):
        talk = Talk(journal, name)
        await talk.heard(WORRIED, read(90, Stall.RISK))
        await talk.answered()

    found = await like(journal, WORRIED, read(90, Stall.RISK), but="aya")

    assert [one.conversation for one in found] == ["con-ben"]


async def test_a_book_that_is_open_hears_what_comes(journal):
    embedder, talk = HashingEmbedder(), Talk(journal, "aya")
    book = MomentBook(journal.store, journal.workspace, embedder.name)
    [vector] = await embedder.queries([WORRIED])
    await talk.heard(WORRIED, read(90, Stall.RISK))
    await talk.answered()
    before = await book.like(vector, read(90, Stall.RISK), 5)
    await Outbox(journal.store, journal.workspace, embedder).fill()
    await talk.heard("Yes, gladly.", read(100, intent="decide"))

    [after] = await book.like(vector, read(90, Stall.RISK), 5)

    assert [one.outcome for one in before] in ([], ["unknown"])
    assert after.outcome == "moved_on"
