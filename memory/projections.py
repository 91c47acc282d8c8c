"""Projections: what each event of the journal means for the tables that are read.

`project` is the only writer of the projections; it depends on the event and on the tables alone,
so replaying the journal from its beginning gives the same tables.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import (
    Connection,
    Table,
    and_,
    case,
    delete,
    func,
    insert,
    literal,
    null,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from kizashi import events as e
from kizashi.draft import DraftStatus
from kizashi.ids import ConversationId
from kizashi.signal import Speaker
from memory import schema as t

Project = Callable[[Connection, e.Recorded, Any], None]


def project(connection: Connection, recorded: e.Recorded) -> None:
    """Applies one event to the projections, in the caller's transaction."""
    _PROJECTIONS[recorded.event.kind](connection, recorded, recorded.event)


def _upsert(
    connection: Connection, table: Table, row: dict[str, Any], only_new: bool = False
) -> None:
    build = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    primary = [column.name for column in table.primary_key]
    statement = build(table).values(**row)
    changed = {name: statement.excluded[name] for name in row if name not in primary}
    if only_new or not changed:
        connection.execute(statement.on_conflict_do_nothing(index_elements=primary))
    else:
        connection.execute(statement.on_conflict_do_update(index_elements=primary, set_=changed))


def _conversation(recorded: e.Recorded) -> ConversationId:
    if recorded.conversation is None:
        raise ValueError(f"an event of kind {recorded.event.kind} needs a conversation")
    return recorded.conversation


def _change_conversation(connection: Connection, recorded: e.Recorded, **values: Any) -> None:
    connection.execute(
        update(t.conversations)
        .where(
            t.conversations.c.workspace == recorded.workspace,
            t.conversations.c.id == _conversation(recorded),
        )
        .values(**values)
    )


def _person_seen(c: Connection, r: e.Recorded, event: e.PersonSeen) -> None:
    told = {
        key: value
        for key, value in (("name", event.name), ("language", event.language))
        if value is not None
    }
    _upsert(
        c,
        t.people,
        {
            "workspace": r.workspace,
            "id": r.person,
            "channel": event.channel,
            "first_seen": r.at,
        },
        only_new=True,
    )
    if told:
        c.execute(
            update(t.people)
            .where(t.people.c.workspace == r.workspace, t.people.c.id == r.person)
            .values(**told)
        )


def _conversation_opened(c: Connection, r: e.Recorded, event: e.ConversationOpened) -> None:
    _upsert(
        c,
        t.conversations,
        {
            "workspace": r.workspace,
            "id": _conversation(r),
            "person": r.person,
            "channel": event.channel,
            "mode": "agents",
            "version": 0,
            "answered": 0,
            "last_at": r.at,
            "unread": 0,
        },
        only_new=True,
    )


def _add_message(
    c: Connection, r: e.Recorded, event: e.MessageReceived | e.MessageSent, speaker: Speaker
) -> None:
    c.execute(
        insert(t.messages).values(
            workspace=r.workspace,
            conversation=_conversation(r),
            id=event.id,
            seq=r.seq,
            at=r.at,
            speaker=speaker.value,
            text=event.text,
            sources=[s.model_dump(mode="json") for s in event.sources]
            if isinstance(event, e.MessageSent)
            else [],
            draft=event.draft if isinstance(event, e.MessageSent) else None,
            turn=event.turn if isinstance(event, e.MessageSent) else None,
        )
    )
    c.execute(
        insert(t.memory_lines).values(
            workspace=r.workspace,
            person=r.person,
            seq=r.seq,
            position=0,
            id=event.id,
            speaker="customer" if speaker is Speaker.CUSTOMER else "business",
            text=event.text,
            at=r.at.isoformat(),
            reference=event.id,
            conversation=r.conversation,
        )
    )


def _message_received(c: Connection, r: e.Recorded, event: e.MessageReceived) -> None:
    _add_message(c, r, event, Speaker.CUSTOMER)
    columns = t.conversations.c
    _change_conversation(
        c,
        r,
        version=r.seq,
        last_text=event.text,
        last_speaker=Speaker.CUSTOMER.value,
        last_at=r.at,
        unread=columns.unread + 1,
        waiting_since=func.coalesce(columns.waiting_since, literal(r.at, t.UtcDateTime())),
    )


def _message_sent(c: Connection, r: e.Recorded, event: e.MessageSent) -> None:
    _add_message(c, r, event, event.speaker)
    # What the owner writes themselves answers everything that was open.
    by_hand = {"answered": t.conversations.c.version} if event.speaker is Speaker.OWNER else {}
    _change_conversation(
        c,
        r,
        last_text=event.text,
        last_speaker=event.speaker.value,
        last_at=r.at,
        waiting_since=None,
        **by_hand,
    )


def _behaviour_observed(c: Connection, r: e.Recorded, event: e.BehaviourObserved) -> None:
    c.execute(
        insert(t.behaviours).values(
            workspace=r.workspace,
            conversation=_conversation(r),
            id=event.id,
            seq=r.seq,
            at=event.observed_at or r.at,
            body=event.behaviour.model_dump(mode="json"),
        )
    )


def _reading_made(c: Connection, r: e.Recorded, event: e.ReadingMade) -> None:
    reading = event.reading
    c.execute(
        insert(t.readings).values(
            workspace=r.workspace,
            id=event.id,
            conversation=_conversation(r),
            person=r.person,
            seq=r.seq,
            at=r.at,
            message=event.message,
            temperature=reading.temperature,
            stall=reading.stall.reason.value if reading.stall else None,
            body=reading.model_dump(mode="json"),
        )
    )
    _change_conversation(c, r, reading=event.id)
    if reading.language is not None:
        c.execute(
            update(t.people)
            .where(t.people.c.workspace == r.workspace, t.people.c.id == r.person)
            .values(language=reading.language.value)
        )


def _draft_held(c: Connection, r: e.Recorded, event: e.DraftHeld) -> None:
    draft = event.draft
    c.execute(
        insert(t.drafts).values(
            workspace=r.workspace,
            id=draft.id,
            conversation=draft.conversation,
            person=draft.person,
            seq=r.seq,
            version=draft.version,
            status=DraftStatus.HELD.value,
            body=draft.model_dump(mode="json"),
        )
    )
    _change_conversation(c, r, held_draft=draft.id)


def _draft_decided(c: Connection, r: e.Recorded, event: e.DraftDecided) -> None:
    c.execute(
        update(t.drafts)
        .where(t.drafts.c.workspace == r.workspace, t.drafts.c.id == event.draft)
        .values(
            status=event.status.value,
            decided_at=r.at,
            decided_by=event.by,
            final_text=event.text,
            decision_reason=event.reason,
        )
    )
    # A rejected draft leaves the customer unanswered: a new turn is wanted from here on.
    wanted = {"version": r.seq} if event.status is DraftStatus.REJECTED else {}
    _change_conversation(c, r, held_draft=None, **wanted)


def _turn_finished(c: Connection, r: e.Recorded, event: e.TurnFinished) -> None:
    c.execute(
        insert(t.turns).values(
            workspace=r.workspace,
            id=event.turn,
            conversation=_conversation(r),
            person=r.person,
            seq=r.seq,
            at=r.at,
            covers=event.covers,
            outcome=event.outcome,
            reading=event.reading,
            step_kind=event.step.kind.value if event.step else None,
            failed=list(event.failed),
        )
    )
    silent = event.outcome in {"waited", "silent"}
    columns = t.conversations.c
    # A customer who wrote on while the turn ended still waits.
    still = case((columns.version == event.covers, null()), else_=columns.waiting_since)
    _change_conversation(
        c, r, answered=event.covers, **({"waiting_since": still} if silent else {})
    )


def _taken_over(c: Connection, r: e.Recorded, _: e.ConversationTakenOver) -> None:
    _change_conversation(c, r, mode="owner")


def _handed_back(c: Connection, r: e.Recorded, _: e.ConversationHandedBack) -> None:
    # A customer who still waits wants a turn of the agents from here on.
    columns = t.conversations.c
    wanted = case((columns.waiting_since.is_not(None), r.seq), else_=columns.version)
    _change_conversation(c, r, mode="agents", version=wanted)


def _conversation_seen(c: Connection, r: e.Recorded, event: e.ConversationSeen) -> None:
    if event.by == "owner":
        # What came while the owner looked stays unread; looking back makes nothing unread again.
        later = (
            select(func.count())
            .select_from(t.messages)
            .where(
                t.messages.c.workspace == r.workspace,
                t.messages.c.conversation == r.conversation,
                t.messages.c.speaker == Speaker.CUSTOMER.value,
                t.messages.c.seq > event.seq,
            )
            .scalar_subquery()
        )
        unread = t.conversations.c.unread
        _change_conversation(c, r, unread=case((later < unread, later), else_=unread))


def _switch(c: Connection, r: e.Recorded, name: str, value: str, by: str) -> None:
    _upsert(
        c,
        t.switches,
        {"workspace": r.workspace, "name": name, "value": value, "set_by": by, "set_at": r.at},
    )


def _autonomy_set(c: Connection, r: e.Recorded, event: e.AutonomySet) -> None:
    _switch(c, r, "autonomy", event.autonomy.value, event.by)


def _everything_held(c: Connection, r: e.Recorded, event: e.EverythingHeld) -> None:
    _switch(c, r, "everything_held", "on" if event.on else "off", event.by)


def _memories_added(c: Connection, r: e.Recorded, event: e.MemoriesAdded) -> None:
    rows = [
        {
            "workspace": r.workspace,
            "person": r.person,
            "seq": r.seq,
            "position": position,
            **item.model_dump(mode="json"),
        }
        for position, item in enumerate(event.items)
    ]
    if rows:
        c.execute(insert(t.memory_lines), rows)


def _document_learned(c: Connection, r: e.Recorded, event: e.DocumentLearned) -> None:
    of_document = and_(
        t.passages.c.workspace == r.workspace, t.passages.c.document == event.document
    )
    known = {
        row.id: (row.vector, row.embedder)
        for row in c.execute(
            select(t.passages.c.id, t.passages.c.vector, t.passages.c.embedder).where(of_document)
        )
    }
    _forget(c, r, event.document)
    c.execute(
        insert(t.documents).values(
            workspace=r.workspace, id=event.document, digest=event.digest, learned_at=r.at
        )
    )
    rows = []
    for passage in event.passages:
        vector, embedder = known.get(passage.id, (None, None))
        rows.append(
            {
                "workspace": r.workspace,
                "id": passage.id,
                "document": event.document,
                "position": passage.position,
                "body": passage.model_dump(mode="json"),
                "vector": vector,
                "embedder": embedder,
            }
        )
    if rows:
        c.execute(insert(t.passages), rows)
    items = [
        {
            "workspace": r.workspace,
            "document": event.document,
            "position": position,
            "body": item.model_dump(mode="json"),
        }
        for position, item in enumerate(event.catalogue)
    ]
    if items:
        c.execute(insert(t.catalogue_items), items)


def _forget(c: Connection, r: e.Recorded, document: str) -> None:
    for table, column in (
        (t.passages, t.passages.c.document),
        (t.catalogue_items, t.catalogue_items.c.document),
        (t.documents, t.documents.c.id),
    ):
        c.execute(delete(table).where(table.c.workspace == r.workspace, column == document))


def _document_forgotten(c: Connection, r: e.Recorded, event: e.DocumentForgotten) -> None:
    _forget(c, r, event.document)


def _key_created(c: Connection, r: e.Recorded, event: e.KeyCreated) -> None:
    c.execute(
        insert(t.keys).values(
            workspace=r.workspace,
            id=event.key,
            name=event.name,
            scopes=list(event.scopes),
            digest=event.digest,
            created_at=r.at,
            revoked=False,
        )
    )


def _key_revoked(c: Connection, r: e.Recorded, event: e.KeyRevoked) -> None:
    c.execute(
        update(t.keys)
        .where(t.keys.c.workspace == r.workspace, t.keys.c.id == event.key)
        .values(revoked=True)
    )


def _owner_read(c: Connection, r: e.Recorded, event: e.OwnerRead) -> None:
    """The owner's readings are read from the journal itself."""


_PROJECTIONS: dict[str, Project] = {
    "person.seen": _person_seen,
    "conversation.opened": _conversation_opened,
    "message.received": _message_received,
    "behaviour.observed": _behaviour_observed,
    "reading.made": _reading_made,
    "owner.read": _owner_read,
    "draft.held": _draft_held,
    "draft.decided": _draft_decided,
    "message.sent": _message_sent,
    "turn.finished": _turn_finished,
    "conversation.taken_over": _taken_over,
    "conversation.handed_back": _handed_back,
    "conversation.seen": _conversation_seen,
    "autonomy.set": _autonomy_set,
    "everything.held": _everything_held,
    "memories.added": _memories_added,
    "document.learned": _document_learned,
    "document.forgotten": _document_forgotten,
    "key.created": _key_created,
    "key.revoked": _key_revoked,
}
