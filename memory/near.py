"""Finding people by what they said, by meaning: their newest words against the words sought."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, func, select

from kizashi.ids import ConversationId, WorkspaceId
from memory import schema as t
from memory.store import Store

NEWEST = 4
"""Lines of each conversation that are compared: what somebody said long ago is not what they mean
now."""

Vector = NDArray[np.float32]


async def likenesses(
    store: Store, workspace: WorkspaceId, embedder: str, vector: Vector
) -> Mapping[ConversationId, float]:
    """The likeness (cosine) of each conversation's newest customer lines to a query: the best."""
    return await store.read(lambda connection: _likenesses(connection, workspace, embedder, vector))


def _likenesses(
    connection: Connection, workspace: WorkspaceId, embedder: str, vector: Vector
) -> dict[ConversationId, float]:
    lines = t.memory_lines.c
    place = func.row_number().over(partition_by=lines.conversation, order_by=lines.seq.desc())
    newest = (
        select(lines.conversation, lines.vector, place.label("place"))
        .where(
            lines.workspace == workspace,
            lines.speaker == "customer",
            lines.conversation.is_not(None),
            lines.embedder == embedder,
        )
        .subquery()
    )
    query = select(newest.c.conversation, newest.c.vector).where(newest.c.place <= NEWEST)
    rows = connection.execute(query).all()
    if not rows:
        return {}
    vectors = np.frombuffer(b"".join(row.vector for row in rows), dtype=np.float32)
    scores = vectors.reshape(len(rows), -1) @ vector
    best: dict[ConversationId, float] = {}
    for row, score in zip(rows, scores, strict=True):
        key = ConversationId(row.conversation)
        best[key] = max(best.get(key, -1.0), float(score))
    return best
