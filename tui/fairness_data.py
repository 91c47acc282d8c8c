"""The fairness report as the public API gives it."""

from typing import Literal

from kizashi.values import Value


class Share(Value):
    """How many of how many people."""

    count: int
    people: int


class GroupRow(Value):
    """One group with its 95 % interval, from 0 to 1."""

    group: str
    share: Share
    interval: tuple[float, float]


class Compared(Value):
    """One group against the largest."""

    group: str
    reference: str
    share: Share
    reference_share: Share
    difference: float
    difference_interval: tuple[float, float]
    ratio: float | None
    ratio_interval: tuple[float, float] | None
    p: float
    below_four_fifths: bool
    saying: Literal["alike", "look", "differs", "too_few"]


class Question(Value):
    """One outcome by one way to group people."""

    by: str
    outcome: str
    groups: tuple[GroupRow, ...]
    compared: tuple[Compared, ...]


class FairnessReport(Value):
    """The answers for a period of so many days."""

    days: int
    questions: tuple[Question, ...]
