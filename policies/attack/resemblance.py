"""Text that reads like an attack although no rule knows its words.

Source: the learned layer of `policies/resemblance.py`.
"""

from collections.abc import Iterator

from kizashi.verdict import Finding, Severity
from policies.resemblance import head, likeness, pieces
from policies.subject import Rule, Subject

NAME = "attack.resemblance"


def check(subject: Subject) -> Iterator[Finding]:
    """At most one finding, on the stretch that resembles an attack most."""
    rules, judge = subject.policies.attack, head("attack")
    scored = [
        (likeness(subject.text[start:end], judge), (start, end))
        for start, end in pieces(subject.view)
    ]
    best, place = max(scored, default=(0.0, (0, 0)))
    if best >= rules.limit:
        yield subject.finding(NAME, Severity(rules.severity.value), place, NAME)


RULE = Rule(NAME, ("in",), check)
