"""The ways that a case could go: which differing steps the Negotiator is asked for."""

from collections.abc import Sequence
from enum import StrEnum

from agents.situation import Brief, Rejection
from kizashi.reading import Stall
from kizashi.step import Step, StepKind
from kizashi.texts import both

MOST = 3


class Way(StrEnum):
    """How a step differs from the others."""

    ANSWER = "answer"
    ASK = "ask"
    BRIEF = "brief"
    GENTLE = "gentle"
    PERSON = "person"


_WISHES = {
    Way.ASK: "先に聞いてから / ask first",
    Way.BRIEF: "もっと短く / shorter",
    Way.GENTLE: "押しつけないで、ゆっくり / less pushy",
    Way.PERSON: "私が直接返します / I will reply myself",
}
"""The wish that leads a mind to another way. Minds hear wishes as reasons of rejected texts, so
that embedded and language-model minds are led alike."""

_BY_STALL: dict[Stall | None, tuple[Way, ...]] = {
    Stall.PRICE: (Way.ASK, Way.GENTLE),
    Stall.RISK: (Way.GENTLE, Way.PERSON),
    Stall.LOSS: (Way.GENTLE, Way.PERSON),
    Stall.EFFORT: (Way.BRIEF, Way.PERSON),
    Stall.TIMING: (Way.GENTLE, Way.ASK),
    Stall.AUTHORITY: (Way.ASK, Way.GENTLE),
    Stall.TRUST: (Way.PERSON, Way.GENTLE),
    Stall.INFORMATION: (Way.ASK, Way.PERSON),
    Stall.OVERLOAD: (Way.BRIEF, Way.ASK),
    None: (Way.ASK, Way.PERSON),
}
"""What is worth trying beside the plain answer, by what holds the person. Set by judgement."""

_OF_KIND = {StepKind.ASK.value: Way.ASK, StepKind.HAND_OVER.value: Way.PERSON}


def ways_for(stall: Stall | None, helped: Sequence[str]) -> tuple[Way, ...]:
    """The ways in the order in which they are tried. `helped` are kinds of step that moved people
    like this one on, the most helpful first: they come before what is only likely."""
    proven = [_OF_KIND[kind] for kind in helped if kind in _OF_KIND]
    rest = [way for way in Way if way is not Way.ANSWER]
    return tuple(dict.fromkeys((Way.ANSWER, *proven, *_BY_STALL[stall], *rest)))


def led(brief: Brief, way: Way, plain: Step | None) -> Brief:
    """The brief that leads to this way; `plain` is the step from which it is to differ."""
    if plain is None or way is Way.ANSWER:
        return brief
    wish = Rejection(text=plain.text, reason=_WISHES[way])
    situation = brief.situation
    return brief.model_copy(
        update={
            "situation": situation.model_copy(update={"rejections": (*situation.rejections, wish)})
        }
    )


def named(step: Step, way: Way) -> Step:
    """The step with the way's own reason: the wish that led to it was not the owner's. Who hands
    over states nothing, and so rests on nothing."""
    if way is Way.ANSWER:
        return step
    handed = {"sources": (), "topics": frozenset({"human"})} if way is Way.PERSON else {}
    return step.model_copy(update={"reason": both(f"deliberation.way.{way.value}"), **handed})


def took(step: Step, way: Way, plain: Step) -> bool:
    """Whether a step really goes this way: a mind that cannot go it may have done something else,
    such as handing over what it could not say more gently."""
    kind = {Way.ASK: StepKind.ASK, Way.PERSON: StepKind.HAND_OVER}.get(way, plain.kind)
    shorter = way is not Way.BRIEF or len(step.text) < len(plain.text)
    return step.kind is kind and shorter


def differs(step: Step, others: Sequence[Step]) -> bool:
    """Whether a step says something else than the others."""
    return bool(step.text.strip()) and all(step.text != one.text for one in others)
