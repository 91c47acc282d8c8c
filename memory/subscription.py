"""Cursors on the journal: what its readers hold, live and from the store."""

import asyncio
from collections import deque
from typing import Protocol

from kizashi.events import Recorded
from kizashi.ids import ConversationId, Seq

PAGE = 500
"""Events read from the store at a time."""
WAITING_EVENTS = 1_000
"""Events that wait for a slow reader in memory; past that it reads them from the store again."""


class Readable(Protocol):
    """What a cursor needs of the journal."""

    @property
    def head(self) -> Seq:
        """The seq of the newest event that was handed out."""
        ...

    async def read(
        self, *, after: Seq, limit: int, conversation: ConversationId | None = None
    ) -> tuple[Recorded, ...]:
        """Up to `limit` events after `after`, oldest first."""
        ...


class Subscription:
    """A cursor on the journal: every event after it, once, in order, first the missed ones."""

    def __init__(self, journal: Readable, after: int, conversation: ConversationId | None) -> None:
        self._journal = journal
        self._conversation = conversation
        self.cursor = after
        self._live: deque[Recorded] = deque()
        # What comes after the journal's head is handed out live.
        self._missed = after < journal.head
        self._wake = asyncio.Event()

    def push(self, recorded: Recorded) -> None:
        """Called by the journal at each commit; never blocks."""
        if len(self._live) >= WAITING_EVENTS:
            # The reader is slow: it will read what it missed from the store, at its own pace.
            self._live.clear()
            self._missed = True
        self._live.append(recorded)
        self._wake.set()

    async def next(self) -> tuple[Recorded, ...]:
        """The next events, at least one; waits for them."""
        while True:
            found = await self.ready()
            if found:
                return found
            self._wake.clear()
            if not self._live and not self._missed:
                await self._wake.wait()

    async def ready(self) -> tuple[Recorded, ...]:
        """The next events that are there now; empty when the reader has caught up."""
        while self._missed:
            # Before the read: when too many events come during it, `push` sets it again.
            self._missed = False
            try:
                page = await self._journal.read(
                    after=Seq(self.cursor), limit=PAGE, conversation=self._conversation
                )
            except BaseException:
                self._missed = True
                raise
            if page:
                self.cursor = page[-1].seq
            if len(page) == PAGE:
                # After a shorter page the live events suffice: they were gathered since before it.
                self._missed = True
            if page:
                return page
        found = []
        while self._live:
            recorded = self._live.popleft()
            if recorded.seq > self.cursor:
                self.cursor = recorded.seq
                found.append(recorded)
        return tuple(found)
