"""What each event means for the tables that are read."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from kizashi import events as e
from kizashi.counsel import Counsel, Paragraph, Whisper
from kizashi.deliberation import Contribution
from kizashi.draft import Draft, DraftStatus
from kizashi.errors import KizashiError
from kizashi.events import EVENT, Event
from kizashi.facts import Fact, FactCorrected, FactKind, FactRemoved, FactsNoted
from kizashi.identity import (
    DeviceShared,
    Identifier,
    IdentifierKind,
    MergeDeclined,
    PeopleMerged,
    PeopleSplit,
    PersonDescribed,
    PersonIdentified,
)
from kizashi.ids import (
    ConversationId,
    CorrectionId,
    DocumentId,
    DraftId,
    FactId,
    FileId,
    KeyId,
    MailingId,
    MemoryId,
    MergeId,
    MessageId,
    PassageId,
    PersonId,
    ReadingId,
    RightsRequestId,
    Seq,
    TurnId,
)
from kizashi.knowledge import CatalogueItem, Passage
from kizashi.language import Bilingual, Language
from kizashi.mail import TranscriptAsked, TranscriptFailed, TranscriptMailed
from kizashi.parts import FileCard
from kizashi.proposals import Preferences, Proposal, RuleEffect
from kizashi.reading import IntentReading, OwnerReading, Phase, Reading
from kizashi.rights import (
    Erased,
    RightsBegun,
    RightsCancelled,
    RightsCompleted,
    RightsRequested,
    RightsType,
)
from kizashi.sign import SignKind, SignSeen
from kizashi.signal import Behaviour, Speaker
from kizashi.step import Step, StepKind
from kizashi.teaching import (
    CorrectionUndone,
    IntentDefined,
    IntentRemoved,
    Labels,
    OwnIntent,
    ReadingCorrected,
)
from kizashi.unanswered import QuestionClosed
from kizashi.verdict import Decision, Verdict
from memory import schema as t
from memory.journal import Journal
from memory.projections import _PROJECTIONS
from tests.support import NOON, HandClock, a_journal, everything, replayed, tables

PERSON, CON = PersonId("per_a"), ConversationId("con_a")
COUNSEL = Counsel(kind="week", language="ja", paragraphs=(Paragraph(text="はい"),))
PROPOSAL = Proposal(id="prp", key="rule:x", effect=RuleEffect(avoid="x"), at=NOON)
READING = Reading(
    language=Language.EN,
    micro_intents=(IntentReading(name="explore", confidence=0.8),),
    temperature=60,
    phase=Phase.PREPARING,
    stall=None,
    sway=0.2,
    mind="test",
)
STEP = Step(
    kind=StepKind.SAY, text="はい。", language=Language.JA, reason=Bilingual(ja="理由", en="why")
)


def received(id_: str = "m1", text: str = "こんにちは") -> e.MessageReceived:
    return e.MessageReceived(id=MessageId(id_), text=text)


def sent(id_: str = "s1", speaker: Speaker = Speaker.AI) -> e.MessageSent:
    return e.MessageSent(id=MessageId(id_), speaker=speaker, text="はい。")


def held(id_: str = "drf_1", version: int = 3) -> e.DraftHeld:
    draft = Draft(
        id=DraftId(id_),
        conversation=CON,
        person=PERSON,
        version=Seq(version),
        step=STEP,
        verdict=Verdict(decision=Decision.SEND),
        reading=None,
        held_because=("held.autonomy.crawl",),
        answers="こんにちは",
        created_at=HandClock().now(),
    )
    return e.DraftHeld(draft=draft)


def a_fact(id_: str, home: str) -> Fact:
    return Fact(
        id=FactId(id_),
        kind=FactKind.ABOUT,
        subject="customer",
        slot="home",
        value=home,
        quote=f"I live in {home}.",
        source="m1",
        confidence=0.9,
    )


def decided(status: DraftStatus, id_: str = "drf_1") -> e.DraftDecided:
    return e.DraftDecided(draft=DraftId(id_), status=status, by="owner")


def learned(*passages: str) -> e.DocumentLearned:
    return e.DocumentLearned(
        document=DocumentId("faq.md"),
        digest="d",
        passages=tuple(
            Passage(
                id=PassageId(f"p_{text}"), document=DocumentId("faq.md"), text=text, position=place
            )
            for place, text in enumerate(passages)
        ),
        catalogue=(
            CatalogueItem(
                names=("体験",), passage=PassageId("p_a"), document=DocumentId("faq.md"), stock=2
            ),
        ),
    )


class Life:
    """Events of one conversation, appended one after another."""

    def __init__(self, journal: Journal, clock: HandClock) -> None:
        self.journal = journal
        self.clock = clock

    async def goes(self, *events: Event) -> None:
        for event in events:
            self.clock.move(1)
            await self.journal.append(event, person=PERSON, conversation=CON)

    async def rows(self, table: Any) -> list[Any]:
        async with self.journal.store.reader.connect() as connection:
            return list((await connection.execute(table.select())).all())

    async def conversation(self) -> Any:
        (row,) = await self.rows(t.conversations)
        return row


@pytest.fixture
async def life(tmp_path: Path) -> AsyncIterator[Life]:
    clock = HandClock()
    async with a_journal(tmp_path, clock) as journal:
        begun = Life(journal, clock)
        await begun.goes(e.PersonSeen(language="ja"), e.ConversationOpened())
        yield begun


def test_every_kind_of_event_has_its_projection() -> None:
    schema = EVENT.json_schema()
    assert set(_PROJECTIONS) == set(schema["discriminator"]["mapping"])


async def test_a_message_wants_an_answer_from_its_seq_on(life: Life) -> None:
    await life.goes(received())
    row = await life.conversation()
    assert (row.version, row.answered, row.unread) == (3, 0, 1)
    assert (row.last_text, row.last_speaker) == ("こんにちは", "customer")
    assert row.waiting_since == row.last_at == life.clock.now()


async def test_who_waits_has_waited_since_their_first_unanswered_message(life: Life) -> None:
    await life.goes(received("m1"))
    since = life.clock.now()
    await life.goes(received("m2"), received("m3"))
    row = await life.conversation()
    assert (row.waiting_since, row.version, row.unread) == (since, 5, 3)


async def test_an_answer_ends_the_waiting(life: Life) -> None:
    await life.goes(received(), sent())
    row = await life.conversation()
    assert (row.waiting_since, row.last_speaker) == (None, "ai")


async def test_a_finished_turn_answers_what_it_covers(life: Life) -> None:
    await life.goes(received(), e.TurnFinished(turn=TurnId("trn"), covers=Seq(3), outcome="held"))
    row = await life.conversation()
    assert (row.answered, row.version) == (3, 3)
    assert row.waiting_since is not None


@pytest.mark.parametrize("outcome", ["waited", "silent"])
async def test_a_turn_that_leaves_nothing_to_say_ends_the_waiting(life: Life, outcome: Any) -> None:
    await life.goes(received(), e.TurnFinished(turn=TurnId("trn"), covers=Seq(3), outcome=outcome))
    assert (await life.conversation()).waiting_since is None


async def test_the_owners_own_words_answer_everything(life: Life) -> None:
    await life.goes(received("m1"), received("m2"), sent(speaker=Speaker.OWNER))
    row = await life.conversation()
    assert row.answered == row.version == 4


@pytest.mark.parametrize(
    ("status", "version"), [("approved", 3), ("superseded", 3), ("rejected", 5)]
)
async def test_a_decided_draft_is_no_longer_held_and_only_a_rejected_one_is_wanted_anew(
    life: Life, status: str, version: int
) -> None:
    await life.goes(received(), held())
    assert (await life.conversation()).held_draft == "drf_1"
    await life.goes(decided(DraftStatus(status)))
    row = await life.conversation()
    assert (row.held_draft, row.version) == (None, version)
    (draft,) = await life.rows(t.drafts)
    assert (draft.status, draft.decided_by) == (status, "owner")
    assert draft.decided_at == life.clock.now()


async def test_handing_back_wants_a_turn_only_for_somebody_who_waits(life: Life) -> None:
    over, back = e.ConversationTakenOver(by="owner"), e.ConversationHandedBack(by="owner")
    await life.goes(received(), over, back)
    assert (await life.conversation()).version == 5
    await life.goes(over, sent(speaker=Speaker.OWNER), back)
    row = await life.conversation()
    assert (row.version, row.answered, row.mode) == (5, 5, "agents")


async def test_a_reading_belongs_to_the_conversation_and_tells_the_persons_language(
    life: Life,
) -> None:
    await life.goes(
        received(),
        e.ReadingMade(
            id=ReadingId("rdg"),
            turn=TurnId("trn"),
            message=MessageId("m1"),
            covers=Seq(3),
            reading=READING,
        ),
    )
    assert (await life.conversation()).reading == "rdg"
    (person,) = await life.rows(t.people)
    assert person.language == "en"


async def test_a_person_who_is_seen_again_keeps_their_first_day_and_tells_more(
    life: Life,
) -> None:
    (before,) = await life.rows(t.people)
    await life.goes(e.PersonSeen(name="佐藤"))
    (after,) = await life.rows(t.people)
    assert (after.first_seen, after.language, after.name) == (before.first_seen, "ja", "佐藤")


async def test_what_is_said_is_remembered_line_by_line(life: Life) -> None:
    await life.goes(received(), sent())
    lines = await life.rows(t.memory_lines)
    assert [(line.speaker, line.text) for line in lines] == [
        ("customer", "こんにちは"),
        ("business", "はい。"),
    ]


async def test_a_document_that_is_learned_again_keeps_the_vectors_of_what_stayed(
    life: Life,
) -> None:
    await life.goes(learned("a", "b"))
    await life.journal.store.write(
        lambda c: c.execute(t.passages.update().values(vector=b"v", embedder="x"))
    )
    await life.goes(learned("b", "c"))
    passages = {row.id: row.vector for row in await life.rows(t.passages)}
    assert passages == {"p_b": b"v", "p_c": None}
    await life.goes(e.DocumentForgotten(document=DocumentId("faq.md")))
    assert await life.rows(t.passages) == []
    assert await life.rows(t.catalogue_items) == []
    assert await life.rows(t.documents) == []


def corrected(id_: str, phase: Phase) -> ReadingCorrected:
    return ReadingCorrected(
        id=CorrectionId(id_),
        corrects=ReadingId("rdg"),
        message=MessageId("m1"),
        text="こんにちは",
        said="",
        labels=Labels(phase=phase),
        reading=READING.model_copy(update={"phase": phase, "temperature": float(phase)}),
        by="owner",
    )


async def test_a_corrected_reading_is_shown_so_and_how_it_was_read_first_is_kept(
    life: Life,
) -> None:
    made = e.ReadingMade(
        id=ReadingId("rdg"),
        turn=TurnId("trn"),
        message=MessageId("m1"),
        covers=Seq(3),
        reading=READING,
    )
    await life.goes(received("m1"), made, corrected("c1", Phase.DECIDING))
    (row,) = await life.rows(t.readings)
    assert (row.temperature, row.body["phase"]) == (100.0, 100)
    assert row.as_read == READING.model_dump(mode="json")


async def test_an_event_of_a_conversation_that_names_none_is_refused(life: Life) -> None:
    head = life.journal.head
    with pytest.raises(ValueError, match=r"message\.received needs a conversation"):
        await life.journal.append(received(), person=PERSON)
    assert life.journal.head == head


async def test_a_message_id_that_is_taken_is_refused(life: Life) -> None:
    await life.goes(received("m1"))
    with pytest.raises(KizashiError):
        await life.goes(received("m1"))
    assert (await life.conversation()).unread == 1


async def test_replaying_every_kind_of_event_gives_the_same_tables(life: Life) -> None:
    await life.goes(
        received("m1"),
        e.FileStored(
            file=FileCard(id=FileId("fil"), name="器.png", media_type="image/png", size=7),
            digest="d",
            by="customer",
        ),
        e.BehaviourObserved(id=MessageId("b1"), behaviour=Behaviour(event="page")),
        e.ReadingMade(
            id=ReadingId("rdg"), turn=TurnId("trn"), message=None, covers=Seq(3), reading=READING
        ),
        e.OwnerRead(reading=OwnerReading()),
        e.ModelUsed(
            agent="listener", model="m", asked=9, answered=3, seconds=0.5, ended="answered"
        ),
        held(),
        decided(DraftStatus.REJECTED),
        sent(),
        e.TurnFinished(turn=TurnId("trn"), covers=Seq(8), outcome="sent", step=STEP),
        received("m2"),
        e.ConversationSeen(by="owner", seq=Seq(4)),
        e.ConversationSnoozed(until=NOON, by="owner"),
        e.CoachAsked(id="ask", text="今週は？", language="ja"),
        e.CoachAnswered(asked="ask", counsel=COUNSEL),
        e.CoachNoticed(intent="care", counsel=COUNSEL),
        e.CoachWhispered(covers=Seq(4), whisper=Whisper(words="はい", language="ja")),
        e.ProposalMade(proposal=PROPOSAL),
        e.ProposalDecided(proposal="prp", decision="accepted", by="owner"),
        e.PreferencesSet(preferences=Preferences(), by="owner"),
        e.DeliberationBegun(id="dlb", version=Seq(4), language="ja", by="owner"),
        e.DeliberationSaid(deliberation="dlb", contribution=Contribution(speaker="coach", round=1)),
        e.DeliberationEnded(deliberation="dlb", ended="stopped", by="owner"),
        e.ReplySaid(id=MessageId("m4"), turn=TurnId("t4"), text="はい、"),
        TranscriptAsked(mailing=MailingId("mai"), address="a@example.jp", language=Language.JA),
        TranscriptMailed(mailing=MailingId("mai")),
        TranscriptFailed(mailing=MailingId("mai"), code="mail.refused"),
        e.PersonRequested(message=MessageId("m1")),
        e.ConversationTakenOver(by="owner"),
        e.ConversationHandedBack(by="owner"),
        e.AutonomySet(autonomy="run", by="owner"),
        e.AutonomyScoped(scope="topic", name="price", autonomy="crawl", by="owner"),
        e.AutonomyScoped(scope="kind", name="ask", autonomy="run", by="owner"),
        e.AutonomyScoped(scope="topic", name="price", autonomy=None, by="owner"),
        e.EverythingHeld(on=True, by="owner"),
        e.EverythingHeld(on=False, by="owner"),
        e.ConsentGiven(purpose="marketing", words="はい", method="form", by="shop"),
        e.ConsentWithdrawn(method="message", by="customer"),
        e.PoliciesInForce(version="v", rules="r", product="0.1.0", content={"a": {"b": 1}}),
        e.ClockSetBack(latest=HandClock().now()),
        e.ClockAccepted(by="owner"),
        e.AuditBroken(record=Seq(1), reason="content"),
        e.AuditAccepted(records=(Seq(1),), reason="restored", by="owner"),
        e.RecordsErased(records=((Seq(1), "d"),), reason="person", by="owner"),
        e.MemoriesAdded(
            items=(e.RememberedLine(id=MemoryId("l1"), speaker="customer", text="昔の話"),)
        ),
        FactsNoted(covers=Seq(1), facts=(a_fact("f1", "Leeds"),)),
        FactsNoted(covers=Seq(2), facts=(a_fact("f2", "York"), a_fact("f2", "York"))),
        FactCorrected(fact=FactId("f2"), quote="York, near the river", by="owner"),
        FactRemoved(fact=FactId("f2"), by="customer"),
        QuestionClosed(questions=(MessageId("m1"),), by="owner"),
        learned("a"),
        learned("b"),
        e.DocumentForgotten(document=DocumentId("other.md")),
        e.KeyCreated(key=KeyId("key_1"), name="shop", scopes=("read",), digest="d"),
        e.KeyRevoked(key=KeyId("key_1")),
        PersonIdentified(identifier=Identifier(kind=IdentifierKind.USER, value="u1"), by="k"),
        PersonDescribed(traits={"city": "Kyoto", "age": None}, by="k"),
        PeopleMerged(merge=MergeId("mrg"), people=(PERSON, PERSON), because="owner", by="owner"),
        PeopleSplit(merge=MergeId("mrg"), because="owner", by="owner"),
        DeviceShared(),
        MergeDeclined(people=(PERSON, PersonId("per_b")), by="owner"),
        RightsRequested(request=RightsRequestId("dsr"), type=RightsType.ERASURE, by="owner"),
        RightsBegun(request=RightsRequestId("dsr")),
        RightsCancelled(request=RightsRequestId("dsr"), by="owner"),
        RightsCompleted(request=RightsRequestId("dsr")),
        Erased(was="message.received"),
        IntentDefined(intent=OwnIntent(name="gift", examples=("包んで", "のし", "包んで")), by="o"),
        IntentDefined(intent=OwnIntent(name="gift", examples=("リボン", "箱に")), by="o"),
        IntentDefined(intent=OwnIntent(name="late", examples=("遅れます", "遅刻")), by="o"),
        IntentRemoved(name="late", by="o"),
        SignSeen(because=(SignKind.FORM_LEFT,), strength=0.7),
        corrected("cor_1", Phase.PREPARING),
        corrected("cor_2", Phase.DECIDING),
        CorrectionUndone(
            id=CorrectionId("cor_2"), corrects=ReadingId("rdg"), reading=READING, by="o"
        ),
    )
    recorded = await everything(life.journal)
    assert {one.event.kind for one in recorded} == set(_PROJECTIONS)
    assert replayed(recorded) == await life.journal.store.write(tables)
