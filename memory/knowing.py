"""What the business knows, held in memory for quick looks: passages, words, and the catalogue.

A small business knows some thousands of passages: they fit in memory, and a turn never waits for
the database or for the vector store to start.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select

from kizashi.ids import WorkspaceId
from kizashi.knowledge import CatalogueItem, Passage
from memory import schema as t
from memory.calendar import Calendar
from memory.lexical import LexicalIndex
from memory.store import Store
from memory.words import terms

HEADING_WEIGHT = 0.6
SHARED_TERMS = 0.5


@dataclass(frozen=True, slots=True)
class Known:
    """One state of the knowledge; replaced whole when a document changes. `vectors` are the rows
    of `matrix`, which has one for each id of `held`."""

    passages: dict[str, Passage] = field(default_factory=dict)
    held: tuple[str, ...] = ()
    matrix: NDArray[np.float32] = field(default_factory=lambda: np.empty((0, 0), np.float32))
    vectors: dict[str, NDArray[np.float32]] = field(default_factory=dict)
    words: LexicalIndex = field(default_factory=LexicalIndex)
    catalogue: tuple[CatalogueItem, ...] = ()
    item_terms: tuple[tuple[frozenset[str], ...], ...] = ()
    calendar: Calendar = field(default_factory=lambda: Calendar(()))


class Knowing:
    """The knowledge of one workspace as it stands in the database."""

    def __init__(self, store: Store, workspace: WorkspaceId) -> None:
        self._store = store
        self._workspace = workspace
        self._known: Known | None = None
        self._loading = asyncio.Lock()

    async def now(self) -> Known:
        """The present state, read at the first call and after each `refresh`."""
        known = self._known
        if known is None:
            async with self._loading:
                known = self._known
                if known is None:
                    known = self._known = await self._load()
        return known

    async def refresh(self) -> None:
        """Reads the knowledge anew: a document was learned or forgotten."""
        self._known = await self._load()

    async def by_words(self, text: str, k: int) -> Sequence[Passage]:
        """The passages that share the most with a text."""
        known = await self.now()
        return [known.passages[match.key] for match in known.words.search(text, k)]

    async def catalogue(self) -> tuple[CatalogueItem, ...]:
        """Everything the business offers."""
        return (await self.now()).catalogue

    async def named_in(self, words: str) -> Sequence[CatalogueItem]:
        """The items one of whose names stands in the words, at least by half of its terms."""
        known = await self.now()
        said = frozenset(terms(words))
        return [
            item
            for item, names in zip(known.catalogue, known.item_terms, strict=True)
            if any(name and len(name & said) >= SHARED_TERMS * len(name) for name in names)
        ]

    async def on_days(self, first: date, last: date, today: date) -> Sequence[Passage]:
        """The passages that speak of a day between the two, seen from today."""
        return (await self.now()).calendar.on(first, last, today)

    async def _load(self) -> Known:
        async with self._store.reader.connect() as connection:
            rows = (
                await connection.execute(
                    select(t.passages)
                    .where(t.passages.c.workspace == self._workspace)
                    .order_by(t.passages.c.document, t.passages.c.position)
                )
            ).all()
            items = (
                await connection.execute(
                    select(t.catalogue_items.c.body)
                    .where(t.catalogue_items.c.workspace == self._workspace)
                    .order_by(t.catalogue_items.c.document, t.catalogue_items.c.position)
                )
            ).all()
        return await asyncio.to_thread(_build, rows, items)


def _build(rows: Sequence[Any], items: Sequence[Any]) -> Known:
    passages: dict[str, Passage] = {}
    made: dict[str, bytes] = {}
    words = LexicalIndex()
    for row in rows:
        passage = Passage.model_validate(row.body)
        passages[passage.id] = passage
        if row.vector is not None:
            made[passage.id] = row.vector
        words.add(passage.id, ((passage.text, 1.0), (" ".join(passage.heading), HEADING_WEIGHT)))
    catalogue = tuple(CatalogueItem.model_validate(item.body) for item in items)
    held = tuple(made)
    matrix = np.frombuffer(b"".join(made.values()), dtype=np.float32)
    matrix = matrix.reshape(len(held), -1) if held else matrix.reshape(0, 0)
    return Known(
        passages=passages,
        held=held,
        matrix=matrix,
        vectors=dict(zip(held, matrix, strict=True)),
        words=words,
        catalogue=catalogue,
        item_terms=tuple(
            tuple(frozenset(terms(name)) for name in item.names) for item in catalogue
        ),
        calendar=Calendar(passages.values()),
    )
