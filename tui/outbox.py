"""What the owner asked for and the server has not yet answered: nothing sent twice, none lost."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from kizashi import protocol as p

Request = (
    p.Decide
    | p.OwnerSay
    | p.TakeOver
    | p.HandBack
    | p.Snooze
    | p.SetAutonomy
    | p.HoldEverything
    | p.AskCoach
    | p.Deliberate
    | p.StopDeliberation
    | p.JudgeProposal
    | p.SetPreferences
    | p.Correct
    | p.UndoCorrection
)

FRESH = timedelta(minutes=2)
"""A request older than this is not sent (again): what the owner meant then may not hold now."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One request. `sent` is true once it has left, whether or not it arrived."""

    request: Request
    at: datetime
    sent: bool = False


@dataclass(frozen=True, slots=True)
class Outbox:
    """Requests by their id, oldest first."""

    entries: Mapping[str, Entry] = field(default_factory=dict)

    def put(self, request: Request, at: datetime) -> "Outbox":
        """With one more request; the same when its id is known."""
        if request.id in self.entries:
            return self
        return Outbox({**self.entries, request.id: Entry(request, at)})

    def left(self, request_id: str) -> "Outbox":
        """The request has left towards the server."""
        entry = self.entries.get(request_id)
        if entry is None:
            return self
        return Outbox({**self.entries, request_id: replace(entry, sent=True)})

    def answered(self, request_id: str) -> tuple["Outbox", Entry | None]:
        """Without a request that was answered, and the request (`None` for a stranger's id)."""
        rest = {key: entry for key, entry in self.entries.items() if key != request_id}
        return Outbox(rest), self.entries.get(request_id)

    def stale(self, now: datetime) -> tuple["Outbox", tuple[Entry, ...]]:
        """Without the requests that are too old to be sent, and those requests."""
        old = {key: entry for key, entry in self.entries.items() if now - entry.at > FRESH}
        rest = {key: entry for key, entry in self.entries.items() if key not in old}
        return Outbox(rest), tuple(old.values())

    def requests(self) -> tuple[Request, ...]:
        """Every request in the order they were made."""
        return tuple(entry.request for entry in self.entries.values())
