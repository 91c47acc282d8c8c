# ruff: noqa: E501 - a pattern is easier to check on one line
"""Japanese sentences (です・ます) from what the documents state."""

import re
from collections.abc import Sequence

from agents.minds.negotiator import days
from agents.minds.negotiator.cells import Cell, Role, Row, bare, counts_hours, label, none_left
from agents.minds.negotiator.money import currency, money, thousands
from kizashi.language import Language
from memory.documents.sentences import sentences

_JA = Language.JA
_POLITE = (
    r"(?:です|ます|ません|ました|でした|ください|下さい|ましょう|ませ|でしょう|ますね|ですね|ですよ|ますよ"
    r"|どうぞ|ございます|お願いします|ませんか|すみません|ごめんなさい|いたします|(?:です|ます|ません)(?:が|ので|から|けど))"
)
_POLITE_END = re.compile(_POLITE + r"[」』]?$")
_TAIL = re.compile(r"(?P<tail>(?:[（(][^（()）]*[)）])+)$")
_A_TO_I = dict(zip("わかがさたなばまら", "いきぎしちにびみり", strict=True))
_U_TO_I = dict(zip("うくぐすつぬぶむ", "いきぎしちにびみ", strict=True))
_FIXED = (
    (re.compile(r"であった$|だった$"), "でした"),
    (re.compile(r"である$"), "です"),
    (re.compile(r"(?<=[一-鿿ァ-ヺぁ-ん])だ$"), "です"),
    (re.compile(r"(?:では|じゃ)ない$"), "ではありません"),
    (re.compile(r"(?<=[がはも])ない$"), "ありません"),
    (re.compile(r"(?<=[ぁ-ん一-鿿])できない$"), "できません"),
    (re.compile(r"(?<=[でがはもにか])ある$"), "あります"),
    (re.compile(r"できる$"), "できます"),
    (re.compile(r"しない$"), "しません"),
    (re.compile(r"こない$|来ない$"), "来ません"),
    (re.compile(r"する$"), "します"),
    (re.compile(r"した$"), "しました"),
    (re.compile(r"くる$|来る$"), "来ます"),
    (re.compile(r"(?<=[てで])る$"), "います"),
    (re.compile(r"(?<=[てで])いる$"), "います"),
    (
        re.compile(r"(?<=[えけせてねへめれげぜでべぺきしちにみりいぎじび見出着寝得似])ない$"),
        "ません",
    ),
    (re.compile(r"(?<=[えけせてねへめれげぜでべぺきしちにみりいぎじび見出着寝得似])る$"), "ます"),
    (re.compile(r"る$"), "ります"),
)
_COUNTED = re.compile(r"(?:[一二三四五六七八九]|ひと|ふた|みっ|よっ|むっ|やっ|いく|ず)つ$")
"""Things counted: 一つ is no verb, though it ends like one."""

_NO_END = re.compile(r"(?:[てでにをがはもとへやの]|って|なら|ので|から|けど|たら|れば)$")
_STEM_NA = re.compile(r"(?P<stem>.*[わかがさたなばまら])ない$")
_STEM_U = re.compile(r"(?P<stem>.*[一-鿿ぁ-ん])(?P<end>[うくぐすつぬぶむ])$")
_UNITS = {
    "person": "お一人",
    "child": "お子さま一名",
    "pair": "二名一組",
    "piece": "一点",
    "set": "一組",
    "each": "一点",
    "year": "一年分",
    "month": "月額",
    "hour": "一時間",
    "day": "一日",
    "kg": "一キロ",
    "box": "一箱",
    "parcel": "一つ",
}
"""Units as kanji: a figure that the document does not write must not appear."""


_SPANS = {"day": "一日", "per day": "一日", "half day": "半日", "hour": "一時間", "week": "一週間"}
"""Spans as kanji: a figure that the document does not write must not appear."""

_HEADERS = {
    "deposit": "デポジット",
    "each extra day": "追加一日",
    "postage": "送料",
    "size": "サイズ",
    "weight": "重さ",
    "allergens": "アレルゲン",
    "time": "時間",
    "how far": "距離",
    "when": "日時",
    "monthly": "月払い",
}


def _header(cell: Cell) -> str:
    return _HEADERS.get(cell.header.lower(), label(cell.header))


def polite(sentence: str) -> str | None:
    """A document's sentence ending in です・ます with 。; `None` when that cannot be done safely."""
    words = sentence.strip()
    if words.endswith(("？", "?")):
        return None
    bare = words.rstrip("。．.！!")
    tail = _TAIL.search(bare)
    core, kept = (bare[: tail.start()], tail["tail"]) if tail else (bare, "")
    if not core:
        return None
    ended = _ended(core)
    return f"{ended}{kept}。" if ended is not None else None


def _ended(core: str) -> str | None:
    if _POLITE_END.search(core):
        return core
    last = core[-1]
    if not re.match(r"[ぁ-ん]", last):
        # A noun, a figure or a sign: only だ or です was left out
        return None if last in "、,：:…" else core + "です"
    if _COUNTED.search(core) or core.endswith(("だいじょうぶ", "べつ", "いっぱい", "たくさん")):
        return core + "です"
    if re.search(
        r"(?:まで|から|ため|とき|こと|もの|だけ|のみ|ほど|くらい|ぐらい|ごろ|以内)$", core
    ):
        return core + "です"
    if core.endswith(("までに", "店頭で", "電話で", "メールで")):
        return core + "お願いします"
    if _NO_END.search(core):
        return None
    for pattern, replacement in _FIXED:
        if pattern.search(core):
            return pattern.sub(replacement, core)
    negative = _STEM_NA.match(core)
    if negative is not None and not core.endswith(("少ない", "危ない")):
        stem = negative["stem"]
        return stem[:-1] + _A_TO_I[stem[-1]] + "ません"
    if last == "い":
        return core + "です"
    verb = _STEM_U.match(core)
    if verb is not None:
        return verb["stem"] + _U_TO_I[verb["end"]] + "ます"
    return None if last in "たっ" else core + "です"


def stated(sentence: str) -> str:
    """A document's sentence as a reply says it; quoted when it cannot be made polite."""
    parts = sentences(thousands(re.sub(r"\s*(?:…|⋯)+\s*(?=\S)", "：", sentence)))
    said = [polite(part) for part in parts]
    if all(part is not None for part in said):
        return "".join(part for part in said if part is not None)
    return f"「{sentence.strip().rstrip('。')}」とあります。"


def table(rows: Sequence[tuple[Cell, Sequence[Cell]]]) -> str:
    """A small table in one sentence."""
    shown = []
    for name, cells in rows:
        values = "・".join(
            figure(cell) if len(cells) == 1 or bare(cell) else f"{_header(cell)} {figure(cell)}"
            for cell in cells
        )
        shown.append(f"{name.of(_JA)}は{values}")
    return "、".join(shown) + "です。"


def foreign(sentence: str) -> str:
    """A sentence that exists in English only, marked as such."""
    return f"英語のご案内に“{sentence.strip()}”とあります。"


def figure(cell: Cell) -> str:
    """A cell's value with the unit its header names."""
    value = dates(cell.of(_JA).strip())
    plain = re.fullmatch(r"\d[\d,.]*", value) is not None
    match cell.role:
        case Role.PRICE:
            return money(cell, _JA)
        case Role.DURATION if plain:
            return f"{value}{'時間' if counts_hours(cell) else '分'}"
        case Role.AGE if plain:
            return f"{value}歳から"
        case Role.AGE:
            ages = re.fullmatch(r"(\d+)\s*([-–~〜+])\s*(\d*)", value)
            if ages is None:
                return value
            return f"{ages[1]}〜{ages[3]}歳" if ages[3] else f"{ages[1]}歳以上"
        case Role.CAPACITY if plain:
            return f"{value}名"
        case Role.DATE:
            return day(value)
        case Role.DAY:
            return days.named(value, _JA)
        case _:
            return currency(value, _JA)


def dates(text: str) -> str:
    """Every `2026-12-03` of a text as 2026年12月3日."""
    return re.sub(r"\d{4}-\d{2}-\d{2}", lambda match: day(match.group()), text)


def _inner(words: str) -> str:
    """Words that go into brackets, without brackets of their own."""
    return re.sub(r"\s*[(（]([^()（）]*)[)）]", r"、\1", words)


def day(value: str) -> str:
    """`2026-12-03` as 2026年12月3日; anything else as it is."""
    match = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", value)
    return f"{match[1]}年{int(match[2])}月{int(match[3])}日" if match else value


def named(row: Row, told: Sequence[Cell] = ()) -> str:
    """A row's name, with when it happens unless that is among what is told."""
    name = dates(row.name.of(_JA))
    when = row.occasion(told)
    if when is None:
        return name
    start, end = row.first(Role.START), row.first(Role.END)
    clock = row.clock
    hours = f" {figure(clock)}" if clock is not None else ""
    if start is not None:
        hours = f" {start.of(_JA)}〜{end.of(_JA)}" if end else f" {start.of(_JA)}から"
    return f"{figure(when)}{hours}の{name}"


def row(row: Row, cells: Sequence[Cell], above: str, notes: Sequence[str]) -> str:
    """A row's cells as sentences. `above` is the heading that a bare row needs to be understood."""
    name = named(row, cells)
    parts: list[str] = []
    seen: set[Role] = set()
    start, end = row.first(Role.START), row.first(Role.END)
    told = [cell for cell in cells if _sentence_like(cell)]
    for cell in cells:
        if cell in told:
            continue
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
        subject = name if not above or above in name else f"{name}（{_inner(above)}）"
        said = f"{subject}は{'、'.join(parts)}です。"
    notes = [*(one for cell in told for one in sentences(cell.of(_JA))), *notes]
    closed = _status(row, cells, name)
    if told and not said and not closed:
        whose = f"{name}（{_inner(above)}）" if above and above not in name else name
        return f"{whose}：{''.join(stated(note) for note in notes)}"
    if not said and not closed and notes and name not in notes[0]:
        return "".join((f"{name}は、{stated(notes[0])}", *(stated(note) for note in notes[1:])))
    return "".join((closed or said, *(stated(note) for note in notes)))


def _sentence_like(cell: Cell) -> bool:
    value = cell.of(_JA)
    return cell.role is Role.OTHER and ("。" in value or len(value) > 28)


def _part(cell: Cell, row: Row) -> str:
    value = figure(cell)
    match cell.role:
        case Role.PRICE:
            unit = row.first(Role.UNIT)
            shown = unit.of(_JA).lower() if unit else ""
            each = _UNITS.get(shown, "" if shown.isascii() else shown)
            span = _SPANS.get(cell.header.lower())
            hours = re.fullmatch(r"(\d+)\s*(?:hrs?|hours?)", cell.header.lower())
            if span is None and hours is not None:
                span = f"{hours[1]}時間"
            if span is not None:
                return f"{span}{value}"
            of = "" if bare(cell) else f"{_header(cell)}が"
            return f"{of}{each}{value}" if each else f"{of}{value}"
        case Role.CAPACITY:
            return f"定員{value}"
        case Role.STOCK:
            return "在庫なし" if none_left(cell) else f"在庫{value}点" if value.isdigit() else value
        case Role.PLACES_LEFT:
            return (
                "満席"
                if none_left(cell)
                else f"残り{value}名"
                if value.isdigit()
                else f"空き{value}"
            )
        case Role.STATUS | Role.CATEGORY | Role.CODE | Role.UNIT:
            return ""
        case Role.DURATION | Role.AGE | Role.DATE | Role.DAY:
            return value
        case Role.WHO:
            return f"担当が{value}"
        case _:
            return value if bare(cell) else f"{_header(cell)}が{value}"


def _status(row: Row, cells: Sequence[Cell], name: str) -> str:
    status = row.first(Role.STATUS)
    if status is None or not any(c.role in {Role.STATUS, Role.START, Role.END} for c in cells):
        return ""
    closed = re.search(r"closed|休|閉", status.of(_JA).lower())
    return f"{name}はお休みです。" if closed else ""
