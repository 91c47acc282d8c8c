"""Measures remembering at scale: many memories of many people in the default store.

Run `python -m bench.memories [--lines N ...]` (default 10,000 and 100,000; 1,000,000 takes some
minutes). Lines go the way of `POST /v1/memories`: journal, projection, outbox; only the embedder is
replaced by one that makes a vector from the text's hash in no time, so that the store is measured
and not the model. Every person has 100 lines. Prints for each size the speed of remembering, the
size on disk, the time until a server on it is ready, and the 8 best lines for one person beyond
embedding the query: cold (a person who was not asked for lately), the processor's share of that
(what a busy machine adds is waiting), and warm; and checks them against a scan by brute force.
"""

import argparse
import asyncio
import hashlib
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from kizashi.clock import SystemClock
from kizashi.events import MemoriesAdded, RememberedLine
from kizashi.ids import DEFAULT_WORKSPACE, MemoryId, PersonId
from kizashi.settings import Folders, Settings
from memory.embedding import Vectors
from memory.journal import Journal
from memory.outbox import Outbox, line_words
from memory.recall import Recall
from memory.store import DATABASE_FILE, Store, database_url
from server.house import opened_house

SIZES = (10_000, 100_000)
EACH = 100
ASKED = 300
BEST = 8
BATCH = 2_000

_SUBJECTS = "my sister|the old boiler|our garden|that blue mug|the course|my landlord|the delivery"
_DOINGS = "needs|reminded me of|was ruined by|could not stand|finally got|never had|paid for"
_THINGS = "a new filter|the summer in Ghent|twelve lemons|a quieter room|the second lesson|rain"


class HashEmbedder:
    """Unit vectors that follow from the text alone, without a model."""

    name = "hash"
    dimensions = 384

    def _vector(self, text: str) -> Vectors:
        seed = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())
        vector = np.random.default_rng(seed).standard_normal(self.dimensions, dtype=np.float32)
        unit: Vectors = vector / np.linalg.norm(vector)
        return unit

    def queries_now(self, texts: Sequence[str]) -> Vectors:
        """One row for each text."""
        return np.stack([self._vector(text) for text in texts])

    passages_now = queries_now

    async def queries(self, texts: Sequence[str]) -> Vectors:
        """One row for each text."""
        return self.queries_now(texts)

    async def passages(self, texts: Sequence[str]) -> Vectors:
        """One row for each text."""
        return self.queries_now(texts)


def lines_of(number: int) -> tuple[RememberedLine, ...]:
    """The memories of one person: their own words, the same in every run."""
    random = np.random.default_rng(number)
    parts = [part.split("|") for part in (_SUBJECTS, _DOINGS, _THINGS)]
    return tuple(
        RememberedLine(
            id=MemoryId(f"{number}-{place}"),
            speaker=("Ann", "Ben")[place % 2],
            text=" ".join(str(random.choice(part)) for part in parts) + f", number {place}.",
            at=f"2025-{place // 9 % 12 + 1:02}-01T10:00:00+00:00",
            reference=str(place),
        )
        for place in range(EACH)
    )


async def measure(size: int, folder: Path) -> str:
    """Fills a store, asks it, and returns a row of the table."""
    people, embedder = size // EACH, HashEmbedder()
    store = await Store.open(database_url(folder))
    try:
        async with Journal(store, DEFAULT_WORKSPACE, SystemClock()).opened() as journal:
            begun = time.perf_counter()
            for first in range(0, people, 50):
                await asyncio.gather(
                    *(
                        journal.append(MemoriesAdded(items=lines_of(n)), person=PersonId(f"p{n}"))
                        for n in range(first, min(first + 50, people))
                    )
                )
            stored = time.perf_counter()
            await Outbox(store, DEFAULT_WORKSPACE, embedder, batch=BATCH).fill()
            filled = time.perf_counter()
        ready = await _ready(folder, embedder)
        asked = await _asked(store, people, embedder)
    finally:
        await store.close()
    megabytes = (folder / DATABASE_FILE).stat().st_size / 1e6
    speeds = f"{size / (stored - begun):>10,.0f}{size / (filled - stored):>11,.0f}"
    times = "".join(f"{np.percentile(part, at) * 1_000:>8.1f}" for part in asked for at in (50, 95))
    return f"{size:>10,}{people:>8,}{speeds}{megabytes:>9,.0f}{ready:>9.2f}{times}"


async def _ready(folder: Path, embedder: HashEmbedder) -> float:
    settings = Settings(root=folder, folders=Folders(data=folder))
    begun = time.perf_counter()
    async with opened_house(settings, embedder=embedder):
        return time.perf_counter() - begun


async def _asked(
    store: Store, people: int, embedder: HashEmbedder
) -> tuple[list[float], list[float], list[float]]:
    recall = Recall(store, DEFAULT_WORKSPACE, embedder, own="meaning")
    full = Recall(store, DEFAULT_WORKSPACE, embedder)
    cold, warm, busy = [], [], []
    numbers = np.random.default_rng(1).choice(people, min(ASKED, people), replace=False)
    for number in numbers.tolist():
        person, query = PersonId(f"p{number}"), "What did Ann say about the boiler last summer?"
        [vector] = embedder.queries_now([f"{query} {number}"])
        worked = time.process_time()
        for seconds in (cold, warm):
            begun = time.perf_counter()
            await full.own(person, query, vector, BEST)
            seconds.append(time.perf_counter() - begun)
            if seconds is cold:
                busy.append(time.process_time() - worked)
        found = [hit.reference for hit in await recall.own(person, query, vector, BEST)]
        if found != _by_brute_force(number, vector, embedder):
            raise AssertionError(f"recall and brute force disagree for person {number}")
    return cold, busy, warm


def _by_brute_force(number: int, vector: Vectors, embedder: HashEmbedder) -> list[str | None]:
    lines = lines_of(number)
    likeness = []
    for before, line in zip((None, *lines), lines, strict=False):
        same_day = before is not None and before.at == line.at
        words = line_words(
            line.speaker, line.text, (before.speaker, before.text) if before and same_day else None
        )
        likeness.append(float(embedder.queries_now([words])[0] @ vector))
    order = np.argsort(-np.array(likeness), kind="stable")[:BEST]
    return [lines[place].reference for place in order.tolist()]


async def main(sizes: Sequence[int]) -> None:
    """Measures every size."""
    groups = f"{'':18}{'remembered':>10}{'':20}{'start':>9}{'best 8 ms: cold':>16}"
    print(groups + f"{'its CPU':>16}{'warm':>16}")
    print(
        f"{'lines':>10}{'people':>8}{'stored/s':>10}{'vectors/s':>11}{'MB':>9}{'ready s':>9}"
        + f"{'p50':>8}{'p95':>8}" * 3
    )
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            print(await measure(size, Path(folder)), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--lines", type=int, nargs="+", default=SIZES, help="sizes to measure")
    asyncio.run(main(parser.parse_args().lines))
