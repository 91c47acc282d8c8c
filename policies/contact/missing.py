"""A message that nobody asked for needs a consent that was given before.

Source: 特定電子メール法 第3条第1項 (prior consent); GDPR Art. 6(1)(a); PECR reg. 22.
"""

from collections.abc import Iterator

from kizashi.verdict import Finding, Severity
from policies.subject import Rule, Subject


def check(subject: Subject) -> Iterator[Finding]:
    """An unasked message needs one of the consents that the owner names."""
    needed = subject.policies.consent.outbound_needs
    if subject.unasked and needed and not needed & subject.facts.consent:
        yield subject.finding("consent.missing", Severity.HOLD, None, "consent.missing")


RULE = Rule("consent.missing", ("out",), check)
