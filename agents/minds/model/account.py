"""The account of the language models: every call is journaled, off the path of the turn."""

import asyncio
from datetime import UTC, datetime

from agents.allowance import Use
from kizashi.events import ModelUsed
from kizashi.ids import PersonId, Seq
from memory.journal import Journal, Ledger

PAGE = 1_000


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
        found: list[tuple[PersonId | None, int]] = []
        after = Seq(0)
        while page := await self._journal.read(after=after, limit=PAGE, kinds=("model.used",)):
            after = page[-1].seq
            found.extend(
                (one.person, one.event.asked + one.event.answered)
                for one in page
                if one.at >= begin and isinstance(one.event, ModelUsed)
            )
        return found

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
            ),
            person=use.person,
        )
