"""What a turn leaves behind, as rows: readings, drafts and their decisions, and its end."""

from sqlalchemy import (
    Connection,
    bindparam,
    case,
    insert,
    null,
    select,
    update,
)

from kizashi import events as e
from kizashi.draft import DraftStatus
from kizashi.ids import Seq
from memory import schema as t
from memory.moments import projections as moments
from memory.projections.rows import (
    CONVERSATION,
    change_conversation,
    change_person,
    conversation_of,
)
from memory.unanswered import projections as unanswered

_READING = insert(t.readings)
_TURN = insert(t.turns)
_columns = t.conversations.c
# A customer who wrote on while the turn ended still waits.
_WAITS_NO_MORE = CONVERSATION.values(
    waiting_since=case(
        (_columns.version == bindparam("covered"), null()), else_=_columns.waiting_since
    )
)


def reading_made(c: Connection, r: e.Recorded, event: e.ReadingMade) -> None:
    """A reading, or a finer one in the place of the first."""
    if event.refines:
        _reading_refined(c, r, event)
        return
    reading = event.reading
    c.execute(
        _READING,
        {
            "workspace": r.workspace,
            "id": event.id,
            "conversation": conversation_of(r),
            "person": r.person,
            "seq": r.seq,
            "at": r.at,
            "message": event.message,
            "temperature": reading.temperature,
            "stall": reading.stall.reason.value if reading.stall else None,
            "body": reading.model_dump(mode="json"),
        },
    )
    change_conversation(c, r, reading=event.id)
    moments.read_next(c, r, event)
    if reading.language is not None:
        change_person(c, r, language=reading.language.value)


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


def draft_held(c: Connection, r: e.Recorded, event: e.DraftHeld) -> None:
    """A step that waits for the owner."""
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
    change_conversation(c, r, held_draft=draft.id)


def draft_decided(c: Connection, r: e.Recorded, event: e.DraftDecided) -> None:
    """What became of a draft."""
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
    change_conversation(c, r, held_draft=None, **wanted)


def turn_finished(c: Connection, r: e.Recorded, event: e.TurnFinished) -> None:
    """How a turn ended, and what it answered."""
    c.execute(
        _TURN,
        {
            "workspace": r.workspace,
            "id": event.turn,
            "conversation": conversation_of(r),
            "person": r.person,
            "seq": r.seq,
            "at": r.at,
            "covers": event.covers,
            "outcome": event.outcome,
            "reading": event.reading,
            "step_kind": event.step.kind.value if event.step else None,
            "failed": list(event.failed),
        },
    )
    if event.outcome in {"waited", "silent"}:
        change_conversation(c, r, _WAITS_NO_MORE, covered=event.covers, answered=event.covers)
    else:
        change_conversation(c, r, answered=event.covers)
    unanswered.turn_finished(c, r, event)
