"""Moments: reading + step + what happened next, the unit from which the mesh learns."""

from datetime import datetime
from typing import Literal

from kizashi.ids import ConversationId, PersonId, ReadingId
from kizashi.step import StepKind
from kizashi.values import Value

Outcome = Literal["moved_on", "stayed", "fell", "unknown"]


class Moment(Value):
    """One reading, the step that answered it, and the temperature that followed.

    `outcome` is judged at the person's next reading: `moved_on` when the temperature rose by at
    least 5 °C or the person decided, `fell` when it dropped by as much or they left, else
    `stayed`; `unknown` until then.
    """

    reading: ReadingId
    person: PersonId
    conversation: ConversationId
    step_kind: StepKind
    temperature: float
    stall: str | None
    outcome: Outcome = "unknown"
    at: datetime
