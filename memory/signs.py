"""What is known of a person who does something without a word, and the signs that were seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, select

from kizashi.events import Recorded
from kizashi.ids import ConversationId, PersonId, Seq, WorkspaceId
from kizashi.reading import Reading
from kizashi.sign import SignKind, SignSeen, SignView
from kizashi.signal import Behaviour
from kizashi.step import Step
from memory import schema as t

MOST_ACTS = 80
MOST_SILENT = 500


@dataclass(frozen=True, slots=True)
class Deed:
    """One behaviour event with its time and place in the journal."""

    behaviour: Behaviour
    at: datetime
    seq: Seq


@dataclass(frozen=True, slots=True)
class Quiet:
    """A conversation in which nobody waits for an answer. `known` is false while it has only
    behaviour; `since` is the seq of the last word, turn or sign."""

    conversation: ConversationId
    person: PersonId
    known: bool
    version: Seq
    since: Seq
    signed_at: datetime | None
    temperature: float | None
    last_word: datetime | None
    deeds: tuple[Deed, ...]


def sign_seen(c: Connection, r: Recorded, event: SignSeen) -> None:
    """A turn is wanted from here on, for what was done and not for what was said."""
    c.execute(
        t.signs.insert().values(
            workspace=r.workspace,
            conversation=r.conversation,
            seq=r.seq,
            at=r.at,
            person=r.person,
            because=[kind.value for kind in event.because],
            strength=event.strength,
        )
    )
    columns = t.conversations.c
    c.execute(
        t.conversations.update()
        .where(columns.workspace == r.workspace, columns.id == r.conversation)
        .values(version=r.seq, sign=r.seq)
    )


def quiet_in(c: Connection, workspace: WorkspaceId, conversation: ConversationId) -> Quiet | None:
    """The conversation as a watcher sees it; `None` when somebody waits in it, the owner has it, or
    nothing was done."""
    row = c.execute(
        select(t.conversations).where(
            t.conversations.c.workspace == workspace, t.conversations.c.id == conversation
        )
    ).one_or_none()
    if row is not None and (
        row.mode != "agents" or row.held_draft is not None or row.version > row.answered
    ):
        return None
    done = _last(c, t.behaviours, workspace, conversation, MOST_ACTS)
    if row is None and not done:
        return None
    (word,) = _last(c, t.messages, workspace, conversation, 1) or (None,)
    (sign,) = _last(c, t.signs, workspace, conversation, 1) or (None,)
    (turn,) = _last(c, t.turns, workspace, conversation, 1) or (None,)
    (reading,) = _last(c, t.readings, workspace, conversation, 1) or (None,)
    return Quiet(
        conversation=conversation,
        person=PersonId(row.person if row is not None else done[-1].person),
        known=row is not None,
        version=Seq(row.version if row is not None else 0),
        since=Seq(max((one.seq for one in (word, sign, turn) if one is not None), default=0)),
        signed_at=sign.at if sign is not None else None,
        temperature=reading.temperature if reading is not None else None,
        last_word=word.at if word is not None else None,
        deeds=tuple(Deed(Behaviour.model_validate(one.body), one.at, Seq(one.seq)) for one in done),
    )


def fallen_silent(
    c: Connection, workspace: WorkspaceId, now: datetime, warmth: float, after: timedelta
) -> tuple[ConversationId, ...]:
    """Conversations whose last reading was this warm and in which nothing was said for so long,
    and in which no sign was seen since. The latest first."""
    columns, readings = t.conversations.c, t.readings.c
    query = (
        select(columns.id)
        .join(
            t.readings,
            and_(readings.workspace == columns.workspace, readings.id == columns.reading),
        )
        .where(
            columns.workspace == workspace,
            columns.mode == "agents",
            columns.held_draft.is_(None),
            columns.version <= columns.answered,
            columns.last_at <= now - after,
            readings.temperature >= warmth,
            columns.sign.is_(None) | (columns.sign < columns.version),
        )
        .order_by(columns.last_at.desc())
        .limit(MOST_SILENT)
    )
    return tuple(ConversationId(found) for found in c.execute(query).scalars())


def signs_of(
    c: Connection, workspace: WorkspaceId, conversation: ConversationId
) -> tuple[SignView, ...]:
    """The signs of a conversation, oldest first, each with what its turn came to."""
    signs, turns, readings, journal = t.signs.c, t.turns.c, t.readings.c, t.journal.c
    query = (
        select(
            t.signs,
            turns.outcome,
            turns.reading.label("reading_id"),
            readings.body.label("reading_body"),
            journal.body.label("turn_body"),
        )
        .outerjoin(
            t.turns,
            and_(
                turns.workspace == signs.workspace,
                turns.conversation == signs.conversation,
                turns.covers == signs.seq,
            ),
        )
        .outerjoin(
            t.readings, and_(readings.workspace == signs.workspace, readings.id == turns.reading)
        )
        .outerjoin(t.journal, and_(journal.workspace == signs.workspace, journal.seq == turns.seq))
        .where(signs.workspace == workspace, signs.conversation == conversation)
        .order_by(signs.seq)
    )
    return tuple(_view(row) for row in c.execute(query))


def _view(row: Row[Any]) -> SignView:
    step = (row.turn_body or {}).get("step")
    return SignView(
        seq=row.seq,
        at=row.at,
        because=tuple(SignKind(kind) for kind in row.because),
        strength=row.strength,
        reading=Reading.model_validate(row.reading_body) if row.reading_body else None,
        reading_id=row.reading_id,
        outcome=row.outcome,
        step=Step.model_validate(step) if step else None,
    )


def _last(
    c: Connection, table: Any, workspace: WorkspaceId, conversation: ConversationId, count: int
) -> Sequence[Row[Any]]:
    """The last rows of a conversation, oldest first."""
    query = (
        select(table)
        .where(table.c.workspace == workspace, table.c.conversation == conversation)
        .order_by(table.c.seq.desc())
        .limit(count)
    )
    return c.execute(query).all()[::-1]
