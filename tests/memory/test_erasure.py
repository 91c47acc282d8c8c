"""Erasing a person: nothing of them is left in any table, record or file, and all else stays."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from kizashi import events as e
from kizashi.counsel import Paragraph, Reference
from kizashi.deliberation import Contribution, DeliberationSaid
from kizashi.errors import Conflict, NotFound
from kizashi.facts import Fact, FactKind, FactsNoted
from kizashi.identity import (
    Identifier,
    IdentifierKind,
    MergeDeclined,
    PeopleMerged,
    PersonDescribed,
    PersonIdentified,
)
from kizashi.ids import (
    ConversationId,
    DeliberationId,
    FactId,
    FileId,
    MailingId,
    MemoryId,
    MergeId,
    MessageId,
    PersonId,
    ReadingId,
    Seq,
    TurnId,
)
from kizashi.language import Language
from kizashi.mail import TranscriptAsked
from kizashi.parts import FileCard
from kizashi.reading import Evidence, IntentReading, Phase, Reading
from kizashi.rights import Erased, RightsStatus, RightsType
from kizashi.settings import Retention
from kizashi.signal import Behaviour
from memory import schema as t
from memory.audit import check_journal
from memory.files import FileCabinet
from memory.journal import Journal
from memory.rights import erasure
from memory.rights.requests import Rights
from memory.store import DATABASE_FILE
from tests.live import ROOT
from tests.support import HandClock, a_journal, counted_ids, everything, replayed, tables

SECRET = "娘の発表会の話は秘密です"
AIKO, VISIT, OTHER = PersonId("per_aiko"), PersonId("per_visit"), PersonId("per_other")
TALK, OTHERS_TALK = ConversationId("con_aiko"), ConversationId("con_other")


def a_reading(quote: str) -> Reading:
    evidence = (Evidence(source="text", quote=quote),)
    return Reading(
        language=Language.JA,
        micro_intents=(IntentReading(name="explore", confidence=0.8, evidence=evidence),),
        temperature=60,
        phase=Phase.PREPARING,
        stall=None,
        sway=0.2,
        mind="test",
    )


async def a_life(journal: Journal, person: PersonId, talk: ConversationId, words: str) -> None:
    """Something of every kind that is known of a person."""

    async def goes(event: e.Event, conversation: ConversationId | None = talk) -> None:
        await journal.append(event, person=person, conversation=conversation)

    user = Identifier(kind=IdentifierKind.USER, value=f"user-of-{person}")
    await goes(e.PersonSeen(name=f"{words}子"), None)
    await goes(PersonIdentified(identifier=user, by="key"), None)
    await goes(PersonDescribed(traits={"about": words}, by="key"), None)
    await goes(e.ConversationOpened())
    await goes(e.MessageReceived(id=MessageId(f"m-{person}"), text=words))
    await goes(
        e.ReadingMade(
            id=ReadingId(f"rdg-{person}"),
            turn=TurnId(f"trn-{person}"),
            message=MessageId(f"m-{person}"),
            covers=Seq(1),
            reading=a_reading(words),
        )
    )
    item = e.RememberedLine(id=MemoryId(f"l-{person}"), speaker="customer", text=words)
    await goes(e.MemoriesAdded(items=(item,)), None)
    page = Behaviour(event="page", properties={"title": words})
    await goes(e.BehaviourObserved(id=MessageId(f"b-{person}"), behaviour=page))
    order = {"order_id": "o-1", "total": 5800, "currency": "JPY", "address": words}
    bought = Behaviour(event="order", properties=order)
    await goes(e.BehaviourObserved(id=MessageId(f"o-{person}"), behaviour=bought))
    fact = Fact(
        id=FactId(f"fct-{person}"),
        kind=FactKind.ABOUT,
        subject="customer",
        slot="home",
        value=words,
        quote=words,
        source=f"m-{person}",
        valid_from=None,
        valid_until=None,
        confidence=0.9,
    )
    await goes(FactsNoted(covers=Seq(1), facts=(fact,)))
    card = FileCard(
        id=FileId(f"fil-{person}"), name=f"{words}.txt", media_type="text/plain", size=9
    )
    cabinet = FileCabinet(journal)
    content = f"{words} in a file".encode()
    await cabinet.put(
        card, content, person, talk, "customer", most_a_day=9, now=datetime(2026, 7, 1, tzinfo=UTC)
    )
    await goes(
        e.ConsentGiven(purpose="contact", channel="email", words=words, method="form", by="key"),
        None,
    )
    letter = TranscriptAsked(
        mailing=MailingId(f"mai-{person}"), address=f"{words}@example.jp", language=Language.JA
    )
    await goes(letter)
    await journal.append(
        e.CoachAsked(
            id=f"ask-{person}", text=f"{words}子さんは？", language=Language.JA, looking_at=talk
        )
    )


@pytest.fixture
def clock() -> HandClock:
    return HandClock(datetime(2026, 7, 1, 12, 0, tzinfo=UTC))


@pytest.fixture
async def journal(tmp_path: Path, clock: HandClock) -> AsyncIterator[Journal]:
    async with a_journal(tmp_path, clock) as one:
        await a_life(one, OTHER, OTHERS_TALK, "べつの人")
        await a_life(one, AIKO, TALK, SECRET)
        await one.append(e.PersonSeen(), person=VISIT)
        together = PeopleMerged(
            merge=MergeId("mrg"), people=(AIKO, VISIT), because="owner", by="owner"
        )
        await one.append(together)
        await one.append(MergeDeclined(people=(AIKO, OTHER), by="owner"))
        # Of another's case the Coach told whom it reminds of.
        like = Reference(label=f"{SECRET}子", conversation=TALK, quote=SECRET)
        told = Contribution(
            speaker="coach", round=1, paragraphs=(Paragraph(text="…", references=(like,)),)
        )
        said = DeliberationSaid(deliberation=DeliberationId("dlb"), contribution=told)
        await one.append(said, person=OTHER, conversation=OTHERS_TALK)
        yield one


def rights_of(journal: Journal, clock: HandClock, **retention: Any) -> Rights:
    async def forget(_: Sequence[ConversationId]) -> None:
        return None

    return Rights(journal, Retention(**retention), forget, clock, counted_ids())


async def erased(journal: Journal, clock: HandClock, **retention: Any) -> None:
    rights = rights_of(journal, clock, **retention)
    await rights.carry_out(await rights.ask(RightsType.ERASURE, VISIT, by="owner"))


def every_byte(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def spellings(words: str) -> tuple[bytes, ...]:
    """The words as a file may hold them: in UTF-8, and escaped as JSON."""
    return words.encode(), words.encode("ascii", "backslashreplace")


@pytest.mark.sqlite
async def test_nothing_of_the_person_is_left_in_any_file(
    journal: Journal, clock: HandClock, tmp_path: Path
) -> None:
    assert any(one in every_byte(tmp_path) for one in spellings(SECRET))
    await erased(journal, clock)
    left = every_byte(tmp_path)
    for words in (SECRET, "per_aiko", "per_visit", "con_aiko", "user-of-per_aiko"):
        assert not any(one in left for one in spellings(words)), words
    assert any(one in left for one in spellings("べつの人"))


async def test_the_tables_are_as_if_the_person_had_never_been(
    journal: Journal, clock: HandClock
) -> None:
    await erased(journal, clock)
    after = await journal.store.write(tables)
    people = {
        (name, str(row))
        for name, rows in after.items()
        for row in rows
        if "aiko" in str(row) or "visit" in str(row) or SECRET in str(row)
    }
    assert people == set()
    assert [row[1] for row in after["people"]] == [OTHER]
    assert replayed(await everything(journal)) == after


async def test_the_audit_chain_stays_whole_and_says_how_much_was_erased(
    journal: Journal, clock: HandClock
) -> None:
    before = journal.head
    await erased(journal, clock)
    walked = await check_journal(journal)
    assert walked.broken == []
    assert walked.erased >= 13
    # Every record is still there, in its place
    assert [one.seq for one in await everything(journal)][: int(before)] == list(
        range(1, int(before) + 1)
    )


async def test_of_an_order_the_figures_stay_when_the_law_wants_them(
    journal: Journal, clock: HandClock
) -> None:
    await erased(journal, clock)
    kept = [
        one.event.kept
        for one in await everything(journal)
        if isinstance(one.event, Erased) and one.event.kept
    ]
    assert kept == [
        {
            "event": "order",
            "at": clock.now().isoformat(),
            "order_id": "o-1",
            "total": 5800,
            "currency": "JPY",
        }
    ]


async def test_or_they_go_too(journal: Journal, clock: HandClock) -> None:
    await erased(journal, clock, orders=False)
    for one in await everything(journal):
        assert not isinstance(one.event, Erased) or not one.event.kept


async def test_a_request_goes_its_way_and_forgets_whose_it_was(
    journal: Journal, clock: HandClock
) -> None:
    rights = rights_of(journal, clock)
    request = await rights.ask(RightsType.ERASURE, AIKO, by="customer")
    assert (request.status, request.people) == (RightsStatus.PENDING, (AIKO, VISIT))
    again = await rights.ask(RightsType.ERASURE, AIKO, by="customer", request=request.id)
    assert again == request
    await rights.carry_out(request)
    done = await rights.view(request.id)
    assert done.status is RightsStatus.COMPLETED
    assert (done.people, done.conversations) == ((), ())
    with pytest.raises(Conflict):
        await rights.cancel(request.id, by="owner")
    with pytest.raises(NotFound):
        await rights.ask(RightsType.ACCESS, AIKO, by="owner")


async def test_a_request_that_was_taken_back_is_not_carried_out(
    journal: Journal, clock: HandClock
) -> None:
    rights = rights_of(journal, clock)
    request = await rights.ask(RightsType.ERASURE, AIKO, by="customer")
    cancelled = await rights.cancel(request.id, by="customer")
    assert cancelled.status is RightsStatus.CANCELLED
    assert [one.status for one in await rights.listed()] == [RightsStatus.CANCELLED]


async def test_a_visit_by_itself_is_erased_without_its_account(
    journal: Journal, clock: HandClock
) -> None:
    rights = rights_of(journal, clock)
    request = await rights.ask(RightsType.ERASURE, VISIT, by="customer", only=True)
    await rights.carry_out(request)
    people = await journal.store.read(lambda c: c.execute(select(t.people.c.id)).scalars().all())
    assert set(people) == {AIKO, OTHER}
    assert replayed(await everything(journal)) == await journal.store.write(tables)


def test_every_table_names_its_person_or_is_known_to_hold_none() -> None:
    named = {"people", "merges", "declined_merges", "conversations"}
    for table in erasure.personal_tables():
        known = "person" in table.c or "conversation" in table.c or table.name in named
        assert known, (
            f"{table.name}: say in memory/rights/erasure.py how a person is erased from it"
        )


# ── a restart half-way ───────────────────────────────────────────────────────────────────────────

KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from kizashi.rights import RightsType
from memory.rights import erasure, requests
from tests.memory.test_erasure import AIKO, rights_of
from tests.support import HandClock, a_journal

erasure.RECORDS_AT_ONCE = 4
pieces = 0
whole = requests.erase_some

def some(*given, **named):
    global pieces
    pieces += 1
    if pieces == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return whole(*given, **named)

async def main():
    requests.erase_some = some
    clock = HandClock()
    async with a_journal(Path(sys.argv[1]), clock) as journal:
        rights = rights_of(journal, clock)
        await rights.carry_out(await rights.ask(RightsType.ERASURE, AIKO, by="owner"))

asyncio.run(main())
"""


@pytest.mark.sqlite
async def test_an_erasure_that_was_killed_half_way_is_finished_after_the_restart(
    tmp_path: Path, clock: HandClock
) -> None:
    async with a_journal(tmp_path, clock) as journal:
        await a_life(journal, OTHER, OTHERS_TALK, "べつの人")
        await a_life(journal, AIKO, TALK, SECRET)
    done = await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", KILLED, str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=120,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert (tmp_path / DATABASE_FILE).exists()
    async with a_journal(tmp_path, clock) as journal:
        rights = rights_of(journal, clock)
        (request,) = await rights.listed()
        assert request.status is RightsStatus.IN_PROGRESS
        half = [one for one in await everything(journal) if isinstance(one.event, Erased)]
        assert len(half) == 8
        await rights.carry_out(request)
        assert (await rights.view(request.id)).status is RightsStatus.COMPLETED
        assert (await check_journal(journal)).broken == []
        assert replayed(await everything(journal)) == await journal.store.write(tables)
    left = every_byte(tmp_path)
    assert not any(one in left for one in spellings(SECRET))


# ── periods ──────────────────────────────────────────────────────────────────────────────────────


async def test_behaviour_is_let_go_of_after_its_period(journal: Journal, clock: HandClock) -> None:
    rights = rights_of(journal, clock, behaviour_days=30)
    assert await rights.let_go_of_the_old() == 0
    clock.move(31 * 86_400)
    new = Behaviour(event="page")
    await journal.append(
        e.BehaviourObserved(id=MessageId("new"), behaviour=new), person=AIKO, conversation=TALK
    )
    assert await rights.let_go_of_the_old() == 4
    rows = await journal.store.read(lambda c: c.execute(select(t.behaviours.c.id)).scalars().all())
    assert rows == ["new"]
    assert (await check_journal(journal)).broken == []
    assert replayed(await everything(journal)) == await journal.store.write(tables)


async def test_a_conversation_is_let_go_of_whole_and_a_no_outlives_it(
    journal: Journal, clock: HandClock
) -> None:
    no = e.ConsentWithdrawn(words="もう送らないで", method="message", by="customer")
    await journal.append(no, person=AIKO, conversation=TALK)
    clock.move(400 * 86_400)
    received = e.MessageReceived(id=MessageId("now"), text="こんにちは")
    await journal.append(received, person=OTHER, conversation=OTHERS_TALK)
    rights = rights_of(journal, clock, behaviour_days=0, conversation_days=365)
    assert await rights.let_go_of_the_old() > 0
    after = await journal.store.write(tables)
    assert [row[1] for row in after["conversations"]] == [OTHERS_TALK]
    assert len(after["consents"]) == 3
    assert {row[1] for row in after["people"]} == {AIKO, VISIT, OTHER}
    assert replayed(await everything(journal)) == after


@pytest.mark.parametrize(
    ("period", "table", "kinds"),
    [
        ("file_days", "files", {"file.stored"}),
        ("letter_days", "mailings", {"transcript.asked"}),
        ("coach_days", None, {"coach.asked", "deliberation.said"}),
    ],
)
async def test_each_kind_has_a_period_of_its_own(
    journal: Journal, clock: HandClock, period: str, table: str | None, kinds: set[str]
) -> None:
    rights = rights_of(journal, clock, **{"behaviour_days": 0, "letter_days": 0, period: 30})
    assert await rights.let_go_of_the_old() == 0
    clock.move(31 * 86_400)

    await rights.let_go_of_the_old()

    gone = {one.event.was for one in await everything(journal) if isinstance(one.event, Erased)}
    assert gone == kinds
    after = await journal.store.write(tables)
    assert table is None or after[table] == []
    held = await journal.store.read(lambda c: c.execute(select(t.file_contents.c.id)).all())
    assert len(held) == (0 if table == "files" else 2)
    assert len(after["messages"]) == 2
    assert replayed(await everything(journal)) == after
    assert await rights.let_go_of_the_old() == 0


async def test_a_person_is_let_go_of_whole_but_who_came_back_or_said_no_is_kept(
    journal: Journal, clock: HandClock
) -> None:
    rights = rights_of(journal, clock, behaviour_days=0, letter_days=0, person_days=1_000)
    silent = PersonId("per_silent")
    await journal.append(e.PersonSeen(), person=silent)
    clock.move(900 * 86_400)
    assert await rights.let_go_of_the_old() == 0
    # One of two who are one is enough
    page = e.BehaviourObserved(id=MessageId("back"), behaviour=Behaviour(event="page"))
    await journal.append(page, person=VISIT, conversation=TALK)
    no = e.ConsentWithdrawn(words="もう送らないで", method="message", by="customer")
    await journal.append(no, person=OTHER, conversation=OTHERS_TALK)
    clock.move(200 * 86_400)

    await rights.let_go_of_the_old()

    people = {row[1] for row in (await journal.store.write(tables))["people"]}
    assert people == {AIKO, VISIT, OTHER}
    clock.move(1_000 * 86_400)
    await rights.let_go_of_the_old()
    after = await journal.store.write(tables)
    assert {row[1] for row in after["people"]} == {OTHER}
    assert SECRET not in str(after)
    assert (await check_journal(journal)).broken == []
