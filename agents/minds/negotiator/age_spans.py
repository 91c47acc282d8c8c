# ruff: noqa: E501 - a pattern is easier to check on one line
"""Ages in years: the one a question states, and those a name or a cell is for."""

import re
from functools import lru_cache

from agents.minds.negotiator.words import folded

_ASKED = re.compile(
    r"(\d{1,2})\s*[歳才]|\b(?:aged?|is|turn(?:s|ed|ing)?|just)\s+(\d{1,2})(?=\s*(?:$|[,.?!;]|\band\b|\bcan\b|\bwhich\b|\bwhat\b|years?\b))|\b(\d{1,2})[- ]?(?:years?|yrs?|yo)\b"
)
_SPAN = re.compile(r"(\d{1,2})\s*(?:歳|才)?\s*(?:[-–~〜～]|から|to|and up to)\s*(\d{1,2})")
_FROM = re.compile(
    r"(\d{1,2})\s*(?:\+|(?:歳|才)?\s*(?:から|以上|〜|～)|\s*(?:and|or) (?:over|older|up|above)|\s*years? and up)|\b(?:from|over|min(?:imum)?\.?|at least)\s*(?:age\s*)?(\d{1,2})"
)
_UP_TO = re.compile(
    r"(\d{1,2})\s*(?:(?:歳|才)?\s*(?:以下|まで|未満)|\s*(?:and|or) (?:under|younger))|\b(?:up to|under|until|max\.?)\s*(?:age\s*)?(\d{1,2})"
)
_OLDEST = 120
_SCHOOL: tuple[tuple["re.Pattern[str]", tuple[int, int]], ...] = tuple(
    (re.compile(pattern), ages)
    for pattern, ages in (
        (r"未就学|幼児|園児|preschool", (0, 6)),
        (r"小学生|primary school|elementary", (6, 12)),
        (r"中学生|junior high", (12, 15)),
        (r"高校生|high school", (15, 18)),
    )
)
"""Ages that a school stands for."""


@lru_cache(maxsize=4096)
def asked_age(text: str) -> int | None:
    """The age a question states, in years."""
    match = _ASKED.search(folded(text))
    return int(next(group for group in match.groups() if group)) if match is not None else None


@lru_cache(maxsize=8192)
def ages_in(text: str) -> tuple[int, int] | None:
    """The youngest and the oldest that a text states; `None` when it states no ages."""
    value = folded(text)
    school = next((ages for pattern, ages in _SCHOOL if pattern.search(value)), None)
    start = _FROM.search(value)
    if school is not None:
        if re.search(r"生\s*[〜～~]|生(?:から|以上)", value):
            return school[0], _OLDEST
        return (int(start[1] or start[2]), school[1]) if start is not None else school
    span = _SPAN.search(value)
    if span is not None:
        return int(span[1]), int(span[2])
    if start is not None:
        return int(start[1] or start[2]), _OLDEST
    end = _UP_TO.search(value)
    if end is not None:
        return 0, int(end[1] or end[2])
    plain = re.fullmatch(r"\s*(\d{1,2})\s*(?:歳|才)?\s*", value)
    return (int(plain[1]), _OLDEST) if plain is not None else None


_AGED = re.compile(
    r"歳|才|生|児|就学|\b(?:age[ds]?|child|children|kids?|youth|under|over|yrs?|years?)\b|\d\+"
)


def is_for(name: str, age: int) -> bool | None:
    """Whether a name ("child 6-12", 小学生) is for somebody of an age; `None` when it names no
    ages."""
    span = ages_in(name) if _AGED.search(folded(name)) else None
    return None if span is None else span[0] <= age <= span[1]
