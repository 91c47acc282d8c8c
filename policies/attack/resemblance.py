"""Text that reads like an attack although no rule knows its words.

Source: the learned layer of `policies/resemblance.py`.
"""

import re
from collections.abc import Iterator
from functools import partial

from kizashi.verdict import Finding, Severity
from policies.attack import (
    authority,
    delimiter,
    exfiltration,
    extraction,
    indirect,
    override,
    role_play,
    self_service,
    tool,
)
from policies.attack.concepts import LEARNING, OWN_MATTERS
from policies.cues import Family, weight_in
from policies.resemblance import head, likeness, pieces, stretch
from policies.subject import Rule, Subject

NAME = "attack.resemblance"
FAMILIES: tuple[Family, ...] = (
    override.FAMILY,
    role_play.FAMILY,
    extraction.FAMILY,
    delimiter.FAMILY,
    tool.FAMILY,
    exfiltration.FAMILY,
    authority.FAMILY,
    self_service.FAMILY,
    indirect.FAMILY,
)
# Such questions share their words with attacks, so that likeness says nothing about them.
_ORDINARY = re.compile(f"{LEARNING}|{OWN_MATTERS}")
# Where somebody can be reached is made of letters, yet says nothing that could resemble a wish.
_PLACES = re.compile(
    r"https?://[!-~]+|www\.[!-~]+|[a-z0-9._%+-]{1,64}@[a-z0-9-]{1,64}(?:\.[a-z0-9-]{1,64})+|"
    r"(?<!\d)[+(]?\d[\d ()-]{7,18}\d(?!\d)"
)
LEAST = 12
"""Folded characters beside such places below which there is nothing to judge."""
SHORT = 40
SHORT_LIMIT = 0.75
"""A short text without any sign of the rules must resemble an attack so much: few words are alike
by chance."""


def check(subject: Subject) -> Iterator[Finding]:
    """At most one finding, on the stretch that resembles an attack most."""
    rules, judge = subject.policies.attack, head("attack")
    view, meanings = subject.view, subject.meanings
    scored: list[tuple[float, tuple[int, int]]] = []
    for at in pieces(view):
        written = view.text[at[0] : at[1]]
        words = _PLACES.sub(" ", written).strip()
        if _ORDINARY.search(written) or (words != written.strip() and len(words) < LEAST):
            continue
        meaning = meanings.get(stretch(view, at)) if words == written.strip() else None
        signs = partial(weight_in, view, *at, FAMILIES)
        score = likeness(words, judge, meaning, signs)
        if rules.limit <= score < SHORT_LIMIT and len(words) <= SHORT and not signs():
            continue
        scored.append((score, at))
    best, place = max(scored, default=(0.0, (0, 0)))
    if best >= rules.limit:
        yield subject.finding(NAME, Severity(rules.severity.value), place, NAME)


RULE = Rule(NAME, ("in",), check)
