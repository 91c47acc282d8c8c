"""What people allow: recording it with its proof, and reading back what holds now."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import Connection, Select, String, and_, bindparam, func, select

from kizashi.consent import Consent, Consents, ConsentState, Contact
from kizashi.errors import NotFound
from kizashi.events import ConsentGiven, ConsentWithdrawn, PersonSeen, Recorded
from kizashi.ids import PersonId, Seq, WorkspaceId
from memory import schema as t
from memory.journal import Journal, Ledger

DAY, WEEK = timedelta(days=1), timedelta(days=7)
MOST_HISTORY = 10_000

Word = ConsentGiven | ConsentWithdrawn


def _as_one() -> Select[str]:
    own, others = t.people.alias(), t.people.alias()
    return (
        select(others.c.id)
        .join(own, and_(own.c.workspace == others.c.workspace, own.c.one == others.c.one))
        .where(
            own.c.workspace == bindparam("workspace", type_=String),
            own.c.id == bindparam("person", type_=String),
        )
    )


AS_ONE = _as_one()
"""Ids of everybody who is one with `person` of `workspace`, the person included."""

_CONSENTS = (
    select(t.consents)
    .where(t.consents.c.workspace == bindparam("workspace"), t.consents.c.person.in_(AS_ONE))
    .order_by(t.consents.c.seq)
)
_TOLD = (
    select(t.people.c.time_zone, t.people.c.age)
    .where(t.people.c.workspace == bindparam("workspace"), t.people.c.id.in_(AS_ONE))
    .order_by(t.people.c.id == bindparam("person"), t.people.c.first_seen)
)
_m, _c = t.messages.c, t.conversations.c
_SENT = (
    select(func.count().filter(_m.at > bindparam("a_day_ago")), func.count(), func.max(_m.at))
    .select_from(t.messages)
    .join(t.conversations, and_(_c.workspace == _m.workspace, _c.id == _m.conversation))
    .where(
        _c.workspace == bindparam("workspace"),
        _c.person.in_(AS_ONE),
        _m.unasked,
        _m.at > bindparam("a_week_ago"),
    )
)


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
        of = {"workspace": self._journal.workspace, "person": person}
        together = set(
            await self._journal.store.read(lambda c: c.execute(AS_ONE, of).scalars().all())
        )
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
    rows = connection.execute(_CONSENTS, {"workspace": workspace, "person": person})
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
    rows = connection.execute(_TOLD, {"workspace": workspace, "person": person}).all()
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
    sent = connection.execute(
        _SENT,
        {
            "workspace": workspace,
            "person": person,
            "a_day_ago": now - DAY,
            "a_week_ago": now - WEEK,
        },
    ).one()
    return contact.model_copy(
        update={"sent_today": sent[0], "sent_this_week": sent[1], "last_sent_at": sent[2]}
    )


def _known(connection: Connection, workspace: WorkspaceId, person: PersonId) -> bool:
    query = select(t.people.c.id).where(t.people.c.workspace == workspace, t.people.c.id == person)
    return connection.execute(query).first() is not None
