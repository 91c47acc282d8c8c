"""Vectors of statements and words, each computed once while the process lives."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from memory.embedding import Embedder

Matrix = NDArray[np.float32]

KEPT = 20_000
"""Vectors kept of each sort (1.5 KB each): a small business has a few thousand statements and
words, a conversation adds a handful."""


class VectorCache:
    """Gives the vector of a text, computing only what it has not met before."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._asked: OrderedDict[str, Matrix] = OrderedDict()
        self._stated: OrderedDict[str, Matrix] = OrderedDict()

    async def asked(self, texts: Sequence[str]) -> Matrix:
        """Vectors of questions and of single words, one row for each text."""
        missing = _missing(texts, self._asked)
        if missing:
            _keep(self._asked, missing, await self._embedder.queries(missing))
        return self._rows(texts, self._asked)

    async def stated(self, texts: Sequence[str]) -> Matrix:
        """Vectors of what documents say, one row for each text."""
        missing = _missing(texts, self._stated)
        if missing:
            # On the way to an answer: asked for ahead of the passages that are merely being learned
            _keep(self._stated, missing, await self._embedder.passages(missing))
        return self._rows(texts, self._stated)

    def _rows(self, texts: Sequence[str], kept: "OrderedDict[str, Matrix]") -> Matrix:
        if not texts:
            return np.empty((0, self._embedder.dimensions), dtype=np.float32)
        rows = np.stack([kept[text] for text in texts])
        while len(kept) > KEPT:
            kept.popitem(last=False)
        return rows


def _missing(texts: Iterable[str], kept: "OrderedDict[str, Matrix]") -> list[str]:
    found: dict[str, None] = {}
    for text in texts:
        if text in kept:
            kept.move_to_end(text)
        else:
            found[text] = None
    return list(found)


def _keep(kept: "OrderedDict[str, Matrix]", texts: Sequence[str], vectors: Matrix) -> None:
    for text, vector in zip(texts, vectors, strict=True):
        kept[text] = vector
