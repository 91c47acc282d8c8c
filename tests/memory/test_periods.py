"""Periods of time in a question, seen from a given day."""

from datetime import date

import pytest

from memory.periods import Period, periods_in

TODAY = date(2026, 4, 15)  # a Wednesday


def span(starts: tuple[int, int, int], ends: tuple[int, int, int]) -> Period:
    return Period(date(*starts), date(*ends))


@pytest.mark.parametrize(
    ("question", "period"),
    [
        ("What did she do on 2 July 2022?", span((2022, 7, 2), (2022, 7, 2))),
        ("Where did he go in June 2023?", span((2023, 6, 1), (2023, 6, 30))),
        ("What happened in 2022?", span((2022, 1, 1), (2022, 12, 31))),
        ("What did they plan for summer 2023?", span((2023, 6, 1), (2023, 8, 31))),
        ("What did I ask last spring?", span((2026, 3, 1), (2026, 5, 31))),
        ("What did I ask last winter?", span((2025, 12, 1), (2026, 2, 28))),
        ("What did I order last month?", span((2026, 3, 1), (2026, 3, 31))),
        ("What did I say last week?", span((2026, 4, 6), (2026, 4, 12))),
        ("What did I say last weekend?", span((2026, 4, 11), (2026, 4, 12))),
        ("What did I write yesterday?", span((2026, 4, 14), (2026, 4, 14))),
        ("What did I buy two months ago?", span((2026, 2, 1), (2026, 2, 28))),
        ("What did I buy last May?", span((2025, 5, 1), (2025, 5, 31))),
        ("先月は何を頼みましたか", span((2026, 3, 1), (2026, 3, 31))),
        ("去年の夏の旅行は", span((2025, 6, 1), (2025, 8, 31))),
        ("3日前に話したことは", span((2026, 4, 12), (2026, 4, 12))),
        ("昨年の契約は", span((2025, 1, 1), (2025, 12, 31))),
        ("2024年3月の話", span((2024, 3, 1), (2024, 3, 31))),
        ("What did she bake in May?", Period(month=5)),
    ],
)
def test_a_question_names_a_period(question, period):
    assert periods_in(question, TODAY) == (period,)


@pytest.mark.parametrize("question", ["What may I order?", "Who is April's brother?", "猫の名前は"])
def test_a_question_without_a_time_names_none(question):
    assert periods_in(question, TODAY) == ()


def test_what_is_told_a_few_days_later_fits_less():
    period = span((2022, 7, 2), (2022, 7, 2))

    fits = [period.fit(date(2022, 7, day)) for day in (1, 2, 5, 20)]

    assert fits == [0.0, 1.0, 0.5, 0.0]
