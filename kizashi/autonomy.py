"""Autonomy: how far the agents may go without the owner."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

from pydantic import Field

from kizashi.values import Value


class Autonomy(StrEnum):
    """`crawl`: every step waits. `walk`: low-risk steps go. `run`: only what policy names waits."""

    CRAWL = "crawl"
    WALK = "walk"
    RUN = "run"


Scope = Literal["kind", "topic", "person"]
"""What an autonomy of its own may be set for."""


class ScopedAutonomy(Value):
    """What the owner has set beside the autonomy of the business, as far as it bears on a step.

    That of the step's kind takes the place of the business's own, whether more or less; that of a
    topic or of the person can only make it more careful.
    """

    kinds: Mapping[str, Autonomy] = Field(default_factory=dict)
    topics: Mapping[str, Autonomy] = Field(default_factory=dict)
    person: Autonomy | None = None
