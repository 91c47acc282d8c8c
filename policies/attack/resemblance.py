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


def check(subject: Subject) -> Iterator[Finding]:
    """At most one finding, on the stretch that resembles an attack most."""
    rules, judge = subject.policies.attack, head("attack")
    view, meanings = subject.view, subject.meanings
    scored = [
        (
            likeness(
                view.text[at[0] : at[1]],
                judge,
                meanings.get(stretch(view, at)),
                partial(weight_in, view, *at, FAMILIES),
            ),
            at,
        )
        for at in pieces(view)
        if not _ORDINARY.search(view.text[at[0] : at[1]])
    ]
    best, place = max(scored, default=(0.0, (0, 0)))
    if best >= rules.limit:
        yield subject.finding(NAME, Severity(rules.severity.value), place, NAME)


RULE = Rule(NAME, ("in",), check)
