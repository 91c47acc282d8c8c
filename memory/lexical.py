"""Search by words: BM25 over texts in Japanese and English, in memory, built from rows."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from memory.words import terms, weight

K1 = 1.2
B = 0.6
"""Robertson and Zaragoza (2009), "The Probabilistic Relevance Framework: BM25 and Beyond": `K1`
bounds what repetition adds, `B` how much long texts are held back. Passages are of even length
already, so `B` is a little below the usual 0.75."""

_COMPACT_AT = 0.3


class WordMatch(NamedTuple):
    """One text found by its words. `covered` (0 to 1) is the share of the query's information
    that the text holds: 1 when it has every word, 0 when it has none."""

    key: str
    score: float
    covered: float


class LexicalIndex:
    """An inverted index. A text may have several weighted parts (such as words and headings),
    whose terms are counted together by their weight (the "simple BM25F" of the same paper)."""

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}
        self._keys: list[str | None] = []
        self._lengths: list[float] = []
        self._row_terms: list[tuple[str, ...]] = []
        self._postings: defaultdict[str, dict[int, float]] = defaultdict(dict)
        self._arrays: dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]] = {}
        self._norms: NDArray[np.float64] | None = None
        self._last: tuple[str, NDArray[np.float64], NDArray[np.float64]] | None = None

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, key: str) -> bool:
        return key in self._rows

    def add(self, key: str, parts: Iterable[tuple[str, float]]) -> None:
        """Adds a text, or replaces the one known by this key."""
        self.remove(key)
        weights: defaultdict[str, float] = defaultdict(float)
        for text, emphasis in parts:
            for term, count in Counter(terms(text)).items():
                weights[term] += emphasis * count
        row = len(self._keys)
        self._last = None
        self._rows[key] = row
        self._keys.append(key)
        self._lengths.append(sum(weights.values()))
        self._row_terms.append(tuple(weights))
        for term, counted in weights.items():
            self._postings[term][row] = counted
            self._arrays.pop(term, None)
        self._norms = None

    def remove(self, key: str) -> None:
        """Forgets a text; unknown keys are no error."""
        row = self._rows.pop(key, None)
        if row is None:
            return
        self._last = None
        for term in self._row_terms[row]:
            postings = self._postings[term]
            del postings[row]
            self._arrays.pop(term, None)
            if not postings:
                del self._postings[term]
        self._keys[row] = None
        self._lengths[row] = 0.0
        self._row_terms[row] = ()
        self._norms = None
        if len(self._keys) > 64 and len(self._rows) < len(self._keys) * (1 - _COMPACT_AT):
            self._compact()

    def search(self, query: str, k: int) -> tuple[WordMatch, ...]:
        """The `k` best texts that share a term with the query, best first."""
        if not self._rows or k < 1:
            return ()
        scores, covered = self._scored(query)
        count = min(k, int(np.count_nonzero(scores)))
        if count == 0:
            return ()
        best = np.argpartition(-scores, count - 1)[:count]
        order = sorted(best.tolist(), key=lambda row: (-scores[row], row))
        return tuple(
            WordMatch(key, float(scores[row]), float(covered[row]))
            for row in order
            if (key := self._keys[row]) is not None
        )

    def scores(self, query: str, keys: Sequence[str]) -> tuple[NDArray[np.float64], ...]:
        """Score and share covered of these texts, zero for those that share nothing."""
        rows = [self._rows[key] for key in keys]
        if not rows:
            return np.zeros(0), np.zeros(0)
        scores, covered = self._scored(query)
        return scores[rows], covered[rows]

    def _scored(self, query: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Score and share covered of every row; kept for the query asked last, since who searches
        asks for the scores of what was found by other means as well."""
        last = self._last
        if last is None or last[0] != query:
            last = self._last = query, *self._scored_for(terms(query))
        return last[1], last[2]

    def _scored_for(self, wanted: Sequence[str]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        scores = np.zeros(len(self._keys))
        covered = np.zeros(len(self._keys))
        norms = self._length_norms()
        information = 0.0
        for term, repeated in Counter(wanted).items():
            rarity = self._rarity(term)
            information += rarity
            arrays = self._posting_arrays(term)
            if arrays is None:
                continue
            rows, weights = arrays
            scores[rows] += (
                rarity * min(repeated, 2) * weights * (K1 + 1) / (weights + K1 * norms[rows])
            )
            covered[rows] += rarity
        return scores, covered / information if information else covered

    def _rarity(self, term: str) -> float:
        holding = len(self._postings[term]) if term in self._postings else 0
        rarity = math.log(1 + (len(self._rows) - holding + 0.5) / (holding + 0.5))
        return rarity * weight(term)

    def _posting_arrays(self, term: str) -> tuple[NDArray[np.int64], NDArray[np.float64]] | None:
        if term not in self._postings:
            return None
        arrays = self._arrays.get(term)
        if arrays is None:
            postings = self._postings[term]
            arrays = (
                np.fromiter(postings.keys(), dtype=np.int64, count=len(postings)),
                np.fromiter(postings.values(), dtype=np.float64, count=len(postings)),
            )
            self._arrays[term] = arrays
        return arrays

    def _length_norms(self) -> NDArray[np.float64]:
        if self._norms is None:
            lengths = np.array(self._lengths)
            average = lengths.sum() / max(len(self._rows), 1) or 1.0
            self._norms = 1 - B + B * lengths / average
        return self._norms

    def _compact(self) -> None:
        """Renumbers the rows once many of them are empty."""
        renumbered: dict[int, int] = {}
        for row, key in enumerate(self._keys):
            if key is not None:
                renumbered[row] = len(renumbered)
        self._rows = {key: renumbered[row] for key, row in self._rows.items()}
        self._keys = [key for key in self._keys if key is not None]
        self._lengths = [self._lengths[row] for row in renumbered]
        self._row_terms = [self._row_terms[row] for row in renumbered]
        for term, postings in self._postings.items():
            self._postings[term] = {renumbered[row]: count for row, count in postings.items()}
        self._arrays.clear()
        self._norms = None
