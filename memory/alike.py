"""Explaining a stored reading: earlier messages like the one it was made at, and how they went on.

Compared are the vectors that memory keeps of every line anyway, exactly, over the newest ones.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, and_, select

from kizashi.errors import NotFound
from kizashi.explained import AlikeMoment, Explained, because_of, sureness_of
from kizashi.ids import ReadingId, WorkspaceId
from kizashi.reading import Reading
from kizashi.signal import Speaker
from memory import schema as t

MOST_COMPARED = 5_000
MOST_ALIKE = 3
ALIKE_FROM = 0.45
"""Likeness from which two lines say much the same: how much of the way from the usual cosine to 1
theirs has gone. Of the sets of `bench/intents.py` it holds one pair in a hundred of different
intents, and one in four of the same."""
USUAL_COSINE = {"ja": 0.925, "en": 0.873}
USUAL_COUNTS_AS = 50
"""The cosine of any two lines, which is a matter of the language; it counts as so many lines."""


def explained(c: Connection, workspace: WorkspaceId, reading: ReadingId) -> Explained:
    """A reading with what it rests on. Raises `NotFound` (`reading.unknown`)."""
    columns = t.readings.c
    row = c.execute(
        select(t.readings).where(columns.workspace == workspace, columns.id == reading)
    ).one_or_none()
    if row is None:
        raise NotFound(
            f"There is no reading {reading}.",
            "Load the conversation again.",
            code="reading.unknown",
        )
    shown = Reading.model_validate(row.body)
    return Explained(
        id=row.id,
        conversation=row.conversation,
        message=row.message,
        at=row.at,
        reading=shown,
        because=because_of(shown),
        sure=sureness_of(shown),
        alike=_alike(c, workspace, row),
    )


def _alike(c: Connection, workspace: WorkspaceId, row: Row[Any]) -> tuple[AlikeMoment, ...]:
    lines, readings = t.memory_lines.c, t.readings.c
    own = c.execute(
        select(lines.vector, lines.embedder).where(
            lines.workspace == workspace,
            lines.conversation == row.conversation,
            lines.reference == row.message,
            lines.vector.is_not(None),
        )
    ).first()
    if own is None:
        return ()
    earlier = c.execute(
        select(t.readings, lines.vector, lines.text)
        .join(
            t.memory_lines,
            and_(
                lines.workspace == readings.workspace,
                lines.conversation == readings.conversation,
                lines.reference == readings.message,
            ),
        )
        .where(
            readings.workspace == workspace,
            readings.seq < row.seq,
            readings.message != row.message,
            lines.embedder == own.embedder,
        )
        .order_by(readings.seq.desc())
        .limit(MOST_COMPARED)
    ).all()
    if not earlier:
        return ()
    vectors = np.frombuffer(b"".join(one.vector for one in earlier), dtype=np.float32)
    cosines = vectors.reshape(len(earlier), -1) @ np.frombuffer(own.vector, dtype=np.float32)
    usual = USUAL_COSINE.get(Reading.model_validate(row.body).language or "ja", USUAL_COSINE["ja"])
    many = len(earlier) + USUAL_COUNTS_AS
    middle = (float(cosines.sum()) + usual * USUAL_COUNTS_AS) / many
    alike = (cosines - middle) / (1 - middle)
    found: dict[str, AlikeMoment] = {}
    for place in np.argsort(-alike, kind="stable"):
        if alike[place] < ALIKE_FROM or len(found) == MOST_ALIKE:
            break
        one = earlier[int(place)]
        # A message that was read twice (its draft was rejected) is one moment: the newest reading.
        if one.message not in found:
            found[one.message] = _moment(c, workspace, one, float(alike[place]))
    return tuple(found.values())


def _moment(c: Connection, workspace: WorkspaceId, row: Row[Any], likeness: float) -> AlikeMoment:
    reading = Reading.model_validate(row.body)
    messages, readings = t.messages.c, t.readings.c
    answer = _next(
        c,
        select(messages.text).where(
            messages.workspace == workspace,
            messages.conversation == row.conversation,
            messages.seq > row.seq,
            messages.speaker != Speaker.CUSTOMER.value,
        ),
        messages.seq,
    )
    later = _next(
        c,
        select(readings.temperature).where(
            readings.workspace == workspace,
            readings.conversation == row.conversation,
            readings.seq > row.seq,
            readings.message != row.message,
        ),
        readings.seq,
    )
    return AlikeMoment(
        reading=row.id,
        conversation=row.conversation,
        person=row.person,
        at=row.at,
        text=row.text,
        likeness=round(min(likeness, 1.0), 3),
        first_intent=reading.first_intent,
        temperature=reading.temperature,
        answer=answer,
        next_temperature=later,
    )


def _next(c: Connection, query: Any, order: Any) -> Any:
    rows: Sequence[Any] = c.execute(query.order_by(order).limit(1)).all()
    return rows[0][0] if rows else None
