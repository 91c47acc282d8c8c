"""Cards beside an answer: they say what the cited rows say, and nothing else."""

import contextlib
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from agents.minds.negotiator.cards import with_cards
from agents.reviewer import Reviewer
from agents.situation import Brief, Situation, UnderReview
from kizashi.draft import Draft
from kizashi.ids import DocumentId, PassageId, PersonId
from kizashi.knowledge import FoundPassage, Passage
from kizashi.language import Language
from kizashi.parts import DocumentCard, Parts, ProductCard, QuickReply, SlotCard
from kizashi.reading import OwnerReading, Reading
from kizashi.recollection import Recollection
from kizashi.step import Source, Step, StepKind
from kizashi.verdict import Decision
from tests.rooms import (
    House,
    MadeUpNegotiator,
    a_house,
    a_reading,
    a_step,
    packaged_policies,
)
from tests.support import events

NOW = datetime(2026, 12, 4, 3, 0, tzinfo=UTC)


def row(name: str, **cells: str) -> Passage:
    return Passage(
        id=PassageId(name),
        document=DocumentId("shop.csv"),
        text=" / ".join(cells.values()),
        kind="row",
        fields=tuple(cells.items()),
    )


WHEEL = row("wheel", id="W-01", name_ja="電動ろくろ", name_en="Wheel class", price_yen="5800")
SATURDAY = row(
    "saturday",
    date="2026-12-05",
    start="12:30",
    end="14:00",
    title_ja="電動ろくろ",
    title_en="Wheel class",
    places_left="2",
)
POSTAGE = row("postage", region_ja="北海道", region_en="Hokkaido", price_yen="1400")


def brief(*passages: Passage) -> Brief:
    return Brief(
        situation=Situation(text="いくらですか", now=NOW),
        reading=a_reading(),
        owner=OwnerReading(),
        recollection=Recollection(
            knowledge=tuple(FoundPassage(passage=one, score=0.5) for one in passages)
        ),
    )


def told(*cited: Passage, language: Language = Language.JA, **more: object) -> Step:
    sources = [Source(document=p.document, passage=p.id, quote=p.text) for p in cited]
    step = a_step("電動ろくろは5,800円です。")
    return step.model_copy(update={"sources": tuple(sources), "language": language, **more})


def cards(step: Step, *known: Passage) -> Parts:
    return with_cards(step, brief(*known)).parts


def test_a_cited_row_of_the_catalogue_becomes_a_card_with_its_price() -> None:
    (card,) = cards(told(WHEEL), WHEEL, SATURDAY)
    assert isinstance(card, ProductCard)
    assert (card.title, card.price) == ("電動ろくろ", "5,800円")


def test_a_reader_of_english_gets_the_english_name_and_the_same_figures() -> None:
    (card,) = cards(told(WHEEL, language=Language.EN), WHEEL)
    assert isinstance(card, ProductCard)
    assert (card.title, card.price) == ("Wheel class", "¥5,800")
    assert card.says == "I would like to know more about “Wheel class”."


def test_a_cited_date_becomes_a_time_on_the_clock_of_the_business() -> None:
    (card,) = cards(told(SATURDAY), SATURDAY)
    assert isinstance(card, SlotCard)
    assert card.begins.isoformat() == "2026-12-05T12:30:00+09:00"
    assert card.ends is not None
    assert card.says == "12月5日 12:30の「電動ろくろ」に参加したいです。"


def test_nothing_is_offered_that_is_past_or_full() -> None:
    past = row("past", date="2026-12-04", start="10:30", title="手びねり", places_left="3")
    full = row("full", date="2026-12-06", start="10:30", title="手びねり", places_left="0")
    assert cards(told(past, full), past, full) == ()


def test_a_row_that_names_no_article_is_no_card() -> None:
    assert cards(told(POSTAGE), POSTAGE) == ()


def in_document(text: str, document: str = "terms.ja.md", **more: Any) -> Passage:
    return Passage(
        id=PassageId("psg_1"),
        document=DocumentId(document),
        heading=("ご利用のきまり", "キャンセル"),
        text=text,
        **more,
    )


RULES = in_document(
    "前日の18時までのご連絡は無料です。\n当日は50%、ご連絡のないときは100%をいただきます。"
)


def quoting(passage: Passage, quote: str) -> Step:
    source = Source(document=passage.document, passage=passage.id, quote=quote)
    return a_step("前日の18時までは無料です。").model_copy(update={"sources": (source,)})


def opened(step: Step, passage: Passage, *readable: str) -> Parts:
    asked = brief(passage)
    situation = asked.situation.model_copy(update={"readable": readable})
    return with_cards(step, asked.model_copy(update={"situation": situation})).parts


def test_an_answer_leads_to_the_section_it_comes_from_when_that_may_be_opened() -> None:
    quoted = quoting(RULES, "前日の18時までのご連絡は無料です。")

    assert opened(quoted, RULES, "faq.*.md", "terms.*.md") == (
        DocumentCard(title="キャンセル", passage=PassageId("psg_1")),
    )
    assert opened(quoted, RULES) == ()
    assert opened(quoted, RULES, "faq.*.md") == ()


def test_what_was_said_whole_is_not_opened_again() -> None:
    assert opened(quoting(RULES, RULES.text), RULES, "*") == ()


def test_an_answer_that_admits_to_be_unsure_shows_no_cards() -> None:
    assert cards(told(WHEEL, admits_unknown=True), WHEEL) == ()


def test_a_step_without_sources_loses_the_cards_it_came_with() -> None:
    step = told(parts=(ProductCard(title="花瓶", price="1円"),))
    assert cards(step, WHEEL) == ()


def test_a_question_comes_with_answers_that_the_tables_can_serve() -> None:
    asked = told(kind=StepKind.ASK)
    labels: Sequence[str] = [
        part.label for part in cards(asked, WHEEL) if isinstance(part, QuickReply)
    ]
    assert labels == ["料金について", "人と話したい"]


def test_what_the_reviewer_sent_back_goes_without_cards() -> None:
    again = brief(WHEEL).model_copy(update={"sent_back": told(WHEEL)})
    assert with_cards(told(WHEEL), again).parts == ()


async def test_the_reviewer_reads_the_cards_too() -> None:
    async def decision(parts: Parts) -> Decision:
        step = told(WHEEL, parts=parts)
        reviewer = Reviewer(packaged_policies())
        verdict = await reviewer.ask(UnderReview(step=step, brief=brief(WHEEL)))
        return verdict.decision

    assert await decision((ProductCard(title="電動ろくろ", price="5,800円"),)) is Decision.SEND
    assert await decision((ProductCard(title="必ず全額返金します"),)) is not Decision.SEND


class Catalogue:
    """Brings back the wheel class, whatever is asked."""

    async def recollect(
        self, situation: Situation, reading: Reading, person: PersonId | None
    ) -> Recollection:
        return brief(WHEEL).recollection


@contextlib.asynccontextmanager
async def a_held_card(folder: Path) -> AsyncIterator[tuple[House, Draft]]:
    async def propose(asked: Brief) -> Step:
        return told(WHEEL)

    async with a_house(folder, negotiator=MadeUpNegotiator(propose), memory=Catalogue()) as house:
        await house.hear("いくらですか")
        yield house, await house.held()


async def sent_parts(house: House) -> Parts:
    (sent,) = await events(house.journal, "message.sent")
    parts: Parts = sent.parts
    return parts


async def test_a_card_waits_with_its_draft_and_goes_out_when_it_is_approved(tmp_path: Path) -> None:
    async with a_held_card(tmp_path) as (house, draft):
        (card,) = draft.step.parts
        await house.desk.decide(house.choice(draft))
        assert await sent_parts(house) == (card,)


@pytest.mark.parametrize(
    ("edited", "count"), [("いま5,800円でご案内しています。", 1), ("5,000円にいたします。", 0)]
)
async def test_a_card_goes_beside_edited_words_only_while_they_name_its_price(
    tmp_path: Path, edited: str, count: int
) -> None:
    async with a_held_card(tmp_path) as (house, draft):
        await house.desk.decide(house.choice(draft, "edited", text=edited, despite=True))
        assert len(await sent_parts(house)) == count
