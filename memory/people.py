"""Reading people back: one whole, with everybody who is one with them, and the list of all."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, String, Table, cast, func, or_, select

from kizashi.errors import NotFound
from kizashi.identity import Identifier, IdentifierKind
from kizashi.ids import ConversationId, MergeId, PersonId, Seq, WorkspaceId
from kizashi.people import (
    FactLine,
    FileLine,
    Happening,
    KnownIdentifier,
    Merge,
    Order,
    PersonLine,
    PersonList,
    PersonView,
    RememberedView,
    Trait,
    Warmth,
)
from kizashi.reading import phase_at
from memory import schema as t
from memory.consents import consents_in
from memory.conversations import Conversations, read_draft
from memory.store import Store

TIMELINE = 500
LINES = 1_000
ORDERS = {
    "order": "completed",
    "order_change": "updated",
    "order_refund": "refunded",
    "order_cancel": "cancelled",
}
"""Behaviour that is about an order, in the words of the Segment e-commerce spec."""


def together(connection: Connection, workspace: WorkspaceId, person: PersonId) -> list[PersonId]:
    """Everybody who is one with this person, whom they go by first. Raises `NotFound`."""
    columns = t.people.c
    one = connection.execute(
        select(columns.one).where(columns.workspace == workspace, columns.id == person)
    ).scalar_one_or_none()
    if one is None:
        raise NotFound(f"There is no person {person}.", "Load the list of people again.")
    ids = connection.execute(
        select(columns.id)
        .where(columns.workspace == workspace, columns.one == one)
        .order_by(columns.first_seen, columns.id)
    ).scalars()
    return [PersonId(one) for one in ids]


class People:
    """The people of one workspace."""

    def __init__(self, store: Store, workspace: WorkspaceId, conversations: Conversations) -> None:
        self._store = store
        self._workspace = workspace
        self._conversations = conversations

    async def view(
        self, person: PersonId, *, only: bool = False, whole: bool = False
    ) -> PersonView:
        """A person whole, with everybody who is one with them; `only` this one visit by itself.
        The timeline has the last things, or with `whole` all. Raises `NotFound`."""
        everybody = await self._store.read(lambda c: together(c, self._workspace, person))
        people = [person] if only else everybody
        talks = await self._store.read(lambda c: self._talks(c, people))
        views = [await self._conversations.view(ConversationId(talk)) for talk in talks]
        most = None if whole else TIMELINE
        found = await self._store.read(lambda c: self._read(c, people, talks, most))
        return found.model_copy(update={"conversations": tuple(views)})

    async def bearer(self, identifier: Identifier) -> PersonId | None:
        """Who bears this identifier."""
        columns = t.identifiers.c
        query = select(columns.person).where(
            columns.workspace == self._workspace,
            columns.kind == identifier.kind.value,
            columns.value == identifier.value,
        )
        found = await self._store.read(lambda c: c.execute(query).scalar_one_or_none())
        return None if found is None else PersonId(found)

    async def page(self, words: str | None, after: str | None, limit: int) -> PersonList:
        """People in the order in which they were met, each once with those they are one with.
        `words` finds names, identifiers and traits that contain them."""
        return await self._store.read(lambda c: self._page(c, words, after, limit))

    # ── one person ───────────────────────────────────────────────────────────────────────────────

    def _talks(self, connection: Connection, people: Sequence[PersonId]) -> list[str]:
        columns = t.conversations.c
        query = (
            select(columns.id)
            .where(
                columns.workspace == self._workspace,
                columns.person.in_(people),
            )
            .order_by(columns.last_at.desc())
        )
        return list(connection.execute(query).scalars())

    def _read(
        self,
        connection: Connection,
        people: Sequence[PersonId],
        talks: Sequence[str],
        most: int | None,
    ) -> PersonView:
        def of(table: Table, column: str = "person") -> Select[Any]:
            return select(table).where(
                table.c.workspace == self._workspace, table.c[column].in_(people)
            )

        rows = connection.execute(of(t.people, "id").order_by(t.people.c.first_seen)).all()
        readings = connection.execute(of(t.readings).order_by(t.readings.c.seq)).all()
        drafts = connection.execute(of(t.drafts).order_by(t.drafts.c.seq)).all()
        behaviours = connection.execute(
            of(t.behaviours).order_by(t.behaviours.c.seq.desc()).limit(most)
        ).all()
        messages = connection.execute(
            select(t.messages)
            .where(t.messages.c.workspace == self._workspace, t.messages.c.conversation.in_(talks))
            .order_by(t.messages.c.seq.desc())
            .limit(most)
        ).all()
        lines = connection.execute(
            of(t.memory_lines)
            .order_by(t.memory_lines.c.seq.desc(), t.memory_lines.c.position.desc())
            .limit(most and LINES)
        ).all()
        orders = connection.execute(
            of(t.behaviours)
            .where(t.behaviours.c.body["event"].as_string().in_(ORDERS))
            .order_by(t.behaviours.c.at)
        ).all()
        words = {row.seq for row in connection.execute(of(t.consents))}
        consents = tuple(
            one
            for one in consents_in(connection, self._workspace, people[0]).items
            if one.seq in words
        )
        happened = _timeline(messages, behaviours, readings, drafts)[:most]
        seen = [row.first_seen for row in rows] + [one.at for one in happened[:1]]
        return PersonView(
            id=people[0],
            together=tuple(people),
            name=next((row.name for row in reversed(rows) if row.name), None),
            language=next((row.language for row in reversed(rows) if row.language), None),
            channels=tuple(dict.fromkeys(row.channel for row in rows)),
            first_seen=rows[0].first_seen,
            last_seen=max(seen),
            identifiers=tuple(
                KnownIdentifier(
                    kind=IdentifierKind(row.kind),
                    value=row.value,
                    person=row.person,
                    said_by=row.said_by,
                    at=row.at,
                )
                for row in connection.execute(of(t.identifiers).order_by(t.identifiers.c.at))
            ),
            traits=tuple(
                Trait(
                    name=row.name,
                    value=row.value,
                    verified=row.verified,
                    said_by=row.said_by,
                    at=row.at,
                )
                for row in connection.execute(of(t.traits).order_by(t.traits.c.name))
            ),
            consents=consents,
            merges=tuple(
                Merge(
                    id=MergeId(row.id),
                    people=(row.first, row.second),
                    because=row.because,
                    by=row.said_by,
                    at=row.at,
                )
                for row in connection.execute(of(t.merges, "first").order_by(t.merges.c.at))
            ),
            conversations=(),
            course=tuple(
                Warmth(
                    at=row.at,
                    temperature=row.temperature,
                    stall=row.stall,
                    conversation=row.conversation,
                )
                for row in readings
            ),
            memory=tuple(
                RememberedView(
                    speaker=row.speaker, text=row.text, at=row.at, reference=row.reference
                )
                for row in reversed(lines)
            ),
            facts=tuple(
                FactLine(
                    kind=row.body["kind"],
                    value=row.value,
                    quote=row.corrected_quote or row.body["quote"],
                    status=row.status,
                    noted_at=row.noted_at,
                )
                for row in connection.execute(of(t.facts).order_by(t.facts.c.seq))
            ),
            files=tuple(
                FileLine(
                    id=row.id,
                    name=row.body["name"],
                    media_type=row.body["media_type"],
                    size=row.body["size"],
                    at=row.at,
                    conversation=row.conversation,
                )
                for row in connection.execute(of(t.files).order_by(t.files.c.seq))
            ),
            orders=tuple(_order(row.at, row.body) for row in orders),
            drafts=tuple(read_draft(row) for row in drafts),
            timeline=happened,
        )

    # ── the list ─────────────────────────────────────────────────────────────────────────────────

    def _page(
        self, connection: Connection, words: str | None, after: str | None, limit: int
    ) -> PersonList:
        p = t.people.c
        query = (
            select(t.people)
            .where(p.workspace == self._workspace, p.id == p.one)
            .order_by(p.first_seen.desc(), p.id)
            .limit(limit + 1)
        )
        if after is not None:
            moment, _, last = after.partition("~")
            try:
                at = datetime.fromisoformat(moment)
            except ValueError as error:
                raise NotFound(
                    "There is no such page.", "Load the list of people again."
                ) from error
            query = query.where(or_(p.first_seen < at, (p.first_seen == at) & (p.id > last)))
        if words:
            query = query.where(p.id.in_(self._found(words)))
        rows = connection.execute(query).all()
        shown = rows[:limit]
        warmth = self._warmth(connection, [row.id for row in shown])
        more = len(rows) > limit
        return PersonList(
            items=tuple(
                PersonLine(
                    id=row.id,
                    name=warmth[row.id].name if row.id in warmth else row.name,
                    channel=row.channel,
                    first_seen=row.first_seen,
                    temperature=warmth[row.id].temperature if row.id in warmth else None,
                    stall=warmth[row.id].stall if row.id in warmth else None,
                )
                for row in shown
            ),
            next=f"{shown[-1].first_seen.isoformat()}~{shown[-1].id}" if more else None,
        )

    def _found(self, words: str) -> Select[Any]:
        """Whom people go by, of whom something contains these words."""
        p, like = t.people.c, f"%{words.replace('%', '').replace('_', '')}%"
        identified = select(t.identifiers.c.person).where(
            t.identifiers.c.workspace == self._workspace, t.identifiers.c.value.ilike(like)
        )
        described = select(t.traits.c.person).where(
            t.traits.c.workspace == self._workspace,
            cast(t.traits.c.value, String).ilike(like),
        )
        return select(p.one).where(
            p.workspace == self._workspace,
            or_(p.name.ilike(like), p.id.in_(identified), p.id.in_(described)),
        )

    def _warmth(self, connection: Connection, ones: Sequence[str]) -> Mapping[str, Any]:
        """By whom people go by: the name they told, and their newest reading."""
        p, r = t.people.c, t.readings.c
        newest = (
            select(p.one, func.max(r.seq).label("seq"), func.max(p.name).label("name"))
            .select_from(
                t.people.outerjoin(t.readings, (r.workspace == p.workspace) & (r.person == p.id))
            )
            .where(p.workspace == self._workspace, p.one.in_(ones))
            .group_by(p.one)
            .subquery()
        )
        rows = connection.execute(
            select(newest.c.one, newest.c.name, r.temperature, r.stall).select_from(
                newest.outerjoin(
                    t.readings, (r.workspace == self._workspace) & (r.seq == newest.c.seq)
                )
            )
        )
        return {row.one: row for row in rows}


def _timeline(
    messages: Sequence[Row[Any]],
    behaviours: Sequence[Row[Any]],
    readings: Sequence[Row[Any]],
    drafts: Sequence[Row[Any]],
) -> tuple[Happening, ...]:
    found = [
        Happening(
            seq=Seq(row.seq),
            at=row.at,
            kind="message",
            id=row.id,
            who=row.speaker,
            what=row.text,
            conversation=row.conversation,
        )
        for row in messages
    ]
    found += [
        Happening(
            seq=Seq(row.seq),
            at=row.at,
            kind="behaviour",
            what=row.body["event"],
            conversation=row.conversation,
            detail=row.body.get("properties", {}),
        )
        for row in behaviours
    ]
    found += [
        Happening(
            seq=Seq(row.seq),
            at=row.at,
            kind="reading",
            what=phase_at(row.temperature).id,
            conversation=row.conversation,
            detail={"temperature": row.temperature, "stall": row.stall},
        )
        for row in readings
    ]
    found += [
        Happening(
            seq=Seq(row.seq),
            at=row.body["created_at"],
            kind="draft",
            who=row.decided_by,
            what=row.status,
            conversation=row.conversation,
            detail={"text": row.final_text or row.body["step"]["text"]},
        )
        for row in drafts
    ]
    return tuple(sorted(found, key=lambda one: (one.at, one.seq), reverse=True))


def _order(at: datetime, body: Mapping[str, Any]) -> Order:
    told = body.get("properties", {})
    total = told.get("total", told.get("revenue"))
    products = told.get("products")
    names = [
        str(product["name"])
        for product in (products if isinstance(products, list) else [])
        if isinstance(product, dict) and product.get("name")
    ]
    order_id = told.get("order_id", told.get("orderId"))
    return Order(
        at=at,
        event=ORDERS[body["event"]],
        order_id=None if order_id is None else str(order_id),
        total=float(total) if isinstance(total, int | float) else None,
        currency=told["currency"] if isinstance(told.get("currency"), str) else None,
        products=tuple(names),
    )
