"""The account of the language models: every call is journaled, off the path of the turn."""

import asyncio
from datetime import UTC, datetime

from agents.allowance import Use
from kizashi.events import ModelUsed
from kizashi.ids import PersonId
from memory.journal import Journal, Ledger
from memory.model_use import uses_since


class Account:
    """Takes notice of calls, and writes them down in the background."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._waiting: asyncio.Queue[Use] = asyncio.Queue()

    def used(self, use: Use) -> None:
        """A call has ended."""
        self._waiting.put_nowait(use)

    async def run(self) -> None:
        """Writes down what was used, until cancelled; what waits then is written first."""
        try:
            while True:
                await self._write([await self._waiting.get()])
        finally:
            if not self._waiting.empty():
                await self._write([])

    async def spent_since(self, begin: datetime) -> list[tuple[PersonId | None, int]]:
        """Person and tokens of every call since a moment."""
        uses = await self._journal.store.read(
            lambda connection: uses_since(connection, self._journal.workspace, begin)
        )
        return [(use.person, use.event.asked + use.event.answered) for use in uses]

    async def _write(self, uses: list[Use]) -> None:
        while not self._waiting.empty():
            uses.append(self._waiting.get_nowait())
        await self._journal.transact(lambda ledger: _append(ledger, uses))


def start_of_day(now: datetime) -> datetime:
    """Midnight of the day in UTC, by which budgets are counted."""
    return now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def _append(ledger: Ledger, uses: list[Use]) -> None:
    for use in uses:
        ledger.append(
            ModelUsed(
                agent=use.agent,
                model=use.model,
                asked=use.asked,
                answered=use.answered,
                seconds=round(use.seconds, 3),
                ended=use.ended,
                cost=use.cost,
                turn=use.turn,
            ),
            person=use.person,
        )
