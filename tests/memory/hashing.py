"""An embedder for tests: words hashed into a vector, so that likeness is shared words.

Like those of E5, its vectors have most of their length in common: strangers have a likeness of
0.78, and only the rest tells texts apart.
"""

import zlib
from collections.abc import Sequence

import numpy as np

from memory.embedding import Vectors
from memory.words import terms

OWN = 0.22


class HashingEmbedder:
    """Deterministic and instant. `embedded` counts the texts it was given."""

    def __init__(self, name: str = "hashing", fails: bool = False) -> None:
        self._name = name
        self.fails = fails
        self.embedded: list[str] = []

    @property
    def name(self) -> str:
        return self._name

    @property
    def dimensions(self) -> int:
        return 384

    def queries_now(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), 384), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for term in terms(text):
                row[1 + zlib.crc32(term.encode()) % 383] += 1
            row *= OWN**0.5 / max(float(np.linalg.norm(row)), 1e-6)
            row[0] = (1 - float(row @ row)) ** 0.5
        return rows

    def passages_now(self, texts: Sequence[str]) -> Vectors:
        self.embedded.extend(texts)
        return self.queries_now(texts)

    async def queries(self, texts: Sequence[str]) -> Vectors:
        return self.queries_now(texts)

    async def passages(self, texts: Sequence[str]) -> Vectors:
        if self.fails:
            raise ConnectionError("the embedder is away")
        return self.passages_now(texts)
