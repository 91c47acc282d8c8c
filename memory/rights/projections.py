"""What the events about requests mean for their table."""

from sqlalchemy import Connection, insert, update

from kizashi import rights as e
from kizashi.events import Recorded
from memory import schema as t


def requested(c: Connection, r: Recorded, event: e.RightsRequested) -> None:
    """A request waits."""
    c.execute(
        insert(t.rights_requests).values(
            workspace=r.workspace,
            id=event.request,
            seq=r.seq,
            type=event.type.value,
            status=e.RightsStatus.PENDING.value,
            said_by=event.by,
            people=list(event.people),
            conversations=list(event.conversations),
            received_at=r.at,
        )
    )


def begun(c: Connection, r: Recorded, event: e.RightsBegun) -> None:
    """It is being carried out."""
    _change(c, r, event.request, status=e.RightsStatus.IN_PROGRESS.value)


def cancelled(c: Connection, r: Recorded, event: e.RightsCancelled) -> None:
    """It was taken back."""
    status = e.RightsStatus.CANCELLED.value
    _change(c, r, event.request, status=status, completed_at=r.at)


def completed(c: Connection, r: Recorded, event: e.RightsCompleted) -> None:
    """It was carried out."""
    status = e.RightsStatus.COMPLETED.value
    _change(c, r, event.request, status=status, completed_at=r.at)


def erased(c: Connection, r: Recorded, event: e.Erased) -> None:
    """Nothing follows from what was erased."""


def _change(c: Connection, r: Recorded, request: str, **values: object) -> None:
    columns = t.rights_requests.c
    c.execute(
        update(t.rights_requests)
        .where(columns.workspace == r.workspace, columns.id == request)
        .values(**values)
    )
