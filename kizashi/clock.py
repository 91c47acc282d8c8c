"""Time as a value that is handed in: the only place where the wall clock is read."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time; tests hand in one that they move themselves."""

    def now(self) -> datetime:
        """The present moment, always with a time zone (UTC)."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)
