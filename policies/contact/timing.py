"""Quiet hours and frequency for messages that nobody asked for.

Source: 特定商取引法 第12条の3 and the guideline on calls at unsuitable hours; 貸金業法 第21条 gives
21:00 to 8:00 as hours in which people are left alone; TCPA 47 CFR 64.1200(c)(1) names the same.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kizashi.verdict import Finding, Severity
from policies.subject import LONG_AGO, Rule, Subject


def _quiet_hours(subject: Subject) -> Iterator[Finding]:
    """Looks at the person's own clock at the time the message is to go."""
    if not subject.unasked:
        return
    step = subject.examined.step
    going = max(at for at in (step.at if step else None, subject.facts.now) if at is not None)
    if going == LONG_AGO:
        return
    if subject.policies.contact.quiet_hours.holds(going.astimezone(_zone(subject)).time()):
        yield subject.finding("contact.quiet_hours", Severity.HOLD, None, "contact.quiet_hours")


def _frequency(subject: Subject) -> Iterator[Finding]:
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


def _zone(subject: Subject) -> ZoneInfo:
    named = subject.facts.time_zone
    if named is not None:
        try:
            return ZoneInfo(named)
        except (ZoneInfoNotFoundError, ValueError):
            # A zone that a channel made up counts as unknown; the business's own clock is used.
            return ZoneInfo(subject.policies.contact.time_zone)
    return ZoneInfo(subject.policies.contact.time_zone)


RULES = (
    Rule("contact.quiet_hours", ("out",), _quiet_hours),
    Rule("contact.frequency", ("out",), _frequency),
)
