"""Recall: what memory brings back for a moment. Own past exactly, knowledge from Chroma."""

import logging
from collections import OrderedDict
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select, tuple_

from kizashi.errors import StorageUnavailable
from kizashi.ids import MemoryId, PersonId, WorkspaceId
from kizashi.knowledge import FoundPassage
from kizashi.language import Language
from kizashi.recollection import Hit, SimilarMoment
from memory import schema as t
from memory.embedding import Embedder
from memory.knowing import Knowing, Known
from memory.outbox import KNOWLEDGE
from memory.own_past import Line, OwnPast
from memory.ranking import best_passages, nearest
from memory.recipes import KNOWLEDGE_RECIPES, OWN_RECIPES
from memory.store import Store
from memory.vectors import SharedVectors

_log = logging.getLogger(__name__)

Vector = NDArray[np.float32]

PEOPLE_AT_HAND = 256
"""Pasts kept in memory, those used last; a past of 600 lines takes about 1.5 MB."""

KEYS_AT_ONCE = 200


class Recall:
    """Searches one workspace. Vectors of `embedder` count; `shared` may be missing or unavailable
    at any time, then the vectors kept in SQL are scanned exactly. `knowing` is what the business
    knows, in memory."""

    def __init__(
        self,
        store: Store,
        workspace: WorkspaceId,
        embedder: Embedder,
        shared: SharedVectors | None = None,
        *,
        own: str = "default",
        knowledge: str = "default",
    ) -> None:
        self._store = store
        self._workspace = workspace
        self._embedder = embedder.name
        self._shared = shared
        self._own_recipe = OWN_RECIPES[own]
        self._knowledge_recipe = KNOWLEDGE_RECIPES[knowledge]
        self._pasts: OrderedDict[PersonId, OwnPast] = OrderedDict()
        self.knowing = Knowing(store, workspace)

    async def own(
        self,
        person: PersonId,
        query: str,
        vector: Vector | None,
        k: int,
        *,
        before: int | None = None,
    ) -> tuple[Hit, ...]:
        """The `k` lines of this person's past that fit the query best.

        `vector` is the query's, or `None` to search by words alone. `before` leaves out lines
        with this seq and later (such as the message that is being answered).
        """
        past = await self._past(person)
        return past.ranked(query, vector, k, before)

    async def knowledge(
        self, query: str, vector: Vector | None, k: int, language: Language | None = None
    ) -> tuple[FoundPassage, ...]:
        """The `k` passages of the business's knowledge that answer the query best; see
        `best_passages` for their scores."""
        known = await self._known()
        near = await self._near(known, vector) if vector is not None else []
        return best_passages(
            query,
            vector,
            near,
            k,
            language,
            passages=known.passages,
            vectors=known.vectors,
            words=known.words,
            recipe=self._knowledge_recipe,
        )

    async def moments(self, vector: Vector, k: int) -> tuple[SimilarMoment, ...]:
        """Moments of others like this one. None are kept yet, so there is none to find."""
        return ()

    # ── knowledge ────────────────────────────────────────────────────────────────────────────────

    async def _known(self) -> Known:
        """What is known, read again while passages wait for their vectors."""
        known = await self.knowing.now()
        if len(known.vectors) < len(known.passages):
            query = select(func.count(t.passages.c.embedder)).where(
                t.passages.c.workspace == self._workspace
            )
            async with self._store.reader.connect() as connection:
                made = (await connection.execute(query)).scalar_one()
            if made > len(known.vectors):
                await self.knowing.refresh()
                known = await self.knowing.now()
        return known

    async def _near(self, known: Known, vector: Vector) -> list[str]:
        count = self._knowledge_recipe.candidates
        if self._shared is None or not self._shared.available:
            return nearest(known.vectors, vector, count)
        held = self._shared.held(KNOWLEDGE)
        try:
            near = await self._shared.query(KNOWLEDGE, vector, count)
        except StorageUnavailable as error:
            _log.info("recall: exact scan instead of the index (%s)", error.code)
            return nearest(known.vectors, vector, count)
        # What was learned since the index was last made right is searched exactly beside it
        newer = {id_: known.vectors[id_] for id_ in known.vectors.keys() - held}
        return [*(one.id for one in near), *nearest(newer, vector, count)]

    # ── a person's own past ──────────────────────────────────────────────────────────────────────

    async def _past(self, person: PersonId) -> OwnPast:
        of_person = (t.memory_lines.c.workspace == self._workspace) & (
            t.memory_lines.c.person == person
        )
        key = tuple_(t.memory_lines.c.seq, t.memory_lines.c.position)
        async with self._store.reader.connect() as connection:
            past = self._pasts.get(person)
            if past is not None:
                count = (
                    await connection.execute(
                        select(func.count()).select_from(t.memory_lines).where(of_person)
                    )
                ).scalar_one()
                if count < len(past.lines):
                    # Lines were erased: what is kept here must forget them too
                    past = None
            if past is None:
                past = OwnPast(self._own_recipe)
            query = select(t.memory_lines).where(of_person).order_by(*key.clauses)
            if past.lines:
                last = past.lines[-1].key
                rows = list(await connection.execute(query.where(key > last)))
                waiting = past.without_vector()[:KEYS_AT_ONCE]
                if waiting:
                    late = query.where(key.in_(waiting), t.memory_lines.c.vector.is_not(None))
                    rows += list(await connection.execute(late))
            else:
                rows = list(await connection.execute(query))
        past.add(self._line(row) for row in rows)
        self._pasts[person] = past
        self._pasts.move_to_end(person)
        while len(self._pasts) > PEOPLE_AT_HAND:
            self._pasts.popitem(last=False)
        return past

    def _line(self, row: Any) -> Line:
        return Line(
            key=(row.seq, row.position),
            id=MemoryId(row.id),
            speaker=row.speaker,
            text=row.text,
            at=row.at,
            reference=row.reference,
            source=f"conversation:{row.conversation}" if row.conversation else "memories",
            vector=row.vector if row.embedder == self._embedder else None,
        )
