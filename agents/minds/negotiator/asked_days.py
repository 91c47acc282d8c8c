# ruff: noqa: E501 - a pattern is easier to check on one line
"""The days that a question is about: dates, "next Tuesday", 来週の土曜, Christmas Eve."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from agents.minds.negotiator.days import DAY_JA, DAYS_SHORT, EN_DAY, days_in
from agents.minds.negotiator.words import folded
from memory.spans import spans_in

Span = tuple[date, date]

WEEK = 7
FEW_DAYS = 10
"""Days of a span up to which it is looked at day by day; a month is not."""


@dataclass(frozen=True, slots=True)
class AskedDays:
    """`spans` are the days a question names, seen from today, `weekdays` the days of the week it
    names or that those days are (0 is Monday), empty when it names none."""

    spans: tuple[Span, ...] = ()
    weekdays: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.spans or self.weekdays)

    @property
    def dates(self) -> tuple[date, ...]:
        """The single days, where they are few."""
        days = tuple(_days(span) for span in self.spans)
        return () if any(len(one) > FEW_DAYS for one in days) else sum(days, ())

    def overlap(self, first: date, last: date) -> bool:
        """Whether one of the days lies in the span."""
        return any(first <= end and last >= begin for begin, end in self.spans)


def _days(span: Span) -> tuple[date, ...]:
    return tuple(span[0] + timedelta(days=n) for n in range((span[1] - span[0]).days + 1))


_ORDERS = re.compile(
    r"注文|発送|届|配送|納品|受け取|仕上が|申し込|締切|締め切|キャンセル|取り消|予約して|予約済|予約した|生まれ|購入|買っ|支払|振込"
    r"|\b(?:order|orders|ordered|ship|shipped|deliver\w*|arrive[sd]?|ready|collect|pick\w* up|cancel\w*|booked|i booked|paid|bought|purchased|born|deadline|by)\b"
)
"""What happens before or after a day ("if I order by the 12th"): the day is not the one asked for."""

_THIS, _NEXT, _AFTER_NEXT, _COMING = range(4)
_WHICH_JA = {
    "今週": _THIS,
    "来週": _NEXT,
    "再来週": _AFTER_NEXT,
    "次": _COMING,
    "今度": _COMING,
    "こんど": _COMING,
}
_WHICH_EN = {"this": _THIS, "next": _NEXT, "coming": _COMING, "this coming": _COMING}
_DAY_OF = re.compile(
    rf"(再来週|来週|今週|次|今度|こんど)の?([{DAY_JA}])曜|\b(this coming|this|next|coming) {EN_DAY}\b"
)
_DAY_BEFORE_WEEK = re.compile(rf"\b{EN_DAY} (this|next) week\b")
_WEEKEND = re.compile(r"(今週|来週|再来週)?の?週末|今週末|来週末|\b(this|next|the) weekend\b")
_WEEK = re.compile(rf"(再来週|来週|今週)(?!末|の?週末|の?[{DAY_JA}]曜)|\b(this|next) week\b(?!end)")
_MONTH = re.compile(
    r"(今月|来月)|\b(this|next) month\b|(?<!\d)(1[0-2]|[1-9])月(?!\s*\d|曜)"
    r"|\b(?:in|during|for|this|next) (january|february|march|april|may|june|july|august|september|october|november|december)\b(?!\s+\d)"
)
_EN_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_NEAR: tuple[tuple["re.Pattern[str]", int], ...] = (
    (
        re.compile(
            r"今日|本日|今夜|今晩|いま(?:から|開|あいて|やって)|\b(?:today|tonight|this (?:morning|afternoon|evening)|right now|open now)\b"
        ),
        0,
    ),
    (re.compile(r"明日(?!後)|あした|あす(?!け)|(?<!after )\btomorrow\b"), 1),
    (re.compile(r"明後日|あさって|day after tomorrow"), 2),
)


def asked_days(text: str, today: date) -> AskedDays:
    """The days that a question is about; none when it only tells when something is ordered or
    was bought."""
    words = folded(text)
    if _ORDERS.search(words):
        return AskedDays()
    spans = tuple(dict.fromkeys(_spans(words, today)))
    if spans:
        asked = AskedDays(spans)
        return AskedDays(spans, frozenset(day.weekday() for day in asked.dates))
    return AskedDays((), days_in(text))


def _spans(words: str, today: date) -> Iterator[Span]:
    stated = [span for one in spans_in(words) if (span := _ahead(one.near, today)) is not None]
    if stated:
        yield from stated
        return
    monday = today - timedelta(days=today.weekday())
    for pattern, ahead in _NEAR:
        if pattern.search(words):
            yield _one(today + timedelta(days=ahead))
    named = list(_DAY_OF.finditer(words))
    for match in named:
        which = _WHICH_JA[match[1]] if match[1] else _WHICH_EN[match[3]]
        weekday = DAY_JA.index(match[2]) if match[2] else DAYS_SHORT.index(match[4])
        yield _one(_weekday(which, weekday, monday, today))
    for match in _DAY_BEFORE_WEEK.finditer(words):
        yield _one(_weekday(_WHICH_EN[match[2]], DAYS_SHORT.index(match[1]), monday, today))
    for match in _WEEKEND.finditer(words):
        later = _weeks(match.group())
        saturday = monday + timedelta(days=5 + WEEK * later)
        yield saturday, saturday + timedelta(days=1)
    for match in _WEEK.finditer(words):
        later = _weeks(match.group())
        first = monday + timedelta(days=WEEK * later)
        yield max(first, today), first + timedelta(days=WEEK - 1)
    for match in _MONTH.finditer(words):
        yield _month(match, today)


def _ahead(near: Callable[[date], Span | None], today: date) -> Span | None:
    """The days a customer means: those to come, not those just gone."""
    span = near(today)
    if span is None or span[1] >= today:
        return span
    later = near(span[1] + timedelta(days=366))
    return later if later is not None and later[0] > span[1] else span


def _one(day: date) -> Span:
    return day, day


def _weeks(words: str) -> int:
    return 2 if "再来週" in words else 1 if "来週" in words or "next" in words else 0


def _weekday(which: int, weekday: int, monday: date, today: date) -> date:
    if which in {_NEXT, _AFTER_NEXT}:
        return monday + timedelta(days=weekday + WEEK * which)
    day = monday + timedelta(days=weekday)
    if day < today or (which == _COMING and day == today):
        day += timedelta(days=WEEK)
    return day


def _month(match: "re.Match[str]", today: date) -> Span:
    relative = match[1] or match[2]
    if relative:
        later = relative in {"来月", "next"}
        month = (today.month - 1 + later) % 12 + 1
    else:
        month = int(match[3]) if match[3] else _EN_MONTHS.index(match[4]) + 1
    year = today.year + (month < today.month)
    first = date(year, month, 1)
    following = date(year + month // 12, month % 12 + 1, 1)
    return max(first, today), following - timedelta(days=1)
