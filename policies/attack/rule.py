"""How every attack rule speaks: on the text and on each of its disguises."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from kizashi.texts import both
from kizashi.verdict import Finding, Severity, Span
from policies.attack.layers import Layer, layers
from policies.cues import Family, Hit, hit_in
from policies.subject import Rule, Subject

SENTENCES_TOGETHER = 3
"""Signs within so many sentences of each other are weighed together."""


@lru_cache(maxsize=64)
def layers_of(raw: str) -> tuple[Layer, ...]:
    """The readings of a text; kept, because every attack rule asks for them."""
    return tuple(layers(raw))


def attack_rule(name: str, family: Family) -> Rule:
    """The rule `attack.<name>` with its family of cues."""

    def check(subject: Subject) -> Iterator[Finding]:
        limit = subject.policies.attack.limit
        severity = Severity(subject.policies.attack.severity.value)
        return findings_in(subject.examined.text, name, family, limit, severity)

    return Rule(f"attack.{name}", ("in",), check)


def findings_in(
    raw: str, name: str, family: Family, limit: float, severity: Severity
) -> Iterator[Finding]:
    """At most one finding for a text: the first reading in which the family reaches the limit."""
    for layer in layers_of(raw):
        found = _strongest(layer, family)
        if found is not None and found.score >= limit:
            yield Finding(
                rule=f"attack.{name}",
                severity=severity,
                span=_span(raw, layer, found),
                explanation=both(f"policies.attack.{name}"),
            )
            return


def _strongest(layer: Layer, family: Family) -> Hit | None:
    best: Hit | None = None
    view = layer.view
    text, places = view.text, view.sentences
    # Most signs stand nowhere in a text: looked for once in the whole, they need not be looked for
    # again in each of its overlapping windows, and windows without a sign need no look at all.
    cues = tuple(each for each in family.cues if each.stands_in(text))
    near = {
        first
        for each in cues
        for match in each.pattern.finditer(text)
        for first in _windows_around(match.start(), places)
    }
    family = replace(family, cues=cues)
    for first in sorted(near):
        window = places[first : first + SENTENCES_TOGETHER]
        start, end = window[0][0], window[-1][1]
        found = hit_in(text[start:end], family)
        if found is not None and (best is None or found.score > best.score):
            best = Hit(found.score, start + found.start, start + found.end, (start, end))
    return best


def _windows_around(offset: int, places: tuple[tuple[int, int], ...]) -> Iterator[int]:
    """The first sentences of every window that holds an offset."""
    at = max(0, bisect_right(places, (offset, len(places) and places[-1][1])) - 1)
    last = max(0, len(places) - SENTENCES_TOGETHER)
    yield from range(max(0, min(at - SENTENCES_TOGETHER + 1, last)), min(at, last) + 1)


def _span(raw: str, layer: Layer, found: Hit) -> Span | None:
    if layer.place is not None:
        start, end = layer.place
        return Span(start=start, end=end, text=raw[start:end])
    if layer.view.raw == raw:
        return layer.view.span(found.start, found.end)
    return None
