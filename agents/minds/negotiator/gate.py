"""The last look: no number leaves that stands in none of the cited passages."""

from collections.abc import Sequence

from agents.minds.negotiator.saying import Fact
from agents.minds.negotiator.words import numbers
from kizashi.knowledge import Passage


def sound(facts: Sequence[Fact], passages: Sequence[Passage]) -> tuple[Fact, ...]:
    """The facts whose every number stands in the passage they cite (its headings and cells
    included); the others are dropped."""
    by_id = {passage.id: passage for passage in passages}
    kept = []
    for fact in facts:
        passage = by_id.get(fact.source.passage)
        if passage is None:
            continue
        held = _held(passage)
        if all(number in held or _parts(number) <= held for number in numbers(fact.text)):
            kept.append(fact)
    return tuple(kept)


def _held(passage: Passage) -> frozenset[str]:
    words = (*passage.heading, passage.text, *(f"{key} {value}" for key, value in passage.fields))
    found = numbers(" ".join(words))
    return found | {part for number in found for part in _parts(number)}


def _parts(number: str) -> frozenset[str]:
    """A time counts as its parts too: 8時30分 may be written 8:30."""
    if ":" not in number:
        return frozenset({number})
    return frozenset(part.lstrip("0") or "0" for part in number.split(":"))
