"""A circuit breaker: after repeated failures a model is left alone for a while, then tried once.

The pattern is M. Nygard's ("Release It!", 2007): closed, open, half-open.
"""

from collections.abc import Callable

FAILURES = 3
REST_SECONDS = 15.0
LONGEST_REST = 300.0


class Breaker:
    """Says whether a call may be made; it is told how each one ended."""

    def __init__(self, now: Callable[[], float]) -> None:
        """`now` is a monotonic clock in seconds."""
        self._now = now
        self._failures = 0
        self._rest = REST_SECONDS
        self._open_until: float | None = None
        self._trying = False

    @property
    def resting(self) -> bool:
        """Whether the model is being left alone."""
        return self._open_until is not None

    def allows(self) -> bool:
        """Whether a call may be made now. After a rest one caller alone is let through."""
        if self._open_until is None:
            return True
        if self._now() < self._open_until or self._trying:
            return False
        self._trying = True
        return True

    def succeeded(self) -> None:
        """The model answered: everything is as before the failures."""
        self._failures, self._rest = 0, REST_SECONDS
        self._open_until, self._trying = None, False

    def failed(self) -> None:
        """The model did not answer. The third time in a row, or at the trial, it is left alone,
        twice as long each time."""
        self._failures += 1
        if self._trying or self._failures >= FAILURES:
            self._open_until = self._now() + self._rest
            self._rest = min(self._rest * 2, LONGEST_REST)
        self._trying = False

    def gave_up(self) -> None:
        """The caller went away before the end: nothing is known about the model."""
        self._trying = False
