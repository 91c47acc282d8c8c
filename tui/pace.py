"""Pace: how often what arrives is drawn, so that most of the time stays free for the keys."""

import time
from collections.abc import Callable

_LEAST_SECONDS = 0.06
_LONGEST_SECONDS = 1.0
_SHARE_FOR_KEYS = 5.0
"""A drawing of what arrived is followed by a pause of so many times its length."""


class Pace:
    """Gathers wishes for a drawing and has it drawn once, later."""

    def __init__(
        self, later: Callable[[float, Callable[[], None]], object], draw: Callable[[], None]
    ) -> None:
        """`later` calls something after so many seconds."""
        self._later, self._draw = later, draw
        self._waiting = False
        self._pause = _LEAST_SECONDS

    def soon(self) -> None:
        """Wants a drawing before long."""
        if not self._waiting:
            self._waiting = True
            self._later(self._pause, self._now)

    def _now(self) -> None:
        self._waiting = False
        began = time.monotonic()
        self._draw()
        took = time.monotonic() - began
        self._pause = min(_LONGEST_SECONDS, max(_LEAST_SECONDS, took * _SHARE_FOR_KEYS))
