"""Projections: what each event of the journal means for the tables that are read.

`project` is the only writer of the projections; it depends on the event and on the tables alone,
so replaying the journal from its beginning gives the same tables.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, cast

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
from kizashi.consent import EVERYTHING, ConsentState
from kizashi.draft import DraftStatus
from kizashi.ids import ConversationId, Seq
from kizashi.signal import Speaker
from memory import schema as t
from memory.facts import projections as facts
from memory.identity import projections as identity
from memory.mail import projections as mail
from memory.moments import projections as moments
from memory.rights import projections as rights
from memory.signs import sign_seen
from memory.teaching import projections as teaching
from memory.unanswered import projections as unanswered

Project = Callable[[Connection, e.Recorded, Any], None]


def project(connection: Connection, recorded: e.Recorded) -> None:
    """Applies one event to the projections, in the caller's transaction."""
    _PROJECTIONS[recorded.event.kind](connection, recorded, recorded.event)


def project_all(connection: Connection, recorded: Sequence[e.Recorded]) -> None:
    """Applies events in order; runs of those that come in crowds in one statement each."""
    for kind, run in groupby(recorded, key=lambda one: one.event.kind):
        together = _IN_CROWDS.get(kind)
        if together is not None:
            together(connection, list(run))
        else:
            for one in run:
                project(connection, one)


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


def _all_observed(c: Connection, run: Sequence[e.Recorded]) -> None:
    c.execute(
        insert(t.behaviours),
        [_behaviour_row(r, cast(e.BehaviourObserved, r.event)) for r in run],
    )


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


def _people_seen(c: Connection, run: Sequence[e.Recorded]) -> None:
    rows = [
        {
            "workspace": r.workspace,
            "id": r.person,
            "channel": cast(e.PersonSeen, r.event).channel,
            "first_seen": r.at,
            "one": r.person,
            "shared": False,
        }
        for r in run
    ]
    build = postgresql.insert if c.dialect.name == "postgresql" else sqlite.insert
    c.execute(build(t.people).on_conflict_do_nothing(), rows)
    for r in run:
        event = cast(e.PersonSeen, r.event)
        told = {
            key: value
            for key, value in (
                ("name", event.name),
                ("language", event.language),
                ("time_zone", event.time_zone),
                ("age", event.age),
            )
            if value is not None
        }
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
            parts=[part.model_dump(mode="json") for part in event.parts],
            draft=event.draft if isinstance(event, e.MessageSent) else None,
            turn=event.turn if isinstance(event, e.MessageSent) else None,
            unasked=isinstance(event, e.MessageSent) and event.unasked,
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


def _file_stored(c: Connection, r: e.Recorded, event: e.FileStored) -> None:
    c.execute(
        insert(t.files).values(
            workspace=r.workspace,
            id=event.file.id,
            seq=r.seq,
            at=r.at,
            person=r.person,
            conversation=_conversation(r),
            body=event.file.model_dump(mode="json"),
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
        snoozed_until=None,
        waiting_since=func.coalesce(columns.waiting_since, literal(r.at, t.UtcDateTime())),
    )


def _message_sent(c: Connection, r: e.Recorded, event: e.MessageSent) -> None:
    _add_message(c, r, event, event.speaker)
    # What the owner writes themselves answers everything that was open.
    by_hand = {"answered": t.conversations.c.version} if event.speaker is Speaker.OWNER else {}
    spoken = {"person_wanted_since": None} if event.speaker is not Speaker.AI else {}
    _change_conversation(
        c,
        r,
        last_text=event.text,
        last_speaker=event.speaker.value,
        last_at=r.at,
        waiting_since=None,
        **by_hand,
        **spoken,
    )
    moments.step_taken(c, r, event)


def _behaviour_row(r: e.Recorded, event: e.BehaviourObserved) -> dict[str, Any]:
    return {
        "workspace": r.workspace,
        "conversation": _conversation(r),
        "id": event.id,
        "seq": r.seq,
        "at": event.observed_at or r.at,
        "person": r.person,
        "body": event.behaviour.model_dump(mode="json"),
    }


def _reading_made(c: Connection, r: e.Recorded, event: e.ReadingMade) -> None:
    if event.refines:
        _reading_refined(c, r, event)
        return
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
    moments.read_next(c, r, event)
    if reading.language is not None:
        c.execute(
            update(t.people)
            .where(t.people.c.workspace == r.workspace, t.people.c.id == r.person)
            .values(language=reading.language.value)
        )


def _reading_refined(c: Connection, r: e.Recorded, event: e.ReadingMade) -> None:
    """The refined reading stands where the first one stood; what that one settled is settled by
    this one."""
    reading = event.reading
    mine = (t.readings.c.workspace == r.workspace) & (t.readings.c.id == event.id)
    made_at = c.execute(select(t.readings.c.seq).where(mine)).scalar_one_or_none()
    if made_at is None:
        return
    c.execute(
        update(t.readings)
        .where(mine)
        .values(
            temperature=reading.temperature,
            stall=reading.stall.reason.value if reading.stall else None,
            body=reading.model_dump(mode="json"),
        )
    )
    moments.read_again(c, r, reading, Seq(made_at))


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
    unanswered.turn_finished(c, r, event)


def _person_requested(c: Connection, r: e.Recorded, _: e.PersonRequested) -> None:
    since = t.conversations.c.person_wanted_since
    wanted = func.coalesce(since, literal(r.at, t.UtcDateTime()))
    _change_conversation(c, r, person_wanted_since=wanted)


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


def _snoozed(c: Connection, r: e.Recorded, event: e.ConversationSnoozed) -> None:
    _change_conversation(c, r, snoozed_until=event.until)


def _switch(c: Connection, r: e.Recorded, name: str, value: str, by: str) -> None:
    _upsert(
        c,
        t.switches,
        {"workspace": r.workspace, "name": name, "value": value, "set_by": by, "set_at": r.at},
    )


def _autonomy_set(c: Connection, r: e.Recorded, event: e.AutonomySet) -> None:
    _switch(c, r, "autonomy", event.autonomy.value, event.by)


def _autonomy_scoped(c: Connection, r: e.Recorded, event: e.AutonomyScoped) -> None:
    columns = t.autonomies.c
    if event.autonomy is None:
        c.execute(
            delete(t.autonomies).where(
                columns.workspace == r.workspace,
                columns.scope == event.scope,
                columns.name == event.name,
            )
        )
        return
    _upsert(
        c,
        t.autonomies,
        {
            "workspace": r.workspace,
            "scope": event.scope,
            "name": event.name,
            "autonomy": event.autonomy.value,
            "set_by": event.by,
            "set_at": r.at,
        },
    )


def _everything_held(c: Connection, r: e.Recorded, event: e.EverythingHeld) -> None:
    _switch(c, r, "everything_held", "on" if event.on else "off", event.by)


def _policies_in_force(c: Connection, r: e.Recorded, event: e.PoliciesInForce) -> None:
    _switch(c, r, "policies", f"{event.version} {event.rules}", "policies")
    _upsert(
        c,
        t.policy_versions,
        {
            "workspace": r.workspace,
            "version": event.version,
            "rules": event.rules,
            "product": event.product,
            "seq": r.seq,
            "at": r.at,
            "content": event.content,
        },
        only_new=True,
    )


def _clock_set_back(c: Connection, r: e.Recorded, event: e.ClockSetBack) -> None:
    known = c.execute(
        select(t.switches.c.value).where(
            t.switches.c.workspace == r.workspace, t.switches.c.name == "clock_until"
        )
    ).scalar_one_or_none()
    latest = max(event.latest, datetime.fromisoformat(known)) if known else event.latest
    _switch(c, r, "clock_until", latest.isoformat(), "clock")


def _audit_broken(c: Connection, r: e.Recorded, event: e.AuditBroken) -> None:
    _switch(c, r, "audit_broken", str(event.record), "audit")


def _audit_accepted(c: Connection, r: e.Recorded, event: e.AuditAccepted) -> None:
    _switch(c, r, "audit_broken", "", event.by)


def _clock_accepted(c: Connection, r: e.Recorded, event: e.ClockAccepted) -> None:
    _switch(c, r, "clock_until", "", event.by)


def _consent(
    c: Connection, r: e.Recorded, event: e.ConsentGiven | e.ConsentWithdrawn, state: ConsentState
) -> None:
    _upsert(
        c,
        t.consents,
        {
            "workspace": r.workspace,
            "person": r.person,
            "purpose": event.purpose or EVERYTHING,
            "channel": event.channel or EVERYTHING,
            "state": state.value,
            "at": (event.given_at if isinstance(event, e.ConsentGiven) else None) or r.at,
            "seq": r.seq,
            "words": event.words,
            "method": event.method,
            "by": event.by,
            "message": event.message,
        },
    )


def _consent_given(c: Connection, r: e.Recorded, event: e.ConsentGiven) -> None:
    _consent(c, r, event, ConsentState.GIVEN)


def _consent_withdrawn(c: Connection, r: e.Recorded, event: e.ConsentWithdrawn) -> None:
    _consent(c, r, event, ConsentState.WITHDRAWN)


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


def _read_from_journal(c: Connection, r: e.Recorded, event: e.Event) -> None:
    """What passes between the owner and the Coach is read from the journal itself."""


def _records_erased(c: Connection, r: e.Recorded, event: e.RecordsErased) -> None:
    """What was erased is gone from the tables by the hand of whoever erased it."""


_PROJECTIONS: dict[str, Project] = {
    "person.seen": lambda c, r, _: _people_seen(c, (r,)),
    "person.identified": lambda c, r, _: identity.people_identified(c, (r,)),
    "person.described": identity.person_described,
    "people.merged": identity.people_merged,
    "people.split": identity.people_split,
    "device.shared": identity.device_shared,
    "merge.declined": identity.merge_declined,
    "rights.requested": rights.requested,
    "rights.begun": rights.begun,
    "rights.cancelled": rights.cancelled,
    "rights.completed": rights.completed,
    "erased": rights.erased,
    "conversation.opened": _conversation_opened,
    "message.received": _message_received,
    "file.stored": _file_stored,
    "behaviour.observed": lambda c, r, _: _all_observed(c, (r,)),
    "reading.made": _reading_made,
    **dict.fromkeys(
        (
            "owner.read",
            "coach.asked",
            "coach.answered",
            "coach.whispered",
            "coach.noticed",
            "proposal.made",
            "proposal.decided",
            "preferences.set",
            "deliberation.begun",
            "deliberation.said",
            "deliberation.ended",
            "model.used",
            "reply.said",
        ),
        _read_from_journal,
    ),
    "draft.held": _draft_held,
    "draft.decided": _draft_decided,
    "message.sent": _message_sent,
    "turn.finished": _turn_finished,
    "person.requested": _person_requested,
    "conversation.taken_over": _taken_over,
    "conversation.handed_back": _handed_back,
    "conversation.snoozed": _snoozed,
    "conversation.seen": _conversation_seen,
    "autonomy.set": _autonomy_set,
    "autonomy.scoped": _autonomy_scoped,
    "everything.held": _everything_held,
    "policies.in_force": _policies_in_force,
    "clock.set_back": _clock_set_back,
    "clock.accepted": _clock_accepted,
    "audit.broken": _audit_broken,
    "audit.accepted": _audit_accepted,
    "records.erased": _records_erased,
    "consent.given": _consent_given,
    "consent.withdrawn": _consent_withdrawn,
    "memories.added": _memories_added,
    "document.learned": _document_learned,
    "document.forgotten": _document_forgotten,
    "key.created": _key_created,
    "key.revoked": _key_revoked,
    "transcript.asked": mail.asked,
    "transcript.mailed": mail.mailed,
    "transcript.failed": mail.failed,
    "question.closed": unanswered.question_closed,
    "facts.noted": facts.facts_noted,
    "fact.corrected": facts.fact_corrected,
    "fact.removed": facts.fact_removed,
    "intent.defined": teaching.intent_defined,
    "intent.removed": teaching.intent_removed,
    "reading.corrected": teaching.reading_corrected,
    "correction.undone": teaching.correction_undone,
    "sign.seen": sign_seen,
}

_IN_CROWDS: dict[str, Callable[[Connection, Sequence[e.Recorded]], None]] = {
    "behaviour.observed": _all_observed,
    "person.seen": _people_seen,
    "person.identified": identity.people_identified,
}
