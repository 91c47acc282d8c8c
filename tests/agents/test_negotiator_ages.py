"""Who can join: ages from tables of a pottery and of a dance studio."""

import pytest

from agents.minds.negotiator.ages import asked_age, of_the_age
from agents.minds.negotiator.evidence import Weighed
from agents.minds.negotiator.question import questions
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
