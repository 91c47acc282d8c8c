"""The trained weights: which pieces are known, and what each says for intent, phase and stall."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.minds.listener.signs import Signs
from kizashi.errors import Misconfigured

HERE = Path(__file__).parent
Numbers = NDArray[np.float32]
Places = NDArray[np.int64]

FIELD_SCALES = (3.0, 1.4, 1.0, 2.0, 1.0, 2.5)
"""Length of each field's vector, in the order of `FIELDS`. Chosen on writers left out."""

NEARNESS_WEIGHT = 12.0
WIDTH = 10.5
"""Nearness of two texts is exp(-`WIDTH` · (1 - cosine)), a Gaussian kernel on unit vectors: E5's
cosines lie between 0.7 and 1, and a width that tells near from far there reads better than the
cosine itself. `NEARNESS_WEIGHT` weighs it against the pieces."""


SEED_STEPS = 700
"""Seeds' vectors are stored in 8 bits, in steps of 1/700: the largest number in them is 0.18."""


def softmax(scores: Any) -> Any:
    """Probabilities along the last axis."""
    risen = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return risen / risen.sum(axis=-1, keepdims=True)


@dataclass(frozen=True, slots=True)
class Head:
    """One head: what nearness to each seed and what each known piece adds, and biases."""

    near: Numbers
    pieces: NDArray[np.int8]
    scale: Numbers
    bias: Numbers

    def scores(self, nearness: Numbers, known: Places, values: Numbers) -> Numbers:
        """One score for each class."""
        from_pieces = (values @ self.pieces[known].astype(np.float32)) * self.scale
        from_seeds = np.einsum("i,ij->j", nearness, self.near)
        return np.asarray(from_seeds + from_pieces + self.bias, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Weights:
    """All heads over one table of pieces and one of seeds. `embedder` names whose vectors they
    were trained on; `seeds` are the seeds' vectors, zeros for those without a text."""

    embedder: str
    version: str
    keys: NDArray[np.uint32]
    rarity: Numbers
    seeds: Numbers
    heads: Mapping[str, Head]
    facts: Mapping[str, Any]

    def known(self, signs: Signs) -> tuple[Places, Numbers]:
        """Places of the known pieces and their values, every field at its own length."""
        places: list[Places] = []
        values: list[Numbers] = []
        for field, scale in zip(signs.fields, FIELD_SCALES, strict=True):
            found = self.places(field)
            if len(found):
                rarity = self.rarity[found]
                places.append(found)
                values.append(rarity * (scale / float(np.linalg.norm(rarity))))
        if not places:
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
        return np.concatenate(places), np.concatenate(values).astype(np.float32)

    def places(self, field: frozenset[int]) -> Places:
        """Where the known pieces of a field stand in the table."""
        asked = np.fromiter(field, dtype=np.uint32, count=len(field))
        asked.sort()
        at = np.searchsorted(self.keys, asked)
        at = np.minimum(at, len(self.keys) - 1)
        found: Places = at[self.keys[at] == asked].astype(np.int64)
        return found

    def nearness(self, vector: Numbers | None) -> Numbers:
        """How near the text is to each seed (0 to `NEARNESS_WEIGHT`); zeros without a text."""
        if vector is None:
            return np.zeros(len(self.seeds), dtype=np.float32)
        # einsum stays in this thread. A BLAS product of this size wakes its own threads beside the
        # embedder's, and on a busy machine they wait for each other (0.2 ms becomes 19 ms).
        cosines = np.einsum("ij,j->i", self.seeds, vector)
        found: Numbers = NEARNESS_WEIGHT * np.exp(WIDTH * (cosines - 1))
        return found


def near(vectors: Numbers, others: Numbers) -> Numbers:
    """Nearness of every vector to every other. A row of zeros (no text) is near to nothing."""
    found: Numbers = NEARNESS_WEIGHT * np.exp(WIDTH * (vectors @ others.T - 1))
    return found


@cache
def shipped() -> Weights:
    """The weights beside the code. Raises `Misconfigured` when they are missing or damaged."""
    try:
        facts = json.loads((HERE / "weights.json").read_text(encoding="utf-8"))
        with np.load(HERE / "weights.npz", allow_pickle=False) as stored:
            heads = {
                name: Head(
                    stored[f"{name}_near"].astype(np.float32),
                    stored[f"{name}_pieces"],
                    stored[f"{name}_scale"],
                    stored[f"{name}_bias"],
                )
                for name in facts["heads"]
            }
            return Weights(
                facts["embedder"],
                facts["version"],
                stored["keys"],
                stored["rarity"].astype(np.float32),
                stored["seeds"].astype(np.float32) / SEED_STEPS,
                heads,
                facts,
            )
    except (OSError, KeyError, ValueError) as error:
        raise Misconfigured(
            f"The Listener's weights cannot be read: {error}.",
            "Install the package again, or train them: `python -m agents.minds.listener.train`.",
            code="listener.weights",
        ) from error
