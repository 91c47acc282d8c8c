"""Consolidation: what people state about themselves is noted once, and can be corrected."""

from datetime import date

import pytest

from agents.consolidation.extract import facts_in
from agents.consolidation.worker import Consolidator
from kizashi.errors import NotFound
from kizashi.events import (
    ConversationOpened,
    MemoriesAdded,
    MessageReceived,
    PersonSeen,
    RememberedLine,
)
from kizashi.facts import FactKind, FactStatus
from kizashi.ids import ConversationId, FactId, MemoryId, MessageId, PersonId, Seq
from memory.facts.book import FactBook
from memory.recall import Recall
from tests.memory.hashing import HashingEmbedder
from tests.support import a_journal, events

AYA = PersonId("aya")
TALK = ConversationId("talk")


def found(text: str, at: str | None = "2026-05-04") -> list[tuple[str, str, str]]:
    return [(one.kind.value, one.slot, one.value) for one in facts_in("m1", "customer", text, at)]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("I'm allergic to nuts.", ("constraint", "allergy:nut", "nuts")),
        ("My budget is 200 euros.", ("constraint", "budget", "200 euros")),
        (
            "I love dark chocolate, really.",
            ("preference", "taste:dark-chocolat", "likes dark chocolate"),
        ),
        ("I can't stand liquorice.", ("preference", "taste:liquoric", "dislikes liquorice")),
        ("My daughter Emma will come.", ("relationship", "daughter:emma", "Emma")),
        ("I live in Bristol.", ("about", "home", "Bristol")),
        ("卵アレルギーなんです。", ("constraint", "allergy:卵", "卵")),
        ("抹茶が大好きです。", ("preference", "taste:抹茶-抹茶", "likes 抹茶")),
        ("横浜に住んでいます。", ("about", "home", "横浜")),
    ],
)
def test_a_plain_statement_gives_a_fact(text, fact):
    assert found(text) == [fact]


@pytest.mark.parametrize(
    "text",
    [
        "Is it safe for somebody who is allergic to nuts?",
        "If I were vegan I would say so.",
        "I love your shop!",
        "I love it.",
        "The one I like is gone.",
        "I used to love coffee.",
        "My sister is vegan.",
        "母は甘いものが好きです。",
        "昔はコーヒーが好きでした。",
        "こちらのお店が大好きです。",
        "猫アレルギーの人でも泊まれますか。",
    ],
)
def test_what_is_asked_supposed_or_said_of_others_gives_none(text):
    assert found(text) == []


def test_a_plan_holds_until_the_time_it_names_is_over():
    [plan] = facts_in("m1", "customer", "We're moving to Leeds next month.", "2026-05-04")

    assert plan.kind is FactKind.PLAN
    assert (plan.valid_from, plan.valid_until) == (date(2026, 5, 4), date(2026, 6, 30))
    assert plan.quote == "We're moving to Leeds next month."


def test_a_hedge_lowers_the_confidence():
    [sure] = facts_in("m1", "customer", "I live in Bristol.", None)
    [unsure] = facts_in("m1", "customer", "I live in Bristol, I think.", None)

    assert unsure.confidence < sure.confidence


@pytest.fixture
async def journal(tmp_path):
    async with a_journal(tmp_path) as opened:
        await opened.append(PersonSeen(), person=AYA)
        yield opened


async def said(journal, id_: str, text: str) -> None:
    line = RememberedLine(id=MemoryId(id_), speaker="customer", text=text)
    await journal.append(MemoriesAdded(items=(line,)), person=AYA)


async def test_what_is_said_later_supersedes_and_recall_tells_so(journal):
    await said(journal, "l1", "I live in Bristol.")
    await said(journal, "l2", "I moved to Leeds last week.")
    await Consolidator(journal).catch_up(Seq(0))

    first, second = await FactBook(journal).of(AYA)
    recall = Recall(journal.store, journal.workspace, HashingEmbedder())
    hits = await recall.own(AYA, "Where do I live, Bristol or Leeds?", None, 5)

    assert (first.status, first.superseded_by) == (FactStatus.SUPERSEDED, second.id)
    assert second.status is FactStatus.CURRENT
    assert {hit.id: hit.superseded for hit in hits} == {"l1": True, "l2": False}


async def test_a_message_is_noted_once_however_often_it_is_read(journal):
    message = MessageReceived(id=MessageId("m1"), text="I'm allergic to nuts.")
    await journal.append(ConversationOpened(), person=AYA, conversation=TALK)
    await journal.append(message, person=AYA, conversation=TALK)
    for _ in range(2):
        await Consolidator(journal).catch_up(Seq(0))

    assert [one.source for one in await FactBook(journal).of(AYA)] == ["m1"]


async def test_a_start_goes_on_where_the_last_one_stopped(journal):
    await said(journal, "l1", "I live in Bristol.")
    await Consolidator(journal).catch_up(Seq(0))

    covered = await Consolidator(journal)._covered()
    await Consolidator(journal).catch_up(covered)

    assert len(await events(journal, "facts.noted")) == 1


async def test_what_somebody_removed_is_not_noted_again(journal):
    book = FactBook(journal)
    await said(journal, "l1", "I'm allergic to nuts.")
    after = await Consolidator(journal).catch_up(Seq(0))
    [fact] = await book.of(AYA)
    await book.remove(AYA, fact.id, "customer")
    await said(journal, "l2", "As I said, I'm allergic to nuts.")
    await Consolidator(journal).catch_up(after)

    assert await book.of(AYA) == ()


async def test_a_fact_can_be_put_into_other_words(journal):
    book = FactBook(journal)
    await said(journal, "l1", "I'm allergic to nuts.")
    await Consolidator(journal).catch_up(Seq(0))
    [fact] = await book.of(AYA)

    changed = await book.correct(AYA, fact.id, "Allergic to hazelnuts only.", "owner")

    assert (changed.quote, changed.corrected_by) == ("Allergic to hazelnuts only.", "owner")


async def test_nobody_changes_the_facts_of_somebody_else(journal):
    await said(journal, "l1", "I'm allergic to nuts.")
    await Consolidator(journal).catch_up(Seq(0))
    [fact] = await FactBook(journal).of(AYA)

    with pytest.raises(NotFound):
        await FactBook(journal).remove(PersonId("other"), FactId(fact.id), "customer")
