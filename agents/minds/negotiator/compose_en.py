"""Plain warm English sentences from what the documents state."""

import re
from collections.abc import Sequence

from agents.minds.negotiator import days
from agents.minds.negotiator.cells import Cell, Role, Row, bare, counts_hours, label, none_left
from agents.minds.negotiator.money import currency, money, thousands
from kizashi.language import Language
from memory.documents.sentences import sentences

_EN = Language.EN
_UNITS = {
    "person": " per person",
    "child": " per child",
    "pair": " for two",
    "piece": "",
    "set": " a set",
    "each": " each",
    "year": " for the year",
    "month": " a month",
    "hour": " an hour",
    "day": " a day",
    "kg": " a kilo",
    "box": " a box",
    "parcel": " a parcel",
}
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def stated(sentence: str) -> str:
    """A document's sentence as a reply says it."""
    words = thousands(sentence.strip().removesuffix("。"))
    if words[:1].islower():
        words = words[0].upper() + words[1:]
    return words if re.search(r"[.!?…:][)\"”’']*$", words) else words + "."


def table(rows: Sequence[tuple[Cell, Sequence[Cell]]]) -> str:
    """A small table in one sentence."""
    shown = []
    for name, cells in rows:
        values = ", ".join(
            figure(cell) if len(cells) == 1 or bare(cell) else f"{_header(cell)} {figure(cell)}"
            for cell in cells
        )
        shown.append(f"{name.of(_EN)}: {values}")
    return stated("; ".join(shown))


def foreign(sentence: str) -> str:
    """A sentence that exists in Japanese only, marked as such."""
    return f"Our Japanese notes say: 「{sentence.strip()}」"


def figure(cell: Cell) -> str:
    """A cell's value with the unit its header names."""
    value = dates(cell.of(_EN).strip())
    plain = re.fullmatch(r"\d[\d,.]*", value) is not None
    match cell.role:
        case Role.PRICE:
            return money(cell, _EN)
        case Role.DURATION if plain:
            return f"{value} {'hours' if counts_hours(cell) else 'minutes'}"
        case Role.AGE if plain:
            return f"from age {value}"
        case Role.AGE:
            return (
                f"for ages {value}" if re.fullmatch(r"\d+\s*[-–~〜]\s*\d+|\d+\+", value) else value
            )
        case Role.CAPACITY if plain:
            return f"up to {value} people"
        case Role.DATE:
            return day(value)
        case Role.DAY:
            return days.named(value, _EN)
        case _:
            return clock(currency(value, _EN))


def clock(text: str) -> str:
    """Japanese clock times as an English reader writes them: 8時30分 is 8:30."""
    words = re.sub(r"(\d{1,2})時(\d{1,2})分", r"\1:\2", text)
    return re.sub(r"(\d{1,2})時(?!間)", r"\1 o'clock", words)


def dates(text: str) -> str:
    """Every `2026-12-03` of a text as 3 December 2026."""
    return re.sub(r"\d{4}-\d{2}-\d{2}", lambda match: day(match.group()), text)


def _inner(words: str) -> str:
    """Words that go into brackets, without brackets of their own."""
    return re.sub(r"\s*[(（]([^()（）]*)[)）]", r", \1", words)


def day(value: str) -> str:
    """`2026-12-03` as 3 December 2026; anything else as it is."""
    match = re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", value)
    if not match or not 1 <= int(match[2]) <= 12:
        return value
    return f"{int(match[3])} {_MONTHS[int(match[2]) - 1]} {match[1]}"


def named(row: Row, told: Sequence[Cell] = ()) -> str:
    """A row's name, with when it happens unless that is among what is told."""
    name = dates(row.name.of(_EN))
    when = row.occasion(told)
    if when is None:
        return name
    start, end = row.first(Role.START), row.first(Role.END)
    clock_ = row.clock
    hours = f", {figure(clock_)}" if clock_ is not None else ""
    if start is not None:
        hours = f", {start.of(_EN)} to {end.of(_EN)}" if end else f" at {start.of(_EN)}"
    return f"{name} on {figure(when)}{hours}"


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
                parts.append(f"{start.of(_EN)} to {end.of(_EN)}")
                seen.add(Role.START)
            continue
        seen.add(cell.role)
        part = _part(cell, row)
        if part:
            parts.append(part)
    said = ""
    if parts:
        subject = f"{name} ({_inner(above)})" if above and above not in name else name
        listed = ", ".join(parts[:-1]) + (" and " if len(parts) > 1 else "") + parts[-1]
        hours = Role.START in seen and Role.PRICE not in seen and row.first(Role.DATE) is None
        labelled = all(cell.role is Role.OTHER for cell in cells)
        if hours:
            said = f"On {name} we are open from {listed}."
        else:
            said = (
                f"{subject} – {listed}."
                if labelled
                else f"{subject} {'has' if _has_places(parts) else 'is'} {listed}."
                if not above
                else f"{subject}: {listed}."
            )
    notes = [*(one for cell in told for one in sentences(cell.of(_EN))), *notes]
    closed = _status(row, cells, name)
    if told and not said and not closed:
        whose = f"{name} ({_inner(above)})" if above and above not in name else name
        return f"{whose}: {' '.join(stated(note) for note in notes)}"
    if not said and not closed and notes and name not in notes[0]:
        return " ".join((f"{name}: {stated(notes[0])}", *(stated(note) for note in notes[1:])))
    return " ".join(part for part in (closed or said, *(stated(note) for note in notes)) if part)


def _places(value: str) -> str:
    return "1 place left" if value == "1" else f"{value} places left"


def _has_places(parts: Sequence[str]) -> bool:
    return len(parts) == 1 and parts[0].endswith((" place left", " places left"))


def _sentence_like(cell: Cell) -> bool:
    value = cell.of(_EN)
    return cell.role is Role.OTHER and (". " in value or len(value) > 60)


def _part(cell: Cell, row: Row) -> str:
    value = figure(cell)
    match cell.role:
        case Role.PRICE:
            unit = row.first(Role.UNIT)
            shown = unit.of(_EN).lower() if unit else ""
            each = _UNITS.get(shown, f" ({shown})" if shown and shown.isascii() else "")
            header = cell.header.lower()
            if header in {"day", "per day", "hour", "per hour", "week", "per week"}:
                return f"{value} a {header.removeprefix('per ')}".replace("a hour", "an hour")
            if re.fullmatch(
                r"(?:\d+|half|each|extra|every)\b.*(?:hrs?|hours?|days?|weeks?)", header
            ):
                return f"{value} for {header}"
            of = "" if bare(cell) else f" ({_inner(_header(cell))})"
            return f"{value}{each}{of}"
        case Role.STOCK:
            return "sold out at present" if none_left(cell) else f"in stock ({value} left)"
        case Role.PLACES_LEFT:
            return "full" if none_left(cell) else _places(value) if value.isdigit() else value
        case Role.STATUS | Role.CATEGORY | Role.CODE | Role.UNIT:
            return ""
        case Role.DURATION | Role.AGE | Role.CAPACITY | Role.DATE | Role.DAY:
            return value
        case Role.WHO:
            return f"with {value}"
        case _:
            return value if bare(cell) else f"{_lower(_header(cell))}: {value}"


_HEADERS = {
    "焼き上がり": "ready",
    "アレルゲン": "allergens",
    "送料": "postage",
    "サイズ": "size",
    "日": "date",
    "日時": "when",
    "時間": "time",
    "残り": "places left",
    "空き": "places left",
    "内容": "what it is",
    "対象": "for",
    "持ち物": "bring",
    "所要時間": "duration",
    "目安": "usually",
    "ネットショップ": "online shop",
}


def _header(cell: Cell) -> str:
    return _HEADERS.get(cell.header, label(cell.header))


def _lower(header: str) -> str:
    """A header in the middle of a sentence; abbreviations keep their capitals."""
    return header[:1].lower() + header[1:] if header[1:2].islower() else header


def _status(row: Row, cells: Sequence[Cell], name: str) -> str:
    status = row.first(Role.STATUS)
    if status is None or not any(c.role in {Role.STATUS, Role.START, Role.END} for c in cells):
        return ""
    closed = re.search(r"closed|休|閉", status.of(_EN).lower())
    return f"We are closed on {name}." if closed else ""
