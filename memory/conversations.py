"""Reading conversations back: the owner's overview, one conversation whole, what a turn needs."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, and_, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from kizashi.clock import Clock
from kizashi.consent import Contact
from kizashi.counsel import Whisper
from kizashi.draft import Draft, DraftStatus
from kizashi.errors import NotFound
from kizashi.ids import ConversationId, DraftId, MessageId, PersonId, ReadingId, Seq, WorkspaceId
from kizashi.language import Language
from kizashi.reading import Reading
from kizashi.signal import Behaviour, Speaker, Utterance
from kizashi.step import Source
from kizashi.views import ConversationDetail, ConversationView, MessageView, ObservedView
from memory import schema as t
from memory.consents import contact_in, with_sent
from memory.signs import signs_of
from memory.store import Store

TREND = 50
LISTED = 5_000


_SAME = t.people.alias("same")
_NAME = func.coalesce(
    t.people.c.name,
    select(_SAME.c.name)
    .where(
        _SAME.c.workspace == t.people.c.workspace,
        _SAME.c.one == t.people.c.one,
        _SAME.c.name.is_not(None),
    )
    .order_by(_SAME.c.first_seen)
    .limit(1)
    .correlate(t.people)
    .scalar_subquery(),
)
"""A person's name, or that of whom they are one with."""

_TALK = (
    select(t.conversations, _NAME.label("name"), t.people.c.language.label("language"))
    .outerjoin(
        t.people,
        and_(
            t.people.c.workspace == t.conversations.c.workspace,
            t.people.c.id == t.conversations.c.person,
        ),
    )
    .where(
        t.conversations.c.workspace == bindparam("workspace"),
        t.conversations.c.id == bindparam("conversation"),
    )
)


def _last_of(table: Table, *names: str) -> Select[Any]:
    """The newest rows of a conversation, the newest first."""
    return (
        select(*(table.c[name] for name in names))
        .where(
            table.c.workspace == bindparam("workspace"),
            table.c.conversation == bindparam("conversation"),
        )
        .order_by(table.c.seq.desc())
        .limit(bindparam("most"))
    )


_LAST_MESSAGES = _last_of(t.messages, "id", "seq", "speaker", "text")
_LAST_BEHAVIOUR = _last_of(t.behaviours, "body")
_LAST_READINGS = _last_of(t.readings, "seq", "temperature")
_LAST_REJECTED = _last_of(t.drafts, "version", "body", "decision_reason").where(
    t.drafts.c.status == DraftStatus.REJECTED.value
)


@dataclass(frozen=True, slots=True)
class TurnMaterial:
    """What a turn starts from: the open words of the customer, and what came before them."""

    conversation: ConversationId
    person: PersonId
    version: Seq
    wanted: bool
    """True while the agents have the conversation and something is unanswered."""
    open_text: str
    last_message: str | None
    context: tuple[Utterance, ...]
    behaviour: tuple[Behaviour, ...]
    temperatures: tuple[float, ...]
    language: Language | None
    name: str | None
    rejections: tuple[tuple[str, str], ...]
    """Text and reason of every draft that the owner rejected for these same words."""
    ai_spoke: bool
    """True when the AI has already spoken in this conversation."""
    channel: str
    contact: Contact
    """Whether the person may be written to unasked."""


class Conversations:
    """The projections of one workspace, as the views of the API and the material of a turn."""

    def __init__(self, store: Store, workspace: WorkspaceId, clock: Clock) -> None:
        self._store = store
        self._workspace = workspace
        self._clock = clock

    async def overview(self) -> tuple[tuple[ConversationView, ...], tuple[Draft, ...]]:
        """Every conversation, the most recently touched first, and every held draft, oldest
        first."""
        async with self._store.reader.connect() as connection:
            rows = await self._conversation_rows(connection)
            views = await self._views(connection, rows)
            held = await self._drafts(connection, t.drafts.c.status == DraftStatus.HELD.value)
        return views, held

    async def view(self, conversation: ConversationId) -> ConversationView:
        """One line of the owner's list. Raises `NotFound`."""
        async with self._store.reader.connect() as connection:
            rows = await self._conversation_rows(connection, conversation)
            return (await self._views(connection, rows))[0]

    async def detail(self, conversation: ConversationId) -> ConversationDetail:
        """One conversation whole. Raises `NotFound`."""
        async with self._store.reader.connect() as connection:
            head = await self._head(connection)
            rows = await self._conversation_rows(connection, conversation)
            view = (await self._views(connection, rows))[0]
            readings = {
                row.message: row
                for row in await connection.execute(
                    self._of(t.readings, conversation).where(t.readings.c.message.is_not(None))
                )
            }
            messages = [
                _message_view(row, readings.get(row.id))
                for row in await connection.execute(self._of(t.messages, conversation))
            ]
            behaviour = [
                ObservedView(seq=row.seq, at=row.at, behaviour=Behaviour(**row.body))
                for row in await connection.execute(self._of(t.behaviours, conversation))
            ]
            drafts = await self._drafts(connection, t.drafts.c.conversation == conversation)
            seen = await self._newest(connection, conversation, "conversation.seen", 40)
            whispered = await self._newest(connection, conversation, "coach.whispered", 1)
            signs = await connection.run_sync(lambda c: signs_of(c, self._workspace, conversation))
        return ConversationDetail(
            conversation=view,
            messages=tuple(messages),
            behaviour=tuple(behaviour),
            signs=signs,
            drafts=drafts,
            head=head,
            customer_seen=Seq(
                max((row.body["seq"] for row in seen if row.body["by"] == "customer"), default=0)
            ),
            whisper=next(
                (
                    Whisper(**row.body["whisper"])
                    for row in whispered
                    if view.mode == "owner" and row.body["covers"] == view.version
                ),
                None,
            ),
        )

    async def said(self, conversation: ConversationId, message: MessageId) -> bool:
        """True when the business said this message in this conversation."""
        columns = t.messages.c
        query = self._of(t.messages, conversation).where(
            columns.id == message, columns.speaker != Speaker.CUSTOMER.value
        )
        async with self._store.reader.connect() as connection:
            return (await connection.execute(query)).first() is not None

    async def drafts(self, status: DraftStatus | None = None) -> tuple[Draft, ...]:
        """Drafts of every conversation, oldest first, of one status or of any."""
        async with self._store.reader.connect() as connection:
            return await self._drafts(
                connection, None if status is None else t.drafts.c.status == status.value
            )

    async def draft(self, draft: DraftId) -> Draft:
        """One draft. Raises `NotFound`."""
        async with self._store.reader.connect() as connection:
            found = await self._drafts(connection, t.drafts.c.id == draft)
        if not found:
            raise NotFound(f"There is no draft {draft}.", "Load the list of drafts again.")
        return found[0]

    async def unanswered(self) -> tuple[ConversationId, ...]:
        """Conversations whose accepted signals no turn has covered: after a crash, their turns
        are run."""
        return tuple(await self.waiting(most=1_000_000))

    async def waiting(self, most: int = 2_000) -> dict[ConversationId, int]:
        """The version of each unanswered conversation, those that wait longest first."""
        columns = t.conversations.c
        query = (
            select(columns.id, columns.version)
            .where(
                columns.workspace == self._workspace,
                columns.version > columns.answered,
                columns.mode == "agents",
            )
            .order_by(columns.version)
            .limit(most)
        )
        async with self._store.reader.connect() as connection:
            rows = (await connection.execute(query)).all()
        return {ConversationId(row.id): row.version for row in rows}

    async def taken_over(self) -> tuple[ConversationId, ...]:
        """Conversations that the owner leads."""
        columns = t.conversations.c
        query = select(columns.id).where(
            columns.workspace == self._workspace, columns.mode == "owner"
        )
        async with self._store.reader.connect() as connection:
            return tuple(ConversationId(row.id) for row in await connection.execute(query))

    async def material(self, conversation: ConversationId, context_messages: int) -> TurnMaterial:
        """What a turn in this conversation starts from. Raises `NotFound`."""
        return await self._store.read(
            lambda connection: self._material(connection, conversation, context_messages)
        )

    def _material(
        self, connection: Connection, conversation: ConversationId, context_messages: int
    ) -> TurnMaterial:
        of = {"workspace": self._workspace, "conversation": conversation}
        row = connection.execute(_TALK, of).one_or_none()
        if row is None:
            raise _no_conversation(conversation)

        def last(query: Select[Any], most: int) -> list[Row[Any]]:
            return list(reversed(connection.execute(query, {**of, "most": most}).all()))

        messages = last(_LAST_MESSAGES, context_messages + 24)
        behaviours = last(_LAST_BEHAVIOUR, 24)
        readings = last(_LAST_READINGS, 12)
        rejected = last(_LAST_REJECTED, 6)
        open_messages, before = _split_open(messages, row.answered)
        if row.sign == row.version:
            # Nobody said anything since the last turn: this one is about what they did.
            open_messages, before = [], messages
        since = open_messages[0].seq if open_messages else row.version
        person = PersonId(row.person)
        contact = contact_in(connection, self._workspace, person, row.channel)
        if not open_messages:
            now = self._clock.now()
            contact = with_sent(contact, connection, self._workspace, person, now)
        return TurnMaterial(
            conversation=conversation,
            person=person,
            version=Seq(row.version),
            wanted=row.mode == "agents" and row.version > row.answered,
            open_text="\n".join(message.text for message in open_messages),
            last_message=open_messages[-1].id if open_messages else None,
            context=tuple(
                Utterance(
                    who="customer" if m.speaker == Speaker.CUSTOMER.value else "business",
                    text=m.text,
                )
                for m in before[-context_messages:]
            ),
            behaviour=tuple(Behaviour(**b.body) for b in behaviours),
            temperatures=tuple(r.temperature for r in readings if r.seq < since),
            language=Language(row.language) if row.language in {"ja", "en"} else None,
            name=row.name,
            rejections=tuple(
                (draft.body["step"]["text"], draft.decision_reason or "")
                for draft in rejected
                if draft.version >= since
            ),
            ai_spoke=any(m.speaker == Speaker.AI.value for m in messages),
            channel=row.channel,
            contact=contact,
        )

    # ── pieces ───────────────────────────────────────────────────────────────────────────────────

    def _of(self, table: Any, conversation: ConversationId) -> Select[Any]:
        return (
            select(table)
            .where(table.c.workspace == self._workspace, table.c.conversation == conversation)
            .order_by(table.c.seq)
        )

    async def _newest(
        self, connection: AsyncConnection, conversation: ConversationId, kind: str, most: int
    ) -> Sequence[Row[Any]]:
        query = (
            self._of(t.journal, conversation)
            .where(t.journal.c.kind == kind)
            .order_by(None)
            .order_by(t.journal.c.seq.desc())
            .limit(most)
        )
        return list((await connection.execute(query)).all())

    async def _head(self, connection: AsyncConnection) -> Seq:
        query = (
            select(t.journal.c.seq)
            .where(t.journal.c.workspace == self._workspace)
            .order_by(t.journal.c.seq.desc())
            .limit(1)
        )
        return Seq((await connection.execute(query)).scalar() or 0)

    async def _conversation_rows(
        self, connection: AsyncConnection, only: ConversationId | None = None
    ) -> Sequence[Row[Any]]:
        c, p = t.conversations.c, t.people.c
        query = (
            select(
                t.conversations,
                _NAME.label("name"),
                p.language.label("language"),
                t.readings.c.body.label("reading_body"),
            )
            .outerjoin(t.people, and_(p.workspace == c.workspace, p.id == c.person))
            .outerjoin(
                t.readings,
                and_(t.readings.c.workspace == c.workspace, t.readings.c.id == c.reading),
            )
            .where(c.workspace == self._workspace)
            .order_by(c.last_at.desc())
            .limit(LISTED)
        )
        if only is not None:
            query = query.where(c.id == only)
        rows = (await connection.execute(query)).all()
        if only is not None and not rows:
            raise _no_conversation(only)
        return rows

    async def _views(
        self, connection: AsyncConnection, rows: Iterable[Row[Any]]
    ) -> tuple[ConversationView, ...]:
        rows = list(rows)
        trends: dict[str, list[float]] = defaultdict(list)
        columns = t.readings.c
        place = func.row_number().over(
            partition_by=columns.conversation, order_by=columns.seq.desc()
        )
        latest = select(
            columns.conversation, columns.temperature, columns.seq, place.label("place")
        ).where(columns.workspace == self._workspace)
        if len(rows) == 1:
            latest = latest.where(columns.conversation == rows[0].id)
        recent = latest.subquery()
        query = select(recent).where(recent.c.place <= TREND).order_by(recent.c.seq)
        for reading in await connection.execute(query):
            trends[reading.conversation].append(reading.temperature)
        return tuple(
            ConversationView(
                id=row.id,
                person=row.person,
                name=row.name,
                language=row.language,
                channel=row.channel,
                mode=row.mode,
                version=row.version,
                reading=Reading(**row.reading_body) if row.reading_body else None,
                temperatures=tuple(trends[row.id]),
                held_draft=row.held_draft,
                last_text=row.last_text,
                last_speaker=Speaker(row.last_speaker) if row.last_speaker else None,
                last_at=row.last_at,
                waiting_since=row.waiting_since,
                person_wanted_since=row.person_wanted_since,
                unread=row.unread,
                snoozed_until=row.snoozed_until,
            )
            for row in rows
        )

    async def _drafts(self, connection: AsyncConnection, where: Any) -> tuple[Draft, ...]:
        query = (
            select(t.drafts).where(t.drafts.c.workspace == self._workspace).order_by(t.drafts.c.seq)
        )
        if where is not None:
            query = query.where(where)
        return tuple(read_draft(row) for row in await connection.execute(query))


def read_draft(row: Row[Any]) -> Draft:
    """A row of `drafts` as a draft with its present status."""
    return Draft(
        **{
            **row.body,
            "status": row.status,
            "decided_at": row.decided_at,
            "decided_by": row.decided_by,
            "final_text": row.final_text,
            "decision_reason": row.decision_reason,
        }
    )


def _message_view(row: Row[Any], reading: Row[Any] | None) -> MessageView:
    return MessageView(
        id=row.id,
        seq=row.seq,
        at=row.at,
        speaker=Speaker(row.speaker),
        text=row.text,
        sources=tuple(Source(**source) for source in row.sources),
        parts=row.parts,
        draft=row.draft,
        reading=Reading(**reading.body) if reading else None,
        reading_id=ReadingId(reading.id) if reading else None,
    )


def _split_open(
    messages: Sequence[Row[Any]], answered: int
) -> tuple[list[Row[Any]], list[Row[Any]]]:
    """The customer's messages since the business last spoke (or all that no turn covers yet), and
    everything before them.

    A burst whose first part was covered by a draft that the second part overtook is open as a
    whole: nobody has read an answer to it.
    """
    cut = len(messages)
    while cut > 0 and messages[cut - 1].speaker == Speaker.CUSTOMER.value:
        cut -= 1
    tail = list(messages[cut:])
    if not tail:
        late = [m for m in messages if m.seq > answered and m.speaker == Speaker.CUSTOMER.value]
        return late, [m for m in messages if m not in late]
    return tail, list(messages[:cut])


def _no_conversation(conversation: ConversationId) -> NotFound:
    return NotFound(
        f"There is no conversation {conversation}.", "Load the list of conversations again."
    )
