# ruff: noqa: E501 - a table is easier to check on long lines
"""Opening hours from a table of days."""

from datetime import date

import pytest

from agents.minds.negotiator.asked_days import asked_days
from agents.minds.negotiator.days import HOLIDAY, days_in, named
from agents.minds.negotiator.evidence import Weighed
from agents.minds.negotiator.question import questions
from agents.minds.negotiator.statements import statements
from agents.minds.negotiator.week import weekly
from kizashi.ids import DocumentId
from kizashi.language import Language
from memory.documents import read_bytes

SATURDAY = date(2026, 11, 21)

HOURS = """day_ja,day_en,status,open,close,phone_hours,note_ja,note_en
月曜,Monday,open,10:00,18:00,10:00-17:00,,
火曜,Tuesday,open,13:00,20:30,13:00-20:00,,
水曜,Wednesday,closed,,,,定休日。,Our day off.
木曜,Thursday,open,10:00,18:00,10:00-17:00,,
金曜,Friday,open,13:00,20:30,13:00-20:00,,
土曜,Saturday,open,9:30,18:00,10:00-17:00,,
祝日（水曜以外）,Public holidays (other than Wednesdays),open,9:30,18:00,,,
2026-12-28〜2027-01-06,2026-12-28 to 2027-01-06,closed,,,,1月7日から営業します。,We open again on 7 January.
2027-02-16,2027-02-16,closed,,,,,
"""


def told(
    asked: str,
    language: Language,
    text: str = HOURS,
    name: str = "hours.csv",
    today: date = SATURDAY,
) -> list[str]:
    passages = read_bytes(text.encode(), DocumentId(name)).passages
    weighed = [
        Weighed(one, 1.0, *[0.5] * 7, kind=True, topic=0.0, found=0.5)
        for passage in passages
        if passage.kind == "row"
        for one in statements(passage)
    ]
    (question,) = questions(asked)
    days = asked_days(question.text, today)
    return [fact.text for fact in weekly(question, days, weighed, language, today)]


@pytest.mark.parametrize(
    "asked", ["営業時間は？", "営業時間を教えてください", "いつ開いていますか"]
)
def test_the_whole_week_is_told_with_the_closing_ahead(asked: str) -> None:
    assert told(asked, Language.JA) == [
        "月曜・木曜は10:00〜18:00です。",
        "火曜・金曜は13:00〜20:30です。",
        "土曜・祝日（水曜以外）は9:30〜18:00です。",
        "水曜はお休みです。",
        "2026年12月28日〜2027年1月6日はお休みです。1月7日から営業します。",
    ]


@pytest.mark.parametrize("asked", ["When are you open?", "what are your opening hours"])
def test_the_whole_week_in_english(asked: str) -> None:
    assert told(asked, Language.EN)[:4] == [
        "We are open Monday and Thursday, 10:00 to 18:00.",
        "We are open Tuesday and Friday, 13:00 to 20:30.",
        "We are open Saturday and public holidays (other than Wednesdays), 9:30 to 18:00.",
        "We are closed on Wednesday.",
    ]


@pytest.mark.parametrize(
    ("asked", "language", "said"),
    [
        ("火曜は何時までですか", Language.JA, "火曜は13:00〜20:30です。"),
        ("are you open on wednesdays?", Language.EN, "We are closed on Wednesday."),
        ("今日は開いていますか", Language.JA, "土曜は9:30〜18:00です。"),
    ],
)
def test_only_the_day_that_is_asked_for_is_told(asked: str, language: Language, said: str) -> None:
    assert told(asked, language) == [said]


def test_today_in_the_new_year_holidays_is_closed() -> None:
    said = told("Are you open today?", Language.EN, today=date(2026, 12, 29))

    assert said == [
        "We are closed on 28 December 2026 to 6 January 2027. We open again on 7 January."
    ]


def test_a_table_in_one_language_is_told_in_the_other() -> None:
    table = (
        "| 曜日 | 時間 |\n|---|---|\n"
        "| 月・火・金 | 9:30〜18:00 |\n| 水 | 定休日 |\n| 土・日・祝 | 9:00〜17:00 |\n"
    )

    assert told("When are you open?", Language.EN, table, "a.md") == [
        "We are open Monday, Tuesday and Friday, 9:30 to 18:00.",
        "We are open Saturday, Sunday and public holidays, 9:00 to 17:00.",
        "We are closed on Wednesday.",
    ]


@pytest.mark.parametrize("asked", ["陶芸教室のレッスンは何時からですか", "When can I phone you?"])
def test_another_question_about_time_is_left_to_the_others(asked: str) -> None:
    assert told(asked, Language.JA) == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("平日", {0, 1, 2, 3, 4}),
        ("月〜木", {0, 1, 2, 3}),
        ("金曜から日曜", {4, 5, 6}),
        ("土日祝", {5, 6, HOLIDAY}),
        ("Mon-Fri", {0, 1, 2, 3, 4}),
        ("Tuesdays and Thursdays", {1, 3}),
        ("weekends", {5, 6}),
        ("毎日", {0, 1, 2, 3, 4, 5, 6}),
        ("祝日（水曜以外）", {HOLIDAY}),
        ("10月の日程", set()),
        ("月額", set()),
        ("sunny", set()),
    ],
)
def test_days_are_found_in_both_languages(text: str, days: set[int]) -> None:
    assert days_in(text) == days


def test_a_name_that_says_more_than_days_stays_as_it_is() -> None:
    assert named("Public holidays (other than Wednesdays)", Language.JA) == (
        "Public holidays (other than Wednesdays)"
    )
