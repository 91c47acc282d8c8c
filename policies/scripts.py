"""Which script a pattern cannot do without, so that other texts need not be searched for it.

Most rules speak two languages, and most texts one: an English sentence holds none of the Japanese
signs, and to find that out sign by sign is the greater part of a review.
"""

import re
from enum import Enum, auto
from functools import lru_cache

_JAPANESE, _LATIN = "japanese", "latin"
_BOTH = frozenset({_JAPANESE, _LATIN})
_NOTHING: frozenset[str] = frozenset()
_FIRST_JAPANESE = "\u3000"
"""Japanese is written with characters from here on; what is Latin, and its marks, lie below."""
_LETTER = re.compile("[A-Za-z]")
_TIMES = re.compile(r"\{(\d*)(?:,\d*)?\}|[?*+]")


class Script(Enum):
    """What a text is written in."""

    MIXED = auto()
    NO_JAPANESE = auto()
    NO_LATIN = auto()


@lru_cache(maxsize=256)
def script_of(text: str) -> Script:
    """Which of the two scripts a text does without."""
    if max(text, default="") < _FIRST_JAPANESE:
        return Script.NO_JAPANESE
    return Script.MIXED if _LETTER.search(text) else Script.NO_LATIN


def within(pattern: "re.Pattern[str]", script: Script) -> "re.Pattern[str] | None":
    """The pattern as far as it can match in such a text: without the alternatives that need the
    other script; `None` when none is left. Finds what the whole pattern finds there."""
    missing = {Script.NO_JAPANESE: _JAPANESE, Script.NO_LATIN: _LATIN}.get(script)
    if missing is None or pattern.flags != re.UNICODE:
        return pattern
    try:
        left = [one for one in _alternatives(pattern.pattern) if missing not in _needs(one)]
    except _Unread:
        return pattern
    whole = "|".join(left)
    if whole == pattern.pattern:
        return pattern
    return re.compile(whole) if left else None


class _Unread(Exception):
    """A pattern uses what this file does not read."""


def _alternatives(pattern: str) -> list[str]:
    found, start, at = [], 0, 0
    while at < len(pattern):
        if pattern[at] == "|":
            found.append(pattern[start:at])
            start = at = at + 1
        else:
            _, at = _piece(pattern, at)
    return [*found, pattern[start:]]


def _needs(alternative: str) -> frozenset[str]:
    """The scripts of which every match of a pattern holds a character."""
    needed, end = _choice(alternative, 0)
    if end != len(alternative):
        raise _Unread
    return needed


def _choice(pattern: str, at: int) -> tuple[frozenset[str], int]:
    """What all alternatives up to the end of a group need."""
    needed = _BOTH
    while True:
        one, at = _sequence(pattern, at)
        needed &= one
        if at == len(pattern) or pattern[at] == ")":
            return needed, at
        at += 1


def _sequence(pattern: str, at: int) -> tuple[frozenset[str], int]:
    needed = _NOTHING
    while at < len(pattern) and pattern[at] not in "|)":
        one, at = _piece(pattern, at)
        times = _TIMES.match(pattern, at)
        if times is not None:
            at = times.end()
            if pattern[at : at + 1] in {"?", "+"}:
                at += 1
            if times.group() in {"?", "*"} or times.group(1) in {"", "0"}:
                one = _NOTHING
        needed |= one
    return needed, at


def _piece(pattern: str, at: int) -> tuple[frozenset[str], int]:
    """What a character, a set or a group needs, and where it ends."""
    first = pattern[at]
    if first == "\\":
        if pattern[at + 1] in "xuUN0123456789":
            raise _Unread
        return _NOTHING, at + 2
    if first == "[":
        return _set(pattern, at)
    if first == "(":
        return _group(pattern, at)
    return _needed_by(first), at + 1


def _set(pattern: str, at: int) -> tuple[frozenset[str], int]:
    end = at + 2 if pattern[at + 1] != "^" else at + 3
    while pattern[end] != "]":
        end += 2 if pattern[end] == "\\" else 1
    members = pattern[at + 1 : end]
    plain = members.replace("-", "")
    if len(plain) == len(members) or (members[0] != "-" and members[-1] != "-"):
        for script in _BOTH:
            if "\\" not in members and all(_needed_by(one) == {script} for one in plain):
                return frozenset({script}), end + 1
    return _NOTHING, end + 1


def _group(pattern: str, at: int) -> tuple[frozenset[str], int]:
    kind = re.compile(r"\((?:\?(?::|<?[=!]))?").match(pattern, at)
    if kind is None or pattern[kind.end()] == "?":
        raise _Unread
    needed, end = _choice(pattern, kind.end())
    if end == len(pattern):
        raise _Unread
    looks = kind.group() not in {"(", "(?:"}
    return (_NOTHING if looks else needed), end + 1


def _needed_by(character: str) -> frozenset[str]:
    if character >= _FIRST_JAPANESE:
        return frozenset({_JAPANESE})
    return frozenset({_LATIN}) if _LETTER.match(character) else _NOTHING
