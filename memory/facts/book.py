"""Reading the facts about a person, and changing them as the owner or the customer says."""

from collections.abc import Collection

from sqlalchemy import Connection, Select, select

from kizashi.errors import NotFound
from kizashi.facts import (
    Fact,
    FactCorrected,
    FactRemoved,
    FactStatus,
    FactView,
)
from kizashi.ids import FactId, PersonId, WorkspaceId
from memory import schema as t
from memory.journal import Journal, Ledger

STANDING = (FactStatus.CURRENT, FactStatus.SUPERSEDED)


class FactBook:
    """The facts about the people of one workspace."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    async def of(
        self, person: PersonId, statuses: Collection[FactStatus] = STANDING
    ) -> tuple[FactView, ...]:
        """The facts about a person (and whom they were merged with), in the order they were
        noted."""
        return await self._journal.store.read(
            lambda c: _facts(c, self._journal.workspace, person, statuses)
        )

    async def correct(self, person: PersonId, fact: FactId, quote: str, by: str) -> FactView:
        """Puts a fact into other words. Raises `NotFound` when it is not about this person."""

        def write(ledger: Ledger) -> FactView:
            self._standing(ledger.connection, person, fact)
            ledger.append(FactCorrected(fact=fact, quote=quote, by=by), person=person)
            return self._standing(ledger.connection, person, fact)

        return await self._journal.transact(write)

    async def remove(self, person: PersonId, fact: FactId, by: str) -> None:
        """Says that a fact is not so. Raises `NotFound` when it is not about this person."""

        def write(ledger: Ledger) -> None:
            self._standing(ledger.connection, person, fact)
            ledger.append(FactRemoved(fact=fact, by=by), person=person)

        await self._journal.transact(write)

    def _standing(self, connection: Connection, person: PersonId, fact: FactId) -> FactView:
        for one in _facts(connection, self._journal.workspace, person, STANDING):
            if one.id == fact:
                return one
        raise NotFound(f"There is no fact {fact} about this person.", "Look at their facts again.")


def as_one(workspace: WorkspaceId, person: PersonId) -> Select[tuple[str]]:
    """Everybody who is this person, by the merges in force."""
    people, me = t.people.alias("others"), t.people.alias("me")
    one = select(me.c.one).where(me.c.workspace == workspace, me.c.id == person)
    return select(people.c.id).where(
        people.c.workspace == workspace, people.c.one == one.scalar_subquery()
    )


def _facts(
    connection: Connection,
    workspace: WorkspaceId,
    person: PersonId,
    statuses: Collection[FactStatus],
) -> tuple[FactView, ...]:
    facts = t.facts.c
    rows = connection.execute(
        select(t.facts)
        .where(
            facts.workspace == workspace,
            (facts.person == person) | facts.person.in_(as_one(workspace, person)),
            facts.status.in_([status.value for status in statuses]),
        )
        .order_by(facts.seq, facts.id)
    )
    found = []
    for row in rows:
        fact = Fact.model_validate(row.body).model_dump()
        if row.corrected_quote is not None:
            fact["quote"] = row.corrected_quote
        found.append(
            FactView(
                **fact,
                person=PersonId(row.person),
                status=FactStatus(row.status),
                superseded_by=row.superseded_by,
                corrected_by=row.corrected_by,
                noted_at=row.noted_at,
            )
        )
    return tuple(found)
