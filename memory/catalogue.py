"""The catalogue: what the business offers, with prices, places left and dates, from its tables.

A price is taken as its cell states it; nothing is computed, rounded or guessed.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from kizashi.knowledge import CatalogueItem, Passage, Price
from kizashi.language import Language
from memory.amounts import currency_in, extract_prices, number_of
from memory.dates import extract_dates
from memory.documents.script import language_of
from memory.documents.tables import names_an_item, stem_and_language

_CODES = re.compile(
    r"^(?:id|code|sku|ref|no\.?|番号|品番|コード|商品コード|.*[_ ]id)$", re.IGNORECASE
)
_PRICES = re.compile(
    r"price|fee|cost|rate|charge|amount|postage|料金|価格|値段|金額|代金|費用|送料|税込|税抜|一般|会員価格"
    r"|(?:^|[^a-z])(?:yen|jpy|gbp|usd|eur)(?:[^a-z]|$)|[¥£$€円]",
    re.IGNORECASE,
)
_STOCK = re.compile(
    r"stock|avail|(?:places?|spaces?|seats?|spots?)[_ ]?(?:left|free|open)|^(?:left|remaining)$"
    r"|在庫|空き|残り|残席|残数|空席",
    re.IGNORECASE,
)
_DATES = re.compile(r"^(?:date|day|when|on)$|日付|開催日|日程|日にち|^日$", re.IGNORECASE)
_NONE_LEFT = re.compile(
    r"^\s*(?:full|sold out|none|満席|満員|売り?切れ|完売|在庫なし|なし|×)", re.IGNORECASE
)
_BARE_NUMBER = re.compile(r"^\s*([\d０-９][\d０-９,，.]*)\s*$")
_LEADING_NUMBER = re.compile(r"^\s*([\d０-９][\d０-９,，]*(?:\.\d+)?)(?=\s+[A-Za-z(+]|[（〜~])")
_CODE = re.compile(r"^[A-Z]{1,4}-?\d{1,5}$")
_COUNT = re.compile(r"^\D{0,8}?(\d{1,6})(?!\s*[%:/\d])")
_NO_NAME = re.compile(r"^[\s\d.,:/\-–~〜¥$£€%]*$")

_PRICE_SHARE = 0.4
"""A cell outside the price columns states the row's price when the amount is this much of it;
an amount inside a long remark is about something else."""


def catalogue_of(passages: Iterable[Passage], currency: str) -> tuple[CatalogueItem, ...]:
    """The items that the rows among the passages describe.

    `currency` (ISO 4217) is that of the business: a bare number in a price column is in it,
    unless the header names another. A row is an item when it has a name and a price, a number of
    places left, or a date. Dates without a year are left out.
    """
    items = (_item(passage, currency) for passage in passages if passage.fields)
    return tuple(item for item in items if item is not None)


def _item(passage: Passage, currency: str) -> CatalogueItem | None:
    names: list[str] = []
    codes: list[str] = []
    prices: list[Price] = []
    stock: int | None = None
    dates: list[date] = []
    for header, cell in passage.fields:
        title = stem_and_language(header)[0]
        if names_an_item(title):
            names.append(cell)
        elif _CODES.match(title):
            codes.append(cell)
        elif _STOCK.search(title):
            stock = _places(cell) if stock is None else stock
        elif _DATES.search(title):
            dates.extend(day for found in extract_dates(cell) if (day := found.on()) is not None)
        if _PRICES.search(title):
            prices.extend(_prices(title, cell, currency))
    if not prices:
        prices = [price for header, cell in passage.fields for price in _stated(header, cell)]
    if not names:
        names = _first_words([cell for _, cell in passage.fields if cell not in codes])
    names = [part for name in names for part in _by_language(name)]
    codes.extend(cell for _, cell in passage.fields[:1] if _CODE.match(cell))
    named = tuple(dict.fromkeys((*names, *codes)))
    if not named or not (prices or dates or stock is not None):
        return None
    return CatalogueItem(
        names=named,
        prices=tuple(prices),
        stock=stock,
        dates=tuple(dict.fromkeys(dates)),
        passage=passage.id,
        document=passage.document,
    )


def _first_words(cells: Sequence[str]) -> list[str]:
    """The first cell in words, and the next one too when it says the same in the other language."""
    wordy = [
        (place, cell)
        for place, cell in enumerate(cells)
        if not (_CODE.match(cell) or _NO_NAME.match(cell) or extract_dates(cell))
    ]
    if not wordy or wordy[0][0] > 1:
        return []
    place, name = wordy[0]
    beside = next((cell for other, cell in wordy[1:] if other == place + 1), None)
    if beside is not None and {language_of(name), language_of(beside)} == set(Language):
        return [name, beside]
    return [name]


def _by_language(name: str) -> tuple[str, ...]:
    """`Helmet / ヘルメット` are two names."""
    parts = [part.strip() for part in re.split(r"\s+/\s+|／", name)]
    if len(parts) == 2 and {language_of(part) for part in parts} == set(Language):
        return tuple(parts)
    return (name,)


def _prices(header: str, cell: str, currency: str) -> list[Price]:
    """What the cell of a price column states: amounts with their currency, or a bare number."""
    stated = extract_prices(cell)
    if stated:
        return [found.price for found in stated]
    named = currency_in(header)
    bare = _BARE_NUMBER.match(cell) or (_LEADING_NUMBER.match(cell) if named else None)
    amount = number_of(bare.group(1)) if bare is not None else None
    if bare is None or amount is None:
        return []
    return [Price(amount=amount, currency=named or currency, quote=bare.group(1))]


def _stated(header: str, cell: str) -> list[Price]:
    """Amounts that are most of a cell whose header does not speak of prices."""
    if names_an_item(header):
        return []
    return [
        found.price
        for found in extract_prices(cell)
        if found.end - found.start >= _PRICE_SHARE * len(cell)
    ]


def _places(cell: str) -> int | None:
    if _NONE_LEFT.match(cell):
        return 0
    match = _COUNT.match(cell)
    return int(match.group(1)) if match else None
