"""The periods of time that a question names: a day, a month, a season, "last week", 「先月」."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from memory.dates import extract_dates

TOLD_AFTER = timedelta(days=7)
"""What happened on a day is often told a few days later; such lines fit, but less."""
_TOLD_LATER = 0.5

_SEASONS = {
    "spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12,
    "春": 3, "夏": 6, "秋": 9, "冬": 12,
}  # fmt: skip
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_YEAR = re.compile(r"\b(?:in|of|during|since|for)\s+((?:19|20)\d{2})\b|((?:19|20)\d{2})年(?!\s?\d)")
_MONTH = re.compile(
    rf"\b(?P<which>in|during|since|last|this|next|of)\s+(?P<name>{'|'.join(_MONTHS)})\b"
    rf"(?!,?\s+\d)|(?<![\d年])(?P<number>1[0-2]|[1-9])月(?!\s?\d)",
    re.IGNORECASE,
)
_SEASON = re.compile(
    r"\b(?P<which>last|this|next)?\s*\b(?P<name>spring|summer|autumn|fall|winter)\b"
    r"(?:\s+(?:of\s+)?(?P<year>(?:19|20)\d{2}))?"
    r"|(?P<which_ja>去年の?|昨年の?|今年の?|来年の?|この前の|(?P<year_ja>(?:19|20)\d{2})年の?)?"
    r"(?P<name_ja>[春夏秋冬])(?!日)",
    re.IGNORECASE,
)
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_AGO = re.compile(
    rf"\b(?P<count>\d{{1,3}}|{'|'.join(_COUNTS)})\s+(?P<unit>day|week|month|year)s?\s+ago\b"
    r"|(?P<count_ja>\d{1,3})(?P<unit_ja>日|週間|[かヶケ]月|年)前",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:yesterday|today|(?:last|this|next) (?:week|weekend|month|year))\b"
    r"|一昨日|おととい|昨日|きのう|今日|先々週|先週|今週|来週|先々月|先月|今月|来月|一昨年|去年|昨年|今年|来年",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Period:
    """From `starts` to `ends`, both days included; or, in any year, a `month` and perhaps a
    `day` of it."""

    starts: date | None = None
    ends: date | None = None
    month: int | None = None
    day: int | None = None

    def fit(self, day: date) -> float:
        """1 for a day in the period, less for one soon after it, 0 for any other."""
        if self.starts is None or self.ends is None:
            return float(day.month == self.month and self.day in {None, day.day})
        if self.starts <= day <= self.ends:
            return 1.0
        return _TOLD_LATER if self.ends < day <= self.ends + TOLD_AFTER else 0.0


def periods_in(text: str, today: date) -> tuple[Period, ...]:
    """Every period the text names, seen from `today`."""
    found = [_of_date(one.year, one.month, one.day) for one in extract_dates(text)]
    if not found:
        found += [_year(int(match[1] or match[2])) for match in _YEAR.finditer(text)]
        found += [_of_month(match, today) for match in _MONTH.finditer(text)]
    seasons = [_of_season(match, today) for match in _SEASON.finditer(text)]
    if seasons:
        found = seasons
    else:
        found += [_ago(match, today) for match in _AGO.finditer(text)]
        found += [_relative(match[0].lower(), today) for match in _NAMED.finditer(text)]
    return tuple(dict.fromkeys(found))


def _of_date(year: int | None, month: int, day: int | None) -> Period:
    if year is None:
        return Period(month=month, day=day)
    if day is None:
        return _months(year, month, 1)
    try:
        its_day = date(year, month, day)
    except ValueError:
        # 29 February of a year that has none
        return _months(year, month, 1)
    return Period(its_day, its_day)


def _of_month(match: "re.Match[str]", today: date) -> Period:
    month = int(match["number"]) if match["number"] else _MONTHS.index(match["name"].lower()) + 1
    which = (match["which"] or "").lower()
    if which == "last":
        return _months(today.year - (month >= today.month), month, 1)
    if which in {"this", "next"}:
        return _months(today.year + (which == "next" and month <= today.month), month, 1)
    return Period(month=month)


def _of_season(match: "re.Match[str]", today: date) -> Period:
    first = _SEASONS[(match["name"] or match["name_ja"]).lower()]
    year = match["year"] or match["year_ja"]
    if year:
        return _months(int(year), first, 3)
    which = (match["which"] or match["which_ja"] or "").lower()
    if which.startswith(("去年", "昨年")):
        return _months(today.year - 1, first, 3)
    if which.startswith(("this", "今年")):
        return _months(today.year, first, 3)
    if which.startswith(("next", "来年")):
        return _months(today.year + 1, first, 3)
    # The season that was over last, or is now: the one somebody speaks of
    begun = (today.year, today.month) >= (today.year, first)
    return _months(today.year - (not begun), first, 3)


def _ago(match: "re.Match[str]", today: date) -> Period:
    written = (match["count"] or match["count_ja"]).lower()
    count = int(written) if written.isdigit() else _COUNTS[written]
    unit = (match["unit"] or match["unit_ja"]).lower()
    if unit in {"day", "日"}:
        day = today - timedelta(days=count)
        return Period(day, day)
    if unit in {"week", "週間"}:
        day = today - timedelta(weeks=count)
        return Period(day - timedelta(days=3), day + timedelta(days=3))
    if unit in {"year", "年"}:
        return _year(today.year - count)
    return _months_from(today, -count)


def _relative(words: str, today: date) -> Period:
    if words in {"yesterday", "昨日", "きのう"}:
        return Period(today - timedelta(days=1), today - timedelta(days=1))
    if words in {"一昨日", "おととい"}:
        return Period(today - timedelta(days=2), today - timedelta(days=2))
    if words in {"today", "今日"}:
        return Period(today, today)
    back = _steps(words)
    if words.endswith(("week", "weekend", "週")):
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=back)
        starts = monday + timedelta(days=5) if words.endswith("weekend") else monday
        return Period(starts, monday + timedelta(days=6))
    if words.endswith(("month", "月")):
        return _months_from(today, back)
    return _year(today.year + back)


def _steps(words: str) -> int:
    if words.startswith(("先々", "一昨年")):
        return -2
    if words.startswith(("last", "先", "去", "昨")):
        return -1
    return 1 if words.startswith(("next", "来")) else 0


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def _months_from(today: date, steps: int) -> Period:
    year, month = divmod(today.year * 12 + today.month - 1 + steps, 12)
    return _months(year, month + 1, 1)


def _months(year: int, first: int, count: int) -> Period:
    after_year, after = divmod(year * 12 + first - 1 + count, 12)
    return Period(date(year, first, 1), date(after_year, after + 1, 1) - timedelta(days=1))
