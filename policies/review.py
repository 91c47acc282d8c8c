"""The review: every rule looks at the text, and the hardest finding decides."""

import logging
from typing import get_args

from kizashi.texts import both
from kizashi.verdict import Decision, Finding, Severity, Verdict
from policies.model import Policies
from policies.resemblance import UNKNOWN, Meanings, worth_embedding
from policies.rules import RULES
from policies.subject import Direction, Examined, Facts, Rule, Subject
from policies.view import view_of

__all__ = ["Examined", "Facts", "decide", "examine", "prepare", "to_embed"]

_log = logging.getLogger(__name__)
_MILD_FIRST = (Severity.NOTE, Severity.REVISE, Severity.HOLD, Severity.BLOCK)
_DECISIONS = {
    Severity.NOTE: Decision.SEND,
    Severity.REVISE: Decision.REVISE,
    Severity.HOLD: Decision.HOLD,
    Severity.BLOCK: Decision.BLOCK,
}


def examine(
    examined: Examined,
    facts: Facts,
    policies: Policies,
    rules: tuple[Rule, ...] = RULES,
    meanings: Meanings = UNKNOWN,
) -> Verdict:
    """The verdict on a text: every finding, and the decision of the hardest.

    `meanings` are the embeddings of the stretches that `to_embed` names; without them the learned
    rules judge by the words alone.

    A rule that raises holds the text with the finding `system.rule_failed`; the others still speak.
    """
    subject = Subject(examined, facts, policies, meanings)
    direction: Direction = examined.direction
    findings: list[Finding] = []
    for rule in rules:
        if direction not in rule.directions:
            continue
        try:
            findings.extend(rule.check(subject))
        except Exception:
            # Whatever went wrong inside a rule, an unexamined text must not leave. The text itself
            # stays out of the log: it may hold personal data.
            _log.error("rule %s failed", rule.name)
            findings.append(_failed(rule.name))
    spoken = tuple(_with_owner_severity(finding, policies) for finding in findings)
    return Verdict(decision=decide(spoken), findings=spoken, policy=policies.version)


def prepare(policies: Policies) -> None:
    """Has made what reviews make when they first need it (about a second of one core): patterns
    for texts of either script."""
    for text in ("あ", "a", "aあ"):
        for direction in get_args(Direction):
            examine(Examined(text=text, direction=direction), Facts(), policies)


def to_embed(examined: Examined) -> tuple[str, ...]:
    """The stretches of a text whose embeddings make the learned rules surer: a few of a text that
    comes in, however long it is, and none of one that goes out."""
    return worth_embedding(view_of(examined.text), "attack") if examined.direction == "in" else ()


def decide(findings: tuple[Finding, ...]) -> Decision:
    """The decision that the hardest finding asks for; `send` without findings."""
    hardest = max((_MILD_FIRST.index(finding.severity) for finding in findings), default=0)
    return _DECISIONS[_MILD_FIRST[hardest]]


def _with_owner_severity(finding: Finding, policies: Policies) -> Finding:
    wanted = policies.rules.severity.get(finding.rule)
    changed = wanted is not None and finding.severity is not Severity.NOTE
    return finding.model_copy(update={"severity": wanted}) if changed else finding


def _failed(rule: str) -> Finding:
    return Finding(
        rule="system.rule_failed",
        severity=Severity.HOLD,
        span=None,
        explanation=both("policies.system.rule_failed", rule=rule),
    )
