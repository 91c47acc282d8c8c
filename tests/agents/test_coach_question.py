"""What the owner asks is understood in both languages, without a model."""

from datetime import timedelta

import pytest

from agents.coaching.question import understand
from agents.coaching.search import search
from kizashi.ids import ConversationId
from kizashi.language import Language
from kizashi.reading import Phase, Stall
from tests.agents.coach_kit import a_talk

TALKS = (a_talk("sato", "佐藤 美咲"), a_talk("kim", "Daniel Kim"))


def language(text: str) -> Language:
    return Language.EN if text.isascii() else Language.JA


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("おはよう", "brief"),
        ("今日は何から見ればいい？", "brief"),
        ("Good morning! Where should I start?", "brief"),
        ("今週はどうだった？", "week"),
        ("先月の調子を教えて", "week"),
        ("How did this week go?", "week"),
        ("価格で迷っているのは誰？いつから？", "people"),
        ("who is wavering about price, and since when?", "people"),
        ("price で迷っている人", "people"),
        ("返事を待っている人は？", "people"),
        ("Who has been waiting?", "people"),
        ("不満を持っているお客様はいますか", "people"),
        ("彼女に似た人には何が役に立った？", "helped"),
        ("What helped people like her?", "helped"),
        ("この電話を練習したい", "rehearse"),
        ("rehearse this call with me", "rehearse"),
        ("佐藤さんには次にどうすればいい？", "next_step"),
        ("What should I say to Daniel?", "next_step"),
        ("この下書きは、なぜこうなったの？", "why"),
        ("Why does this draft say this?", "why"),
        ("私の決め方には、どんな傾向がある？", "owner"),
        ("What do my decisions say about me?", "owner"),
        ("駐車場について書いてある資料は？", "look_up"),
        ("refund terms", "look_up"),
    ],
)
def test_the_kind_of_question(text: str, asks: str) -> None:
    question = understand(text, language(text), TALKS, ConversationId("con_sato"))
    assert question.asks == asks


@pytest.mark.parametrize(
    ("text", "stall"),
    [
        ("料金で悩んでいる人は誰", Stall.PRICE),
        ("who is held up by cost?", Stall.PRICE),
        ("家族に相談してからという人", Stall.AUTHORITY),
        ("失敗が不安な人は？", Stall.RISK),
        ("who doubts us?", Stall.TRUST),
        ("選べなくて迷っている人", Stall.OVERLOAD),
        ("誰か怒っている？", None),
    ],
)
def test_the_stall_that_is_asked_about(text: str, stall: Stall | None) -> None:
    assert understand(text, language(text), TALKS).stall is stall


def test_a_phase_is_asked_about() -> None:
    assert understand("決めそうな人は誰？", Language.JA).phase is Phase.DECIDING
    assert understand("Who is about to decide?", Language.EN).phase is Phase.DECIDING


def test_a_person_is_meant_by_their_name() -> None:
    assert understand("佐藤さんはどう？", Language.JA, TALKS).about == "con_sato"
    assert understand("next step for daniel", Language.EN, TALKS).about == "con_kim"
    assert understand("Kimono prices", Language.EN, TALKS).about is None


def test_her_means_whoever_is_open() -> None:
    open_one = ConversationId("con_kim")
    assert (
        understand("What helped people like her?", Language.EN, TALKS, open_one).about == open_one
    )
    assert (
        understand("この人には何を伝えればいい？", Language.JA, TALKS, open_one).about == open_one
    )


def test_how_long_back_is_asked() -> None:
    assert understand("How was this month?", Language.EN).span == timedelta(days=30)
    assert understand("今日はどうだった？", Language.JA).span == timedelta(days=1)


def test_only_those_are_meant_who_stand_out_from_everybody() -> None:
    talks = [a_talk(str(number), None) for number in range(5)]
    likeness = {talk.conversation: 0.80 + number / 1_000 for number, talk in enumerate(talks)}
    likeness[talks[4].conversation] = 0.83
    assert search("贈り物の相談", Language.JA, talks, likeness) == (talks[4].conversation,)
