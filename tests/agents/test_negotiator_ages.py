"""Who can join: ages from tables of a pottery and of a dance studio."""

from datetime import date

import pytest

from agents.minds.negotiator.age_spans import ages_in, asked_age, is_for
from agents.minds.negotiator.ages import of_the_age
from agents.minds.negotiator.evidence import Weighed
from agents.minds.negotiator.order import ranked_for
from agents.minds.negotiator.question import questions
from agents.minds.negotiator.saying import said
from agents.minds.negotiator.statements import statements
from kizashi.ids import DocumentId
from kizashi.language import Language
from memory.documents import read_bytes

POTTERY = """name_ja,name_en,price_yen,min_age
電動ろくろ,Wheel,5800,10
手びねり,Hand-building,4200,6
絵付け,Painting,3600,5
"""
DANCE = """class;age 対象;day
Salsa;16+;Mon
Kids' ballet;3-6;Wed
Kids' hip hop;7-12歳;Wed
"""


def told(text: str, table: str, language: Language) -> list[str]:
    weighed = [
        Weighed(one, 1.0, *[0.5] * 7, kind=True, topic=0.0, found=0.5)
        for passage in read_bytes(table.encode(), DocumentId("classes.csv")).passages
        if passage.kind == "row"
        for one in statements(passage)
    ]
    return [fact.text for fact in of_the_age(questions(text)[0], weighed, language)]


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("5歳の子ができる体験は？", 5),
        ("What can my 8-year-old do?", 8),
        ("My son is 5, what can he do?", 5),
        ("Is 5 pm all right?", None),
        ("How much is it for 4 people?", None),
    ],
)
def test_the_age_a_question_states(text: str, age: int | None) -> None:
    assert asked_age(text) == age


def test_everything_somebody_of_the_age_can_join_is_told() -> None:
    assert told("5歳の子ができる体験は？", POTTERY, Language.JA) == ["絵付けは5歳からです。"]
    assert told("7歳の娘にできるものはありますか", POTTERY, Language.JA) == [
        "手びねりは6歳からです。",
        "絵付けは5歳からです。",
    ]
    assert told("What can my 8-year-old do?", DANCE, Language.EN) == [
        "Kids' hip hop on Wednesday is 7-12歳."
    ]


def test_children_of_no_age_are_told_what_is_for_children() -> None:
    assert len(told("体験は子どもでもできますか", POTTERY, Language.JA)) == 3
    assert len(told("Can children join?", DANCE, Language.EN)) == 2


@pytest.mark.parametrize(
    "text", ["5歳の子は電動ろくろができますか", "How much is it for a 5-year-old?"]
)
def test_one_offer_or_another_question_is_left_to_the_rest(text: str) -> None:
    assert told(text, POTTERY, Language.JA) == []


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("4歳〜12歳（6歳以下は大人の付き添いが必要）", (4, 12)),
        ("16+", (16, 120)),
        ("from 5", (5, 120)),
        ("12 and under", (0, 12)),
        ("小学生", (6, 12)),
        ("3歳〜未就学", (3, 6)),
        ("大人（中学生〜）", (12, 120)),
        ("10", (10, 120)),
        ("all levels", None),
    ],
)
def test_the_ages_a_text_states(text: str, span: tuple[int, int] | None) -> None:
    assert ages_in(text) == span


def test_only_what_speaks_of_age_is_for_an_age() -> None:
    assert is_for("child 6-12", 8) is True
    assert is_for("小学生", 4) is False
    assert is_for("tent 4-6", 5) is None


FARM = """時期,大人（中学生〜）,小学生,3歳〜未就学
1/9〜2/28,2200,1900,1200
3/1〜4/5,2000,1700,1100
"""
CAMP = """who,per night
adult,900
child 6-12,400
under 6,0
"""


def first_said(text: str, table: str, language: Language) -> str:
    (question,) = questions(text)
    weighed = [
        Weighed(one, 1.0, *[0.5] * 7, kind=True, topic=0.0, found=0.5)
        for passage in read_bytes(table.encode(), DocumentId("prices.csv")).passages
        if passage.kind == "row"
        for one in statements(passage)
    ]
    best = ranked_for(question, weighed, language, date(2026, 11, 21))[0]
    fact = said(best.statement, question, language)
    assert fact is not None
    return fact.text


def test_the_price_for_an_age_is_the_one_told() -> None:
    assert "1,200" in first_said("4歳の子は2月だといくらですか", FARM, Language.JA)
    both = first_said("How much for an adult and a 4-year-old in March?", FARM, Language.EN)
    assert "2,000" in both
    assert "1,100" in both
    assert "1,700" not in both
    assert "400" in first_said("How much is a night for my 8-year-old?", CAMP, Language.EN)
