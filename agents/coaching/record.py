"""The record: whether the agents have earned more room, or should have less. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kizashi.autonomy import Autonomy
from kizashi.proposals import AutonomyEffect, Example
from kizashi.step import StepKind
from memory.chronicle import Decided

LOOKED_AT = 40
"""Decisions that a proposal for more autonomy looks back on; it needs all of them."""
UNCHANGED_FOR_MORE = 38
"""So many of them must have gone out as they were: at 95 % the lower end of a 95 % interval
(Wilson) for 40 is 83 %."""
WORSE_LOOKED_AT = 20
CHANGED_FOR_LESS = 8
"""Edits and rejections among the last decisions at which less autonomy is proposed."""
SHOWN = 3

_MORE = {Autonomy.CRAWL: Autonomy.WALK, Autonomy.WALK: Autonomy.RUN}
_LESS = {Autonomy.RUN: Autonomy.WALK, Autonomy.WALK: Autonomy.CRAWL}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the record speaks for: `unchanged` of `decided` went out as they were."""

    key: str
    effect: AutonomyEffect
    unchanged: int
    decided: int
    examples: tuple[Example, ...] = ()


def judged(decisions: Sequence[Decided], autonomy: Autonomy) -> Verdict | None:
    """The autonomy that the record speaks for; `None` when it speaks for the present one."""
    spoken = _worse(decisions[-WORSE_LOOKED_AT:], autonomy)
    spoken = spoken or _better(decisions[-LOOKED_AT:], autonomy)
    return spoken or _one_kind(decisions, autonomy)


def _one_kind(decisions: Sequence[Decided], autonomy: Autonomy) -> Verdict | None:
    """A kind of step that has earned more room although the others have not."""
    for kind in dict.fromkeys(one.step for one in decisions):
        own = [one for one in decisions if one.step == kind]
        found = _better(own[-LOOKED_AT:], autonomy)
        if found is not None:
            effect = found.effect.model_copy(update={"step": StepKind(kind)})
            return replace(found, key=f"{found.key}:{kind}", effect=effect)
    return None


def _worse(last: Sequence[Decided], autonomy: Autonomy) -> Verdict | None:
    less = _LESS.get(autonomy)
    changed = [one for one in last if one.status in ("edited", "rejected")]
    if less is None or len(last) < WORSE_LOOKED_AT or len(changed) < CHANGED_FOR_LESS:
        return None
    effect = AutonomyEffect(autonomy=less, before=autonomy)
    examples = tuple(_example(one) for one in changed[-SHOWN:])
    return Verdict(
        f"autonomy:{autonomy}>{less}", effect, len(last) - len(changed), len(last), examples
    )


def _better(last: Sequence[Decided], autonomy: Autonomy) -> Verdict | None:
    more = _MORE.get(autonomy)
    unchanged = sum(1 for one in last if one.status == "approved")
    if more is None or len(last) < LOOKED_AT or unchanged < UNCHANGED_FOR_MORE:
        return None
    effect = AutonomyEffect(autonomy=more, before=autonomy)
    changed = tuple(_example(one) for one in last if one.status != "approved")
    return Verdict(f"autonomy:{autonomy}>{more}", effect, unchanged, len(last), changed)


def _example(one: Decided) -> Example:
    return Example(
        draft=one.draft,
        conversation=one.conversation,
        before=one.text[:300],
        after=(one.final_text or one.reason or "")[:300],
        at=one.decided_at,
    )
