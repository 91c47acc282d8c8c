"""Offers and contracts with minors wait for the owner.

Source: 民法 第5条 (a minor's contract needs the guardian's consent); GDPR Art. 8.
"""

import re
from collections.abc import Iterator

from kizashi.step import StepKind
from kizashi.verdict import Finding, Severity
from policies.subject import Rule, Subject
from policies.view import folded

_MINOR = re.compile(
    r"(?:(?<!\d)(?P<ja>\d{1,2})(?:歳|才)(?:です|の(?:学生|高校生|中学生|女|男)|になりま|"
    r"なので|なんです|だけど|ですが)|(?:私|わたし|僕|俺|自分)(?:は|も)?(?:まだ)?(?:小学生|"
    r"中学生|高校生|未成年|中[123一二三]|高[123一二三]|小[1-6])|^(?:まだ)?(?:小学生|中学生|"
    r"高校生|未成年)(?:です|なの|だけど|ですが))"
    r"|\b(?:i'm|i am|im)(?: only| just)? (?P<en>\d{1,2})(?: years old| yo\b|"
    r"\b(?! (?:minutes|min|months|weeks|days|hours|km|miles|percent|%|people)))|\b(?:i'm|"
    r"i am) (?:a minor|under ?age|still (?:at|in) (?:school|high school|middle school|"
    r"primary))"
)
_OF_ANOTHER = re.compile(
    r"(?:娘|息子|子(?:ども|供)?|長男|次男|三男|長女|次女|三女|孫|弟|妹|甥|姪|彼|友(?:達|人)|生徒|"
    r"犬|猫|ペット|母|父|夫|妻|主人|家内|祖父|祖母)"
)
_CLAUSE_ENDS = "。、,.!?！？\n"
_BINDING = re.compile(
    r"お?申し?込|ご?契約|ご?購入|ご?注文|お支払|決済|ご?入会|\b(?:sign|buy|order|pay|"
    r"purchase|contract|subscribe|join|book|checkout|deposit)\b"
)

GUARDIAN = "guardian"
"""The purpose under which a guardian's consent to a minor's contracts is recorded."""

OLDEST_MINOR = 25
"""Ages (years) from here on are nobody's concern: no law that we know has minors above it."""


def told_age(text: str) -> int | None:
    """The age (years) a customer tells of themselves; 17 for one who says they are a minor without
    a number."""
    said = folded(text)
    match = _MINOR.search(said)
    if match is None or _OF_ANOTHER.search(said, _clause_begin(said, match.start()), match.start()):
        return None
    written = match["ja"] or match["en"]
    return int(written) if written else 17


def _clause_begin(said: str, at: int) -> int:
    return max(said.rfind(mark, 0, at) for mark in _CLAUSE_ENDS) + 1


def check(subject: Subject) -> Iterator[Finding]:
    """Offers and contracts with a minor wait for the owner, unless a guardian's consent is
    recorded."""
    if GUARDIAN in subject.facts.consent:
        return
    ages = (
        [subject.facts.age]
        if subject.facts.age is not None
        else [told_age(line.text) for line in subject.facts.context if line.who == "customer"]
    )
    young = any(age is not None and age < subject.policies.consent.adult_age for age in ages)
    step = subject.examined.step
    binding = _BINDING.search(subject.text)
    if young and (binding is not None or (step is not None and step.kind is StepKind.OFFER)):
        place = binding.span() if binding is not None else None
        yield subject.finding("consent.minor", Severity.HOLD, place, "consent.minor")


RULE = Rule("consent.minor", ("out",), check)
