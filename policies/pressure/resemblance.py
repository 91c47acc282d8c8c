"""Text that reads like pressure although no rule knows its words.

Source: the learned layer of `policies/resemblance.py`. It speaks only where no pressure rule has
anything to say, so that a fact that makes pressure true is not overruled.
"""

from collections.abc import Iterator
from functools import partial

from kizashi.verdict import Finding, Severity
from policies.cues import Family, hits, weight_in
from policies.pressure import (
    forced_action,
    guilt,
    hidden_cost,
    misdirection,
    nagging,
    obstruction,
    scarcity,
    shaming,
    social_proof,
    urgency,
)
from policies.pressure.rule import CALMING
from policies.resemblance import head, likeness, pieces
from policies.subject import Rule, Subject
from policies.view import folded

NAME = "pressure.resemblance"
SHORT = 12
SHORT_LIMIT = 0.75
"""A text of so few folded characters without any sign of the rules must resemble pressure so much:
a name or a line of a screen is alike by chance."""
FAMILIES: tuple[Family, ...] = (
    urgency.FAMILY,
    scarcity.FAMILY,
    shaming.FAMILY,
    social_proof.FAMILY,
    guilt.FAMILY,
    obstruction.FAMILY,
    forced_action.FAMILY,
    misdirection.FAMILY,
    hidden_cost.FAMILY,
    nagging.FAMILY,
)


def check(subject: Subject) -> Iterator[Finding]:
    """At most one finding, on the stretch that resembles pressure most."""
    rules, judge = subject.policies.pressure, head("pressure")
    allowed = tuple(folded(phrase) for phrase in rules.allowed_phrases)
    best, place = 0.0, None
    for start, end in pieces(subject.view):
        words = subject.text[start:end]
        if CALMING.search(words) or any(phrase in words for phrase in allowed):
            continue
        signs = partial(weight_in, subject.view, start, end, FAMILIES)
        score = likeness(words, judge, signs=signs)
        short = len(words.strip()) <= SHORT
        if short and rules.limit <= score < SHORT_LIMIT and not signs():
            continue
        if score > best:
            best, place = score, (start, end)
    if place is None or best < rules.limit:
        return
    known = any(True for family in FAMILIES for _ in hits(subject.view, family, rules.limit))
    if not known:
        yield subject.finding(NAME, Severity(rules.severity.value), place, NAME)


RULE = Rule(NAME, ("out",), check)
