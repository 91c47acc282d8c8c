"""How often somebody may be written to who did not ask for it.

Source: house rule; the owner sets the numbers.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from kizashi.verdict import Finding, Severity
from policies.subject import Rule, Subject


def check(subject: Subject) -> Iterator[Finding]:
    """A limit by day, by week and between two messages."""
    if not subject.unasked:
        return
    rules, facts = subject.policies.contact, subject.facts
    if facts.sent_today >= rules.daily_limit or facts.sent_this_week >= rules.weekly_limit:
        yield subject.finding(
            "contact.frequency",
            Severity.HOLD,
            None,
            "contact.frequency",
            day=facts.sent_today,
            week=facts.sent_this_week,
        )
    elif facts.last_sent_at is not None and _too_soon(facts.last_sent_at, subject):
        yield subject.finding(
            "contact.frequency",
            Severity.HOLD,
            None,
            "contact.too_soon",
            hours=f"{rules.least_hours_between:g}",
        )


def _too_soon(last: datetime, subject: Subject) -> bool:
    """Also true when the clock was set back: a message from the future cannot be judged."""
    wanted = timedelta(hours=subject.policies.contact.least_hours_between)
    return subject.facts.now - last < wanted


RULE = Rule("contact.frequency", ("out",), check)
