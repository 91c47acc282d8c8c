"""The days that a text states: single ones, and spans from the first to the last of a holiday."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from memory.dates import FoundDate, extract_dates

PASSED = timedelta(days=60)
"""How long ago a day without a year may lie before the next one of its name is meant: in January a
price list still says "closed on 28 December", in November nobody means last January."""

_TO = r"\s*(?:-|–|—|−|~|〜|～|から|to|until|till|through|thru)\s*"
_JOINS = re.compile(
    rf"\s*(?:[(（][^()（）]{{1,8}}[)）])?{_TO}(?:[a-z]{{3,9}}\.?,?\s+)?$", re.IGNORECASE
)
_DAY_BEFORE = re.compile(rf"(?<![\d:./])(\d{{1,2}})(?:st|nd|rd|th)?{_TO}$", re.IGNORECASE)
_DAY_AFTER = re.compile(rf"^{_TO}(\d{{1,2}})(?:st|nd|rd|th)?(?![\d:./月])(?:日)?", re.IGNORECASE)
_ONE_MONTH = re.compile(r"(\d{1,2})月(\d{1,2})\s*([-–~〜～])\s*(?=\d{1,2}日)")
"""Two days that share what names their month ("24–26 December", 12月28〜31日)."""
_FEASTS: tuple[tuple["re.Pattern[str]", tuple[int, int]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), day)
    for pattern, day in (
        (r"クリスマス・?イ[ブヴ]|\b(?:christmas|xmas) eve\b", (12, 24)),
        (r"クリスマス(?:当日|の日)|\b(?:christmas|xmas) day\b", (12, 25)),
        (r"\bboxing day\b", (12, 26)),
        (r"大晦日|大みそか|おおみそか|\bnew year['’]?s eve\b", (12, 31)),
        (r"元日|元旦|\bnew year['’]?s day\b", (1, 1)),
    )
)
"""Days that are known by their name."""


@dataclass(frozen=True, slots=True)
class DaySpan:
    """From the first day to the last; as month and day, with the year where the text states it."""

    first: tuple[int | None, int, int]
    last: tuple[int | None, int, int]

    def near(self, today: date) -> tuple[date, date] | None:
        """The days meant by somebody who reads the text today; `None` when there are none such."""
        year = self.first[0] or self.last[0]
        years = (year, year - 1) if year else (today.year - 1, today.year, today.year + 1)
        for its_year in years:
            found = self._in(its_year)
            if found is not None and (year or found[1] >= today - PASSED):
                return found
        return None

    def _in(self, year: int) -> tuple[date, date] | None:
        try:
            first = date(self.first[0] or year, *self.first[1:])
            last = date(self.last[0] or first.year, *self.last[1:])
            if last < first and self.last[0] is None:
                last = last.replace(year=last.year + 1)
        except ValueError:
            return None
        return (first, last) if first <= last else None


def spans_in(text: str, *, day_first: bool = False) -> tuple[DaySpan, ...]:
    """Every day and every span of days the text states, in order. `day_first` reads 5/12 as
    5 December; what cannot be a month is read as a day either way."""
    words = _ONE_MONTH.sub(r"\1月\2日\3\1月", text)
    found = [one for one in extract_dates(words, day_first=day_first) if one.day is not None]
    if not found:
        found = [
            one for one in extract_dates(words, day_first=not day_first) if one.day is not None
        ]
    spans: list[DaySpan] = []
    place = 0
    while place < len(found):
        one = found[place]
        following = found[place + 1] if place + 1 < len(found) else None
        if following is not None and _JOINS.fullmatch(words[one.end : following.start]):
            spans.append(DaySpan(_day(one), _day(following)))
            place += 2
            continue
        place += 1
        before = _DAY_BEFORE.search(words[: one.start])
        after = _DAY_AFTER.match(words[one.end :])
        if before is not None and int(before[1]) < (one.day or 0):
            spans.append(DaySpan((one.year, one.month, int(before[1])), _day(one)))
        elif after is not None and 31 >= int(after[1]) > (one.day or 0):
            spans.append(DaySpan(_day(one), (one.year, one.month, int(after[1]))))
        else:
            spans.append(DaySpan(_day(one), _day(one)))
    named = [(None, *day) for pattern, day in _FEASTS if pattern.search(text)]
    return (*spans, *(DaySpan(day, day) for day in named))


def _day(one: FoundDate) -> tuple[int | None, int, int]:
    return one.year, one.month, one.day or 1
