# ruff: noqa: E501 - a pattern is easier to check on one line
"""Table rows understood: which cell is the name, which a price, a time, a number of places."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from agents.minds.negotiator.days import days_in
from agents.minds.negotiator.kinds import Kind, holds
from agents.minds.negotiator.words import folded
from kizashi.language import Language
from memory.documents.script import columns, language_of
from memory.documents.tables import stem_and_language
from memory.spans import spans_in


class Role(StrEnum):
    """What a column holds."""

    NAME = "name"
    SORT = "sort"
    CODE = "code"
    PRICE = "price"
    UNIT = "unit"
    DURATION = "duration"
    CAPACITY = "capacity"
    AGE = "age"
    STOCK = "stock"
    PLACES_LEFT = "places_left"
    DATE = "date"
    DAY = "day"
    START = "start"
    END = "end"
    STATUS = "status"
    WHO = "who"
    CATEGORY = "category"
    NOTE = "note"
    OTHER = "other"


_ROLES: tuple[tuple[Role, "re.Pattern[str]"], ...] = tuple(
    (role, re.compile(pattern))
    for role, pattern in (
        (Role.CODE, r"^(?:.*[ _])?(?:id|ref|code|sku|no\.?|番号|記号|コード|品番)$"),
        (
            Role.NOTE,
            r"note|remark|comment|memo|備考|メモ|説明|detail|description|補足|注意|内容|ひとこと|コメント",
        ),
        (Role.PLACES_LEFT, r"places left|spaces|vacanc|残席|空き|空席|残り枠|seats left"),
        (Role.STOCK, r"^stock|in stock|^left$|^qty|quantity|在庫|残り|残数|how many"),
        (Role.UNIT, r"^unit|単位|^per$"),
        (
            Role.DURATION,
            r"duration|minutes|^mins?$|所要|（分）|\(分\)|\(mins?\)|^分$|how long|長さ|かかる時間|所要時間",
        ),
        (Role.AGE, r"\bage|年齢|対象"),
        (Role.CAPACITY, r"capacity|定員|max|人数|^places$|seats"),
        (Role.START, r"^(?:start|opens?|from|opening|開始|開店|始まり|open time)"),
        (Role.END, r"^(?:end|closes?|until|to|closing|終了|閉店|終わり|close time|finish)"),
        (Role.DATE, r"^(?:date|日付|日にち|開催日|月日|日程|on)$|^date"),
        (Role.DAY, r"^(?:day|weekday|曜日|曜|days)s?$"),
        (Role.STATUS, r"status|状態|営業$|状況"),
        (
            Role.PRICE,
            r"price|cost|fee|料金|価格|値段|金額|税込|税抜|gbp|jpy|usd|eur|yen|円|[£¥$€]|お代|代金|月謝|会費|tuition|postage|送料",
        ),
        (Role.WHO, r"teacher|staff|who|講師|先生|担当|instructor|guide|therapist|施術者"),
        (Role.CATEGORY, r"^(?:type|category|group|カテゴリ|分類|区分)"),
        (
            Role.NAME,
            r"^(?:name|item|title|menu|product|brand|service|plan|course|workshop|class|room|bike.*|event|lesson|activity|ワークショップ|イベント|レッスン|クラス|体験|施術|銘柄|名前|名称|品名|品目|商品|商品名|メニュー|コース|講座|講座名|プラン|サービス|部屋|お部屋|客室|曜日.*|名|タイトル|(?:イベント|コース|講座|プラン|メニュー|商品|レッスン|クラス|教室|企画|ツアー|セット|料理)名)$",
        ),
        (
            Role.SORT,
            r"^(?:what|kind|sort|品|もの|種類|ことば)$",
        ),
    )
)
PLAIN_PRICE = re.compile(
    r"(?:price|cost|fee|rate|amount|料金|価格|値段|金額|お代|お?月謝|会費|税込(?:価格|料金|金額)?|[£¥$€]|gbp|jpy|yen|円)?"
    r"[ _(]*(?:yen|jpy|gbp|円|税込|税別|incl\.? ?(?:tax|vat)|tax included|each|[£¥$€・/、 ])*[)]*"
)
"""Headers that say no more than that the cell is the price."""

_CODE_VALUE = re.compile(r"^[A-Za-z]{1,4}[-_ ]?\d{1,5}[A-Za-z]?$")
_PLAIN_NUMBER = re.compile(r"^\d[\d,，]*(?:\.\d+)?$")
_MONEY_CELL = re.compile(
    r"^(?:約|from )?(?:[¥£$€]\s?\d[\d,.]*|\d[\d,.]*\s?(?:円|yen|pounds?))[〜~]?$"
)
_DATE_VALUE = re.compile(r"^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$")


_WHEN = re.compile(r"^(?:when|日時|開催日?時?|実施日|日|date.*|日付.*)$")


_NO_NAME = frozenset({Role.CODE, Role.PRICE, Role.CATEGORY, Role.UNIT, Role.DATE})
_HOURS_LONG = re.compile(r"hrs?|hours?|length(?: \(h\))?|時間")
_SAYS_HOW = frozenset({Role.STATUS, Role.NOTE, Role.START, Role.END})
_MEASURED = re.compile(
    r"kg|cm|mm|ml|\bg\b|km|\bm\b|min|分|年|year|重|長|高|幅|weight|length|size|サイズ|people|(?<!大)人|数"
)
_AMOUNT = re.compile(
    r"\d[\d.,]*\s*(?:kg|g|ml|l|cl|cm|m|本|個|枚|人|名|泊|回|箱|袋|缶|瓶|号|合|升|people|persons?|pcs|pieces?|bottles?|nights?|cups?|分|時間|日|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|か月|ヶ月|年|週)(?:用|入り|分)?"
)
_LEAST_PRICE = 100

LONGEST_NAME = 40
"""Terminal columns up to which a column of words may be the name in the other language."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One column of a row, its languages put together.

    `values` are the cell's words by language; the key `None` holds what is in neither or both.
    `money` is the sign of the money that the business's documents speak of, for a bare figure.
    """

    header: str
    role: Role
    values: tuple[tuple[Language | None, str], ...]
    money: str = ""

    def of(self, language: Language) -> str:
        """The words for a reader of the language; another language's when there are no others."""
        by_language = dict(self.values)
        return by_language.get(language) or by_language.get(None) or self.values[0][1]

    def speaks(self, language: Language) -> bool:
        """Whether the cell has words that a reader of the language understands."""
        return any(known is None or known is language for known, _ in self.values)

    @property
    def header_language(self) -> Language | None:
        """The language of the header when it is clear."""
        return language_of(self.header)

    def holds(self, kind: Kind) -> bool:
        """Whether the cell answers a question of the kind."""
        roles = _ANSWERS.get(kind)
        if roles and self.role in roles:
            return True
        if self.role in {Role.CODE, Role.CATEGORY, Role.UNIT, Role.NAME}:
            return False
        shown = " ".join(f"{self.header} {value}" for _, value in self.values)
        if kind is Kind.COUNT:
            return False
        return kind in _BY_VALUE and holds(kind, shown)


_ANSWERS: dict[Kind, frozenset[Role]] = {
    Kind.PRICE: frozenset({Role.PRICE}),
    Kind.HOURS: frozenset({Role.START, Role.END, Role.STATUS}),
    Kind.DATE: frozenset({Role.DATE, Role.DAY}),
    Kind.DURATION: frozenset({Role.DURATION}),
    Kind.AGE: frozenset({Role.AGE}),
    Kind.COUNT: frozenset({Role.CAPACITY, Role.STOCK, Role.PLACES_LEFT}),
    Kind.STOCK: frozenset({Role.STOCK, Role.PLACES_LEFT, Role.STATUS}),
    Kind.WHO: frozenset({Role.WHO}),
}
_BY_VALUE = frozenset({Kind.PRICE, Kind.SIZE, Kind.AGE, Kind.DURATION, Kind.DATE, Kind.HOURS})


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: its name and its other cells."""

    name: Cell
    cells: tuple[Cell, ...]

    def first(self, role: Role) -> Cell | None:
        """The first cell of a role."""
        return next((cell for cell in self.cells if cell.role is role), None)

    def occasion(self, told: Sequence[Cell]) -> Cell | None:
        """The date or the day of the week that tells this row from others of its name, where it is
        not `told` itself."""
        if any(cell.role in {Role.DATE, Role.DAY} for cell in told) or days_in(
            self.name.values[0][1]
        ):
            return None
        return self.first(Role.DATE) or self.first(Role.DAY)

    @property
    def clock(self) -> Cell | None:
        """The cell that says at what time of day it is, where one column says begin and end."""
        return next((cell for cell in self.cells if cell.role is Role.OTHER and bare(cell)), None)

    def answering(self, kind: Kind) -> tuple[Cell, ...]:
        """The cells that answer a question of the kind: those made for it, else those that happen
        to hold such a value."""
        made = _ANSWERS.get(kind, frozenset())
        cells = tuple(cell for cell in self.cells if cell.role in made)
        return cells or tuple(cell for cell in self.cells if cell.holds(kind))


@lru_cache(maxsize=8192)
def row_of(fields: tuple[tuple[str, str], ...], money: str = "") -> Row | None:
    """The row that cells by header make; `None` when there is nothing beside a name. `money` is
    the sign of the money that figures without one are meant in."""
    if len(fields) < 2:
        return None
    merged: dict[str, list[tuple[Language | None, str]]] = {}
    for header, value in fields:
        stem, language = _header(header)
        merged.setdefault(stem, []).extend(_by_language(value, language, stem))
    cells = [
        Cell(title, _role(title, values), tuple(values), money) for title, values in merged.items()
    ]
    if any(cell.role in {Role.DATE, Role.DAY} for cell in cells):
        # What is left of something that happens on a day are places
        cells = [
            replace(cell, role=Role.PLACES_LEFT) if cell.role is Role.STOCK else cell
            for cell in cells
        ]
    named = _named(cells) or _first_words(cells)
    rest = tuple(
        replace(cell, role=_demoted(cell)) if cell.role is Role.SORT else cell
        for cell in cells
        if cell not in named
    )
    if not rest:
        return None
    values = tuple(dict.fromkeys(pair for cell in named for pair in cell.values))
    return Row(Cell(named[0].header, Role.NAME, values), rest)


def _demoted(cell: Cell) -> Role:
    return Role.CATEGORY if folded(cell.header) in {"kind", "sort", "種類"} else Role.OTHER


def _named(cells: list[Cell]) -> list[Cell]:
    """The cells that name the row. A sort (「種類」, "what") names it where no other cell does, or
    none in its language."""
    named = [cell for cell in cells if cell.role is Role.NAME]
    spoken = {language for cell in named for language, _ in cell.values}
    sorts = [cell for cell in cells if cell.role is Role.SORT]
    if None in spoken:
        return named
    return [
        cell
        for cell in cells
        if cell in named or (cell in sorts and cell.values[0][0] not in {None, *spoken})
    ] or sorts


def _first_words(cells: list[Cell]) -> list[Cell]:
    """The name of a row whose headers name none: its first words, in both languages when the next
    column says them in the other one."""
    place = next((p for p, c in enumerate(cells) if c.role not in _NO_NAME), 0)
    day = next((c for c in cells if c.role is Role.DATE), None)
    if day is not None and (
        cells[place].role in _SAYS_HOW or holds(Kind.HOURS, cells[place].values[0][1])
    ):
        # "2026-12-31; closed": the day is what the row is about
        return [day]
    first, following = cells[place], cells[place + 1 : place + 2]
    language = first.values[0][0]
    also = [
        c
        for c in following
        if c.role is Role.OTHER
        and language is not None
        and c.values[0][0] not in {None, language}
        and (re.search(r"\d", first.values[0][1]) or not re.search(r"\d", c.values[0][1]))
        and columns(c.values[0][1]) <= LONGEST_NAME
    ]
    return [first, *also]


def _header(header: str) -> tuple[str, Language | None]:
    """`name_ja` and `English name` are the column "name" in one language."""
    stem, language = stem_and_language(header)
    if language is not None:
        return stem.replace("_", " ").strip() or "name", language
    words = folded(header)
    for pattern, found in (
        (r"english|英語|英名|英文", Language.EN),
        (r"japanese|日本語|和名", Language.JA),
    ):
        if re.search(pattern, words):
            rest = re.sub(pattern, "", words).strip(" _-()（）の")
            return ("name" if rest in {"", "名", "表記", "title", "name"} else rest), found
    return header.replace("_", " ").strip(), None


def _by_language(
    value: str, language: Language | None, header: str
) -> list[tuple[Language | None, str]]:
    """A cell such as `水谷 / Sumie` holds both languages; so does `月 Mon` in a column whose header
    is in both."""
    if language is not None:
        return [(language, value)]
    bilingual = _halves(folded(header)) and not re.search(r"\s/\s|／", value)
    turned = _TURNED.fullmatch(value) if bilingual else None
    if turned is not None:
        japanese, english = turned["ja1"] or turned["ja2"], turned["en1"] or turned["en2"]
        return [(Language.JA, japanese), (Language.EN, english)]
    parts = [part.strip() for part in re.split(r"\s+/\s+|(?<=[^\d])／", value)]
    if len(parts) == 2:
        first, second = language_of(parts[0]), language_of(parts[1])
        if {first, second} == set(Language):
            return [(first, parts[0]), (second, parts[1])]
    found = language_of(value)
    short = len(value) <= 3 or re.fullmatch(r"[\d\W]*", value)
    return [(None if short else found, value)]


def _role(header: str, values: list[tuple[Language | None, str]]) -> Role:
    words = folded(header)
    value = values[0][1].strip()
    if _MONEY_CELL.match(folded(value)) and not re.search(r"note|remark|備考|comment", words):
        # "day; £18": the header names the span, the cell is the price
        return Role.PRICE
    if _WHEN.search(words) and spans_in(value):
        return Role.DATE
    if _HOURS_LONG.fullmatch(words) and _PLAIN_NUMBER.match(value):
        return Role.DURATION
    halves = [words, *(_halves(words) if len(values) <= 2 else ())]
    for role, pattern in _ROLES:
        if any(pattern.search(half) for half in halves):
            if role is Role.DAY and not days_in(value):
                # "days: 7-10" counts them
                return Role.OTHER
            # A unit with a figure says more than the unit: "per hut, sleeps 4"
            return Role.OTHER if role is Role.UNIT and re.search(r"\d", value) else role
    if _CODE_VALUE.match(value):
        return Role.CODE
    if _DATE_VALUE.match(value):
        return Role.DATE
    if holds(Kind.PRICE, value) and len(value) <= 24 and re.search(r"\d|free|無料", folded(value)):
        return Role.PRICE
    # "720ml: 2200": a measure that heads a column is a variety of the thing
    variety = _AMOUNT.fullmatch(words) is not None
    plain = _PLAIN_NUMBER.match(value) and (variety or not _MEASURED.search(words))
    if plain and float(value.replace(",", "").replace("，", "")) >= _LEAST_PRICE:
        # "day 7h: 6500": what is counted in hundreds and has no measure is money
        return Role.PRICE
    return Role.OTHER


_TURNED = re.compile(
    r"(?P<en1>[A-Za-z][\x20-\x7e’]*?)\s+(?P<ja1>[^A-Za-z]*[ぁ-んァ-ヺ一-鿿][^A-Za-z]*)"
    r"|(?P<ja2>[^A-Za-z]*[ぁ-んァ-ヺ一-鿿][^A-Za-z]*?)\s+(?P<en2>[A-Za-z(][\x20-\x7e’]*)"
)
"""Words of one language, then those of the other."""


def _halves(header: str) -> list[str]:
    """The two languages of a header such as "品目 item"."""
    first, _, second = header.partition(" ")
    return [first, second] if second and first.isascii() != second.isascii() else []


_MONEY_SIGN = re.compile(
    r"(?:\s+[¥￥£$€]|[(（]\s*(?:[¥￥£$€円]|税込|yen|gbp|eur|usd|tax incl\.?)\s*[)）])\s*$",
    re.IGNORECASE,
)


def label(header: str) -> str:
    """A header as it can be said: without the sign of the money below it (「通常 ¥」)."""
    return _MONEY_SIGN.sub("", header) or header


def counts_hours(cell: Cell) -> bool:
    """Whether a plain duration is in hours, and not in minutes."""
    header = folded(cell.header)
    return "hour" in header or _HOURS_LONG.fullmatch(header) is not None


_NONE_LEFT = re.compile(r"0|full(?:y booked)?|sold out|none|満席|満員|完売|売り?切れ|×|✕")


def none_left(cell: Cell) -> bool:
    """Whether a number of places or of things says that there are none."""
    return _NONE_LEFT.fullmatch(folded(cell.values[0][1]).strip()) is not None


_BARE = re.compile(r"(?:営業|受付|開館|利用)?時間|(?:opening |business )?(?:hours|times?)")


def bare(cell: Cell) -> bool:
    """Whether a cell is understood without its header: a price, opening hours."""
    header = folded(cell.header)
    if cell.role is Role.PRICE:
        return PLAIN_PRICE.fullmatch(header) is not None
    return not header or (
        _BARE.fullmatch(header) is not None and holds(Kind.HOURS, cell.values[0][1])
    )
