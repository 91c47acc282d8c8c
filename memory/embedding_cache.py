"""Remembering the vectors of the last questions: in a turn several agents ask for the same."""

from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from memory.embedding import Embedder, Vectors

QUESTIONS = 2_048
"""Vectors kept: 384 floats each, 3 MB in all."""


class CachedEmbedder:
    """An embedder that keeps the vectors of the last questions; passages go straight through."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._kept: OrderedDict[str, Vectors] = OrderedDict()

    @property
    def name(self) -> str:
        """The name of the embedder behind."""
        return self._embedder.name

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._embedder.dimensions

    async def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, made only for those not seen lately."""
        new = self._unknown(texts)
        made = dict(zip(new, await self._embedder.queries(new), strict=True)) if new else {}
        return self._together(texts, made)

    async def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what is to be found."""
        return await self._embedder.passages(texts)

    def queries_now(self, texts: Sequence[str]) -> Vectors:
        """`queries` for callers that may block."""
        new = self._unknown(texts)
        made = dict(zip(new, self._embedder.queries_now(new), strict=True)) if new else {}
        return self._together(texts, made)

    def passages_now(self, texts: Sequence[str]) -> Vectors:
        """`passages` for callers that may block."""
        return self._embedder.passages_now(texts)

    def _unknown(self, texts: Sequence[str]) -> list[str]:
        return [text for text in dict.fromkeys(texts) if text not in self._kept]

    def _together(self, texts: Sequence[str], made: dict[str, Vectors]) -> Vectors:
        rows = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for place, text in enumerate(texts):
            rows[place] = vector = made[text] if text in made else self._kept[text]
            self._kept[text] = np.array(vector, copy=True) if text in made else vector
            self._kept.move_to_end(text)
        while len(self._kept) > QUESTIONS:
            self._kept.popitem(last=False)
        return rows
