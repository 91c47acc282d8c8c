"""What a remembered line tells by itself, whatever is asked: its terms, and what kind of thing it
says.

Features follow from the text alone. They are kept beside the line so that a past that was not asked
for lately is ready in a millisecond; `VERSION` changes whenever this file reads a text differently.
"""

import re
from dataclasses import dataclass

from memory.words import terms

VERSION = "1"

_SENTENCES = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|(?=\[)|\n")
_ASKS = ("?", "？")
_MONTHS_AND_DAYS = (
    r"mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?|january|february"
    r"|march|april|may|june|july|august|september|october|november|december"
)
_TIME = re.compile(
    rf"\b(?:yesterday|today|tonight|tomorrow|ago|last|next|since|mornings?|weekends?|weeks?|months?"
    rf"|years?|days?|summer|winter|spring|autumn|fall|{_MONTHS_AND_DAYS}|[12]\d{{3}}"
    rf"|this (?:morning|week|month|year|afternoon|evening)|the (?:first|second|third|\w+th))\b"
    r"|[昨今明]日|今朝|昨夜|今夜|[先今来]週|[先今来]月|[去昨今来]年|先日|曜|[0-9０-９一二三四五六七八九十]+[年月日]|週間",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\d|[一二三四五六七八九十百千万]+[個人分歳年円本回時枚キ]"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty"
    r"|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|dozen|half)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]+|[\u30a0-\u30ff]{3,}")


@dataclass(frozen=True, slots=True)
class Features:
    """The features of one line.

    `terms` are its search terms with repetition; `stated` counts those in sentences that do not
    ask. `asks` tells that the line ends in a question. The others tell that it holds words of
    time, a number, or a name inside a sentence.
    """

    terms: tuple[str, ...]
    stated: int
    asks: bool
    tells_time: bool
    tells_number: bool
    tells_name: bool

    def packed(self) -> str:
        """The features as one short text."""
        flags = "".join(
            "01"[flag] for flag in (self.asks, self.tells_time, self.tells_number, self.tells_name)
        )
        return " ".join((VERSION, str(self.stated), flags, *self.terms))


def unpacked(kept: str | None) -> Features | None:
    """Features from their text; `None` when there is none or another version wrote it."""
    version, _, rest = (kept or "").partition(" ")
    if version != VERSION:
        return None
    stated, flags, *found = rest.split(" ")
    return Features(tuple(found), int(stated), *(flag == "1" for flag in flags))


def features_of(text: str) -> Features:
    """Reads the features of a line's text."""
    found: list[str] = []
    stated = 0
    for sentence in _SENTENCES.split(text):
        its_terms = terms(sentence)
        found.extend(its_terms)
        if not _ends_asking(sentence):
            stated += len(its_terms)
    return Features(
        terms=tuple(found),
        stated=stated,
        asks=_ends_asking(text),
        tells_time=_TIME.search(text) is not None,
        tells_number=_NUMBER.search(text) is not None,
        tells_name=_NAME.search(text) is not None,
    )


def _ends_asking(text: str) -> bool:
    return text.rstrip(" 」』)）]\n").endswith(_ASKS)
