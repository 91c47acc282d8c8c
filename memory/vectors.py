"""Vectors that everybody shares (knowledge, moments), searched in Chroma; rebuilt when damaged.

Chroma holds nothing of its own: every vector in it comes from a row of the database, so it may be
missing, behind or broken, and what it holds is made right by `sync`. It runs inside this process on
a folder of its own, or is a server that several processes share: then one of them writes (`sync`),
and the others see what is there (`look`).
"""

import asyncio
import logging
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from kizashi.clock import Clock
from kizashi.errors import StorageUnavailable

_log = logging.getLogger(__name__)

T = TypeVar("T")

WRITE_BATCH = 64
"""Vectors written at a time: 13 ms alone, 1 ms each in batches. A query waits for one batch."""

QUERY_SECONDS = 1.0
"""A query that takes longer is given up; the caller searches exactly instead."""


class Near(NamedTuple):
    """An id and the cosine similarity of its vector to the query's."""

    id: str
    similarity: float


class Synced(NamedTuple):
    """How many vectors a `sync` added and removed."""

    added: int
    removed: int


class ChromaServer(NamedTuple):
    """A Chroma server, and whose collections in it are meant: several businesses may share it."""

    address: str
    owner: str


class SharedVectors:
    """Collections of unit-length vectors in one Chroma, one for each purpose and embedder.

    All of Chroma happens in one thread of its own. A damaged folder is moved aside and an empty
    one takes its place; whoever syncs next fills it. Every method but `open` raises
    `StorageUnavailable` while Chroma cannot be used.
    """

    def __init__(self, place: Path | ChromaServer, embedder: str, clock: Clock) -> None:
        self._place = place
        self._embedder = embedder
        self._clock = clock
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="chroma")
        self._client: Any = None
        self._collections: dict[str, Any] = {}
        self._held: dict[str, frozenset[str]] = {}
        self._closed = False
        self.moved_aside: list[Path] = []
        """Damaged folders that were moved aside since the start, for the owner to look at."""

    @property
    def elsewhere(self) -> bool:
        """Whether it is a server, which other processes may use as well."""
        return isinstance(self._place, ChromaServer)

    @property
    def available(self) -> bool:
        """Whether Chroma can be asked."""
        return self._client is not None

    async def open(self) -> bool:
        """Opens the folder, or makes it; tells whether Chroma can be used now.

        The import alone takes a second or more, so this runs in the background of a start.
        """
        return await self._in_thread(self._open_or_replace)

    async def sync(self, purpose: str, wanted: Mapping[str, bytes]) -> Synced:
        """Makes a collection hold exactly these vectors (float32 bytes by id).

        An id stands for one vector: what is there already is not written again. Safe to repeat
        after a crash at any point.
        """
        held = await self._guarded(lambda: self._held_ids(purpose))
        missing = [id_ for id_ in wanted if id_ not in held]
        gone = [id_ for id_ in held if id_ not in wanted]
        self._held[purpose] = frozenset(held & wanted.keys())
        for batch in _batches(missing):
            rows = np.stack([np.frombuffer(wanted[id_], dtype=np.float32) for id_ in batch])
            await self._guarded(
                lambda batch=batch, rows=rows: self._collection(purpose).upsert(  # type: ignore[misc]
                    ids=batch, embeddings=rows
                )
            )
        for batch in _batches(gone):
            await self._guarded(lambda batch=batch: self._collection(purpose).delete(ids=batch))  # type: ignore[misc]
        self._held[purpose] = frozenset(wanted)
        return Synced(len(missing), len(gone))

    async def look(self, purpose: str) -> frozenset[str]:
        """Sees what a collection holds, so that it is searched from here too."""
        self._held[purpose] = await self._guarded(lambda: frozenset(self._held_ids(purpose)))
        return self._held[purpose]

    def held(self, purpose: str) -> frozenset[str]:
        """The ids that are surely searchable: those of the last `sync` or `look` since it was
        opened."""
        return self._held.get(purpose, frozenset())

    async def query(self, purpose: str, vector: NDArray[np.float32], k: int) -> tuple[Near, ...]:
        """The `k` nearest vectors, nearest first."""
        try:
            async with asyncio.timeout(QUERY_SECONDS):
                found = await self._guarded(lambda: self._nearest(purpose, vector, k))
        except TimeoutError as error:
            raise _unavailable("it took too long to answer") from error
        return found

    async def close(self) -> None:
        """Closes Chroma and its thread; closing again does nothing."""
        if self._closed:
            return
        self._closed = True
        await self._in_thread(self._close)
        self._thread.shutdown(wait=False)

    # ── in the thread ────────────────────────────────────────────────────────────────────────────

    def _open_or_replace(self) -> bool:
        if self._client is not None:
            return True
        for attempt in (1, 2):
            try:
                self._client = _opened(self._place)
                return True
            except BaseException as error:
                if not is_chroma_failure(error):
                    raise
                _log.warning("vectors: cannot open (%s), attempt %d", type(error).__name__, attempt)
                self._forget_client()
                if attempt == 1 and not self._move_aside():
                    break
        return False

    def _collection(self, purpose: str) -> Any:
        collection = self._collections.get(purpose)
        if collection is None:
            owner = f"-{self._place.owner}" if isinstance(self._place, ChromaServer) else ""
            name = re.sub(r"[^a-zA-Z0-9._-]", "-", f"{purpose}-{self._embedder}{owner}")[:120]
            collection = self._client.get_or_create_collection(
                name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
            )
            self._collections[purpose] = collection
        return collection

    def _held_ids(self, purpose: str) -> set[str]:
        return set(self._collection(purpose).get(include=[])["ids"])

    def _nearest(self, purpose: str, vector: NDArray[np.float32], k: int) -> tuple[Near, ...]:
        collection = self._collection(purpose)
        count = min(k, collection.count())
        if count == 0:
            return ()
        found = collection.query(query_embeddings=[vector], n_results=count, include=["distances"])
        return tuple(
            Near(id_, 1.0 - float(distance))
            for id_, distance in zip(found["ids"][0], found["distances"][0], strict=True)
        )

    def _close(self) -> None:
        client, self._client = self._client, None
        self._collections.clear()
        if client is not None:
            client.close()

    def _forget_client(self) -> None:
        self._client = None
        self._collections.clear()
        self._held.clear()
        # Chroma keeps a half-opened system by its path and would hand it out again
        from chromadb.api.shared_system_client import SharedSystemClient

        SharedSystemClient.clear_system_cache()

    def _move_aside(self) -> bool:
        """Moves the folder out of the way; tells whether there was one that could be moved."""
        folder = self._place
        if isinstance(folder, ChromaServer) or not folder.exists():
            return False
        stamp = self._clock.now().strftime("%Y%m%dT%H%M%S%f")
        aside = folder.with_name(f"{folder.name}.damaged-{stamp}")
        try:
            folder.rename(aside)
        except OSError as error:
            _log.error("vectors: the damaged folder cannot be moved (%s)", error.strerror)
            return False
        self.moved_aside.append(aside)
        _log.warning("vectors: moved a damaged folder aside, it will be rebuilt: %s", aside.name)
        return True

    def _run(self, work: Callable[[], T]) -> T:
        if self._client is None:
            raise _unavailable("it is not open")
        try:
            return work()
        except BaseException as error:
            if not is_chroma_failure(error):
                raise
            _log.warning("vectors: failed (%s); opening anew", type(error).__name__)
            self._forget_client()
            # What fails is opened once more, which finds out whether the folder is damaged. One
            # that opens well is kept: the failure may have been a full disk.
            self._open_or_replace()
            raise _unavailable(f"it failed ({type(error).__name__})") from error

    # ── into the thread ──────────────────────────────────────────────────────────────────────────

    async def _guarded(self, work: Callable[[], T]) -> T:
        return await self._in_thread(lambda: self._run(work))

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)


def is_sound(folder: Path) -> bool:
    """Whether Chroma can open and search a folder; one that is not there yet is sound. It looks at
    a copy, for opening may change a folder that another process has open. Blocks for a second."""
    if not folder.exists():
        return True
    if not folder.is_dir():
        return False
    with tempfile.TemporaryDirectory(
        prefix="kizashi-index-", ignore_cleanup_errors=True
    ) as scratch:
        try:
            _opened(shutil.copytree(folder, Path(scratch) / folder.name)).close()
        except BaseException as error:
            if not is_chroma_failure(error):
                raise
            return False
    return True


def is_chroma_failure(error: BaseException) -> bool:
    """Whether an error is Chroma's own. Its Rust core panics with an exception that is no
    `Exception`; what asks the program to stop is never taken for that."""
    if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit | asyncio.CancelledError):
        return False
    return isinstance(error, Exception) or type(error).__name__ == "PanicException"


def _opened(place: Path | ChromaServer) -> Any:
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    if isinstance(place, ChromaServer):
        address = urlsplit(place.address)
        secure = address.scheme == "https"
        return chromadb.HttpClient(
            host=address.hostname or "",
            port=address.port or (443 if secure else 80),
            ssl=secure,
            settings=settings,
        )
    place.mkdir(parents=True, exist_ok=True)
    client: Any = chromadb.PersistentClient(path=str(place), settings=settings)
    try:
        # A damaged index shows itself only when it is read
        for collection in client.list_collections():
            if collection.count():
                some = collection.peek(1)["embeddings"]
                collection.query(query_embeddings=some, n_results=1, include=[])
    except BaseException:
        client.close()
        raise
    return client


def _unavailable(why: str) -> StorageUnavailable:
    return StorageUnavailable(
        f"The vector index cannot be used: {why}.",
        "Nothing is lost: it is rebuilt from the database by itself, or with `kizashi reindex`.",
        code="vectors.unavailable",
    )


def _batches(ids: list[str]) -> Iterable[list[str]]:
    return (ids[start : start + WRITE_BATCH] for start in range(0, len(ids), WRITE_BATCH))
