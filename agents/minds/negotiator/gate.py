"""The last look: no number leaves that stands in none of the cited passages."""

from collections.abc import Sequence

from agents.minds.negotiator.answer import Fact
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
        held = numbers(
            " ".join((*passage.heading, passage.text, *(f"{k} {v}" for k, v in passage.fields)))
        )
        if numbers(fact.text) <= _split(held):
            kept.append(fact)
    return tuple(kept)


def _split(held: frozenset[str]) -> frozenset[str]:
    """A date or time counts as its parts too: 2026-12-03 may be written 12月3日."""
    parts = {
        part.lstrip("0") or "0" for number in held for part in number.replace(":", " ").split()
    }
    return held | parts
