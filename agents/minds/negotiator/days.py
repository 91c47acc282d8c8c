# ruff: noqa: E501 - a pattern is easier to check on one line
"""Days of the week in the words of both languages: which days a text speaks of, and their names."""

import re
from collections.abc import Iterable

from agents.minds.negotiator.words import folded
from kizashi.language import Language

HOLIDAY = 7
"""Public holidays, beside the days 0 (Monday) to 6 (Sunday)."""

DAY_JA = "月火水木金土日"
_JA = [f"{kanji}曜" for kanji in DAY_JA] + ["祝日"]
_EN = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_EN_NAMES = [*_EN, "public holidays"]
DAYS_SHORT = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
EN_DAY = r"(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:days?)?"  # Tuesday, Wednesday, Thursday, Saturday
_TO = r"\s*(?:-|–|—|~|〜|～|から|to|through|thru|till|until)\s*"
_EN_SPAN = re.compile(rf"\b{EN_DAY}\.?{_TO}{EN_DAY}\b")
_EN_ONE = re.compile(rf"\b{EN_DAY}\b")
_JA_SPAN = re.compile(rf"([{DAY_JA}])(?:曜日?)?{_TO}([{DAY_JA}])(?:曜|(?![{DAY_JA}\d一-鿿]))")
_JA_ONE = re.compile(rf"([{DAY_JA}])曜")
_JA_LIST = re.compile(
    rf"(?<![\d一-鿿ァ-ヺー])[{DAY_JA}](?:\s*[・、,，／/と]\s*[{DAY_JA}祝](?![一-鿿]))+|^[{DAY_JA}]$|^(?!祝日$)[{DAY_JA}祝]{{2,8}}$|(?<![一-鿿])土日祝?"
)
_WEEKDAYS = re.compile(r"平日|\bweek ?days?\b|\bworking days?\b")
_WEEKEND = re.compile(r"週末|土日|\bweek ?ends?\b")
_EVERY = re.compile(r"毎日|全日|無休|\b(?:daily|every ?day|all week|7 days|seven days)\b")
_HOLIDAY = re.compile(r"祝|\b(?:public|national|bank) holidays?\b")
_EXCEPT = re.compile(r"[（(][^（()）]*(?:以外|除|のぞ|other than|except|not )[^（()）]*[)）]")


def days_in(text: str) -> frozenset[int]:
    """The days of the week that a text names, 0 for Monday; `HOLIDAY` for public holidays."""
    words = _EXCEPT.sub("", folded(text)).strip()
    found: set[int] = set()
    for match in _EN_SPAN.finditer(words):
        found |= _span(DAYS_SHORT.index(match[1]), DAYS_SHORT.index(match[2]))
    for match in _JA_SPAN.finditer(words):
        found |= _span(DAY_JA.index(match[1]), DAY_JA.index(match[2]))
    found |= {DAYS_SHORT.index(match[1]) for match in _EN_ONE.finditer(words)}
    found |= {DAY_JA.index(match[1]) for match in _JA_ONE.finditer(words)}
    for match in _JA_LIST.finditer(words):
        found |= {DAY_JA.index(one) for one in match.group() if one in DAY_JA}
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


_PLAIN = re.compile(
    rf"^(?:[{DAY_JA}祝](?:曜日?|日)?|平日|週末|毎日|[・、,，／/と&\s~〜～–-]|から|{EN_DAY}|weekdays?|weekends?|daily|every day|public holidays?|holidays?|and|to)+$"
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


def names_of(days: Iterable[int]) -> str:
    """The names of days in both languages, to search by."""
    return " ".join(f"{_JA[day]} {_EN[day] if day < HOLIDAY else ''}".strip() for day in days)


def lowered(name: str) -> str:
    """A name in the middle of an English sentence: only the days keep their capitals."""
    return name if folded(name)[:3] in DAYS_SHORT else name[:1].lower() + name[1:]


def listed(names: list[str], language: Language) -> str:
    """Names one after another."""
    if language is Language.JA:
        return "・".join(names)
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
