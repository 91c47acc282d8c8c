"""What the course of a person is read from: their readings, and what stands around each."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select

from kizashi.course import CoursePoint
from kizashi.errors import NotFound
from kizashi.ids import ConversationId, PersonId, Seq, WorkspaceId
from kizashi.reading import Reading
from kizashi.signal import Speaker
from memory import schema as t

MOST_READINGS = 500
LEAST_CROWD = 30
"""Readings of all customers from which their own mean and spread are known well enough."""


@dataclass(frozen=True, slots=True)
class Surrounded:
    """A reading, the words it rests on, and what came since the reading before: what the person
    did, and the last thing that the business said."""

    point: CoursePoint
    words: tuple[str, ...]
    did: tuple[tuple[Seq, str], ...]
    said_to_them: tuple[tuple[Seq, str], ...]


def person_of(c: Connection, workspace: WorkspaceId, conversation: ConversationId) -> PersonId:
    """Whose conversation it is. Raises `NotFound`."""
    columns = t.conversations.c
    found = c.execute(
        select(columns.person).where(columns.workspace == workspace, columns.id == conversation)
    ).scalar_one_or_none()
    if found is None:
        raise NotFound(
            f"There is no conversation {conversation}.", "Load the list of conversations again."
        )
    return PersonId(found)


def surrounded_readings(
    c: Connection, workspace: WorkspaceId, person: PersonId
) -> tuple[Surrounded, ...]:
    """The last readings of a person (whoever else they turned out to be) in all conversations, in
    order. Raises `NotFound`."""
    people = _one_with(c, workspace, person)
    readings = t.readings.c
    query = select(t.readings).where(readings.workspace == workspace, readings.person.in_(people))
    rows = c.execute(query.order_by(readings.seq.desc()).limit(MOST_READINGS)).all()[::-1]
    if not rows:
        return ()
    talks = list({row.conversation for row in rows})
    did = _since(c, t.behaviours, workspace, talks, rows[0].seq)
    said = [
        row
        for row in _since(c, t.messages, workspace, talks, rows[0].seq)
        if row.speaker != Speaker.CUSTOMER.value
    ]
    found = [_surrounded(rows[0], (), ())]
    for before, row in pairwise(rows):
        found.append(_surrounded(row, _between(did, before, row), _between(said, before, row)[-1:]))
    return tuple(found)


def crowd_of(c: Connection, workspace: WorkspaceId) -> tuple[float, float] | None:
    """Mean and spread of all readings' temperatures (°C); `None` while there are too few."""
    value = t.readings.c.temperature
    many, mean, square = c.execute(
        select(func.count(), func.avg(value), func.avg(value * value)).where(
            t.readings.c.workspace == workspace
        )
    ).one()
    if many < LEAST_CROWD:
        return None
    return float(mean), max(float(square) - float(mean) ** 2, 0.0) ** 0.5


def _one_with(c: Connection, workspace: WorkspaceId, person: PersonId) -> list[str]:
    columns = t.people.c
    one = c.execute(
        select(columns.one).where(columns.workspace == workspace, columns.id == person)
    ).scalar_one_or_none()
    if one is None:
        raise NotFound(f"There is no person {person}.", "Load the list of people again.")
    query = select(columns.id).where(
        columns.workspace == workspace, or_(columns.one == one, columns.id == person)
    )
    return list(c.execute(query).scalars())


def _since(
    c: Connection, table: Any, workspace: WorkspaceId, talks: Sequence[str], seq: int
) -> Sequence[Row[Any]]:
    columns = table.c
    query = (
        select(table)
        .where(columns.workspace == workspace, columns.conversation.in_(talks), columns.seq > seq)
        .order_by(columns.seq)
    )
    return c.execute(query).all()


def _between(rows: Sequence[Row[Any]], one: Row[Any], other: Row[Any]) -> Sequence[Row[Any]]:
    def place(row: Row[Any]) -> int:
        return int(row.seq)

    return rows[bisect_right(rows, one.seq, key=place) : bisect_left(rows, other.seq, key=place)]


def _surrounded(row: Row[Any], did: Sequence[Row[Any]], said: Sequence[Row[Any]]) -> Surrounded:
    reading = Reading.model_validate(row.body)
    shown = [*reading.micro_intents[0].evidence, *(reading.stall.evidence if reading.stall else ())]
    words = dict.fromkeys(one.quote for one in shown if one.source == "text")
    return Surrounded(
        point=CoursePoint(
            seq=row.seq,
            at=row.at,
            conversation=row.conversation,
            reading=row.id,
            message=row.message,
            temperature=reading.temperature,
            phase=reading.phase,
            stall=reading.stall.reason if reading.stall else None,
        ),
        words=tuple(words),
        did=tuple((Seq(one.seq), str(one.body["event"])) for one in did),
        said_to_them=tuple((Seq(one.seq), one.text) for one in said),
    )
