"""Putting a conversation aside: the moments that are offered for taking it up again."""

from datetime import datetime, time, timedelta, tzinfo
from typing import Literal

Later = Literal["hour", "evening", "tomorrow", "monday", "week"]

_EVENING, _MORNING = time(18, 0), time(9, 0)
_LEAST = timedelta(minutes=30)
"""A moment nearer than this is not offered: it would come back before it was gone."""


def moments(now: datetime, zone: tzinfo | None) -> list[tuple[Later, datetime]]:
    """When to come back, the soonest first; each is a moment of the owner's own day."""
    here = now.astimezone(zone)

    def at(days: int, clock: time) -> datetime:
        return datetime.combine(here.date() + timedelta(days=days), clock, here.tzinfo)

    to_monday = (7 - here.weekday()) % 7 or 7
    offered: list[tuple[Later, datetime]] = [
        ("hour", now + timedelta(hours=1)),
        ("evening", at(0, _EVENING)),
        ("tomorrow", at(1, _MORNING)),
        ("monday", at(to_monday, _MORNING)),
        ("week", at(7, _MORNING)),
    ]
    found: dict[datetime, Later] = {}
    for name, moment in offered:
        if moment - now >= _LEAST:
            found.setdefault(moment, name)
    return sorted(((name, moment) for moment, name in found.items()), key=lambda one: one[1])
