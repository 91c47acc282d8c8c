"""The chronicle: what happened with everybody lately, as plain values that the Coach thinks about.

It is read in a few queries for the whole business; nothing in it is kept.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection, and_, select

from kizashi.ids import ConversationId, DraftId, MessageId, PersonId, Seq, WorkspaceId
from kizashi.reading import Reading
from memory import schema as t
from memory.store import Store

MOST_BEATS = 20_000
"""Readings, and as many messages, that are looked at: the newest."""
_CHARACTERS = 600


@dataclass(frozen=True, slots=True)
class Beat:
    """One moment of a conversation: a message of the customer with what was read in it, or words
    of the business with the kind of step they were."""

    seq: Seq
    at: datetime
    who: Literal["customer", "business"]
    message: MessageId
    text: str
    reading: Reading | None = None
    step: str | None = None
    speaker: str = "customer"


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation as the Coach sees it. `beats` are those of the time asked for."""

    conversation: ConversationId
    person: PersonId
    name: str | None
    language: str | None
    mode: str
    reading: Reading | None
    last_at: datetime
    waiting_since: datetime | None
    held_draft: DraftId | None
    snoozed_until: datetime | None
    beats: tuple[Beat, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a draft. `topics` are those of its step."""

    draft: DraftId
    conversation: ConversationId
    status: str
    by: str | None
    step: str
    topics: frozenset[str]
    text: str
    final_text: str | None
    reason: str | None
    answers: str
    created_at: datetime
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Chronicle:
    """Everybody, and every decision, since a moment."""

    since: datetime
    until: datetime
    talks: tuple[Talk, ...]
    decisions: tuple[Decided, ...]
    sent_alone: tuple[datetime, ...] = ()
    """When answers went out by themselves."""
    blocked: tuple[datetime, ...] = ()
    """When a rule stopped a turn."""

    def talk(self, conversation: ConversationId | None) -> Talk | None:
        """One conversation."""
        return next((one for one in self.talks if one.conversation == conversation), None)


async def read_chronicle(
    store: Store, workspace: WorkspaceId, since: datetime, until: datetime
) -> Chronicle:
    """The chronicle of a stretch of time; every conversation is named, however old."""
    return await store.read(lambda connection: _read(connection, workspace, since, until))


def _read(
    connection: Connection, workspace: WorkspaceId, since: datetime, until: datetime
) -> Chronicle:
    beats = _beats(connection, workspace, since)
    c, p = t.conversations.c, t.people.c
    rows = connection.execute(
        select(
            t.conversations,
            p.name.label("name"),
            p.language.label("language"),
            t.readings.c.body.label("read"),
        )
        .outerjoin(t.people, and_(p.workspace == c.workspace, p.id == c.person))
        .outerjoin(
            t.readings, and_(t.readings.c.workspace == c.workspace, t.readings.c.id == c.reading)
        )
        .where(c.workspace == workspace)
        .order_by(c.last_at.desc())
    ).all()
    talks = tuple(
        Talk(
            conversation=ConversationId(row.id),
            person=PersonId(row.person),
            name=row.name,
            language=row.language,
            mode=row.mode,
            reading=Reading(**row.read) if row.read else None,
            last_at=row.last_at,
            waiting_since=row.waiting_since,
            held_draft=DraftId(row.held_draft) if row.held_draft else None,
            snoozed_until=row.snoozed_until,
            beats=tuple(beats.get(row.id, ())),
        )
        for row in rows
    )
    outcomes = connection.execute(
        select(t.turns.c.outcome, t.turns.c.at).where(
            t.turns.c.workspace == workspace, t.turns.c.at >= since
        )
    ).all()
    return Chronicle(
        since=since,
        until=until,
        talks=talks,
        decisions=decisions_in(connection, workspace, since),
        sent_alone=tuple(row.at for row in outcomes if row.outcome == "sent"),
        blocked=tuple(row.at for row in outcomes if row.outcome == "blocked"),
    )


def _beats(
    connection: Connection, workspace: WorkspaceId, since: datetime
) -> dict[str, Sequence[Beat]]:
    messages, readings, journal = t.messages.c, t.readings.c, t.journal.c
    rows = connection.execute(
        select(t.messages, readings.body.label("read"), journal.body.label("event"))
        .outerjoin(
            t.readings,
            and_(
                readings.workspace == messages.workspace,
                readings.conversation == messages.conversation,
                readings.message == messages.id,
            ),
        )
        .outerjoin(
            t.journal,
            and_(
                journal.workspace == messages.workspace,
                journal.seq == messages.seq,
                journal.kind == "message.sent",
            ),
        )
        .where(messages.workspace == workspace, messages.at >= since)
        .order_by(messages.seq.desc())
        .limit(MOST_BEATS)
    ).all()
    found: dict[str, list[Beat]] = defaultdict(list)
    for row in reversed(rows):
        found[row.conversation].append(_beat(row))
    return dict(found)


def _beat(row: Any) -> Beat:
    step = (row.event or {}).get("step") or {}
    return Beat(
        seq=Seq(row.seq),
        at=row.at,
        who="customer" if row.speaker == "customer" else "business",
        message=MessageId(row.id),
        text=row.text[:_CHARACTERS],
        reading=Reading(**row.read) if row.read else None,
        step=step.get("kind"),
        speaker=row.speaker,
    )


def decisions_in(
    connection: Connection, workspace: WorkspaceId, since: datetime, most: int = 2_000
) -> tuple[Decided, ...]:
    """What the owner decided since then, oldest first."""
    columns = t.drafts.c
    rows = connection.execute(
        select(t.drafts)
        .where(
            columns.workspace == workspace,
            columns.decided_at >= since,
            columns.status.in_(("approved", "edited", "rejected")),
        )
        .order_by(columns.decided_at.desc())
        .limit(most)
    ).all()
    return tuple(
        Decided(
            draft=DraftId(row.id),
            conversation=ConversationId(row.conversation),
            status=row.status,
            by=row.decided_by,
            step=row.body["step"]["kind"],
            topics=frozenset(row.body["step"].get("topics", ())),
            text=row.body["step"]["text"],
            final_text=row.final_text,
            reason=row.decision_reason,
            answers=row.body["answers"],
            created_at=datetime.fromisoformat(row.body["created_at"]),
            decided_at=row.decided_at,
        )
        for row in reversed(rows)
    )
