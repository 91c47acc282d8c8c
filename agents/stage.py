"""The stage of one turn: where a step is shown while it is still being worded.

Nothing is shown that is not in the journal first, so what a customer has read is on record whatever
happens next. The switches are looked at again before each part, in the same transaction.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial

from sqlalchemy import Connection

from agents.outcome import Ending, cut_short, still_open, waits_because
from agents.thought import Thought
from agents.versions import keep_version
from kizashi.clock import Clock
from kizashi.events import ReplySaid
from memory.journal import Journal, Ledger
from memory.owner import switches_in
from memory.replies import end_reply

LIVE_CHANNELS = frozenset({"widget"})
"""A letter or a message elsewhere is sent whole: half of it would be an answer."""


class LiveStage:
    """Shows one turn's step to the customer of its conversation."""

    def __init__(
        self,
        beginning: Callable[[Thought], Ending],
        journal: Journal,
        clock: Clock,
        ready: Callable[[], Awaitable[None]],
    ) -> None:
        """`beginning` makes an ending of what the turn has come to so far; `ready` returns when
        the customer has paused."""
        self._beginning = beginning
        self._journal = journal
        self._clock = clock
        self._ready = ready
        self._last: Ending | None = None
        self._showing: asyncio.Future[bool] | None = None

    @property
    def shown(self) -> str:
        """What the customer has read."""
        return self._last.shown if self._last is not None else ""

    async def allows(self, thought: Thought) -> bool:
        """Whether this step would go by itself under the switches of this instant, in a channel
        where an answer can be seen to grow."""
        ending = self._beginning(thought)
        if ending.material.channel not in LIVE_CHANNELS:
            return False
        workspace, now = self._journal.workspace, self._clock.now()

        def goes(connection: Connection) -> bool:
            row = still_open(connection, workspace, ending.material)
            switches = switches_in(connection, workspace)
            return not waits_because(ending, connection, workspace, row, switches, now)

        return await self._journal.store.read(goes)

    async def show(self, thought: Thought) -> bool:
        """Shows the step as far as it is worded, once the customer has paused; false when it may
        not go by itself any more. Raises `Overtaken`."""
        if self._last is None:
            await self._ready()
        ending = replace(self._beginning(thought), shown=thought.step.text)
        # A turn that is cancelled during the commit must still know what was shown.
        self._showing = asyncio.ensure_future(self._put(ending))
        return await asyncio.shield(self._showing)

    async def _put(self, ending: Ending) -> bool:
        shown = await self._journal.transact(lambda ledger: self._said(ending, ledger))
        if shown:
            self._last = ending
        return shown

    def _said(self, ending: Ending, ledger: Ledger) -> bool:
        material = ending.material
        row = still_open(ledger.connection, ledger.workspace, material)
        switches = switches_in(ledger.connection, ledger.workspace)
        now = self._clock.now()
        if waits_because(ending, ledger.connection, ledger.workspace, row, switches, now):
            return False
        keep_version(ledger, switches, ending.policies)
        ledger.append(
            ReplySaid(id=ending.message, turn=ending.turn, text=ending.shown),
            person=material.person,
            conversation=material.conversation,
        )
        return True

    async def cut(self) -> None:
        """The turn was overtaken: what was shown is recorded as said, and nothing follows."""
        if self._showing is not None:
            await asyncio.wait({self._showing})
        if self._last is not None:
            material = self._last.material
            said = cut_short(self._last)
            await self._journal.transact(
                partial(end_reply, said, material.person, material.conversation)
            )
