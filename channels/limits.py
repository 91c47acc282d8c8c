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

    def take(self, places: int = 1) -> None:
        """Takes places, at most the burst at once. Raises `TooMany` with the seconds until they
        are free; then none is taken."""
        now = self._now()
        self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now
        wanted = min(places, self._burst)
        if self._left < wanted:
            # Rounded up: who waits as long as they were told is let through.
            wait = math.ceil((wanted - self._left) / self._rate * 100) / 100
            raise TooMany(
                "Too much in a short time.",
                f"Wait {wait:.1f} seconds, then go on.",
                retry_after=wait,
            )
        self._left -= wanted
