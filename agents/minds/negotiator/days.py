# ruff: noqa: E501 - a pattern is easier to check on one line
"""Days of the week in the words of both languages: which days a text speaks of, and their names."""

import re
from datetime import date, timedelta

from agents.minds.negotiator.words import folded
from kizashi.language import Language

HOLIDAY = 7
"""Public holidays, beside the days 0 (Monday) to 6 (Sunday)."""

_KANJI = "月火水木金土日"
_JA = [f"{kanji}曜" for kanji in _KANJI] + ["祝日"]
_EN = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_EN_NAMES = [*_EN, "public holidays"]
_EN_SHORT = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_EN_DAY = r"(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:days?)?"  # Tuesday, Wednesday, Thursday, Saturday
_TO = r"\s*(?:-|–|—|~|〜|～|から|to|through|thru|till|until)\s*"
_EN_SPAN = re.compile(rf"\b{_EN_DAY}\.?{_TO}{_EN_DAY}\b")
_EN_ONE = re.compile(rf"\b{_EN_DAY}\b")
_JA_SPAN = re.compile(rf"([{_KANJI}])(?:曜日?)?{_TO}([{_KANJI}])(?:曜|(?![{_KANJI}\d一-鿿]))")
_JA_ONE = re.compile(rf"([{_KANJI}])曜")
_JA_LIST = re.compile(
    rf"(?<![\d一-鿿ァ-ヺー])[{_KANJI}](?:\s*[・、,，／/と]\s*[{_KANJI}祝](?![一-鿿]))+|^[{_KANJI}]$|(?<![一-鿿])土日祝?"
)
_WEEKDAYS = re.compile(r"平日|\bweek ?days?\b|\bworking days?\b")
_WEEKEND = re.compile(r"週末|土日|\bweek ?ends?\b")
_EVERY = re.compile(r"毎日|全日|無休|\b(?:daily|every ?day|all week|7 days|seven days)\b")
_HOLIDAY = re.compile(r"祝|\b(?:public|national|bank) holidays?\b")
_EXCEPT = re.compile(r"[（(][^（()）]*(?:以外|除|のぞ|other than|except|not )[^（()）]*[)）]")
_DATES = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")


def days_in(text: str) -> frozenset[int]:
    """The days of the week that a text names, 0 for Monday; `HOLIDAY` for public holidays."""
    words = _EXCEPT.sub("", folded(text)).strip()
    found: set[int] = set()
    for match in _EN_SPAN.finditer(words):
        found |= _span(_EN_SHORT.index(match[1]), _EN_SHORT.index(match[2]))
    for match in _JA_SPAN.finditer(words):
        found |= _span(_KANJI.index(match[1]), _KANJI.index(match[2]))
    found |= {_EN_SHORT.index(match[1]) for match in _EN_ONE.finditer(words)}
    found |= {_KANJI.index(match[1]) for match in _JA_ONE.finditer(words)}
    for match in _JA_LIST.finditer(words):
        found |= {_KANJI.index(one) for one in match.group() if one in _KANJI}
    if _WEEKDAYS.search(words):
        found |= set(range(5))
    if _WEEKEND.search(words):
        found |= {5, 6}
    if _EVERY.search(words):
        found |= set(range(7))
    if _HOLIDAY.search(words):
        found.add(HOLIDAY)
    return frozenset(found)


def _span(first: int, last: int) -> set[int]:
    return {(first + step) % 7 for step in range((last - first) % 7 + 1)}


_NEAR: tuple[tuple["re.Pattern[str]", int], ...] = (
    (
        re.compile(
            r"今日|本日|今夜|今晩|いま(?:から|開|あいて|やって)|\b(?:today|tonight|this (?:morning|afternoon|evening)|right now|open now)\b"
        ),
        0,
    ),
    (re.compile(r"明日|あした|あす|\btomorrow\b"), 1),
    (re.compile(r"明後日|あさって|day after tomorrow"), 2),
)


def dates_near(text: str, today: date) -> tuple[date, ...]:
    """The dates that "today" and "tomorrow" of a text mean."""
    words = folded(text)
    return tuple(today + timedelta(days=ahead) for pattern, ahead in _NEAR if pattern.search(words))


def dates_of(text: str) -> tuple[date, date] | None:
    """The first and last date of a text such as `2026-12-28〜2027-01-06`."""
    found = []
    for match in _DATES.finditer(text):
        try:
            found.append(date(int(match[1]), int(match[2]), int(match[3])))
        except ValueError:
            return None
    return (found[0], found[-1]) if found else None


_PLAIN = re.compile(
    rf"^(?:[{_KANJI}祝](?:曜日?|日)?|平日|週末|毎日|[・、,，／/と&\s~〜～–-]|から|{_EN_DAY}|weekdays?|weekends?|daily|every day|public holidays?|holidays?|and|to)+$"
)


def named(words: str, language: Language) -> str:
    """The name of days in the reader's language, where it names nothing else."""
    plain = folded(words).strip()
    if _PLAIN.match(plain) is None:
        return words
    days = sorted(days_in(plain))
    if not days or re.search(r"平日|週末|毎日|weekday|weekend|daily|every", plain):
        own = plain.isascii() is (language is Language.EN)
        if own or not days:
            return words
    return listed([(_JA if language is Language.JA else _EN_NAMES)[day] for day in days], language)


def lowered(name: str) -> str:
    """A name in the middle of an English sentence: only the days keep their capitals."""
    return name if folded(name)[:3] in _EN_SHORT else name[:1].lower() + name[1:]


def listed(names: list[str], language: Language) -> str:
    """Names one after another."""
    if language is Language.JA:
        return "・".join(names)
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
