"""Time as a value that is handed in: the only place where the wall clock is read."""

from datetime import UTC, datetime
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class Clock(Protocol):
    """Tells the time; tests hand in one that they move themselves."""

    def now(self) -> datetime:
        """The present moment, always with a time zone (UTC)."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


def known_zone(name: str | None) -> str | None:
    """The IANA name of a time zone that this machine knows; `None` for any other."""
    if not name:
        return None
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
