"""What is said and done in conversations, as rows: people, messages, files, behaviour."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import (
    Connection,
    bindparam,
    case,
    func,
    insert,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

from kizashi import events as e
from kizashi.signal import Speaker
from memory import schema as t
from memory.moments import projections as moments
from memory.projections.rows import (
    CONVERSATION,
    change_conversation,
    change_person,
    conversation_of,
    upsert,
)

_NEW_PERSON = {
    "postgresql": postgresql.insert(t.people).on_conflict_do_nothing(),
    "sqlite": sqlite.insert(t.people).on_conflict_do_nothing(),
}
_MESSAGE = insert(t.messages)
_MEMORY_LINE = insert(t.memory_lines)
_BEHAVIOUR = insert(t.behaviours)
_now = bindparam("now", type_=t.UtcDateTime())
_columns = t.conversations.c
_WAITS = CONVERSATION.values(
    unread=_columns.unread + 1, waiting_since=func.coalesce(_columns.waiting_since, _now)
)
_WANTS_PERSON = CONVERSATION.values(
    person_wanted_since=func.coalesce(_columns.person_wanted_since, _now)
)
_ALL_ANSWERED = CONVERSATION.values(answered=_columns.version)


def people_seen(c: Connection, run: Sequence[e.Recorded]) -> None:
    """People the journal met, once each; what a channel told of them is laid over."""
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
    c.execute(_NEW_PERSON[c.dialect.name], rows)
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
            change_person(c, r, **told)


def conversation_opened(c: Connection, r: e.Recorded, event: e.ConversationOpened) -> None:
    """A conversation that is new; one that is known stays as it is."""
    upsert(
        c,
        t.conversations,
        {
            "workspace": r.workspace,
            "id": conversation_of(r),
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
        _MESSAGE,
        {
            "workspace": r.workspace,
            "conversation": conversation_of(r),
            "id": event.id,
            "seq": r.seq,
            "at": r.at,
            "speaker": speaker.value,
            "text": event.text,
            "sources": [s.model_dump(mode="json") for s in event.sources]
            if isinstance(event, e.MessageSent)
            else [],
            "parts": [part.model_dump(mode="json") for part in event.parts],
            "draft": event.draft if isinstance(event, e.MessageSent) else None,
            "turn": event.turn if isinstance(event, e.MessageSent) else None,
            "unasked": isinstance(event, e.MessageSent) and event.unasked,
        },
    )
    c.execute(
        _MEMORY_LINE,
        {
            "workspace": r.workspace,
            "person": r.person,
            "seq": r.seq,
            "position": 0,
            "id": event.id,
            "speaker": "customer" if speaker is Speaker.CUSTOMER else "business",
            "text": event.text,
            "at": r.at.isoformat(),
            "reference": event.id,
            "conversation": r.conversation,
        },
    )


def message_received(c: Connection, r: e.Recorded, event: e.MessageReceived) -> None:
    """Words of a customer, for the conversation and for memory."""
    _add_message(c, r, event, Speaker.CUSTOMER)
    change_conversation(
        c,
        r,
        _WAITS,
        now=r.at,
        version=r.seq,
        last_text=event.text,
        last_speaker=Speaker.CUSTOMER.value,
        last_at=r.at,
        snoozed_until=None,
    )


def message_sent(c: Connection, r: e.Recorded, event: e.MessageSent) -> None:
    """Words to a customer, for the conversation and for memory."""
    _add_message(c, r, event, event.speaker)
    # What the owner writes themselves answers everything that was open.
    how = _ALL_ANSWERED if event.speaker is Speaker.OWNER else CONVERSATION
    spoken = {"person_wanted_since": None} if event.speaker is not Speaker.AI else {}
    change_conversation(
        c,
        r,
        how,
        last_text=event.text,
        last_speaker=event.speaker.value,
        last_at=r.at,
        waiting_since=None,
        **spoken,
    )
    moments.step_taken(c, r, event)


def file_stored(c: Connection, r: e.Recorded, event: e.FileStored) -> None:
    """A file that somebody sent."""
    c.execute(
        insert(t.files).values(
            workspace=r.workspace,
            id=event.file.id,
            seq=r.seq,
            at=r.at,
            person=r.person,
            conversation=conversation_of(r),
            body=event.file.model_dump(mode="json"),
        )
    )


def all_observed(c: Connection, run: Sequence[e.Recorded]) -> None:
    """Behaviour, in one statement however much of it came."""
    c.execute(
        _BEHAVIOUR,
        [_behaviour_row(r, cast(e.BehaviourObserved, r.event)) for r in run],
    )


def _behaviour_row(r: e.Recorded, event: e.BehaviourObserved) -> dict[str, Any]:
    return {
        "workspace": r.workspace,
        "conversation": conversation_of(r),
        "id": event.id,
        "seq": r.seq,
        "at": event.observed_at or r.at,
        "person": r.person,
        "body": event.behaviour.model_dump(mode="json"),
    }


def person_requested(c: Connection, r: e.Recorded, _: e.PersonRequested) -> None:
    """The customer wants a person."""
    change_conversation(c, r, _WANTS_PERSON, now=r.at)


def taken_over(c: Connection, r: e.Recorded, _: e.ConversationTakenOver) -> None:
    """The owner has the conversation."""
    change_conversation(c, r, mode="owner")


def handed_back(c: Connection, r: e.Recorded, _: e.ConversationHandedBack) -> None:
    """The agents have it again."""
    # A customer who still waits wants a turn of the agents from here on.
    wanted = case((_columns.waiting_since.is_not(None), r.seq), else_=_columns.version)
    change_conversation(c, r, CONVERSATION.values(version=wanted), mode="agents")


def conversation_seen(c: Connection, r: e.Recorded, event: e.ConversationSeen) -> None:
    """How far a side has read."""
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
        unread = _columns.unread
        fewer = case((later < unread, later), else_=unread)
        change_conversation(c, r, CONVERSATION.values(unread=fewer))


def snoozed(c: Connection, r: e.Recorded, event: e.ConversationSnoozed) -> None:
    """The owner wants to see it later."""
    change_conversation(c, r, snoozed_until=event.until)
