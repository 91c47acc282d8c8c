"""Who lets a step go: the agents by themselves, or the owner. Pure: time and state come in."""

from datetime import datetime
from typing import Literal

from kizashi.autonomy import Autonomy, ScopedAutonomy
from kizashi.step import Step, StepKind
from kizashi.values import Value
from kizashi.verdict import Decision, Verdict
from policies.model import Policies

NOTHING_SCOPED = ScopedAutonomy()
_CAREFUL_FIRST = (Autonomy.CRAWL, Autonomy.WALK, Autonomy.RUN)
_NAMED_TOPICS = frozenset(
    {
        "complain",
        "complaint",
        "date",
        "demand",
        "discount",
        "exception",
        "guarantee",
        "human",
        "leave",
        "price",
        "refund",
        "stock",
    }
)

_BINDING_TOPICS = frozenset({"discount", "guarantee", "price", "refund"})
"""Topics that bind the business and have a rule of their own name under `promises`."""


class Release(Value):
    """Whether a step goes, waits or may never go. `because` holds text keys of this room."""

    decision: Literal["send", "hold", "block"]
    because: tuple[str, ...] = ()


def release(
    step: Step,
    verdict: Verdict,
    autonomy: Autonomy | None,
    everything_held: bool,
    policies: Policies,
    now: datetime,
    scoped: ScopedAutonomy = NOTHING_SCOPED,
) -> Release:
    """Joins the verdict with the autonomy of the business (`None`: the policies' default), and
    with what the owner has set beside it.

    A blocked step never goes. A verdict of `revise` that reaches this point was not mended, so it
    waits. `now` is in the person's time zone where that is known: its wall clock is held against
    the quiet hours for a reminder, which goes to somebody who did not just write.
    """
    if verdict.decision is Decision.BLOCK:
        return Release(decision="block", because=("held.blocked",))
    step = step.model_copy(update={"topics": step.topics | _topics_spoken_of(verdict)})
    reasons = [
        *(("held.everything",) if everything_held else ()),
        *_rule_reasons(verdict),
        *_contact_reasons(step, policies, now),
        *_autonomy_reasons(step, autonomy or policies.autonomy.default, policies, scoped),
    ]
    because = tuple(dict.fromkeys(reasons))
    return Release(decision="hold" if because else "send", because=because)


def low_risk(step: Step, verdict: Verdict, policies: Policies, now: datetime) -> bool:
    """True when the step would go by itself at `walk`: what the owner may approve in bulk."""
    return release(step, verdict, Autonomy.WALK, False, policies, now).decision == "send"


def _topics_spoken_of(verdict: Verdict) -> frozenset[str]:
    """What the Reviewer found the text to speak of, though its step may not say so: a price that
    is true is a note and stops nothing, but it is a price."""
    spoken = {finding.rule.removeprefix("promises.") for finding in verdict.findings}
    return frozenset(spoken & _BINDING_TOPICS)


def _rule_reasons(verdict: Verdict) -> list[str]:
    if verdict.decision not in {Decision.HOLD, Decision.REVISE}:
        return []
    quiet = any(finding.rule == "contact.quiet_hours" for finding in verdict.findings)
    stopping = sum(1 for finding in verdict.findings if finding.severity.value != "note")
    if quiet and stopping == 1:
        return ["held.quiet_hours"]
    return ["held.rule", *(["held.quiet_hours"] if quiet else [])]


def _contact_reasons(step: Step, policies: Policies, now: datetime) -> list[str]:
    if step.kind is StepKind.REMIND and policies.contact.quiet_hours.holds(now.time()):
        return ["held.quiet_hours"]
    return []


def _autonomy_reasons(
    step: Step, business: Autonomy, policies: Policies, scoped: ScopedAutonomy
) -> list[str]:
    effective = _most_careful(step, business, policies, scoped)
    rules = policies.autonomy
    if effective is Autonomy.CRAWL:
        return ["held.autonomy.crawl"]
    if step.kind is StepKind.WAIT:
        return []
    reasons = []
    if effective is Autonomy.WALK:
        if step.kind not in rules.walk.kinds:
            reasons.append(f"held.kind.{step.kind.value}")
        waiting = step.topics - rules.walk.topics
        reasons.extend(_topic_reason(topic) for topic in sorted(waiting))
        if not step.topics and step.kind is not StepKind.ASK:
            reasons.append("held.topic.other")
        unsourced = "fact" in step.topics and not step.sources and not step.admits_unknown
        if rules.walk.facts_need_a_source and unsourced:
            reasons.append("held.no_source")
    else:
        if step.kind in rules.run.waiting_kinds:
            reasons.append(f"held.kind.{step.kind.value}")
        reasons.extend(_topic_reason(t) for t in sorted(step.topics & rules.run.waiting_topics))
    if step.confidence < rules.least_confidence:
        reasons.append("held.low_confidence")
    return reasons


def _most_careful(
    step: Step, business: Autonomy, policies: Policies, scoped: ScopedAutonomy
) -> Autonomy:
    named = [scoped.kinds.get(step.kind.value, business)]
    by_kind = policies.autonomy.by_kind.get(step.kind)
    if by_kind is not None:
        named.append(by_kind)
    if scoped.person is not None:
        named.append(scoped.person)
    for by_topic in (policies.autonomy.by_topic, scoped.topics):
        named.extend(by_topic[topic] for topic in step.topics if topic in by_topic)
    return min(named, key=_CAREFUL_FIRST.index)


def _topic_reason(topic: str) -> str:
    return f"held.topic.{topic if topic in _NAMED_TOPICS else 'other'}"
