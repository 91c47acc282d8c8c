# ruff: noqa: E501 - a pattern is easier to check on one line
"""Japanese sentences (です・ます) from what the documents state."""

import re
from collections.abc import Sequence

from agents.minds.negotiator.cells import Cell, Role, Row, money
from kizashi.language import Language

_JA = Language.JA
_POLITE_END = re.compile(
    r"(?:です|ます|ません|ました|でした|ください|下さい|ましょう|ませ|でしょう|ですか|ますか|ですね|ますね|ですよ|ますよ|どうぞ|ございます|お願いします|ませんか|(?:です|ます|ません)(?:が|ので|から|けど))[。！!？?）」]*$"
)
_NOUN_END = re.compile(r"[一-鿿々ァ-ヺー0-9０-９A-Za-z%％℃）)」』〜円分]$")
_FIXED = (
    (re.compile(r"であった$"), "でした"),
    (re.compile(r"である$"), "です"),
    (re.compile(r"だった$"), "でした"),
    (re.compile(r"(?<=[一-鿿ァ-ヺぁ-ん])だ$"), "です"),
    (re.compile(r"ではない$|じゃない$"), "ではありません"),
    (re.compile(r"がない$"), "がありません"),
    (re.compile(r"はない$"), "はありません"),
    (re.compile(r"なし$"), "なしです"),
    (re.compile(r"あり$"), "ありです"),
    (re.compile(r"できない$"), "できません"),
    (re.compile(r"(?<=[でがはもか])ある$"), "あります"),
    (re.compile(r"できる$"), "できます"),
    (re.compile(r"する$"), "します"),
    (re.compile(r"しない$"), "しません"),
    (re.compile(r"した$"), "しました"),
    (re.compile(r"している$"), "しています"),
    (re.compile(r"(?<=[えけせてねへめれげべ])る$"), "ます"),
    (re.compile(r"(?:OK|ＯＫ|オッケー|可能|可|不可|無料|有料)$"), r"\g<0>です"),
    (
        re.compile(
            r"(?:いい|よい|高い|安い|多い|少ない|長い|短い|おすすめ|まで|から|のみ|だけ|ほど|くらい|ため|とき|こと|もの|あまり|以内)$"
        ),
        r"\g<0>です",
    ),
)
_UNITS = {
    "person": "お一人",
    "child": "お子さま1名",
    "pair": "2名1組",
    "piece": "1点",
    "set": "1組",
    "each": "1点",
    "year": "1年分",
    "month": "月額",
    "hour": "1時間",
    "day": "1日",
    "kg": "1kg",
    "box": "1箱",
    "parcel": "1つ",
}


def polite(sentence: str) -> str | None:
    """A document's sentence ending in です・ます with 。; `None` when that cannot be done safely."""
    words = sentence.strip()
    bare = words.rstrip("。．.！!")
    if _POLITE_END.search(bare):
        return bare + ("。" if not bare.endswith(("？", "?")) else "")
    if words.endswith(("？", "?")):
        return None
    for pattern, replacement in _FIXED:
        if pattern.search(bare):
            return pattern.sub(replacement, bare) + "。"
    if _NOUN_END.search(bare):
        return bare + "です。"
    return None


def stated(sentence: str) -> str:
    """A document's sentence as a reply says it; quoted when it cannot be made polite."""
    said = polite(sentence)
    return said if said is not None else f"「{sentence.strip().rstrip('。')}」とあります。"


def foreign(sentence: str) -> str:
    """A sentence that exists in English only, marked as such."""
    return f"英語のご案内に“{sentence.strip()}”とあります。"


def figure(cell: Cell) -> str:
    """A cell's value with the unit its header names."""
    value = cell.of(_JA).strip()
    header = cell.header.lower()
    plain = re.fullmatch(r"\d[\d,.]*", value) is not None
    match cell.role:
        case Role.PRICE:
            return money(cell, _JA)
        case Role.DURATION if plain:
            return f"{value}時間" if "hour" in header or header == "時間" else f"{value}分"
        case Role.AGE if plain:
            return f"{value}歳から"
        case Role.CAPACITY if plain:
            return f"{value}名"
        case Role.DATE:
            return day(value)
        case _:
            return value


def day(value: str) -> str:
    """`2026-12-03` as 2026年12月3日; anything else as it is."""
    match = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", value)
    return f"{match[1]}年{int(match[2])}月{int(match[3])}日" if match else value


def row(row: Row, cells: Sequence[Cell], above: str, notes: Sequence[str]) -> str:
    """A row's cells as sentences. `above` is the heading that a bare row needs to be understood."""
    name = row.name.of(_JA)
    parts: list[str] = []
    seen: set[Role] = set()
    start, end = row.first(Role.START), row.first(Role.END)
    for cell in cells:
        if cell.role in {Role.START, Role.END} and start and end:
            if Role.START not in seen:
                parts.append(f"{start.of(_JA)}〜{end.of(_JA)}")
                seen.add(Role.START)
            continue
        seen.add(cell.role)
        part = _part(cell, row)
        if part:
            parts.append(part)
    said = ""
    if parts:
        subject = f"{above}の「{name}」" if above else name
        said = f"{subject}は{'、'.join(parts)}です。"
    closed = _status(row, cells, name)
    return "".join((closed or said, *(stated(note) for note in notes)))


def _part(cell: Cell, row: Row) -> str:
    value = figure(cell)
    match cell.role:
        case Role.PRICE:
            unit = row.first(Role.UNIT)
            shown = unit.of(_JA).lower() if unit else ""
            each = _UNITS.get(shown, "" if shown.isascii() else shown)
            label = "" if _plain_price(cell) else f"{cell.header}が"
            return f"{label}{each}{value}" if each else f"{label}{value}"
        case Role.CAPACITY:
            return f"定員{value}"
        case Role.STOCK:
            return "在庫なし" if value == "0" else f"在庫{value}点" if value.isdigit() else value
        case Role.PLACES_LEFT:
            return (
                "満席" if value == "0" else f"残り{value}名" if value.isdigit() else f"空き{value}"
            )
        case Role.STATUS | Role.CATEGORY | Role.CODE | Role.UNIT:
            return ""
        case Role.DURATION | Role.AGE | Role.DATE | Role.DAY:
            return value
        case Role.WHO:
            return f"担当が{value}"
        case _:
            return f"{cell.header}が{value}" if cell.header else value


def _plain_price(cell: Cell) -> bool:
    header = cell.header.lower().replace("_", " ")
    return bool(
        re.fullmatch(
            r"(?:price|cost|fee|料金|価格|値段|金額|[£¥$€]|gbp|jpy|yen|円)[ （(]*(?:yen|jpy|gbp|円|税込|incl\.? tax|incl\.? vat)?[)）]*",
            header,
        )
    )


def _status(row: Row, cells: Sequence[Cell], name: str) -> str:
    status = row.first(Role.STATUS)
    if status is None or not any(c.role in {Role.STATUS, Role.START, Role.END} for c in cells):
        return ""
    closed = re.search(r"closed|休|閉", status.of(_JA).lower())
    return f"{name}はお休みです。" if closed else ""
