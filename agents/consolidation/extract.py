"""Finding durable facts in what a person said: pure, by patterns, careful rather than complete.

A wrong fact costs more than a missed one, since it comes back again and again. So only plain
statements count: no questions, no conditions, nothing said of a "you", nothing about an "it".
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from agents.consolidation import english, japanese
from agents.consolidation.pattern import Pattern
from kizashi.facts import MOST_FACT_CHARACTERS, Fact, FactKind
from kizashi.ids import FactId
from memory.dates import day_of
from memory.periods import periods_in
from memory.words import terms

LEAST_CONFIDENCE = 0.5
HEDGED = 0.6
"""What a hedge ("I think", たぶん) leaves of the confidence."""

_SENTENCES = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\n|\[[^\]]*\]")
_JAPANESE = re.compile(r"[\u3041-\u30ff]")
_ASKS = ("?", "？")


def facts_in(source: str, speaker: str, text: str, at: str | None) -> tuple[Fact, ...]:
    """The facts that one line states about its speaker. `source` is the line's id; the facts' ids
    follow from it, so that the same line never gives a fact twice."""
    said_on = day_of(at)
    found: dict[str, Fact] = {}
    for sentence in _SENTENCES.split(text):
        for fact in _in_sentence(source, speaker, sentence.strip(), at, said_on):
            known = found.get(fact.slot)
            if known is None or fact.confidence > known.confidence:
                found[fact.slot] = fact
    return tuple(found.values())


def _in_sentence(
    source: str, speaker: str, sentence: str, at: str | None, said_on: date | None
) -> Iterator[Fact]:
    if not sentence or sentence.endswith(_ASKS) or len(sentence) > MOST_FACT_CHARACTERS:
        return
    language = japanese if _JAPANESE.search(sentence) else english
    if language.UNSURE.search(sentence):
        return
    hedge = HEDGED if language.HEDGED.search(sentence) else 1.0
    for one in language.PATTERNS:
        for match in one.words.finditer(sentence):
            value = _value(match)
            slot = _slot(one, match, value)
            confidence = round(one.confidence * hedge, 2)
            others = language.OTHERS.search(sentence[: match.start()]) is not None
            if others and one.kind is not FactKind.RELATIONSHIP:
                continue
            if language.EMPTY.match(value) or slot is None or confidence < LEAST_CONFIDENCE:
                continue
            begins, ends = _validity(one.kind, sentence, said_on)
            yield Fact(
                id=FactId(f"fct_{_digest(source, slot)}"),
                kind=one.kind,
                subject=speaker,
                slot=slot,
                value=f"{one.polarity} {value}" if one.polarity else value,
                quote=sentence,
                source=source,
                said_at=at,
                valid_from=begins,
                valid_until=ends,
                confidence=confidence,
            )


def _value(match: "re.Match[str]") -> str:
    groups = match.groupdict()
    return (groups.get("value") or groups.get("slot_value") or "").strip(" -'’")


def _slot(one: Pattern, match: "re.Match[str]", value: str) -> str | None:
    """The slot with its groups as search terms, so that "strong coffees" and "strong coffee" are
    one; `None` when nothing is left of them."""
    slot = one.slot
    for name, words in (("value", value), ("slot", match.groupdict().get("slot") or "")):
        mark = f"{{{name}}}"
        if mark in slot:
            key = "-".join(terms(words)) or unicodedata.normalize("NFKC", words).lower()
            if not key:
                return None
            slot = slot.replace(mark, key)
    return slot


def _validity(
    kind: FactKind, sentence: str, said_on: date | None
) -> tuple[date | None, date | None]:
    """A plan holds until the time it names is over; other facts hold from when they were said."""
    if said_on is None or kind is not FactKind.PLAN:
        return said_on, None
    ends = [period.ends for period in periods_in(sentence, said_on) if period.ends is not None]
    later = [day for day in ends if day >= said_on]
    return said_on, max(later, default=None)


def _digest(source: str, slot: str) -> str:
    return hashlib.sha256(f"{source}\n{slot}".encode()).hexdigest()[:24]
