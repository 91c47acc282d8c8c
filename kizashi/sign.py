"""Signs: behaviour that says enough to open a turn although nothing was said."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from pydantic import Field

from kizashi.ids import ReadingId, Seq
from kizashi.reading import Reading
from kizashi.step import Step
from kizashi.values import Value


class SignKind(StrEnum):
    """What was seen."""

    RETURNS = "returns"
    """Came back to the same page again and again."""
    DWELL = "dwell"
    """Stopped on a page for long."""
    FORM_LEFT = "form_left"
    """Opened a form and closed it without sending."""
    CART_LEFT = "cart_left"
    """Put something into the cart, or began to pay, and left."""
    BACK_AFTER_SILENCE = "back_after_silence"
    """Is there again, long after the talk had fallen silent."""
    SILENCE = "silence"
    """Has been silent for long after a warm talk."""
    LATE = "late"
    """Does so late at night."""


class SignSeen(Value):
    """Behaviour alone was sign enough: a turn is wanted from here on. `strength` is from 0 to 1;
    `because` has the strongest first."""

    kind: Literal["sign.seen"] = "sign.seen"
    because: tuple[SignKind, ...] = Field(min_length=1)
    strength: float = Field(ge=0, le=1)


class SignView(Value):
    """A sign, and what the turn that it opened came to: what was read, and the step. A step that
    waits says so here and nowhere else."""

    seq: Seq
    at: datetime
    because: tuple[SignKind, ...]
    strength: float
    reading: Reading | None = None
    reading_id: ReadingId | None = None
    outcome: str | None = None
    """`waited`, `held`, `sent`, …; `None` while the turn has not ended."""
    step: Step | None = None
