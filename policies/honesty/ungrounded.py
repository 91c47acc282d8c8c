"""A step whose language model insisted on something that nothing known supports.

The words themselves do not stand in the text; the owner decides whether the rest may go.

Source: house rule.
"""

from collections.abc import Iterator

from kizashi.verdict import Finding, Severity
from policies.subject import Rule, Subject

NAME = "honesty.ungrounded"


def check(subject: Subject) -> Iterator[Finding]:
    """Holds a step that says of itself what its model could not show."""
    step = subject.examined.step
    if step is not None and step.ungrounded:
        yield subject.finding(
            NAME, Severity.HOLD, None, "honesty.ungrounded", words=step.ungrounded
        )


RULE = Rule(NAME, ("out",), check)
