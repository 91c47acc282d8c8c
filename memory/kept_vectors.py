"""Vectors of parts of the knowledge, kept between runs, so that a start need not make them anew.

Derived from texts and named by their hash: they hold nothing that the knowledge does not, and may
be deleted at any time.
"""

import hashlib
from collections.abc import Mapping, Sequence

import numpy as np
from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from memory import schema as t
from memory.embedding import Vectors
from memory.store import Store

KEYS_AT_ONCE = 500


class KeptVectors:
    """The kept vectors of one embedder. A key is any text that tells vectors apart."""

    def __init__(self, store: Store, embedder: str) -> None:
        self._store = store
        self._embedder = embedder

    async def find(self, keys: Sequence[str]) -> dict[str, Vectors]:
        """The vectors that are kept, by key."""
        by_digest = {_digest(key): key for key in keys}
        digests = list(by_digest)
        found: dict[str, Vectors] = {}
        table = t.kept_vectors
        async with self._store.reader.connect() as connection:
            for start in range(0, len(digests), KEYS_AT_ONCE):
                query = select(table.c.digest, table.c.vector).where(
                    table.c.embedder == self._embedder,
                    table.c.digest.in_(digests[start : start + KEYS_AT_ONCE]),
                )
                for row in await connection.execute(query):
                    found[by_digest[row.digest]] = np.frombuffer(row.vector, dtype=np.float32)
        return found

    async def keep(self, vectors: Mapping[str, Vectors]) -> None:
        """Keeps vectors by key."""
        rows = [
            {
                "embedder": self._embedder,
                "digest": _digest(key),
                "vector": np.asarray(vector, dtype=np.float32).tobytes(),
            }
            for key, vector in vectors.items()
        ]

        def insert(connection: Connection) -> None:
            dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
            statement = dialect.insert(t.kept_vectors).on_conflict_do_nothing()
            connection.execute(statement, rows)

        if rows:
            await self._store.write(insert)

    async def forget(self) -> None:
        """Deletes every kept vector of this embedder."""
        await self._store.write(
            lambda connection: connection.execute(
                delete(t.kept_vectors).where(t.kept_vectors.c.embedder == self._embedder)
            )
        )


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:40]
