"""Personal data in a text: whose it is decides whether it may stand there.

Source: 個人情報保護法 第27条 (third parties), 番号法 第19条 (My Number), PCI DSS 3.4 (cards),
GDPR Art. 5(1)(c) and 9.
"""

import re
from collections.abc import Iterator

from kizashi.verdict import Finding, Severity
from policies.privacy.find import KINDS, SENSITIVE, found_in
from policies.privacy.personal import Personal, digits
from policies.promises.support import passage_text
from policies.subject import Rule, Subject
from policies.view import folded

_NUMERIC = frozenset({"card", "my_number", "phone", "postal_code", "bank_account"})
_SPACE = re.compile(r"[\s,、-]+")


def _check(subject: Subject, kind: str) -> Iterator[Finding]:
    rule = f"privacy.{kind}"
    for found in found_in(subject.view):
        if found.kind != kind:
            continue
        place = (found.start, found.end)
        if kind == "corporate_number":
            yield subject.finding(rule, Severity.NOTE, place, "privacy.public")
        elif subject.examined.direction == "in":
            rules = subject.policies.privacy
            wanted = rules.sensitive_incoming if kind in SENSITIVE else rules.incoming
            yield subject.finding(rule, Severity(wanted.value), place, f"privacy.in_{kind}")
        else:
            yield _outgoing(subject, rule, found)


def _outgoing(subject: Subject, rule: str, found: Personal) -> Finding:
    place, rules = (found.start, found.end), subject.policies.privacy
    if found.kind == "name":
        return subject.finding(rule, Severity.NOTE, place, "privacy.name")
    if found.kind not in SENSITIVE and _is_the_business_own(subject, found):
        return subject.finding(rule, Severity.NOTE, place, "privacy.own_contact")
    if found.kind not in SENSITIVE and _holds(subject.customer_said, _key(subject, found), found):
        return subject.finding(rule, Severity.NOTE, place, "privacy.told_by_customer")
    wanted = rules.sensitive_outgoing if found.kind in SENSITIVE else rules.outgoing
    return subject.finding(rule, Severity(wanted.value), place, f"privacy.{found.kind}")


def _is_the_business_own(subject: Subject, found: Personal) -> bool:
    key = _key(subject, found)
    if any(_holds(folded(own), key, found) for own in subject.policies.privacy.allowed):
        return True
    return any(_holds(passage_text(p), key, found) for p in subject.facts.passages)


def _key(subject: Subject, found: Personal) -> str:
    words = subject.text[found.start : found.end]
    return digits(words) if found.kind in _NUMERIC else _SPACE.sub("", words)


def _holds(text: str, key: str, found: Personal) -> bool:
    """True when the text holds the same data, however it is spaced."""
    plain = digits(text) if found.kind in _NUMERIC else _SPACE.sub("", text)
    return bool(key) and key in plain


def _rule(kind: str) -> Rule:
    return Rule(f"privacy.{kind}", ("out", "in"), lambda subject: _check(subject, kind))


RULES = tuple(_rule(kind) for kind in KINDS)
