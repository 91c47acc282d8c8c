"""The bell: how the coach calls an owner who looks elsewhere."""

from collections.abc import Callable
from datetime import datetime, timedelta

_EVERY = timedelta(seconds=3)


class Bell:
    """Rings the terminal's bell, not twice in a breath, and notifies where the owner is away."""

    def __init__(self, ring: Callable[[], object], write: Callable[[str], object]) -> None:
        """`write` sends control sequences to the terminal."""
        self.on = True
        self._ring, self._write = ring, write
        self._rung_at: datetime | None = None

    def call(self, now: datetime, words: str, *, away: bool) -> None:
        """Rings; `words` become a notification of the terminal's own when the owner is `away`.
        They must name nobody: others may see them."""
        if not self.on or (self._rung_at is not None and now - self._rung_at < _EVERY):
            return
        self._rung_at = now
        self._ring()
        if away:
            self._write(f"\x1b]9;{words}\x07")  # OSC 9, which most terminals understand
