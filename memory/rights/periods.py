"""Periods: what is kept for how long, by kind, and letting go of it afterwards."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from sqlalchemy import Connection, exists, func, select

from kizashi.clock import Clock
from kizashi.consent import EVERYTHING, ConsentState
from kizashi.events import PersonSeen
from kizashi.ids import ConversationId, PersonId
from kizashi.settings import Retention
from memory import schema as t
from memory.journal import Journal, Ledger
from memory.rights.erasure import TALKS, Subject, erase_kinds_before, erase_some

_log = logging.getLogger(__name__)

RETENTION = "retention"
"""Who is said to have erased what outlived its period."""
OF_LETTERS = ("transcript.asked",)

Forget = Callable[[Sequence[ConversationId]], Awaitable[None]]
"""Told which conversations go, before and after: whatever keeps something of them in memory lets
it go."""


class Periods:
    """Lets go of what has outlived its period. `forget` empties the caches of the house."""

    def __init__(
        self, journal: Journal, retention: Retention, forget: Forget, clock: Clock
    ) -> None:
        self._journal = journal
        self._retention = retention
        self._forget = forget
        self._clock = clock

    async def people(self) -> tuple[PersonId, ...]:
        """Who has not been heard of for longer than people are kept, one of each who are one.
        Who asked not to be written to is not among them: that has to be known for good."""
        days = self._retention.person_days
        if not days:
            return ()
        return await self._journal.store.read(lambda c: self._gone(c, days))

    async def let_go(self) -> int:
        """Erases what is older than its period; returns the number of records."""
        kept = self._retention
        records = 0
        for kinds, days in (
            (("behaviour.observed",), kept.behaviour_days),
            (("file.stored",), kept.file_days),
            (OF_LETTERS, kept.letter_days),
            (TALKS, kept.coach_days),
        ):
            records += await self._let_go_of(kinds, days) if days else 0
        records += await self._let_go_of_conversations()
        if records:
            await self._journal.store.scrub()
            _log.info("let go of %d records past their period", records)
        return records

    async def _let_go_of(self, kinds: Sequence[str], days: int) -> int:
        before, orders = self._clock.now() - timedelta(days=days), self._retention.orders
        records = 0
        while True:
            done = await self._journal.transact(
                lambda ledger: erase_kinds_before(
                    ledger, kinds, before, by=RETENTION, keep_orders=orders
                )
            )
            if not done:
                return records
            records += done

    async def _let_go_of_conversations(self) -> int:
        days = self._retention.conversation_days
        if not days:
            return 0
        columns = t.conversations.c
        query = select(columns.id).where(
            columns.workspace == self._journal.workspace,
            columns.last_at < self._clock.now() - timedelta(days=days),
        )
        old = await self._journal.store.read(lambda c: list(c.execute(query).scalars()))
        if not old:
            return 0
        subject = Subject((), tuple(ConversationId(one) for one in old))
        await self._forget(subject.conversations)
        await self._journal.transact(lambda ledger: _keep_languages(ledger, subject))
        records = 0
        while True:
            done = await self._journal.transact(
                lambda ledger: erase_some(ledger, subject, reason="retention", by=RETENTION)
            )
            if not done:
                return records
            records += done

    def _gone(self, connection: Connection, days: int) -> tuple[PersonId, ...]:
        before, here = self._clock.now() - timedelta(days=days), self._journal.workspace
        p, a = t.people.c, t.consents.c
        heard = [
            exists().where(
                table.c.workspace == here, table.c.person == p.id, table.c[column] >= before
            )
            for table, column in ((t.conversations, "last_at"), (t.behaviours, "at"))
        ]
        agreed = exists().where(a.workspace == here, a.person == p.id, a.at >= before)
        silent = exists().where(
            a.workspace == here,
            a.person == p.id,
            a.purpose == EVERYTHING,
            a.state == ConsentState.WITHDRAWN.value,
        )
        keeping = select(p.one).where(
            p.workspace == here, (p.first_seen >= before) | heard[0] | heard[1] | agreed | silent
        )
        query = (
            select(func.min(p.id))
            .where(p.workspace == here, p.one.not_in(keeping))
            .group_by(p.one)
            .order_by(p.one)
        )
        return tuple(PersonId(one) for one in connection.execute(query).scalars())


def _keep_languages(ledger: Ledger, subject: Subject) -> None:
    """Says again which language people speak: it was known from readings that go."""
    people, talks = t.people.c, t.conversations.c
    rows = ledger.connection.execute(
        select(people.id, people.language, people.channel)
        .join(t.conversations, (talks.workspace == people.workspace) & (talks.person == people.id))
        .where(
            people.workspace == ledger.workspace,
            talks.id.in_(subject.conversations),
            people.language.is_not(None),
        )
        .distinct()
    ).all()
    for row in rows:
        ledger.append(
            PersonSeen(language=row.language, channel=row.channel), person=PersonId(row.id)
        )
