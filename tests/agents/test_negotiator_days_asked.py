# ruff: noqa: E501 - a table is easier to check on long lines
"""Questions about a day: what happens then, and whether the business is open."""

from collections.abc import Sequence
from datetime import date

import pytest

from agents.minds.negotiator.asked_days import asked_days
from agents.minds.negotiator.evidence import Weighed
from agents.minds.negotiator.occasions import occasions
from agents.minds.negotiator.question import questions
from agents.minds.negotiator.statements import statements
from agents.minds.negotiator.week import weekly
from kizashi.ids import DocumentId
from kizashi.language import Language
from memory.documents import read_bytes

SATURDAY = date(2026, 11, 21)
EN, JA = Language.EN, Language.JA

STUDIO = {
    "時間割.csv": """day;time;class クラス;teacher 先生;notes 備考
月 Mon;19:00-20:15;Salsa basics サルサ入門;Marco;
水 Wed;16:00-16:45;Kids' ballet こどもバレエ;Yuki 由紀;
水 Wed;17:00-18:00;Kids' hip hop キッズヒップホップ;Ren 蓮;
""",
    "workshops.csv": """日時;ワークショップ;Workshop;空き;メモ
12/6(日) 13:00-16:00;ルンバ集中;Rumba intensive;5;
12/13(日) 13:00-16:00;タンゴ集中;Tango intensive;満席;キャンセル待ち可
""",
    "about.md": "Monday to Friday 15:00–20:30.\n\n- Saturday 12 December: no classes, it is our recital.\n",
}
SHOP = {
    "hours.csv": """day,open,close,note
Mon-Fri,8:00,18:00,
Sat,9:00,13:00,
Sun,closed,,
2026-12-24 to 2026-12-28,closed,,Back on the 29th.
""",
    "tastings.csv": """date,start,name,seats left
2026-12-03,18:00,Cider tasting,4
2026-12-10,18:00,Cheese evening,0
""",
}


def weighed(business: dict[str, str]) -> list[Weighed]:
    return [
        Weighed(one, 1.0, *[0.5] * 7, kind=True, topic=0.0, found=0.5)
        for name, text in business.items()
        for passage in read_bytes(text.encode(), DocumentId(name)).passages
        if passage.kind != "table"
        for one in statements(passage)
    ]


def told(text: str, language: Language, business: dict[str, str]) -> Sequence[str]:
    (question,) = questions(text)
    days = asked_days(text, SATURDAY)
    return [f.text for f in occasions(question, days, weighed(business), language, SATURDAY)]


def hours(text: str, language: Language, business: dict[str, str]) -> Sequence[str]:
    (question,) = questions(text)
    days = asked_days(text, SATURDAY)
    return [f.text for f in weekly(question, days, weighed(business), language, SATURDAY)]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("12月13日に体験ありますか", date(2026, 12, 13), date(2026, 12, 13)),
        ("anything on 13 December?", date(2026, 12, 13), date(2026, 12, 13)),
        ("10月3日は空いてますか", date(2027, 10, 3), date(2027, 10, 3)),
        ("are you open next Tuesday", date(2026, 11, 24), date(2026, 11, 24)),
        ("来週の土曜は空いてますか", date(2026, 11, 28), date(2026, 11, 28)),
        ("再来週の月曜", date(2026, 11, 30), date(2026, 11, 30)),
        ("次の日曜はやってますか", date(2026, 11, 22), date(2026, 11, 22)),
        ("Is there room this weekend?", date(2026, 11, 21), date(2026, 11, 22)),
        ("明日は開いてますか", date(2026, 11, 22), date(2026, 11, 22)),
        ("any workshops in January?", date(2027, 1, 1), date(2027, 1, 31)),
        ("クリスマスイブは営業していますか", date(2026, 12, 24), date(2026, 12, 24)),
    ],
)
def test_the_days_a_question_is_about(text: str, first: date, last: date) -> None:
    assert asked_days(text, SATURDAY).spans == ((first, last),)


@pytest.mark.parametrize(
    "text",
    ["If I order by 12 December, when does it arrive?", "12月3日に注文したら届くのはいつですか"],
)
def test_a_day_something_was_ordered_is_not_the_one_asked_for(text: str) -> None:
    assert not asked_days(text, SATURDAY)


def test_the_rows_of_a_date_are_told() -> None:
    assert told("12月13日に何かありますか", JA, STUDIO) == [
        "12/13(日) 13:00-16:00のタンゴ集中は満席です。キャンセル待ち可です。"
    ]
    assert told("anything on 3 December?", EN, SHOP) == [
        "Cider tasting on 3 December 2026 at 18:00 has 4 places left."
    ]


def test_a_week_that_repeats_itself_is_told_by_its_days() -> None:
    assert told("What classes do you have on Wednesdays?", EN, STUDIO) == [
        "There is Kids' ballet on Wednesday, 16:00-16:45.",
        "There is Kids' hip hop on Wednesday, 17:00-18:00.",
    ]


def test_a_day_without_anything_is_said_with_what_comes_next() -> None:
    nothing, following = told("11月28日にタンゴはありますか", JA, STUDIO)
    assert "見当たりません" in nothing
    assert "タンゴ集中" in following
    assert told("Do you have hip hop on Fridays?", EN, STUDIO) == ["I see nothing on that day."]


def test_what_a_sentence_says_of_the_day_comes_first() -> None:
    first, *_ = told("Is there a class on 12 December?", EN, STUDIO)
    assert first.startswith("Saturday 12 December: no classes")


@pytest.mark.parametrize("text", ["Is there a yoga class on 13 December?", "金曜は何時まで？"])
def test_a_schedule_says_nothing_of_other_things(text: str) -> None:
    assert told(text, EN, STUDIO) == []


def test_the_hours_of_a_date_are_those_of_its_weekday_unless_it_is_closed() -> None:
    assert hours("are you open on 23 December?", EN, SHOP) == [
        "We are open Monday, Tuesday, Wednesday, Thursday and Friday, 8:00 to 18:00."
    ]
    assert hours("12月25日はやってますか", JA, SHOP)[0].startswith("2026年12月24日")
    assert "closed" in hours("Are you open on Christmas Eve?", EN, SHOP)[0]


def test_hours_in_prose_answer_for_a_date_too() -> None:
    assert hours("are you open on 2 December?", EN, STUDIO) == ["Monday to Friday 15:00–20:30."]
