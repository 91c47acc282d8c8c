"""Days and times of day in Japanese and English text, with the very words that state them."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache

_WIDE = str.maketrans("０１２３４５６７８９／－～：（）．", "0123456789/-~:().")

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
MONTHS = 12
_DAYS_JA = "月火水木金土日"
_DAYS_EN = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY_NAME = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?(?![a-z])\.?"
_DAY_MARK = rf"\s*[(（]\s*(?P<mark>[{_DAYS_JA}])(?:曜日?)?(?:・?祝)?\s*[)）]"

_DATE = re.compile(
    rf"(?P<y1>\d{{4}})(?P<s1>[-/.])(?P<m1>\d{{1,2}})(?P=s1)(?P<d1>\d{{1,2}})(?!\d)"
    rf"|(?:(?P<y2>\d{{4}})年|令和(?P<reiwa>\d{{1,2}}|元)年)\s?(?P<m2>\d{{1,2}})月(?:\s?(?P<d2>\d{{1,2}})日)?"
    rf"|(?P<m3>\d{{1,2}})月\s?(?P<d3>\d{{1,2}})日"
    rf"|(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<n4>{_MONTH})\b\.?(?:,?\s+(?P<y4>\d{{4}})\b)?"
    rf"|\b(?P<n5>{_MONTH})\b\.?\s+(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?:,?\s+(?P<y5>\d{{4}})\b)?"
    rf"|\b(?P<n6>{_MONTH})\b\.?,?\s+(?P<y6>\d{{4}})\b"
    rf"|(?<![\d/.])(?P<a8>\d{{1,2}})(?P<s8>[/.])(?P<b8>\d{{1,2}})(?P=s8)(?P<y8>\d{{4}})(?!\d)"
    rf"|(?<![\d/.])(?P<a7>\d{{1,2}})/(?P<b7>\d{{1,2}})(?![\d/])",
    re.IGNORECASE,
)
_MARK = re.compile(_DAY_MARK)
_BEFORE_DATE = re.compile(rf"(?P<name>{_DAY_NAME}),?\s*$", re.IGNORECASE)
_WEEKDAYS = re.compile(
    rf"(?P<ja>[{_DAYS_JA}](?:[・、,/と][{_DAYS_JA}])*曜日?(?:[・、と][{_DAYS_JA}]曜日?)*|[{_DAYS_JA}](?:[・、][{_DAYS_JA}])+(?![々\u3400-\u9fff]))"
    rf"|[(（](?P<one>[{_DAYS_JA}])[)）]"
    rf"|(?P<span>土日|平日|週末|\bweekdays?\b|\bweekends?\b)"
    rf"|\b(?P<en>{_DAY_NAME})",
    re.IGNORECASE,
)
_CLOCK = (
    r"(?:(?P<{p}half>午前|午後|夜|朝)\s?)?"
    r"(?:(?P<{p}h>[01]?\d|2[0-4])\s?(?:[:：](?P<{p}m>[0-5]\d)|時(?!間)(?:(?P<{p}jm>[0-5]?\d)分|(?P<{p}jh>半))?)"
    r"(?:\s?(?P<{p}ap>[ap]\.?m\b\.?))?"
    r"|(?P<{p}h2>1[0-2]|0?[1-9])(?:[.:](?P<{p}m2>[0-5]\d))?\s?(?P<{p}ap2>[ap]\.?m\b\.?)"
    r"|(?P<{p}word>正午|\bnoon\b|\bmidnight\b))"
)
_TIME = re.compile(
    rf"(?<![\d:.])(?:{_CLOCK.replace('{p}', 'a')})"
    rf"(?:\s*(?:-|–|—|~|〜|から|to|until|till)\s*(?:{_CLOCK.replace('{p}', 'b')}))?(?![\d:])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A day that a text names: as much of year, month, day and weekday (0 is Monday) as it says.
    A month alone has no day."""

    quote: str
    start: int
    end: int
    month: int
    day: int | None = None
    year: int | None = None
    weekday: int | None = None

    def on(self) -> date | None:
        """The date, when the text says it in full."""
        if self.year is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class FoundWeekdays:
    """Weekdays that a text names (0 is Monday)."""

    quote: str
    start: int
    end: int
    weekdays: frozenset[int]


@dataclass(frozen=True, slots=True)
class FoundTime:
    """A time of day, or a span of time when `until` is there."""

    quote: str
    start: int
    end: int
    begins: time
    until: time | None = None


def extract_dates(text: str, *, day_first: bool = False) -> tuple[FoundDate, ...]:
    """Every date the text states, in order. `day_first` reads 5/12 as 5 December."""
    folded = text.translate(_WIDE)
    found: list[FoundDate] = []
    for match in _DATE.finditer(folded):
        parts = _parts(match, day_first)
        if parts is None:
            continue
        year, month, day = parts
        start, end = match.span()
        weekday = None
        mark = _MARK.match(folded, end)
        if mark is not None:
            weekday, end = _DAYS_JA.index(mark["mark"]), mark.end()
        else:
            before = _BEFORE_DATE.search(folded, max(0, start - 14), start)
            if before is not None:
                weekday, start = _english_day(before["name"]), before.start()
        found.append(FoundDate(text[start:end], start, end, month, day, year, weekday))
    return tuple(found)


@lru_cache(maxsize=10_000)
def day_of(at: str | None) -> date | None:
    """The day of a remembered time, from ISO 8601 or from words ("1:56 pm on 8 May, 2023")."""
    if at is None:
        return None
    try:
        return datetime.fromisoformat(at).date()
    except ValueError:
        return next((day for one in extract_dates(at) if (day := one.on()) is not None), None)


def _parts(match: "re.Match[str]", day_first: bool) -> tuple[int | None, int, int | None] | None:
    year = month = day = None
    for suffix in "123456":
        groups = match.groupdict()
        month = month or groups.get(f"m{suffix}") or groups.get(f"n{suffix}")
        day = day or groups.get(f"d{suffix}")
        year = year or groups.get(f"y{suffix}")
    if match["a7"]:
        month, day = (match["b7"], match["a7"]) if day_first else (match["a7"], match["b7"])
    if match["a8"]:
        # With the year behind, the day is first unless it cannot be
        day, month = match["a8"], match["b8"]
        if int(month) > MONTHS:
            day, month = month, day
        year = match["y8"]
    number = _MONTHS[month.lower()] if month and not month.isdigit() else int(month or 0)
    its_year = int(year) if year else None
    if match["reiwa"]:
        its_year = 2018 + (1 if match["reiwa"] == "元" else int(match["reiwa"]))
    its_day = int(day) if day else None
    try:
        # A leap year stands in for a year the text leaves open
        date(its_year or 2024, number, its_day or 1)
    except ValueError:
        return None
    return its_year, number, its_day


def extract_weekdays(text: str) -> tuple[FoundWeekdays, ...]:
    """Every mention of weekdays: 土曜日, 木・土・日, （土）, Saturdays, weekends, 平日."""
    folded = text.translate(_WIDE)
    found = []
    for match in _WEEKDAYS.finditer(folded):
        if match["ja"] or match["one"]:
            named = {
                _DAYS_JA.index(one)
                for one in re.sub("曜日?", "", match["ja"] or match["one"])
                if one in _DAYS_JA
            }
        elif match["span"]:
            week = match["span"].lower().startswith(("平日", "weekday"))
            named = set(range(5)) if week else {5, 6}
        else:
            # "sun" and "sat" in small letters are words; a day's short name is a name
            short = match["en"].rstrip(".")
            if len(short) <= 4 and not short[0].isupper():
                continue
            named = {_english_day(match["en"])}
        found.append(
            FoundWeekdays(text[match.start() : match.end()], *match.span(), frozenset(named))
        )
    return tuple(found)


def _english_day(name: str) -> int:
    return _DAYS_EN.index(name.lower()[:3])


def extract_times(text: str) -> tuple[FoundTime, ...]:
    """Every time of day: 10:00–18:00, 10時〜18時半, 午後8時, 10am, noon. Durations are none."""
    folded = text.translate(_WIDE)
    found = []
    for match in _TIME.finditer(folded):
        begins = _clock(match, "a")
        until = _clock(match, "b")
        if begins is None:
            continue
        found.append(FoundTime(text[match.start() : match.end()], *match.span(), begins, until))
    return tuple(found)


def _clock(match: "re.Match[str]", side: str) -> time | None:
    word = match[f"{side}word"]
    if word:
        return time(0) if word.lower() == "midnight" else time(12)
    hour = match[f"{side}h"] or match[f"{side}h2"]
    if not hour:
        return None
    minute = match[f"{side}m"] or match[f"{side}jm"] or match[f"{side}m2"] or "0"
    if match[f"{side}jh"]:
        minute = "30"
    number = int(hour)
    half = (match[f"{side}ap"] or match[f"{side}ap2"] or "").lower()[:1]
    late = half == "p" or match[f"{side}half"] in {"午後", "夜"}
    if late and number < 12:
        number += 12
    elif half == "a" and number == 12:
        number = 0
    return time(number % 24, int(minute))
