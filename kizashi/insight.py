"""Insight: how the business stands and how it moved, as figures."""

from datetime import date

from pydantic import Field

from kizashi.values import Value


class Week(Value):
    """Seven days that begin at `begins` (the owner's own day). `temperature` is the mean of the
    readings in °C, `None` without any; `seconds` the median time to a decision."""

    begins: date
    temperature: float | None = None
    readings: int = 0
    messages: int = 0
    approved: int = 0
    edited: int = 0
    rejected: int = 0
    seconds: float | None = None


class Insight(Value):
    """Everybody as they are now, and the last weeks, the oldest first."""

    people: int
    phases: dict[str, int] = Field(default_factory=dict)
    """People by the phase of their newest reading."""
    stalls: dict[str, int] = Field(default_factory=dict)
    """People by what holds them now, the commonest first."""
    weeks: tuple[Week, ...] = ()
    sent_alone: int = 0
    """Answers that went out by themselves in these weeks."""
    moments: int = 0
    moved: int = 0
    """Of `moments` answers that a reading followed, so many moved the person on."""
