"""Consolidation in the background: follows the journal and notes the facts that people state."""

import asyncio
from collections.abc import Sequence

from sqlalchemy import select

from agents.consolidation.extract import facts_in
from kizashi.events import EVENT, MemoriesAdded, MessageReceived, Recorded
from kizashi.facts import Fact, FactsNoted
from kizashi.ids import Seq
from memory import schema as t
from memory.journal import Journal

KINDS = ("message.received", "memories.added")
PAGE = 200
BUSINESS = "business"


class Consolidator:
    """Notes facts once for each event that holds a person's words, off the path of a turn.

    Where it stopped is told by the last `facts.noted`: after a crash it reads on from there, and
    a fact that is found again has the same id. A page in which nobody states anything is noted
    too, so that a start need not read it again.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    async def run(self) -> None:
        """Works until cancelled."""
        after = await self._covered()
        with self._journal.subscribed(self._journal.head) as subscription:
            after = await self.catch_up(after)
            while True:
                new = [one for one in await subscription.next() if one.seq > after]
                said = [one for one in new if one.event.kind in KINDS]
                if said:
                    await self._note_all(said)
                    after = said[-1].seq

    async def catch_up(self, after: Seq) -> Seq:
        """Reads every event after `after` and notes its facts; returns the last it read."""
        while page := await self._journal.read(after=after, limit=PAGE, kinds=KINDS):
            noted = await self._note_all(page)
            after = page[-1].seq
            if not noted and len(page) == PAGE:
                await self._note(page[-1], ())
        return after

    async def _note_all(self, page: Sequence[Recorded]) -> bool:
        """Notes the facts in these events; tells whether those of the last one were noted."""
        noted = False
        for recorded in page:
            facts = await asyncio.to_thread(_facts_of, recorded)
            if facts:
                noted = recorded is page[-1]
                await self._note(recorded, facts)
        return noted

    async def _note(self, recorded: Recorded, facts: tuple[Fact, ...]) -> None:
        await self._journal.append(
            FactsNoted(covers=recorded.seq, facts=facts),
            person=recorded.person,
            conversation=recorded.conversation,
        )

    async def _covered(self) -> Seq:
        """The last event that was read, by the last note of it."""
        last = (
            select(t.journal.c.body)
            .where(
                t.journal.c.workspace == self._journal.workspace,
                t.journal.c.kind == "facts.noted",
            )
            .order_by(t.journal.c.seq.desc())
            .limit(1)
        )
        body = await self._journal.store.read(lambda c: c.execute(last).scalar_one_or_none())
        if body is None:
            return Seq(0)
        event = EVENT.validate_python(body)
        return event.covers if isinstance(event, FactsNoted) else Seq(0)


def _facts_of(recorded: Recorded) -> tuple[Fact, ...]:
    match recorded.event:
        case MessageReceived() as message:
            said_at = recorded.at.isoformat()
            return facts_in(message.id, "customer", message.text, said_at)
        case MemoriesAdded() as given:
            return tuple(
                fact
                for line in given.items
                if line.speaker != BUSINESS
                for fact in facts_in(line.id, line.speaker, line.text, line.at)
            )
        case _:
            return ()
