"""Requests about a person's data: taken in, shown, and carried out in the background.

A request is a record of the journal before it is acknowledged, and an erasure is carried out piece
by piece; after a restart whatever is not completed is taken up again.
"""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, select

from kizashi.clock import Clock
from kizashi.errors import Conflict, NotFound
from kizashi.ids import IdSource, PersonId, RightsRequestId
from kizashi.job import Job
from kizashi.rights import (
    RightsBegun,
    RightsCancelled,
    RightsCompleted,
    RightsRequest,
    RightsRequested,
    RightsStatus,
    RightsType,
)
from kizashi.settings import Retention
from memory import schema as t
from memory.journal import Journal, Ledger
from memory.people import together
from memory.rights.erasure import Subject, erase_some, forget_request, subject_of
from memory.rights.periods import RETENTION, Forget, Periods

_log = logging.getLogger(__name__)

_OPEN = frozenset({RightsStatus.PENDING.value, RightsStatus.IN_PROGRESS.value})


class Rights:
    """Takes requests and carries them out. `forget` empties the caches of the house."""

    def __init__(
        self,
        journal: Journal,
        retention: Retention,
        forget: Forget,
        clock: Clock,
        new_id: IdSource,
    ) -> None:
        self._journal = journal
        self._keep_orders = retention.orders
        self._periods = Periods(journal, retention, forget, clock)
        self._forget = forget
        self._clock = clock
        self._new_id = new_id

    async def ask(
        self,
        kind: RightsType,
        person: PersonId,
        *,
        by: str,
        only: bool = False,
        request: RightsRequestId | None = None,
    ) -> RightsRequest:
        """Takes in a request about a person and all who are one with them (`only`: about this one
        visit). Sent again with the same id it is the same request. Raises `NotFound`."""
        name = request or RightsRequestId(self._new_id("dsr"))

        def write(ledger: Ledger) -> None:
            known = self._row(ledger.connection, name)
            if known is not None:
                return
            people = together(ledger.connection, ledger.workspace, person)
            subject = subject_of(ledger.connection, ledger.workspace, [person] if only else people)
            ledger.append(
                RightsRequested(
                    request=name,
                    type=kind,
                    by=by,
                    people=subject.people,
                    conversations=subject.conversations,
                )
            )
            if kind is not RightsType.ERASURE:
                # What was asked to be seen is there to be seen at once
                ledger.append(RightsCompleted(request=name))

        await self._journal.transact(write)
        return await self.view(name)

    async def view(self, request: RightsRequestId) -> RightsRequest:
        """How far a request is. Raises `NotFound`."""
        row = await self._journal.store.read(lambda c: self._row(c, request))
        if row is None:
            raise NotFound(f"There is no request {request}.", "Check its id.")
        return _view(row)

    async def listed(self) -> tuple[RightsRequest, ...]:
        """Every request, the newest first."""
        query = (
            select(t.rights_requests)
            .where(t.rights_requests.c.workspace == self._journal.workspace)
            .order_by(t.rights_requests.c.seq.desc())
        )
        rows = await self._journal.store.read(lambda c: c.execute(query).all())
        return tuple(_view(row) for row in rows)

    async def cancel(self, request: RightsRequestId, *, by: str) -> RightsRequest:
        """Takes a request back. Raises `NotFound`, and `Conflict` once it is being carried out."""

        def write(ledger: Ledger) -> None:
            row = self._row(ledger.connection, request)
            if row is None:
                raise NotFound(f"There is no request {request}.", "Check its id.")
            if row.status != RightsStatus.PENDING.value:
                raise Conflict(
                    f"The request is {row.status} and cannot be taken back.",
                    "An erasure that has begun is finished.",
                    code="rights.begun",
                )
            ledger.append(RightsCancelled(request=request, by=by))

        await self._journal.transact(write)
        return await self.view(request)

    def jobs(self) -> Mapping[str, Job]:
        """What is carried out in the background: every request, and once an hour a look for what
        has outlived its period."""
        return {
            "erasure": Job(self._open, self._carry_out_named, frozenset({"rights.requested"})),
            "retention": Job(self._hour, self._let_go),
        }

    async def _open(self) -> Sequence[str]:
        columns = t.rights_requests.c
        query = (
            select(columns.id)
            .where(columns.workspace == self._journal.workspace, columns.status.in_(_OPEN))
            .order_by(columns.seq)
        )
        return await self._journal.store.read(lambda c: list(c.execute(query).scalars()))

    async def _carry_out_named(self, key: str) -> None:
        request = await self.view(RightsRequestId(key))
        if request.status.value in _OPEN:
            await self.carry_out(request)

    async def _hour(self) -> Sequence[str]:
        return [f"{self._clock.now():%Y-%m-%dT%H}"]

    async def _let_go(self, _: str) -> None:
        await self.let_go_of_the_old()

    async def carry_out(self, request: RightsRequest) -> int:
        """Erases everything a request names; returns the number of records. What the person does
        meanwhile goes as well."""
        if request.status is RightsStatus.PENDING:
            await self._journal.append(RightsBegun(request=request.id))
        subject = Subject(request.people, request.conversations)
        keep = self._keep_orders
        await self._forget(subject.conversations)
        records = 0
        while True:
            done = await self._journal.transact(
                lambda ledger: erase_some(
                    ledger,
                    subject,
                    reason="person",
                    by=request.by,
                    request=request.id,
                    keep_orders=keep,
                )
            )
            if not done:
                break
            records += done
        await self._forget(subject.conversations)

        def finish(ledger: Ledger) -> None:
            row = self._row(ledger.connection, request.id)
            if row is None or row.status not in _OPEN:
                # Another process was as fast.
                return
            forget_request(ledger, request.id, request.by)
            ledger.append(RightsCompleted(request=request.id, records=records))

        await self._journal.transact(finish)
        await self._journal.store.scrub()
        _log.info("erasure completed: %d records", records)
        return records

    async def let_go_of_the_old(self) -> int:
        """Erases what is older than its period; returns the number of records."""
        records = 0
        for person in await self._periods.people():
            request = await self.ask(RightsType.ERASURE, person, by=RETENTION)
            records += await self.carry_out(request)
        return records + await self._periods.let_go()

    def _row(self, connection: Any, request: RightsRequestId) -> Row[Any] | None:
        columns = t.rights_requests.c
        found: Row[Any] | None = connection.execute(
            select(t.rights_requests).where(
                columns.workspace == self._journal.workspace, columns.id == request
            )
        ).one_or_none()
        return found


def _view(row: Row[Any]) -> RightsRequest:
    return RightsRequest(
        id=RightsRequestId(row.id),
        type=RightsType(row.type),
        status=RightsStatus(row.status),
        by=row.said_by,
        received_at=row.received_at,
        completed_at=row.completed_at,
        people=tuple(row.people),
        conversations=tuple(row.conversations),
    )
