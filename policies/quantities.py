"""Numbers, amounts of money, discounts and durations as people write them, in both languages."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Literal

_DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "両": 2}
_SMALL = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "億": 100_000_000}

PLAIN = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
MIXED = (
    r"(?:\d[\d,]*(?:\.\d+)?|[〇一二三四五六七八九十百千万億])[\d,.〇一二三四五六七八九十百千万億]*"
)

_CURRENCY_SIGNS = {"¥": "JPY", "£": "GBP", "$": "USD", "€": "EUR"}
READ_CURRENCIES = tuple(sorted(_CURRENCY_SIGNS.values()))
"""The currencies in which an amount in a text is understood."""
_CURRENCY_WORDS = {
    "円": "JPY", "yen": "JPY", "jpy": "JPY", "dollar": "USD", "dollars": "USD", "usd": "USD",
    "bucks": "USD", "ドル": "USD", "pound": "GBP", "pounds": "GBP", "quid": "GBP", "gbp": "GBP",
    "ポンド": "GBP", "euro": "EUR", "euros": "EUR", "eur": "EUR", "ユーロ": "EUR",
}  # fmt: skip
_AMOUNT = re.compile(
    rf"(?P<sign>[¥£$€])\s?(?P<signed>{PLAIN})(?P<scale>k(?![a-z])|万)?"
    rf"|(?<![a-z])(?P<code>jpy|usd|gbp|eur)\s?(?P<coded>{PLAIN})"
    rf"|(?P<japanese>{MIXED})\s?(?P<counter>円|ドル|ポンド|ユーロ)"
    rf"|(?P<worded>{PLAIN})(?P<thousand>k)?\s?-?(?P<word>yen|jpy|dollars?|usd|bucks|"
    r"pounds?|quid|gbp|euros?|eur)(?![a-z])"
)

Unit = Literal["hour", "day", "week", "month", "year", "minute"]
_UNITS: dict[str, Unit] = {
    "分": "minute", "時間": "hour", "日": "day", "日間": "day", "営業日": "day", "週間": "week",
    "か月":
        "month",
        "ヶ月":
        "month",
        "ヵ月":
        "month",
        "カ月":
        "month",
        "ケ月":
        "month",
        "年":
        "year",
    "年間": "year",
}  # fmt: skip
_WORD_NUMBERS = {
    "one": 1, "a": 1, "an": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "twenty": 20, "thirty": 30,
}  # fmt: skip
_DURATION = re.compile(
    rf"(?P<ja>{MIXED})\s?(?P<unit>営業日|日間|日(?!本|曜)|週間|[かヶヵカケ]月|年間|時間|分(?!の))"
    rf"|(?P<en>{PLAIN}|{'|'.join(_WORD_NUMBERS)})[ -](?:(?:business|working|full|calendar) )?"
    r"(?P<word>minutes?|hours?|days?|weeks?|months?|years?)\b"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """Money as a text states it, with folded offsets. `currency` is ISO 4217."""

    value: Decimal
    currency: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Duration:
    """A stretch of time as a text states it, with folded offsets."""

    count: Decimal
    unit: Unit
    start: int
    end: int


def number(written: str) -> Decimal | None:
    """The value of digits, kanji numerals or both (`1万5千`, `三千三百`); `None` if it is none."""
    written = written.replace(",", "").strip(".")
    if not written:
        return None
    try:
        return Decimal(written)
    except InvalidOperation:
        pass
    total = section = Decimal(0)
    digits = ""
    for character in written:
        if (character.isdigit() and character.isascii()) or character == ".":
            digits += character
        elif character in _DIGITS:
            digits += str(_DIGITS[character])
        elif character in _SMALL or character in _LARGE:
            try:
                value = Decimal(digits) if digits else None
            except InvalidOperation:
                return None
            digits = ""
            if character in _SMALL:
                section += (Decimal(1) if value is None else value) * _SMALL[character]
            else:
                section += value or Decimal(0)
                total += (section or Decimal(1)) * _LARGE[character]
                section = Decimal(0)
        else:
            return None
    try:
        return total + section + (Decimal(digits) if digits else 0)
    except InvalidOperation:
        return None


@lru_cache(maxsize=16_384)
def amounts(folded: str) -> tuple[Amount, ...]:
    """Every amount of money in a folded text."""
    found = []
    for match in _AMOUNT.finditer(folded):
        groups = match.groupdict()
        written = groups["signed"] or groups["coded"] or groups["japanese"] or groups["worded"]
        value = number(written)
        if value is None:
            continue
        if groups["scale"] == "k" or groups["thousand"]:
            value *= 1000
        elif groups["scale"] == "万":
            value *= 10_000
        currency = (
            _CURRENCY_SIGNS.get(groups["sign"] or "")
            or _CURRENCY_WORDS[groups["code"] or groups["counter"] or groups["word"]]
        )
        found.append(Amount(value, currency, match.start(), match.end()))
    return tuple(found)


@lru_cache(maxsize=16_384)
def durations(folded: str) -> tuple[Duration, ...]:
    """Every stretch of time in a folded text, dates excluded."""
    found = []
    for match in _DURATION.finditer(folded):
        if match["ja"]:
            before = folded[match.start() - 1 : match.start()]
            if match["unit"] == "日" and before == "月":
                continue
            value, unit = number(match["ja"]), _UNITS[match["unit"].replace("営業", "")]
            if unit == "year" and value is not None and value > 1000:
                continue
        else:
            word = match["en"]
            value = number(word) if word[0].isdigit() else Decimal(_WORD_NUMBERS[word])
            unit = _english_unit(match["word"])
        if value is not None:
            found.append(Duration(value, unit, match.start(), match.end()))
    return tuple(found)


def _english_unit(word: str) -> Unit:
    units: dict[str, Unit] = {
        "minute": "minute", "hour": "hour", "day": "day", "week": "week", "month": "month",
        "year": "year",
    }  # fmt: skip
    return units[word.removesuffix("s")]


_PERCENT_OFF = re.compile(
    rf"(?P<percent>{PLAIN})\s?(?:%|percent|パーセント)\s?(?:の)?\s?"
    r"(?:off(?![a-z])|discounts?(?![a-z])|reduction(?![a-z])|less(?![a-z])|"
    r"cheaper(?![a-z])|saving(?![a-z])|引き?|オフ|お?値引|"
    r"お?割引|ディスカウント|お安く|安く|お得)"
    r"|(?:discount|reduction|save|saving|reduce[sd]? (?:it|the price|the fee)|off)(?: of|"
    r" you| by)?(?: up to)? "
    rf"(?P<after>{PLAIN})\s?(?:%|percent)"
    rf"|(?P<ja_after>{PLAIN})\s?(?:%|パーセント)(?:だけ|ほど)?(?:を)?(?:お引き|値引き|"
    r"割り引|割引|引いて|おまけ)"
    r"|(?P<tenths>[\d一二三四五六七八九]+)割(?:引|お得|お安|安|オフ)"
    r"|(?P<half>半額|半値|half[- ]price|half off|50/50 off)"
)
_AMOUNT_OFF_AFTER = re.compile(
    r"\s?(?:引き?|オフ|お?値引|お?割引|お安く|安く|キャッシュバック|off(?![a-z])|less(?![a-z])|"
    r"discounts?(?![a-z])|reduction(?![a-z])|cheaper(?![a-z])|cashback(?![a-z])|credit(?![a-z]))"
)
_AMOUNT_OFF_BEFORE = re.compile(
    r"(?:discount of|knock|take|taking|save you|reduce (?:it|that) by) $"
)


@dataclass(frozen=True, slots=True)
class Discount:
    """A reduction a text names: percent, or an amount of a currency; folded offsets."""

    value: Decimal
    currency: str | None
    start: int
    end: int


@lru_cache(maxsize=16_384)
def discounts(folded: str) -> tuple[Discount, ...]:
    """Every reduction in a folded text; `currency` is `None` for a percentage."""
    found = []
    for match in _PERCENT_OFF.finditer(folded):
        if match["half"]:
            value: Decimal | None = Decimal(50)
        elif match["tenths"]:
            tenths = number(match["tenths"])
            value = None if tenths is None else tenths * 10
        else:
            value = number(match["percent"] or match["after"] or match["ja_after"])
        if value is not None and value <= 100:
            found.append(Discount(value, None, match.start(), match.end()))
    for amount in amounts(folded):
        after = _AMOUNT_OFF_AFTER.match(folded, amount.end)
        if after or _AMOUNT_OFF_BEFORE.search(folded, max(0, amount.start - 40), amount.start):
            end = after.end() if after else amount.end
            found.append(Discount(amount.value, amount.currency, amount.start, end))
    return tuple(sorted(found, key=lambda discount: discount.start))
