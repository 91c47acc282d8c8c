"""The book of mail: what customers asked for, within measure, and what is still to be sent.

A request is a record of the journal before it is acknowledged; what has no ending is taken up again
after a restart. Who takes a mail up claims it first, so that two processes do not both send it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select, update

from kizashi.errors import NotFound, TooMany
from kizashi.ids import ConversationId, MailingId, PersonId
from kizashi.mail import (
    Mailing,
    MailingStatus,
    TranscriptAsked,
    TranscriptFailed,
    TranscriptMailed,
)
from memory import schema as t
from memory.journal import Journal, Ledger

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
PER_PERSON_A_DAY = 5
PER_ADDRESS_A_DAY = 5
"""Over all who ask, so that nobody's mailbox can be filled from many browsers."""
PER_HOUR = 100
"""Over all people and addresses."""
AT_ONCE = 20


class Mailings:
    """The mail of one workspace."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    async def ask(
        self,
        asked: TranscriptAsked,
        person: PersonId,
        conversation: ConversationId,
        *,
        now: datetime,
    ) -> Mailing:
        """Takes a request in. Raises `TooMany` (`mail.too_many`) past the measure of this person,
        of the address, or of all."""

        def write(ledger: Ledger) -> None:
            columns = t.mailings.c
            for what, most, span in (
                (columns.person == person, PER_PERSON_A_DAY, DAY),
                (columns.address == asked.address, PER_ADDRESS_A_DAY, DAY),
                (columns.id != asked.mailing, PER_HOUR, HOUR),
            ):
                query = select(func.count()).where(
                    columns.workspace == ledger.workspace, columns.asked_at > now - span, what
                )
                if ledger.connection.execute(query).scalar_one() >= most:
                    raise TooMany(
                        "This has been asked for too often.",
                        "Save the conversation as a file, or ask again later.",
                        retry_after=span.total_seconds(),
                        code="mail.too_many",
                    )
            ledger.append(asked, person=person, conversation=conversation)

        await self._journal.transact(write)
        return await self.view(asked.mailing)

    async def view(self, mailing: MailingId) -> Mailing:
        """How far a mail is. Raises `NotFound`."""
        query = select(t.mailings).where(
            t.mailings.c.workspace == self._journal.workspace, t.mailings.c.id == mailing
        )
        row = await self._journal.store.read(lambda c: c.execute(query).one_or_none())
        if row is None:
            raise NotFound("There is no such mail.", "Ask for it again.", code="mail.unknown")
        return _mailing(row)

    async def due(self, now: datetime) -> Sequence[Mailing]:
        """Some of what is to be taken up now, the oldest first."""
        columns = t.mailings.c
        query = (
            select(t.mailings)
            .where(
                columns.workspace == self._journal.workspace,
                columns.status == MailingStatus.PENDING.value,
                columns.next_try <= now,
            )
            .order_by(columns.seq)
            .limit(AT_ONCE)
        )
        rows = await self._journal.store.read(lambda c: c.execute(query).all())
        return [_mailing(row) for row in rows]

    async def claim(self, mailing: Mailing, until: datetime) -> bool:
        """Takes a mail up; nobody else does before `until`, when it is tried again unless it has
        ended. False when somebody was first, or it is no more."""
        columns = t.mailings.c
        statement = (
            update(t.mailings)
            .where(
                columns.workspace == self._journal.workspace,
                columns.id == mailing.id,
                columns.status == MailingStatus.PENDING.value,
                columns.next_try == mailing.next_try,
            )
            .values(next_try=until)
        )

        def work(connection: Connection) -> bool:
            return bool(connection.execute(statement).rowcount)

        return await self._journal.store.write(work)

    async def ended(self, mailing: Mailing, failure: str | None = None) -> None:
        """It was sent, or (with the code of the failure) never will be."""
        event: TranscriptMailed | TranscriptFailed
        if failure is None:
            event = TranscriptMailed(mailing=mailing.id)
        else:
            event = TranscriptFailed(mailing=mailing.id, code=failure)
        await self._journal.append(event, person=mailing.person, conversation=mailing.conversation)


def _mailing(row: object) -> Mailing:
    return Mailing.model_validate(row, from_attributes=True)
