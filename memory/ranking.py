"""Ranking what the business knows for a question: meaning and words together, in one score."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kizashi.knowledge import FoundPassage, Passage
from kizashi.language import Language
from memory.lexical import LexicalIndex
from memory.recipes import LIKENESS_OF_STRANGERS, LIKENESS_SPREAD, KnowledgeRecipe

Vector = NDArray[np.float32]

_BEST_WORDS = 3.0


def nearest(ids: Sequence[str], matrix: Vector, vector: Vector, k: int) -> list[str]:
    """Ids of the `k` nearest vectors by an exact scan, nearest first; a row of `matrix` for each
    id."""
    if not ids:
        return []
    order = np.argsort(-(matrix @ vector), kind="stable")[:k]
    return [ids[place] for place in order.tolist()]


def best_passages(
    query: str,
    vector: Vector | None,
    near: Iterable[str],
    k: int,
    language: Language | None,
    *,
    passages: Mapping[str, Passage],
    vectors: Mapping[str, Vector],
    words: LexicalIndex,
    recipe: KnowledgeRecipe,
) -> tuple[FoundPassage, ...]:
    """The `k` passages that fit the query best, best first.

    `near` are the ids that the vector search brought; the word search adds its own. Passages that
    say the same come once, the one in the asker's language where they are equal. A score (0 to 1)
    above one half means that the passage is more likely to answer than not; when the best is far
    below, nothing fits.
    """
    matches = words.search(query, recipe.candidates) if recipe.words else ()
    wanted = dict.fromkeys([*near, *(match.key for match in matches)])
    ids = [id_ for id_ in wanted if id_ in passages]
    if not ids:
        return ()
    fused = np.zeros(len(ids))
    if vector is not None:
        fused += recipe.meaning * np.array([_likeness(vectors.get(id_), vector) for id_ in ids])
    if recipe.words:
        fused += recipe.words * _word_match(words, query, ids)
    if language is not None:
        foreign = [passages[id_].language not in {None, language} for id_ in ids]
        fused -= recipe.other_language * np.array(foreign)
    found: dict[str, FoundPassage] = {}
    for place in np.argsort(-fused, kind="stable").tolist():
        passage = passages[ids[place]]
        said = _same_words(passage.text)
        if said not in found:
            score = 1 / (1 + np.exp(recipe.steepness * (recipe.even - fused[place])))
            found[said] = FoundPassage(passage=passage, score=round(float(score), 4))
        if len(found) == k:
            break
    return tuple(found.values())


def _likeness(held: Vector | None, vector: Vector) -> float:
    """Likeness in spreads above that of strangers; a passage without a vector is a stranger."""
    if held is None:
        return 0.0
    return (float(held @ vector) - LIKENESS_OF_STRANGERS) / LIKENESS_SPREAD


def _word_match(words: LexicalIndex, query: str, ids: Sequence[str]) -> NDArray[np.float64]:
    """From 0 to 3: the share of the query's information that the passage holds, together with how
    its word score compares with the best."""
    known = [place for place, id_ in enumerate(ids) if id_ in words]
    scores, covered = words.scores(query, [ids[place] for place in known])
    result = np.zeros(len(ids))
    best = scores.max(initial=0.0)
    if best > 0:
        result[known] = _BEST_WORDS * np.sqrt(covered * scores / best)
    return result


@lru_cache(maxsize=8192)
def _same_words(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).lower().split())
