"""What single examples say about a text: kernel ridge regression on nearness and wording.

There is no bias, so that far from every example every score goes to zero. Beyond `LANDMARKS`
examples the kernel rests on an even choice of them (subset of regressors, Smola and Schölkopf
2000): the cost then grows with the number of examples and not with its cube.
"""

from collections import Counter
from collections.abc import Sequence
from typing import cast

import numpy as np
from numpy.typing import NDArray

from agents.minds.listener.weights import Numbers
from agents.minds.listener.wording import hashed, pieces

Exact = NDArray[np.float64]
Places = NDArray[np.int64]

WIDTH = 12.0
NEARNESS_WEIGHT = 12.0
WORDING_DIMENSIONS = 2_048
WORDING_WEIGHT = 1.0
PENALTY = 2.0
"""Chosen on the sets of `bench/intents.py`; see `docs/listener.md`."""

LANDMARKS = 1_200
JUDGED = 4_000
"""Examples that are judged as if they had not been given, at most: enough to draw a line by."""
BLOCK = 2_000


class ExampleScores:
    """Scores near 1 for the intent whose examples a text resembles, near 0 for the others. `alone`
    has the scores of the examples `judged` (their rows) as if each had not been given
    (leave-one-out in closed form, Allen 1974)."""

    def __init__(self, texts: Sequence[str], vectors: Numbers, places: Places) -> None:
        self._rarity = _rarity(texts)
        chosen = _evenly(places, LANDMARKS)
        self.texts = [texts[one] for one in chosen]
        self.places = places[chosen]
        self._vectors = vectors[chosen]
        self._worded = self._wording(self.texts)
        targets = np.eye(int(places.max()) + 1)[places]
        whole = len(chosen) == len(texts)
        self.judged = np.arange(len(texts)) if whole else _evenly(places, JUDGED)
        self.alone: Exact = (
            self._learn(targets) if whole else self._learn_from_more(texts, vectors, targets)
        )

    def near(self, texts: Sequence[str], vectors: Numbers) -> Exact:
        """How near texts are to each landmark."""
        if len(texts) == 1:
            # einsum, as in `weights`: a BLAS product would wake threads beside the embedder's
            cosines = np.einsum("ij,j->i", self._vectors, vectors[0])[None, :]
            wording = np.einsum("ij,j->i", self._worded, self._wording(texts)[0])[None, :]
            return _alike(cosines, wording)
        return _alike(vectors @ self._vectors.T, self._wording(texts) @ self._worded.T)

    def scores(self, near: Exact) -> Exact:
        """One score for each text (row of `near`) and intent."""
        if len(near) == 1:
            scores: Exact = np.einsum("ij,jk->ik", near, self._duals)
            return scores
        return near @ self._duals

    def _learn(self, targets: Exact) -> Exact:
        alike = _alike(self._vectors @ self._vectors.T, self._worded @ self._worded.T)
        alike[np.diag_indices_from(alike)] += PENALTY
        inverse = np.linalg.inv(alike)
        self._duals: Exact = inverse @ targets
        return targets - self._duals / np.diag(inverse)[:, None]

    def _learn_from_more(self, texts: Sequence[str], vectors: Numbers, targets: Exact) -> Exact:
        gathered = PENALTY * _alike(self._vectors @ self._vectors.T, self._worded @ self._worded.T)
        said = np.zeros((len(gathered), targets.shape[1]))
        for start in range(0, len(texts), BLOCK):
            part = slice(start, start + BLOCK)
            near = self.near(texts[part], vectors[part])
            single = near.astype(np.float32)
            gathered += single.T @ single
            said += near.T @ targets[part]
        gathered[np.diag_indices_from(gathered)] += 1e-6 * float(np.trace(gathered)) / len(gathered)
        inverse = np.linalg.inv(gathered)
        self._duals = inverse @ said
        near = self.near([texts[row] for row in self.judged], vectors[self.judged])
        pull = np.einsum("ij,ij->i", near @ inverse, near)
        left = np.maximum(1 - pull, 1e-3)[:, None]
        wanted = targets[self.judged]
        alone: Exact = wanted - (wanted - near @ self._duals) / left
        return alone

    def _wording(self, texts: Sequence[str]) -> Numbers:
        found = np.zeros((len(texts), WORDING_DIMENSIONS), dtype=np.float32)
        for row, text in enumerate(texts):
            for key in hashed("text", pieces(text)):
                sign = 1.0 if key & 1 else -1.0
                found[row, (key >> 1) % WORDING_DIMENSIONS] += sign * self._rarity.get(key, 0.0)
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        return cast(Numbers, found / np.where(lengths > 0, lengths, 1))


def _rarity(texts: Sequence[str]) -> dict[int, float]:
    counts: Counter[int] = Counter()
    for text in texts:
        counts.update(hashed("text", pieces(text)))
    return {key: float(np.log(1 + len(texts) / count)) for key, count in counts.items()}


def _evenly(places: Places, most: int) -> Places:
    """At most so many rows, taken from every intent in turn: its first example, its second, …"""
    seen: Counter[int] = Counter()
    turns = np.empty(len(places), dtype=np.int64)
    for row, place in enumerate(places):
        turns[row] = seen[int(place)]
        seen[int(place)] += 1
    return np.sort(np.argsort(turns, kind="stable")[:most])


def _alike(cosines: Numbers, wording: Numbers) -> Exact:
    near = NEARNESS_WEIGHT * np.exp(WIDTH * (cosines.astype(np.float64) - 1))
    return cast(Exact, near + WORDING_WEIGHT * wording)
