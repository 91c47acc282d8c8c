"""What a question to a person's past asks for: its terms, who is meant, what kind of answer."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from memory.periods import Period, periods_in
from memory.words import terms

_WHEN = re.compile(
    r"\bwhen\b|\bhow long\b|\bwhich (?:day|month|year)\b|いつ|何[曜月日]|何年|いつ頃", re.I
)
_COUNT = re.compile(
    r"\bhow (?:many|much|old|high|far|long|big|often|tall)\b"
    r"|いくつ|いくら|何[人歳個年回枚円キ分]|どのくらい|どれくらい",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"\bwho\b|\bwhom\b|\bwhose\b|\bwhere\b|\bnames?\b|\bcalled\b|誰|だれ|どこ|名前|どなた", re.I
)
_ME = re.compile(r"\b(?:i|my|me|mine|myself)\b|私|わたし|僕|俺|自分", re.IGNORECASE)
CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class Asked:
    """`terms` are the question's without the names of speakers; `named` is the one speaker it is
    about, if it names just one."""

    terms: tuple[str, ...]
    named: str | None
    wants_time: bool
    wants_number: bool
    wants_name: bool
    periods: tuple[Period, ...]


def asked_in(query: str, speakers: Iterable[str], today: date) -> Asked:
    """Reads a question to a past in which these people speak.

    "I" is the customer, when a customer speaks there: they ask about their own past.
    """
    named = []
    words = query
    known = set(speakers)
    for speaker in known:
        left = _name_pattern(speaker).sub(" ", words)
        if left != words:
            named.append(speaker)
            words = left
    if not named and CUSTOMER in known and _ME.search(query):
        named.append(CUSTOMER)
    return Asked(
        terms=tuple(terms(words)),
        named=named[0] if len(named) == 1 else None,
        wants_time=_WHEN.search(query) is not None,
        wants_number=_COUNT.search(query) is not None,
        wants_name=_NAME.search(query) is not None,
        periods=periods_in(query, today),
    )


def _name_pattern(speaker: str) -> "re.Pattern[str]":
    """The speaker's name, or the first of their names."""
    if speaker.isascii():
        first = speaker.split(maxsplit=1)[0]
        either = "|".join(re.escape(name) for name in dict.fromkeys((speaker, first)))
        return re.compile(rf"\b(?:{either})\b(?:['’]s\b)?", re.IGNORECASE)
    return re.compile(rf"{re.escape(speaker)}(?:さん|ちゃん|くん|君|様)?")
