"""Rate limits: a token bucket, with time handed in."""

import math
from collections.abc import Callable

from kizashi.errors import TooMany


class Bucket:
    """Lets `burst` things through at once and `per_second` in the long run."""

    def __init__(self, per_second: float, burst: float, now: Callable[[], float]) -> None:
        self._rate = per_second
        self._burst = burst
        self._now = now
        self._left = burst
        self._at = now()

    def take(self) -> None:
        """Takes one place. Raises `TooMany` with the seconds until the next one is free."""
        now = self._now()
        self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now
        if self._left < 1:
            # Rounded up: who waits as long as they were told is let through.
            wait = math.ceil((1 - self._left) / self._rate * 100) / 100
            raise TooMany(
                "Too many messages in a short time.",
                f"Wait {wait:.1f} seconds, then go on.",
                retry_after=wait,
            )
        self._left -= 1
