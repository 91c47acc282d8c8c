"""Questions that found no answer: collected once, together with those alike, until dealt with."""

import pytest

from kizashi.errors import NotFound
from kizashi.events import ConversationOpened, MessageReceived, PersonSeen, TurnFinished
from kizashi.ids import ConversationId, MessageId, PersonId, Seq, TurnId
from kizashi.language import Bilingual, Language
from kizashi.step import Step, StepKind
from memory.journal import Journal
from memory.unanswered.book import Unanswered
from tests.memory.hashing import HashingEmbedder
from tests.support import a_journal


@pytest.fixture
async def journal(tmp_path):
    async with a_journal(tmp_path) as opened:
        yield opened


async def asked(journal: Journal, id_: str, text: str, *, known: bool = False, turns: int = 1):
    where = {"person": PersonId(f"p-{id_}"), "conversation": ConversationId(f"c-{id_}")}
    step = Step(
        kind=StepKind.SAY,
        text="I will find out.",
        language=Language.EN,
        reason=Bilingual(ja="理由", en="why"),
        admits_unknown=not known,
    )
    await journal.append(PersonSeen(), **where)
    await journal.append(ConversationOpened(), **where)
    said = await journal.append(MessageReceived(id=MessageId(id_), text=text), **where)
    for turn in range(turns):
        finished = TurnFinished(
            turn=TurnId(f"t-{id_}-{turn}"), covers=Seq(said.seq), outcome="held", step=step
        )
        await journal.append(finished, **where)


def book(journal: Journal) -> Unanswered:
    return Unanswered(journal, HashingEmbedder())


async def test_only_what_was_not_known_is_collected_and_once(journal):
    await asked(journal, "m1", "Is there a lift?", turns=2)
    await asked(journal, "m2", "When do you open?", known=True)

    assert [one.text for one in await book(journal).open()] == ["Is there a lift?"]


async def test_questions_that_ask_the_same_come_once_and_first(journal):
    await asked(journal, "m1", "May I bring my dog along?")
    await asked(journal, "m2", "May we bring a dog along?")
    await asked(journal, "m3", "Is there a lift?")

    first, second = await book(journal).open()

    assert (first.text, first.alike) == ("May we bring a dog along?", ("m2", "m1"))
    assert second.alike == ("m3",)


async def test_what_the_owner_dealt_with_is_off_the_list(journal):
    await asked(journal, "m1", "May I bring my dog along?")
    await asked(journal, "m2", "May we bring a dog along?")

    await book(journal).close(MessageId("m1"), "owner")

    assert await book(journal).open() == ()
    with pytest.raises(NotFound):
        await book(journal).close(MessageId("m1"), "owner")
