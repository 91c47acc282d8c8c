"""What the events about who is who mean for the tables.

Which people are one is a function of the merges in force alone: undoing merges in any order gives
back what was before.
"""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from sqlalchemy import Connection, delete, insert, or_, select, update

from kizashi import identity as e
from kizashi.events import Recorded
from kizashi.ids import PersonId, WorkspaceId
from memory import schema as t


def pair(people: tuple[PersonId, PersonId]) -> tuple[PersonId, PersonId]:
    """Two people in the one order that tables and comparisons use."""
    first, second = sorted(people)
    return first, second


def people_identified(c: Connection, run: Sequence[Recorded]) -> None:
    """Each identifier leads to its person."""
    rows = []
    for r in run:
        event = cast(e.PersonIdentified, r.event)
        rows.append(
            {
                "workspace": r.workspace,
                "kind": event.identifier.kind.value,
                "value": event.identifier.value,
                "person": r.person,
                "said_by": event.by,
                "at": r.at,
            }
        )
    c.execute(insert(t.identifiers), rows)


def person_described(c: Connection, r: Recorded, event: e.PersonDescribed) -> None:
    """Each trait takes the place of the earlier one of its name; `None` takes it away."""
    columns = t.traits.c
    for name, value in event.traits.items():
        c.execute(
            delete(t.traits).where(
                columns.workspace == r.workspace,
                columns.person == r.person,
                columns.name == name,
                columns.verified.is_(event.verified),
            )
        )
        if value is not None:
            c.execute(
                insert(t.traits).values(
                    workspace=r.workspace,
                    person=r.person,
                    name=name,
                    verified=event.verified,
                    value=value,
                    said_by=event.by,
                    at=r.at,
                )
            )


def people_merged(c: Connection, r: Recorded, event: e.PeopleMerged) -> None:
    """The merge is in force."""
    first, second = pair(event.people)
    c.execute(
        insert(t.merges).values(
            workspace=r.workspace,
            id=event.merge,
            first=first,
            second=second,
            because=event.because,
            said_by=event.by,
            at=r.at,
        )
    )
    rejoin(c, r.workspace, (first,))


def people_split(c: Connection, r: Recorded, event: e.PeopleSplit) -> None:
    """The merge is gone; each side is as it would be had it never been."""
    where = (t.merges.c.workspace == r.workspace) & (t.merges.c.id == event.merge)
    row = c.execute(select(t.merges.c.first, t.merges.c.second).where(where)).one_or_none()
    if row is not None:
        c.execute(delete(t.merges).where(where))
        rejoin(c, r.workspace, (row.first, row.second))


def device_shared(c: Connection, r: Recorded, _: e.DeviceShared) -> None:
    """The visit is nobody's alone from here on."""
    c.execute(
        update(t.people)
        .where(t.people.c.workspace == r.workspace, t.people.c.id == r.person)
        .values(shared=True)
    )


def merge_declined(c: Connection, r: Recorded, event: e.MergeDeclined) -> None:
    """The pair is not proposed again."""
    first, second = pair(event.people)
    row = {"workspace": r.workspace, "first": first, "second": second}
    known = select(t.declined_merges).filter_by(**row)
    if c.execute(known).first() is None:
        c.execute(insert(t.declined_merges).values(**row))


def rejoin(c: Connection, workspace: WorkspaceId, people: Iterable[str]) -> None:
    """Writes anew who is one with whom, for everybody whom merges in force connect to `people`.
    Together they go by the id of the one who was met first."""
    done: set[str] = set()
    for person in people:
        if person in done:
            continue
        together = connected(c, workspace, person)
        done |= together
        columns = t.people.c
        first = c.execute(
            select(columns.id)
            .where(columns.workspace == workspace, columns.id.in_(together))
            .order_by(columns.first_seen, columns.id)
            .limit(1)
        ).scalar_one_or_none()
        if first is not None:
            c.execute(
                update(t.people)
                .where(columns.workspace == workspace, columns.id.in_(together))
                .values(one=first)
            )


def connected(c: Connection, workspace: WorkspaceId, person: str) -> set[str]:
    """Everybody whom merges in force connect to this person, and the person."""
    found, edge = {person}, {person}
    columns = t.merges.c
    while edge:
        rows: Any = c.execute(
            select(columns.first, columns.second).where(
                columns.workspace == workspace,
                or_(columns.first.in_(edge), columns.second.in_(edge)),
            )
        )
        edge = {one for row in rows for one in row} - found
        found |= edge
    return found
