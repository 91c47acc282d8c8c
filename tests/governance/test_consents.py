"""What a person allows is recorded with its proof, and holds at once on every channel."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from agents.minds.coach import EmbeddedCoach
from agents.situation import Brief, OwnerActs, Situation
from agents.turn import Minds, Turn
from kizashi.autonomy import Autonomy
from kizashi.consent import Consents, Contact
from kizashi.draft import Draft
from kizashi.errors import Conflict
from kizashi.events import (
    AutonomySet,
    ConsentGiven,
    ConsentWithdrawn,
    ConversationOpened,
    DraftHeld,
    MessageSent,
    PersonSeen,
)
from kizashi.identity import PeopleMerged, PeopleSplit
from kizashi.ids import ConversationId, DraftId, MergeId, MessageId, PersonId, Seq
from kizashi.sign import SignKind, SignSeen
from kizashi.signal import Speaker
from kizashi.step import Step, StepKind
from kizashi.verdict import Decision, Verdict
from memory.consents import ConsentBook, contact_in, with_sent
from memory.journal import Journal, Ledger
from tests.governance.kit import a_business
from tests.rooms import (
    MadeUpListener,
    MadeUpNegotiator,
    NoMemory,
    a_house,
    a_message,
    a_step,
    an_observation,
    packaged_policies,
)
from tests.support import NOON, HandClock, a_journal, events, everything, replayed, tables

PERSON, CON, OTHER = PersonId("per_a"), ConversationId("con_a"), ConversationId("con_o")


def given(purpose: str = "marketing", channel: str | None = None) -> ConsentGiven:
    return ConsentGiven(
        purpose=purpose,
        channel=channel,
        words="新しいお知らせをメールで受け取ります。",
        method="form",
        by="website",
    )


def withdrawn(purpose: str | None = None, channel: str | None = None) -> ConsentWithdrawn:
    return ConsentWithdrawn(purpose=purpose, channel=channel, method="widget", by="customer")


async def after(folder: Path, *words: ConsentGiven | ConsentWithdrawn) -> Consents:
    """What holds after a person said these things."""
    async with a_journal(folder) as journal:
        return await ConsentBook(journal).record(PERSON, words)


# ── what holds ───────────────────────────────────────────────────────────────────────────────────


async def test_a_consent_is_for_its_purpose_only(tmp_path: Path) -> None:
    consents = await after(tmp_path, given("marketing"))
    assert consents.allows("marketing", "email")
    assert not consents.allows("tracking", "email")


async def test_a_consent_for_one_channel_is_none_for_another(tmp_path: Path) -> None:
    consents = await after(tmp_path, given("marketing", "email"))
    assert consents.allowed("email") == {"marketing"}
    assert consents.allowed("line") == frozenset()


async def test_without_a_word_nothing_is_allowed_and_nothing_refused(tmp_path: Path) -> None:
    consents = Consents(person=PERSON)
    assert not consents.allows("marketing", "email")
    assert not consents.opted_out("email")


async def test_an_opt_out_ends_every_purpose_on_every_channel(tmp_path: Path) -> None:
    consents = await after(tmp_path, given("marketing"), given("contact", "email"), withdrawn())
    assert consents.allowed("email") == frozenset()
    assert consents.opted_out("email") and consents.opted_out("line")


async def test_an_opt_out_of_one_channel_leaves_the_others(tmp_path: Path) -> None:
    consents = await after(tmp_path, given("marketing"), withdrawn(channel="email"))
    assert consents.opted_out("email") and not consents.allows("marketing", "email")
    assert not consents.opted_out("line") and consents.allows("marketing", "line")


async def test_who_agrees_again_after_an_opt_out_allows_that_and_no_more(tmp_path: Path) -> None:
    consents = await after(tmp_path, given("tracking"), withdrawn(), given("marketing"))
    assert consents.allowed("email") == {"marketing"}
    assert not consents.opted_out("email")


async def test_withdrawing_one_purpose_leaves_the_other(tmp_path: Path) -> None:
    consents = await after(tmp_path, given("tracking"), given("marketing"), withdrawn("tracking"))
    assert consents.allowed("email") == {"marketing"}
    assert not consents.opted_out("email")


# ── the proof ────────────────────────────────────────────────────────────────────────────────────


async def test_the_proof_says_who_when_how_and_to_which_words(tmp_path: Path) -> None:
    earlier = NOON - timedelta(days=3)
    async with a_journal(tmp_path) as journal:
        book = ConsentBook(journal)
        await book.record(PERSON, (given().model_copy(update={"given_at": earlier}),))
        await book.record(PERSON, (withdrawn("marketing"),))
        (now,) = (await book.of(PERSON)).items
        history = await book.history(PERSON)
    assert (now.state, now.at, now.by) == ("withdrawn", NOON, "customer")
    first = history[0].event
    assert isinstance(first, ConsentGiven)
    assert (first.words, first.method, first.by) == (given().words, "form", "website")
    assert (first.given_at, history[0].at) == (earlier, NOON)


async def test_the_journal_alone_gives_the_same_consents(tmp_path: Path) -> None:
    async with a_journal(tmp_path) as journal:
        await ConsentBook(journal).record(PERSON, (given(), withdrawn(), given("contact")))
        again = replayed(await everything(journal))
        assert again == await journal.store.read(tables)
        assert len(again["consents"]) == 3


# ── at once ──────────────────────────────────────────────────────────────────────────────────────


async def test_a_message_that_asks_to_be_left_alone_is_an_opt_out_from_that_instant(
    tmp_path: Path,
) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("もう連絡しないでください", id_="m7")
        consents = await ConsentBook(house.journal).of(PERSON)
    assert consents.opted_out("email")
    assert (consents.items[0].message, consents.items[0].method) == ("m7", "message")


async def test_only_a_minor_s_age_is_kept_and_only_of_the_writer(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        await house.hear("娘は6歳ですが参加できますか？", "con_a")
        await house.hear("43歳です", "con_b")
        await house.hear("I'm 16, can I join?", "con_c")
        ages = [seen.age for seen in await events(house.journal, "person.seen") if seen.age]
    assert ages == [16]


async def an_unasked_draft(journal: Journal) -> Draft:
    """A draft for somebody who does not wait for an answer."""
    draft = Draft(
        id=DraftId("drf_1"),
        conversation=CON,
        person=PERSON,
        version=Seq(0),
        step=a_step("その後いかがですか。", kind=StepKind.REMIND),
        verdict=Verdict(decision=Decision.SEND),
        reading=None,
        held_because=("held.autonomy.crawl",),
        answers="",
        created_at=NOON,
    )

    def write(ledger: Ledger) -> None:
        for event in (PersonSeen(), ConversationOpened(), DraftHeld(draft=draft)):
            ledger.append(event, person=PERSON, conversation=CON)

    await journal.transact(write)
    return draft


async def test_an_unasked_draft_cannot_be_sent_after_an_opt_out(tmp_path: Path) -> None:
    async with a_house(tmp_path) as house:
        draft = await an_unasked_draft(house.journal)
        await ConsentBook(house.journal).record(PERSON, (withdrawn(),))
        with pytest.raises(Conflict) as refused:
            await house.desk.decide(house.choice(draft))
        assert refused.value.code == "consent.opted_out"
        assert await house.answers() == []


async def test_an_unasked_message_counts_against_the_limits_of_its_person(tmp_path: Path) -> None:
    clock = HandClock()
    async with a_house(tmp_path, clock=clock) as house:
        await house.desk.decide(house.choice(await an_unasked_draft(house.journal)))
        (sent,) = await events(house.journal, "message.sent")
        assert sent.unasked
        clock.move(30 * 3600)

        def look(connection: Connection) -> Contact:
            nothing = contact_in(connection, house.journal.workspace, PERSON, "email")
            return with_sent(
                nothing, connection, house.journal.workspace, PERSON, house.clock.now()
            )

        contact = await house.journal.store.read(look)
        assert (contact.sent_today, contact.sent_this_week) == (0, 1)
        assert contact.last_sent_at == NOON


async def test_of_two_processes_that_write_to_a_person_unasked_the_second_waits(
    tmp_path: Path,
) -> None:
    async def meanwhile(_: Brief) -> Step:
        await house.journal.append(
            MessageSent(
                id=MessageId("other"), speaker=Speaker.AI, text="ご案内です。", unasked=True
            ),
            person=PERSON,
            conversation=OTHER,
        )
        return a_step("その後いかがですか。")

    async with a_house(tmp_path, negotiator=MadeUpNegotiator(meanwhile)) as house:
        await house.desk.set_autonomy(Autonomy.RUN, "owner")
        await house.inbox.accept(an_observation("page", str(CON)))
        await house.journal.append(ConversationOpened(), person=PERSON, conversation=OTHER)
        sign = SignSeen(because=(SignKind.RETURNS,), strength=0.9)
        await house.journal.append(sign, person=PERSON, conversation=CON)
        house.turns.wanted(CON)
        await house.settled()
        held = await house.held(str(CON))
        assert "held.contacted" in held.held_because
        assert await house.answers(str(CON)) == []


async def test_a_clock_set_back_forgets_no_message(tmp_path: Path) -> None:
    clock = HandClock()
    async with a_house(tmp_path, clock=clock) as house:
        await house.desk.decide(house.choice(await an_unasked_draft(house.journal)))
        clock.move(-40 * 24 * 3600)
        await house.inbox.accept(an_observation("page", "con_a"))
        contact = (await house.conversations.material(CON, 12)).contact
        assert (contact.sent_today, contact.sent_this_week) == (1, 1)


# ── the Reviewer ─────────────────────────────────────────────────────────────────────────────────


async def test_what_a_person_allows_reaches_the_reviewer_and_not_the_negotiator(
    tmp_path: Path,
) -> None:
    negotiator = MadeUpNegotiator()
    async with a_house(tmp_path, negotiator=negotiator) as house:
        await house.hear("私は17歳です。もう連絡しないでください。体験に申し込めますか？")
        await house.settled()
        assert "17" not in negotiator.asked[0].model_dump_json(exclude={"situation": {"text"}})
    assert "contact" not in type(negotiator.asked[0]).model_fields


async def test_a_blocked_text_to_somebody_who_does_not_wait_leaves_nothing_to_approve() -> None:
    minds = Minds(MadeUpListener(), EmbeddedCoach(), MadeUpNegotiator(), NoMemory())
    thought = await Turn(minds, packaged_policies(), 5.0).think(
        Situation(text="", now=NOON),
        OwnerActs(),
        PERSON,
        lambda _: None,
        contact=Contact(allowed=frozenset({"marketing"}), opted_out=True),
    )
    assert thought.verdict.decision is Decision.BLOCK
    assert thought.step.kind is StepKind.WAIT
    assert "consent.opted_out" in {finding.rule for finding in thought.verdict.findings}


# ── the API ──────────────────────────────────────────────────────────────────────────────────────


async def test_consents_are_recorded_and_read_over_http(tmp_path: Path) -> None:
    word = {"state": "given", "purpose": "marketing", "words": "Yes, e-mail me.", "method": "form"}
    async with a_business(tmp_path) as business:
        put = await business.put("/v1/people/aiko/consents", {"items": [word]})
        assert (put["opted_out"], put["items"][0]["by"]) == (False, "owner")
        stop = {"state": "withdrawn", "method": "spoken"}
        await business.put("/v1/people/aiko/consents", {"items": [stop]})
        got = await business.get("/v1/people/aiko/consents", history=True)
    assert got["opted_out"] is True
    assert [one["state"] for one in got["history"]] == ["given", "withdrawn"]
    assert got["history"][0]["words"] == "Yes, e-mail me."


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ({"state": "given", "method": "form", "words": "Yes."}, "consent.proof"),
        ({"state": "given", "method": "form", "purpose": "marketing"}, "consent.proof"),
        (
            {
                "state": "given",
                "method": "form",
                "purpose": "marketing",
                "words": "Yes.",
                "given_at": "2031-01-01T00:00:00Z",
            },
            "consent.proof",
        ),
        ({"state": "given", "method": "telepathy", "purpose": "x", "words": "."}, "input.invalid"),
        ({"state": "given", "method": "form", "purpose": "*", "words": "."}, "input.invalid"),
    ],
)
async def test_a_consent_without_its_proof_is_refused_and_nothing_is_stored(
    tmp_path: Path, word: dict[str, str], code: str
) -> None:
    good = {"state": "given", "purpose": "marketing", "words": "Yes.", "method": "form"}
    async with a_business(tmp_path) as business:
        answer = await business.put("/v1/people/aiko/consents", {"items": [good, word]}, 422)
        assert answer["error"]["code"] == code
        await business.get("/v1/people/aiko/consents", expected=404)


async def test_people_who_are_one_speak_for_each_other_until_they_are_split(tmp_path: Path) -> None:
    other = PersonId("per_b")
    async with a_journal(tmp_path) as journal:
        book = ConsentBook(journal)
        await book.record(PERSON, (given(),))
        await book.record(other, (withdrawn(),))
        merge = MergeId("mrg_1")
        await journal.append(
            PeopleMerged(merge=merge, people=(PERSON, other), because="owner", by="owner")
        )
        assert (await book.of(PERSON)).opted_out("email")
        assert len(await book.history(other)) == 2
        await journal.append(PeopleSplit(merge=merge, because="owner", by="owner"))
        assert (await book.of(PERSON)).allows("marketing", "email")


# ── the person's own clock ───────────────────────────────────────────────────────────────────────


async def test_a_person_s_own_time_zone_is_kept_once_and_changed_when_they_travel(
    tmp_path: Path,
) -> None:
    async with a_house(tmp_path) as house:
        for number, zone in enumerate(("Asia/Tokyo", "Asia/Tokyo", "Europe/Paris", None)):
            message = a_message("こんにちは", id_=f"m{number}")
            await house.inbox.accept(message.model_copy(update={"time_zone": zone}))
        seen = [one.time_zone for one in await events(house.journal, "person.seen")]
        assert [zone for zone in seen if zone] == ["Asia/Tokyo", "Europe/Paris"]
        assert (await house.conversations.material(CON, 12)).contact.time_zone == "Europe/Paris"


@pytest.mark.parametrize(("zone", "held"), [("Asia/Tokyo", True), ("Europe/London", False)])
async def test_a_reminder_waits_in_the_person_s_night_and_not_in_the_business_s(
    tmp_path: Path, zone: str, held: bool
) -> None:
    # Noon in UTC is nine in the evening in Tokyo, and one in the afternoon in London.
    async def remind(brief: object) -> object:
        return a_step("その後いかがですか。", kind=StepKind.REMIND)

    async with a_house(tmp_path, negotiator=MadeUpNegotiator(remind)) as house:  # type: ignore[arg-type]
        await house.journal.append(AutonomySet(autonomy=Autonomy.RUN, by="owner"))
        message = a_message("また教えてください").model_copy(update={"time_zone": zone})
        await house.inbox.accept(message)
        await house.settled()
        drafts = await events(house.journal, "draft.held")
        assert [one.draft.held_because for one in drafts] == [("held.quiet_hours",)] * held


async def test_time_zone_and_age_are_told_over_http(tmp_path: Path) -> None:
    async with a_business(tmp_path) as business:
        told = {"time_zone": "Asia/Tokyo", "age": 16}
        assert await business.put("/v1/people/aiko/contact", told) == told
        kept = await business.put("/v1/people/aiko/contact", {"age": 44})
        assert kept["age"] is None
        refused = await business.put("/v1/people/aiko/contact", {"time_zone": "Mars"}, 422)
        assert refused["error"]["code"] == "contact.time_zone"
