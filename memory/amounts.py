"""Amounts of money in Japanese and English text, with the very words that state them."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from kizashi.knowledge import Price

_WIDE = str.maketrans("０１２３４５６７８９，．￥＄￡－～：（）", "0123456789,.¥$£-~:()")
"""One character for one, so that a place in the folded text is the place in the original."""

_CURRENCIES = {
    "JPY": ("¥", "jpy", "円", "yen", "en/"),
    "GBP": ("£", "gbp", "pounds", "pound", "quid", "ポンド"),
    "USD": ("us$", "$", "usd", "dollars", "dollar", "bucks", "ドル"),
    "EUR": ("€", "eur", "euros", "euro", "ユーロ"),
}
_BY_SIGN = {sign: currency for currency, signs in _CURRENCIES.items() for sign in signs}
_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0}
_TENS = {"十": 10, "百": 100, "千": 1_000}
_MYRIADS = {"万": 10_000, "億": 100_000_000}

_PLAIN = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_MIXED = rf"(?:{_PLAIN})\s?[千万億](?:\s?(?:{_PLAIN})\s?[百千万]?)*"
_NUMBER = rf"(?:{_MIXED}|{_PLAIN}|[〇零一二三四五六七八九十百千万億]+)"
_BEFORE = r"US\$|[¥£$€]|(?<![A-Za-z])(?:JPY|GBP|USD|EUR)(?![A-Za-z])"
_AFTER = (
    r"円|(?:yen|JPY|pounds?|GBP|quid|dollars?|bucks|USD|euros?|EUR)(?![A-Za-z])|[£€]"
    r"|ドル|ポンド|ユーロ"
)
_TO = r"\s*(?:-|–|—|~|〜|から|to)\s*"
_PRICE = re.compile(
    rf"(?P<sign>{_BEFORE})\s?(?P<first>{_NUMBER})(?:{_TO}(?P<upto>{_NUMBER})(?![\d:]|\s*(?:%|人|名|個|点|日|時|分|people|days|hours|per)))?"
    rf"|(?<![\d.,])(?P<low>{_NUMBER}){_TO}(?P<high>{_NUMBER})\s?(?P<unit2>{_AFTER})"
    rf"|(?<![\d.,])(?P<amount>{_NUMBER})\s?(?P<unit>{_AFTER})"
    rf"|(?<![\d.,£])(?P<pence>\d{{1,2}})p(?![A-Za-z\d])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundPrice:
    """A price in a text: `text[start:end] == price.quote`."""

    price: Price
    start: int
    end: int


def extract_prices(text: str) -> tuple[FoundPrice, ...]:
    """Every amount of money that the text states with its currency, in order.

    Understands ¥3,300, 3300円, 3,300 yen, 三千三百円, 1万5千円, £18, 18 pounds, 50p, $20, ranges
    (both ends), and full-width digits. A bare number is no price.
    """
    folded = text.translate(_WIDE)
    found: list[FoundPrice] = []
    for match in _PRICE.finditer(folded):
        if match["pence"]:
            found.append(_found(text, Decimal(match["pence"]) / 100, "GBP", match.span()))
        elif match["sign"]:
            currency = _BY_SIGN[match["sign"].lower()]
            end = match.end("first")
            _add(found, text, match["first"], currency, (match.start(), end))
            if match["upto"]:
                _add(found, text, match["upto"], currency, match.span("upto"))
        elif match["unit2"]:
            currency = _BY_SIGN[match["unit2"].lower()]
            _add(found, text, match["low"], currency, match.span("low"))
            _add(found, text, match["high"], currency, (match.start("high"), match.end()))
        else:
            _add(found, text, match["amount"], _BY_SIGN[match["unit"].lower()], match.span())
    return tuple(found)


def _add(
    found: list[FoundPrice], text: str, number: str, currency: str, span: tuple[int, int]
) -> None:
    amount = number_of(number)
    if amount is not None:
        found.append(_found(text, amount, currency, span))


def _found(text: str, amount: Decimal, currency: str, span: tuple[int, int]) -> FoundPrice:
    start, end = span
    return FoundPrice(Price(amount=amount, currency=currency, quote=text[start:end]), start, end)


def currency_in(header: str) -> str | None:
    """The currency that a column's header names: price_yen, 料金（円）, "£ per day", GBP."""
    folded = header.translate(_WIDE).lower()
    for sign, currency in sorted(_BY_SIGN.items(), key=lambda pair: -len(pair[0])):
        if sign.isascii() and sign.isalpha():
            if re.search(rf"(?<![a-z]){sign}(?![a-z])", folded):
                return currency
        elif sign in folded:
            return currency
    return None


def number_of(words: str) -> Decimal | None:
    """The number that digits, kanji or both state (3,300; 三千三百; 1万5千); `None` if none."""
    folded = re.sub(r"[\s,]", "", words.translate(_WIDE))
    if not folded:
        return None
    if re.fullmatch(r"\d+(?:\.\d+)?", folded):
        return Decimal(folded)
    total = myriad = Decimal(0)
    current: Decimal | None = None
    for piece in re.findall(r"\d+(?:\.\d+)?|.", folded):
        try:
            if piece in _TENS:
                myriad += (Decimal(1) if current is None else current) * _TENS[piece]
                current = None
            elif piece in _MYRIADS:
                myriad += current or Decimal(0)
                total += (myriad or Decimal(1)) * _MYRIADS[piece]
                myriad, current = Decimal(0), None
            elif piece in _DIGITS:
                current = (current or Decimal(0)) * 10 + _DIGITS[piece]
            else:
                current = Decimal(piece)
        except InvalidOperation:
            return None
    return total + myriad + (current or Decimal(0))
