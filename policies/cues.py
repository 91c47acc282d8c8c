"""Scored cues: several weak signs in one sentence weigh like one strong one.

A cue is a pattern with a weight, the chance that a sentence holding it means what the rule looks
for. Independent signs are joined by noisy-or (Pearl, 1988): 1 - (1 - a)(1 - b) …
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from policies.scripts import Script, script_of, within
from policies.view import View

FEW_SENTENCES = 8
_ANCHOR = re.compile(r"(?<![\[\\])\^|(?<!\\)\$|\\[AZ]")
"""What ties a pattern to the ends of a sentence, so that the whole text tells nothing of it."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A sign with its weight (0 to 1). All `besides` must stand in the same sentence as well, in
    whatever order."""

    weight: float
    pattern: re.Pattern[str]
    besides: tuple[re.Pattern[str], ...] = ()
    _made: dict[Script, re.Pattern[str] | None] = field(
        default_factory=dict, repr=False, compare=False
    )

    def stands_in(self, text: str) -> bool:
        """True when the sign and all that must stand beside it occur somewhere in a text."""
        pattern = self.written_in(script_of(text))
        return (
            pattern is not None
            and bool(pattern.search(text))
            and all(each.search(text) for each in self.besides)
        )

    def written_in(self, script: Script) -> re.Pattern[str] | None:
        """The sign as it can stand in a text of this script; `None` when it cannot. Made when it
        is first asked for."""
        if script not in self._made:
            alone = any(within(each, script) is None for each in self.besides)
            self._made[script] = None if alone else within(self.pattern, script)
        return self._made[script]


@dataclass(frozen=True, slots=True)
class Family:
    """The signs of one rule. A sentence that the `unless` pattern describes is left alone; what
    matches `innocent` is struck out before the cues are looked for."""

    cues: tuple[Cue, ...]
    unless: re.Pattern[str] | None = None
    innocent: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that a family speaks of: its score, the strongest cue's place, the sentence's."""

    score: float
    start: int
    end: int
    sentence: tuple[int, int]


def cue(weight: float, *alternatives: str) -> Cue:
    """A cue out of alternative patterns, compiled once."""
    return Cue(weight, re.compile("|".join(alternatives)))


def together(weight: float, *concepts: str) -> Cue:
    """A cue out of several concepts that must meet in one sentence; the first is shown."""
    first, *others = (re.compile(concept) for concept in concepts)
    return Cue(weight, first, tuple(others))


def hits(view: View, family: Family, limit: float) -> Iterator[Hit]:
    """Every sentence whose joined weight reaches the limit, in order."""
    if len(view.sentences) > FEW_SENTENCES:
        family = replace(family, cues=tuple(c for c in family.cues if _may_stand(c, view.text)))
    for start, end in view.sentences:
        found = hit_in(view.text[start:end], family)
        if found is not None and found.score >= limit:
            yield Hit(found.score, start + found.start, start + found.end, (start, end))


def _may_stand(each: Cue, text: str) -> bool:
    """False when a sign stands nowhere in a long text, so that its sentences need no look each."""
    anchored = any(_ANCHOR.search(p.pattern) for p in (each.pattern, *each.besides))
    return anchored or each.stands_in(text)


def weight_in(view: View, start: int, end: int, families: Iterable[Family]) -> float:
    """The joined weight of all families' signs in a stretch of a text, each family's strongest
    sentence counted: signs that are each too weak to speak may say something together."""
    places = [(max(a, start), min(b, end)) for a, b in view.sentences if a < end and start < b]
    remaining = 1.0
    for family in families:
        found = (hit_in(view.text[a:b], family) for a, b in places)
        remaining *= 1 - max((hit.score for hit in found if hit is not None), default=0.0)
    return 1 - remaining


def hit_in(sentence: str, family: Family) -> Hit | None:
    """What the family's cues find in one folded sentence, however weak; `None` for nothing."""
    best: tuple[float, int, int] | None = None
    remaining = 1.0
    plain = sentence
    if family.innocent is not None:
        plain = family.innocent.sub(lambda match: " " * len(match.group()), sentence)
    script = script_of(sentence)
    for each in family.cues:
        pattern = each.written_in(script)
        match = pattern.search(plain) if pattern is not None else None
        if match is None or any(other.search(plain) is None for other in each.besides):
            continue
        remaining *= 1 - each.weight
        if best is None or each.weight > best[0]:
            best = (each.weight, match.start(), match.end())
    if best is None or (family.unless is not None and family.unless.search(sentence)):
        return None
    return Hit(1 - remaining, best[1], best[2], (0, len(sentence)))
