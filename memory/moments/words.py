"""A moment in words, for people."""

from functools import partial

from kizashi.language import Language
from kizashi.recollection import SimilarMoment
from kizashi.texts import text


def in_words(one: SimilarMoment, language: Language) -> str:
    """Where the person stood, what was done, and what came of it."""
    say = partial(text, language)
    stood = say(f"vocabulary.phase.{one.phase}")
    if one.stall is not None:
        stall = say(f"vocabulary.stall.{one.stall}")
        stood = say("memory.moments.stopped", phase=stood, stall=stall)
    return say(
        "memory.moments.one",
        stood=stood,
        step=say(f"vocabulary.step.{one.step_kind}"),
        outcome=say(f"memory.moments.outcome.{one.outcome}"),
    )
