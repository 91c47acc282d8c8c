"""Recall: what memory brings back for a moment. Own past exactly, knowledge from Chroma."""

import logging
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    Table,
    bindparam,
    func,
    literal,
    select,
    tuple_,
    union_all,
)

from kizashi.clock import Clock, SystemClock
from kizashi.errors import StorageUnavailable
from kizashi.facts import FactStatus
from kizashi.ids import MemoryId, PersonId, WorkspaceId
from kizashi.knowledge import FoundPassage
from kizashi.language import Language
from kizashi.reading import Reading
from kizashi.recollection import Hit, SimilarMoment
from memory import schema as t
from memory.embedding import Embedder
from memory.features import unpacked
from memory.knowing import Knowing, Known
from memory.moments.book import MomentBook
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

EXACT_UP_TO = 4_000
"""Passages up to which all vectors are compared instead of asking Chroma: the same answer, exact,
in under a millisecond where the index takes three or more with its hop to another thread
(`make bench` shows both)."""


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
        exact_up_to: int = EXACT_UP_TO,
        clock: Clock | None = None,
    ) -> None:
        self._store = store
        self._workspace = workspace
        self._embedder = embedder.name
        self._shared = shared
        self._own_recipe = OWN_RECIPES[own]
        self._knowledge_recipe = KNOWLEDGE_RECIPES[knowledge]
        self._exact_up_to = exact_up_to
        self._clock = clock or SystemClock()
        self._pasts: OrderedDict[PersonId, OwnPast] = OrderedDict()
        self._moments = MomentBook(store, workspace, embedder.name)
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
        with this seq and later (such as the message that is being answered). A hit is marked when
        the person later said something else about the same thing.
        """
        past, overtaken = await self._past(person)
        today = self._clock.now().date()
        hits = past.ranked(query, vector, k, today=today, before=before)
        return tuple(
            hit.model_copy(update={"superseded": True}) if hit.id in overtaken else hit
            for hit in hits
        )

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

    def forget(self) -> None:
        """Lets go of every past that is kept in memory."""
        self._pasts.clear()

    async def moments(
        self,
        vector: Vector | None,
        reading: Reading | None,
        k: int,
        *,
        but: PersonId | None = None,
    ) -> tuple[SimilarMoment, ...]:
        """Moments of others like this one, the most alike first; see `MomentBook.like`."""
        return await self._moments.like(vector, reading, k, but=but)

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
        few = len(known.vectors) <= self._exact_up_to
        if few or self._shared is None or not self._shared.available:
            return nearest(known.held, known.matrix, vector, count)
        held = self._shared.held(KNOWLEDGE)
        try:
            near = await self._shared.query(KNOWLEDGE, vector, count)
        except StorageUnavailable as error:
            _log.info("recall: exact scan instead of the index (%s)", error.code)
            return nearest(known.held, known.matrix, vector, count)
        # What was learned since the index was last made right is searched exactly beside it
        newer = [place for place, id_ in enumerate(known.held) if id_ not in held]
        late = nearest([known.held[place] for place in newer], known.matrix[newer], vector, count)
        return [*(one.id for one in near), *late]

    # ── a person's own past ──────────────────────────────────────────────────────────────────────

    async def _past(self, person: PersonId) -> tuple[OwnPast, frozenset[str]]:
        """The past as it is stored now (read whole once, then only what is new in it), and the
        lines whose facts were superseded."""
        known = self._pasts.get(person)
        whose = {"workspace": self._workspace, "person": person}
        held = len(known.lines) if known is not None else 0
        waiting = known.without_vector()[:KEYS_AT_ONCE] if known is not None else []

        def read(connection: Connection) -> tuple[bool, list[Line], frozenset[str]]:
            overtaken = frozenset(connection.execute(_OVERTAKEN, whose).scalars())
            return *changes(connection), overtaken

        def changes(connection: Connection) -> tuple[bool, list[Line]]:
            if known is None or not known.lines:
                return True, self._lines(connection, _LINES, whose)
            count = connection.execute(_COUNT, whose).scalar_one()
            if count == held and not waiting:
                return False, []
            after = tuple_(*map(literal, known.lines[-1].key))
            new = self._lines(connection, _LINES.where(_key > after), whose) if count > held else []
            if count != held + len(new):
                # Lines were erased, or came in between by a merge: what is kept here is not true
                return True, self._lines(connection, _LINES, whose)
            if waiting:
                late = _key.in_(waiting) & t.memory_lines.c.vector.is_not(None)
                new += self._lines(connection, _LINES.where(late), whose)
            return False, new

        anew, lines, overtaken = await self._store.read(read)
        past = OwnPast(self._own_recipe) if anew or known is None else known
        past.add(lines)
        self._pasts[person] = past
        self._pasts.move_to_end(person)
        while len(self._pasts) > PEOPLE_AT_HAND:
            self._pasts.popitem(last=False)
        return past, overtaken

    def _lines(
        self, connection: Connection, query: Select[Any], whose: Mapping[str, str]
    ) -> list[Line]:
        return [
            Line(
                (seq, position),
                MemoryId(id_),
                speaker,
                text,
                at,
                reference,
                f"conversation:{conversation}" if conversation else "memories",
                vector if embedder == self._embedder else None,
                unpacked(features),
            )
            for (
                seq, position, id_, speaker, text, at, reference, conversation, vector, embedder,
                features,
            ) in connection.execute(query, whose)
        ]  # fmt: skip


def _of_person(table: Table) -> ColumnElement[bool]:
    """The rows of everybody who is this person, by the merges in force."""
    people = t.people.alias("others")
    me = t.people.alias("me")
    one = select(me.c.one).where(
        me.c.workspace == bindparam("workspace"), me.c.id == bindparam("person")
    )
    others = select(people.c.id).where(
        people.c.workspace == bindparam("workspace"), people.c.one == one.scalar_subquery()
    )
    return (table.c.workspace == bindparam("workspace")) & table.c.person.in_(
        union_all(others, select(bindparam("person", type_=String)))
    )


_key = tuple_(t.memory_lines.c.seq, t.memory_lines.c.position)
_LINES: Select[Any] = (
    select(
        *(
            t.memory_lines.c[name]
            for name in (
                "seq", "position", "id", "speaker", "text", "at", "reference", "conversation",
                "vector", "embedder", "features",
            )
        )
    )
    .where(_of_person(t.memory_lines))
    .order_by(*_key.clauses)
)  # fmt: skip
_COUNT = select(func.count()).select_from(t.memory_lines).where(_of_person(t.memory_lines))
_OVERTAKEN = select(t.facts.c.source).where(
    _of_person(t.facts), t.facts.c.status == FactStatus.SUPERSEDED.value
)
