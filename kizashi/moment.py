"""Moments: reading + step + what happened next, the unit from which the mesh learns."""

from collections.abc import Collection
from typing import Literal

from kizashi.reading import Phase

Outcome = Literal["moved_on", "stayed", "fell", "unknown"]

MOVED = 5.0
"""From so many °C on, a temperature has changed."""


def outcome_of(before: float, after: float, phase: Phase, intents: Collection[str]) -> Outcome:
    """What became of a moment by the person's next reading: `moved_on` when the temperature rose
    by at least `MOVED` or the person decided, `fell` when it dropped by as much or they left, else
    `stayed`."""
    if "leave" in intents or after <= before - MOVED:
        return "fell"
    if phase is Phase.DECIDING or after >= before + MOVED:
        return "moved_on"
    return "stayed"
