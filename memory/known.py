"""What is known of a person, for their own eyes: few lines, and nothing left out that was read."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Select, func, select

from kizashi.ids import PersonId
from kizashi.known import Known, Understood
from kizashi.reading import Reading
from kizashi.signal import Speaker
from memory import schema as t
from memory.identity.projections import connected
from memory.journal import Journal

MOST_PLACES = 20


class KnownOfPeople:
    """Answers a person who asks what is known of them."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    async def of(self, person: PersonId, *, everywhere: bool) -> Known:
        """What is known of a person; with `everywhere` also what came by other ways (another
        browser, e-mail) and was joined with them: for those who proved who they are."""
        workspace = self._journal.workspace

        def look(connection: Connection) -> Known:
            together = connected(connection, workspace, person) if everywhere else {person}
            return _known(connection, workspace, together)

        return await self._journal.store.read(look)


def _known(c: Connection, workspace: str, people: Collection[str]) -> Known:
    def of(table: Any, *columns: Any) -> Select[Any]:
        return select(*columns).where(table.c.workspace == workspace, table.c.person.in_(people))

    persons = t.people.c
    row = c.execute(
        select(
            func.max(persons.name), func.max(persons.language), func.min(persons.first_seen)
        ).where(persons.workspace == workspace, persons.id.in_(people))
    ).one()
    conversations = of(t.conversations, t.conversations.c.id).subquery()
    messages = t.messages.c
    said = c.execute(
        select(func.count())
        .select_from(t.messages)
        .join(conversations, conversations.c.id == messages.conversation)
        .where(messages.workspace == workspace, messages.speaker == Speaker.CUSTOMER.value)
    ).scalar_one()
    behaviours = t.behaviours.c
    done = c.execute(of(t.behaviours, func.count())).scalar_one()
    bodies = c.execute(
        of(t.behaviours, behaviours.body).order_by(behaviours.seq.desc()).limit(400)
    ).scalars()
    places = dict.fromkeys(
        str(body["properties"]["path"])
        for body in bodies
        if body.get("event") == "page" and body.get("properties", {}).get("path")
    )
    reading = c.execute(
        of(t.readings, t.readings.c.body).order_by(t.readings.c.seq.desc()).limit(1)
    ).scalar_one_or_none()
    identifiers = c.execute(
        of(t.identifiers, t.identifiers.c.kind, t.identifiers.c.value).order_by(
            t.identifiers.c.kind, t.identifiers.c.value
        )
    ).all()
    traits = c.execute(
        of(t.traits, t.traits.c.name, t.traits.c.value).order_by(t.traits.c.name)
    ).all()
    return Known(
        name=row[0],
        language=row[1],
        first_seen=row[2],
        messages=said,
        actions=done,
        places=tuple(places)[:MOST_PLACES],
        identifiers=tuple((each.kind, each.value) for each in identifiers),
        traits=tuple((each.name, str(each.value)) for each in traits),
        understood=None if reading is None else _understood(Reading(**reading)),
    )


def _understood(reading: Reading) -> Understood:
    return Understood(
        phase=reading.phase.id,
        stall=reading.stall.reason.value if reading.stall else None,
        intents=tuple(intent.name for intent in reading.micro_intents),
    )
