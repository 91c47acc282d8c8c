"""Nobody is written to in their night, on their own clock, without having asked.

Source: 特定商取引法 第12条の3 and the guideline on calls at unsuitable hours; 貸金業法 第21条 gives
21:00 to 8:00 as hours in which people are left alone; TCPA 47 CFR 64.1200(c)(1) names the same.
"""

from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kizashi.verdict import Finding, Severity
from policies.subject import LONG_AGO, Rule, Subject


def check(subject: Subject) -> Iterator[Finding]:
    """Looks at the person's own clock at the time the message is to go."""
    if not subject.unasked:
        return
    step = subject.examined.step
    going = max(at for at in (step.at if step else None, subject.facts.now) if at is not None)
    if going == LONG_AGO:
        return
    if subject.policies.contact.quiet_hours.holds(going.astimezone(_zone(subject)).time()):
        yield subject.finding("contact.quiet_hours", Severity.HOLD, None, "contact.quiet_hours")


def _zone(subject: Subject) -> ZoneInfo:
    named = subject.facts.time_zone
    if named is not None:
        try:
            return ZoneInfo(named)
        except (ZoneInfoNotFoundError, ValueError):
            # A zone that a channel made up counts as unknown; the business's own clock is used.
            return ZoneInfo(subject.policies.contact.time_zone)
    return ZoneInfo(subject.policies.contact.time_zone)


RULE = Rule("contact.quiet_hours", ("out",), check)
