"""What the events about mail mean for their table."""

from sqlalchemy import Connection, insert, update

from kizashi import mail as e
from kizashi.events import Recorded
from memory import schema as t


def asked(c: Connection, r: Recorded, event: e.TranscriptAsked) -> None:
    """A mail waits to be sent, at once."""
    c.execute(
        insert(t.mailings).values(
            workspace=r.workspace,
            id=event.mailing,
            seq=r.seq,
            person=r.person,
            conversation=r.conversation,
            address=event.address,
            language=event.language.value,
            proven=event.proven,
            status=e.MailingStatus.PENDING.value,
            asked_at=r.at,
            next_try=r.at,
        )
    )


def mailed(c: Connection, r: Recorded, event: e.TranscriptMailed) -> None:
    """It was sent."""
    _ended(c, r, event.mailing, e.MailingStatus.SENT)


def failed(c: Connection, r: Recorded, event: e.TranscriptFailed) -> None:
    """It will not be sent."""
    _ended(c, r, event.mailing, e.MailingStatus.FAILED)


def _ended(c: Connection, r: Recorded, mailing: str, status: e.MailingStatus) -> None:
    columns = t.mailings.c
    c.execute(
        update(t.mailings)
        .where(columns.workspace == r.workspace, columns.id == mailing)
        .values(status=status.value, next_try=r.at)
    )
