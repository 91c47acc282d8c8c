"""What people allow: recording it with its proof, and reading back what holds now."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection, Select, and_, func, select

from kizashi.consent import Consent, Consents, ConsentState, Contact
from kizashi.errors import NotFound
from kizashi.events import ConsentGiven, ConsentWithdrawn, PersonSeen, Recorded
from kizashi.ids import PersonId, Seq, WorkspaceId
from memory import schema as t
from memory.journal import Journal, Ledger

DAY, WEEK = timedelta(days=1), timedelta(days=7)
MOST_HISTORY = 10_000

Word = ConsentGiven | ConsentWithdrawn


class ConsentBook:
    """The consents of one workspace's people."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    async def of(self, person: PersonId) -> Consents:
        """Every last word of a person. Raises `NotFound` for somebody never seen."""

        def look(connection: Connection) -> Consents:
            if not _known(connection, self._journal.workspace, person):
                raise NotFound(f"There is no person {person}.", "Check the id.")
            return consents_in(connection, self._journal.workspace, person)

        return await self._journal.store.read(look)

    async def history(self, person: PersonId) -> tuple[Recorded, ...]:
        """Everything a person ever agreed to or withdrew, oldest first: the proof."""
        query = as_one(self._journal.workspace, person)
        together = set(await self._journal.store.read(lambda c: c.execute(query).scalars().all()))
        recorded = await self._journal.read(
            after=Seq(0), limit=MOST_HISTORY, kinds=("consent.given", "consent.withdrawn")
        )
        return tuple(one for one in recorded if one.person in together)

    async def record(self, person: PersonId, words: tuple[Word, ...]) -> Consents:
        """Makes what a person said durable, all of it or nothing; somebody never seen before is
        known from here on. Returns what holds then."""
        return await self._journal.transact(_recording(person, words))


def _recording(person: PersonId, words: tuple[Word, ...]) -> Callable[[Ledger], Consents]:
    def write(ledger: Ledger) -> Consents:
        if not _known(ledger.connection, ledger.workspace, person):
            ledger.append(PersonSeen(channel="api"), person=person)
        for word in words:
            ledger.append(word, person=person)
        return consents_in(ledger.connection, ledger.workspace, person)

    return write


def consents_in(connection: Connection, workspace: WorkspaceId, person: PersonId) -> Consents:
    """Every last word of a person, read in the caller's transaction. People who are one speak for
    each other: whoever of them spoke last decides."""
    columns = t.consents.c
    rows = connection.execute(
        select(t.consents)
        .where(columns.workspace == workspace, columns.person.in_(as_one(workspace, person)))
        .order_by(columns.seq)
    )
    return Consents(
        person=person,
        items=tuple(
            Consent(
                purpose=row.purpose,
                channel=row.channel,
                state=ConsentState(row.state),
                at=row.at,
                seq=Seq(row.seq),
                words=row.words,
                method=row.method,
                by=row.by,
                message=row.message,
            )
            for row in rows
        ),
    )


def contact_in(
    connection: Connection, workspace: WorkspaceId, person: PersonId, channel: str
) -> Contact:
    """What a person allows on a channel, and what is known of them that bears on it; without the
    counts of `with_sent`."""
    consents = consents_in(connection, workspace, person)
    people = t.people.c
    rows = connection.execute(
        select(people.time_zone, people.age)
        .where(people.workspace == workspace, people.id.in_(as_one(workspace, person)))
        .order_by(people.id == person, people.first_seen)
    ).all()
    ages = [row.age for row in rows if row.age is not None]
    return Contact(
        allowed=consents.allowed(channel),
        opted_out=consents.opted_out(channel),
        time_zone=next((row.time_zone for row in reversed(rows) if row.time_zone), None),
        age=min(ages, default=None),
    )


def with_sent(
    contact: Contact,
    connection: Connection,
    workspace: WorkspaceId,
    person: PersonId,
    now: datetime,
) -> Contact:
    """The contact with its counts of messages that the person did not ask for.

    A message that seems to come from the future (the clock was set back) counts as recent.
    """
    m, c = t.messages.c, t.conversations.c
    sent = connection.execute(
        select(func.count().filter(m.at > now - DAY), func.count(), func.max(m.at))
        .select_from(t.messages)
        .join(t.conversations, and_(c.workspace == m.workspace, c.id == m.conversation))
        .where(
            c.workspace == workspace,
            c.person.in_(as_one(workspace, person)),
            m.unasked,
            m.at > now - WEEK,
        )
    ).one()
    return contact.model_copy(
        update={"sent_today": sent[0], "sent_this_week": sent[1], "last_sent_at": sent[2]}
    )


def as_one(workspace: WorkspaceId, person: PersonId) -> Select[str]:
    """Ids of everybody who is one with this person, the person included."""
    own, others = t.people.alias(), t.people.alias()
    return (
        select(others.c.id)
        .join(own, and_(own.c.workspace == others.c.workspace, own.c.one == others.c.one))
        .where(own.c.workspace == workspace, own.c.id == person)
    )


def _known(connection: Connection, workspace: WorkspaceId, person: PersonId) -> bool:
    query = select(t.people.c.id).where(t.people.c.workspace == workspace, t.people.c.id == person)
    return connection.execute(query).first() is not None
