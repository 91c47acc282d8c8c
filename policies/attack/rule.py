"""How every attack rule speaks: on the text and on each of its disguises."""

from collections.abc import Iterator
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
    places = view.sentences
    for first in range(max(1, len(places) - SENTENCES_TOGETHER + 1)):
        window = places[first : first + SENTENCES_TOGETHER]
        if not window:
            continue
        start, end = window[0][0], window[-1][1]
        found = hit_in(view.text[start:end], family)
        if found is not None and (best is None or found.score > best.score):
            best = Hit(found.score, start + found.start, start + found.end, (start, end))
    return best


def _span(raw: str, layer: Layer, found: Hit) -> Span | None:
    if layer.place is not None:
        start, end = layer.place
        return Span(start=start, end=end, text=raw[start:end])
    if layer.view.raw == raw:
        return layer.view.span(found.start, found.end)
    return None
