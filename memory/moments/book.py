"""Finding the moments of others that were like one: by what held them, and by what they said."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, and_, func, select

from kizashi.ids import ConversationId, PersonId, WorkspaceId
from kizashi.moment import Outcome
from kizashi.reading import Reading
from kizashi.recollection import SimilarMoment
from memory import schema as t
from memory.recipes import LIKENESS_OF_STRANGERS, LIKENESS_SPREAD
from memory.store import Store

Vector = NDArray[np.float32]

MOST = 20_000
"""The newest moments that are compared: 30 MB of vectors, scanned exactly in a few milliseconds."""

SAME_STALL, SAME_PHASE = 1.5, 0.7
"""What it weighs that somebody was held by the same thing, or stood in the same phase, against one
spread of likeness of the words. Set by judgement: no labelled pairs of moments exist yet."""

ALIKE = 2.5
"""The weight from which a moment counts as like another: the same stall and phase with words only
a little alike, or words that are very much alike."""


@dataclass(slots=True)
class _Held:
    moments: dict[str, SimilarMoment] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    vectors: dict[str, Vector] = field(default_factory=dict)
    changed: int = 0


class MomentBook:
    """The moments of one workspace, in memory; vectors of `embedder` count."""

    def __init__(self, store: Store, workspace: WorkspaceId, embedder: str) -> None:
        self._store = store
        self._workspace = workspace
        self._embedder = embedder
        self._held = _Held()

    async def like(
        self,
        vector: Vector | None,
        reading: Reading | None,
        k: int,
        *,
        but: PersonId | None = None,
    ) -> tuple[SimilarMoment, ...]:
        """Up to `k` moments like this one, the most alike first; none of the person `but`. Empty
        when no moment was like it: a far one is not brought back for want of a nearer."""
        held = await self._now()
        ids = [id_ for id_ in held.moments if held.people[id_] != but]
        if not ids:
            return ()
        weights = _likeness(held, ids, vector)
        if reading is not None:
            stall = reading.stall.reason.value if reading.stall else None
            for place, id_ in enumerate(ids):
                one = held.moments[id_]
                weights[place] += SAME_STALL * (stall is not None and one.stall == stall)
                weights[place] += SAME_PHASE * (one.phase == reading.phase.id)
        order = np.argsort(-weights, kind="stable")[:k]
        return tuple(
            held.moments[ids[place]].model_copy(
                update={"similarity": round(1 / (1 + math.exp(ALIKE - weights[place])), 4)}
            )
            for place in order.tolist()
            if weights[place] >= ALIKE
        )

    async def _now(self) -> _Held:
        held = self._held

        def read(connection: Connection) -> tuple[bool, Sequence[tuple[object, ...]]]:
            count = select(func.count()).select_from(t.moments)
            stored = connection.execute(
                count.where(t.moments.c.workspace == self._workspace)
            ).scalar_one()
            anew = stored < len(held.moments)  # some were erased
            query = self._query(0 if anew else held.changed)
            lacking = [id_ for id_ in held.moments if id_ not in held.vectors][-MOST_LATE:]
            rows = list(connection.execute(query))
            if lacking and not anew:
                late = self._query(0).where(t.moments.c.id.in_(lacking))
                rows += list(connection.execute(late))
            return anew, rows

        anew, rows = await self._store.read(read)
        if anew:
            self._held = held = _Held()
        for row in rows:
            self._take(held, row)
        return held

    def _query(self, after: int) -> Select[tuple[object, ...]]:
        """Newest first, so that the bound keeps what is newest."""
        moments, lines = t.moments.c, t.memory_lines.c
        return (
            select(t.moments, lines.vector, lines.embedder)
            .outerjoin(
                t.memory_lines,
                and_(
                    lines.workspace == moments.workspace,
                    lines.person == moments.person,
                    lines.seq == moments.said,
                    lines.position == 0,
                ),
            )
            .where(moments.workspace == self._workspace, moments.changed > after)
            .order_by(moments.changed.desc())
            .limit(MOST)
        )

    def _take(self, held: _Held, row: object) -> None:
        values = row._mapping  # type: ignore[attr-defined]
        id_ = values["id"]
        outcome: Outcome = values["outcome"]
        held.people[id_] = values["person"]
        held.moments[id_] = SimilarMoment(
            step_kind=values["step_kind"],
            outcome=outcome,
            similarity=0.0,
            conversation=ConversationId(values["conversation"]),
            at=values["at"],
            phase=values["phase"],
            stall=values["stall"],
            temperature=values["temperature"],
            after=values["after"],
        )
        if values["vector"] is not None and values["embedder"] == self._embedder:
            held.vectors[id_] = np.frombuffer(values["vector"], np.float32)
        held.changed = max(held.changed, values["changed"])


MOST_LATE = 200


def _likeness(held: _Held, ids: Sequence[str], vector: Vector | None) -> NDArray[np.float64]:
    """Likeness of the words in spreads above that of strangers; unknown words are strangers'."""
    weights = np.zeros(len(ids))
    if vector is None:
        return weights
    known = [place for place, id_ in enumerate(ids) if id_ in held.vectors]
    if known:
        matrix = np.stack([held.vectors[ids[place]] for place in known])
        weights[known] = (matrix @ vector - LIKENESS_OF_STRANGERS) / LIKENESS_SPREAD
    return weights
