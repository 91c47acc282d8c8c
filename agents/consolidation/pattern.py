"""A pattern of words that state a fact, and what it makes of them."""

import re
from dataclasses import dataclass

from kizashi.facts import FactKind


@dataclass(frozen=True, slots=True)
class Pattern:
    """`slot` is a template: `{value}` and `{slot}` are the groups of those names, reduced to
    their search terms. `polarity` stands as the value where two opposite ones share a slot."""

    kind: FactKind
    slot: str
    words: "re.Pattern[str]"
    confidence: float
    polarity: str | None = None


def pattern(
    kind: FactKind, slot: str, words: str, confidence: float, polarity: str | None = None
) -> Pattern:
    """A pattern from the text of its expression."""
    return Pattern(kind, slot, re.compile(words), confidence, polarity)
