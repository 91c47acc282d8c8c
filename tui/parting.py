"""Decisions on their way out of the door: for a few seconds each can still be taken back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from kizashi.ids import DraftId
from kizashi.protocol import Decide

GRACE = timedelta(seconds=5)
"""How long a decision that sends something waits before it leaves."""


@dataclass(frozen=True, slots=True)
class Parting:
    """A decision that leaves at `at` unless it is taken back before."""

    request: Decide
    at: datetime


@dataclass(frozen=True, slots=True)
class Partings:
    """Decisions that have not left yet, by their draft, in the order they were made."""

    waiting: Mapping[DraftId, Parting] = field(default_factory=dict)

    def put(self, request: Decide, at: datetime) -> "Partings":
        """With one more decision; a second one on the same draft takes the first one's place."""
        rest = {key: one for key, one in self.waiting.items() if key != request.draft}
        return Partings({**rest, request.draft: Parting(request, at)})

    def without(self, draft: DraftId) -> "Partings":
        """Without the decision on this draft."""
        return Partings({key: one for key, one in self.waiting.items() if key != draft})

    def due(self, now: datetime) -> tuple[Decide, ...]:
        """The decisions whose time has come, oldest first."""
        return tuple(one.request for one in self.waiting.values() if one.at <= now)

    def last(self) -> tuple[Decide, ...]:
        """What was decided last: one decision, or all that were made in the same instant."""
        if not self.waiting:
            return ()
        latest = max(one.at for one in self.waiting.values())
        return tuple(one.request for one in self.waiting.values() if one.at == latest)
