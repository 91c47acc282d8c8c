"""Autonomy: how far the agents may go without the owner."""

from enum import StrEnum


class Autonomy(StrEnum):
    """`crawl`: every step waits. `walk`: low-risk steps go. `run`: only what policy names waits."""

    CRAWL = "crawl"
    WALK = "walk"
    RUN = "run"
