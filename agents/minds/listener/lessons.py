"""Everything that the owner has taught, as a reading uses it."""

from dataclasses import dataclass, field

from agents.minds.listener.corrections import Corrections
from agents.minds.listener.own_intents import OwnIntents


@dataclass(frozen=True, slots=True)
class Lessons:
    """One state of the lessons; replaced whole when the owner teaches something."""

    corrections: Corrections = field(default_factory=Corrections)
    own_intents: OwnIntents = field(default_factory=OwnIntents)


NOTHING_TAUGHT = Lessons()


async def nothing_taught() -> Lessons:
    """The lessons of an owner who has taught nothing."""
    return NOTHING_TAUGHT
