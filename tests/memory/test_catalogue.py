"""Amounts, days and times as people write them, and the catalogue read from tables."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kizashi.ids import DocumentId
from memory.amounts import currency_in, extract_prices, number_of
from memory.catalogue import catalogue_of
from memory.dates import extract_dates, extract_times, extract_weekdays
from memory.documents import read_bytes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("¥3,300です", [("3300", "JPY", "¥3,300")]),
        ("３，３００円", [("3300", "JPY", "３，３００円")]),
        ("3300円と3,300 yen", [("3300", "JPY", "3300円"), ("3300", "JPY", "3,300 yen")]),
        ("三千三百円", [("3300", "JPY", "三千三百円")]),
        ("1万5千円", [("15000", "JPY", "1万5千円")]),
        ("1.5万円", [("15000", "JPY", "1.5万円")]),
        ("£18 a day or 18 pounds", [("18", "GBP", "£18"), ("18", "GBP", "18 pounds")]),
        ("$20, US$5.50", [("20", "USD", "$20"), ("5.5", "USD", "US$5.50")]),
        ("a 50p locker", [("0.5", "GBP", "50p")]),
        ("3,300〜4,400円", [("3300", "JPY", "3,300"), ("4400", "JPY", "4,400円")]),
        ("£10–18", [("10", "GBP", "£10"), ("18", "GBP", "18")]),
        ("12,000 people, 90 minutes, 30%", []),
    ],
)
def test_prices_are_found_with_their_words(text, expected):
    found = extract_prices(text)

    assert [(f.price.amount, f.price.currency, f.price.quote) for f in found] == [
        (Decimal(amount), currency, quote) for amount, currency, quote in expected
    ]
    assert all(text[f.start : f.end] == f.price.quote for f in found)


@given(st.text(alphabet="0123456789０９,.円¥£万千百三 to-〜yenp", max_size=40))
def test_the_quote_is_always_the_words_of_the_text(text):
    for found in extract_prices(text):
        assert text[found.start : found.end] == found.price.quote
        assert found.price.amount >= 0


@given(st.integers(min_value=1, max_value=99_999_999))
def test_any_amount_written_with_commas_is_read_back(amount):
    assert number_of(f"{amount:,}") == amount
    assert extract_prices(f"{amount:,}円")[0].price.amount == amount


@pytest.mark.parametrize(
    ("header", "currency"),
    [
        ("price_yen", "JPY"),
        ("料金（円）", "JPY"),
        ("Price (£/day)", "GBP"),
        ("GBP", "GBP"),
        ("garden fee", None),
        ("price", None),
    ],
)
def test_a_header_names_its_currency(header, currency):
    assert currency_in(header) == currency


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-12-05", (2026, 12, 5, None, "2026-12-05")),
        ("12/5に", (None, 12, 5, None, "12/5")),
        ("12月5日（土）から", (None, 12, 5, 5, "12月5日（土）")),
        ("2026年12月", (2026, 12, None, None, "2026年12月")),
        ("令和8年1月3日", (2026, 1, 3, None, "令和8年1月3日")),
        ("on Sat 5 December 2026.", (2026, 12, 5, 5, "Sat 5 December 2026")),
        ("Dec 5", (None, 12, 5, None, "Dec 5")),
        ("1:56 pm on 8 May, 2023", (2023, 5, 8, None, "8 May, 2023")),
    ],
)
def test_dates_say_as_much_as_the_text(text, expected):
    [found] = extract_dates(text)

    assert (found.year, found.month, found.day, found.weekday, found.quote) == expected
    assert text[found.start : found.end] == found.quote


def test_a_british_date_has_its_day_first():
    [found] = extract_dates("5/12", day_first=True)

    assert (found.month, found.day) == (12, 5)


def test_days_that_do_not_exist_are_no_dates():
    assert extract_dates("13/45, 2026-02-30, 31 June") == ()


@pytest.mark.parametrize(
    ("text", "weekdays"),
    [
        ("木・土・日にいます", {3, 5, 6}),
        ("水曜日は休み", {2}),
        ("平日のみ", {0, 1, 2, 3, 4}),
        ("on Saturdays", {5}),
        ("at weekends", {5, 6}),
    ],
)
def test_weekdays(text, weekdays):
    [found] = extract_weekdays(text)

    assert found.weekdays == weekdays


def test_the_sun_is_no_weekday():
    assert extract_weekdays("we sat in the sun") == ()


@pytest.mark.parametrize(
    ("text", "begins", "until"),
    [
        ("10:00–18:00", time(10), time(18)),
        ("10時〜18時半", time(10), time(18, 30)),
        ("午後8時半", time(20, 30), None),
        ("9am to 5:30pm", time(9), time(17, 30)),
        ("12 a.m.", time(0), None),
        ("正午", time(12), None),
    ],
)
def test_times_of_day(text, begins, until):
    [found] = extract_times(text)

    assert (found.begins, found.until) == (begins, until)
    assert text[found.start : found.end] == found.quote


def test_durations_are_no_times():
    assert extract_times("3時間、90分、2:1") == ()


def items(text: str, name: str = "list.csv", currency: str = "JPY"):
    return catalogue_of(read_bytes(text.encode(), DocumentId(name)).passages, currency)


def test_a_row_becomes_an_item_with_its_exact_facts():
    [item] = items(
        "id,name_ja,name_en,price_yen,capacity,places_left,date,notes\n"
        "W-01,ろくろ,Wheel,5800,6,3,2026-12-05,追加は1点1500円です。詳しくはお電話で。\n"
    )

    assert item.names == ("ろくろ", "Wheel", "W-01")
    assert [(p.amount, p.currency, p.quote) for p in item.prices] == [(5800, "JPY", "5800")]
    assert item.stock == 3
    assert item.dates == (date(2026, 12, 5),)


def test_a_markdown_table_names_things_in_its_first_column():
    found = items(
        "| プラン | 一括 | 月払い |\n|---|---|---|\n| ゆっくり | 72,600円 | 月6,600円 |\n",
        "plan.md",
    )

    assert found[0].names == ("ゆっくり",)
    assert [p.quote for p in found[0].prices] == ["72,600円", "6,600円"]


def test_the_currency_of_the_business_stands_in_where_none_is_named():
    assert items("item,price\nHelmet,4\n", currency="GBP")[0].prices[0].currency == "GBP"
    assert items("item,price (EUR)\nHelmet,4\n", currency="GBP")[0].prices[0].currency == "EUR"


@pytest.mark.parametrize(
    ("cell", "left"), [("満席（キャンセル待ち3名）", 0), ("sold out", 0), ("3名", 3), ("2 left", 2)]
)
def test_what_is_left(cell, left):
    assert items(f"講座,空き\nろくろ,{cell}\n")[0].stock == left


def test_rows_without_a_fact_to_quote_are_no_items():
    assert items("day,open\nMonday,10:00\n") == ()
