"""Numbers, money, discounts and durations as people write them."""

from decimal import Decimal

import pytest

from policies.quantities import amounts, discounts, durations, number
from policies.view import folded


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("3,300", 3300),
        ("三千三百", 3300),
        ("1万5千", 15000),
        ("1.5万", 15000),
        ("二十", 20),
        ("十", 10),
        ("百五", 105),
        ("2億3千万", 230_000_000),
        ("1.2.3", None),
        ("", None),
    ],
)
def test_numbers(written: str, value: int | None) -> None:
    assert number(written) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("￥３，３００", 3300, "JPY"),
        ("3300円", 3300, "JPY"),
        ("3,300 yen", 3300, "JPY"),
        ("£18", 18, "GBP"),
        ("$20.50", Decimal("20.50"), "USD"),
        ("20 dollars", 20, "USD"),
        ("€5", 5, "EUR"),
        ("JPY 3,300", 3300, "JPY"),
        ("1万5千円", 15000, "JPY"),
        ("$3k", 3000, "USD"),
    ],
)
def test_amounts(text: str, value: int | Decimal, currency: str) -> None:
    (found,) = amounts(folded(text))
    assert (found.value, found.currency) == (Decimal(value), currency)


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("20%OFFで", 20, None),
        ("2割引", 20, None),
        ("半額", 50, None),
        ("500円引き", 500, "JPY"),
        ("¥500 less", 500, "JPY"),
        ("a discount of 15%", 15, None),
        ("half price", 50, None),
    ],
)
def test_discounts(text: str, value: int, currency: str | None) -> None:
    (found,) = discounts(folded(text))
    assert (found.value, found.currency) == (Decimal(value), currency)


@pytest.mark.parametrize(
    ("text", "count", "unit"),
    [
        ("3日以内", 3, "day"),
        ("5営業日", 5, "day"),
        ("約8週間", 8, "week"),
        ("2か月", 2, "month"),
        ("within 3 business days", 3, "day"),
        ("two weeks", 2, "week"),
        ("24 hours", 24, "hour"),
    ],
)
def test_durations(text: str, count: int, unit: str) -> None:
    (found,) = durations(folded(text))
    assert (found.count, found.unit) == (Decimal(count), unit)


def test_dates_are_no_durations() -> None:
    assert durations(folded("12月24日、2026年")) == ()
