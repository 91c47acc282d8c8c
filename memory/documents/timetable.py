# ruff: noqa: E501 - a pattern is easier to check on one line
"""Tables with the days of the week side by side, turned so that every day is a row."""

import re

from memory.documents.blocks import Grid
from memory.documents.script import language_of

DAYS = 5
"""Columns of days from which on a table is one of a week."""

_DAY = re.compile(
    r"(?:[月火水木金土日祝](?:曜日?)?(?:[・、,/／ ]?[土日祝](?:曜日?|日)?){0,2}|祝日|平日|週末"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?\.?|ph|(?:public |bank )?hol(?:iday)?s?|weekend)",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"\d{1,2}\s*(?:[:：]\s*\d{2}|時)|\b\d{1,2}\s*(?:[-–~〜]\s*\d{1,2}\s*)?(?:am|pm)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(r"[●○◯〇◎✓✔✅]|o|open|yes", re.IGNORECASE)
_SHUT = re.compile(
    r"|[×✕✖xX／/\-–—−ーｰ]|休(?:診|館|み|業)?|定休日?|closed|off|none|no", re.IGNORECASE
)


def by_day(grid: Grid) -> Grid:
    """The table with a row for each day, where its columns are the days of a week and its rows
    times of day; any other table as it is."""
    days = [place for place, title in enumerate(grid.header) if _DAY.fullmatch(title.strip())]
    other = [place for place in range(len(grid.header)) if place not in days]
    timed = [row for row in grid.rows if any(_CLOCK.search(row[place]) for place in other)]
    if len(days) < DAYS or len(other) != 1 or not timed or len(timed) < len(grid.rows):
        return grid
    japanese = language_of("".join(grid.header)) is not None and not grid.header[days[0]].isascii()
    title = grid.header[other[0]].strip() or ("時間" if japanese else "hours")
    shut = "休み" if japanese else "closed"
    rows = []
    for place in days:
        told = [_at(row[other[0]].strip(), row[place].strip()) for row in timed]
        hours = ("、" if japanese else ", ").join(one for one in told if one)
        rows.append((grid.header[place].strip(), hours or shut))
    return Grid(("曜日" if japanese else "day", title), tuple(rows))


def _at(time: str, cell: str) -> str:
    """What a cell says of its day and time; empty when nothing is then."""
    if _SHUT.fullmatch(cell):
        return ""
    if _OPEN.fullmatch(cell):
        return time
    return cell if _CLOCK.search(cell) else f"{time} {cell}"
