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

EMBEDDING_SCALE = 5.0
"""E5's vectors lie close together; centred and stretched they weigh about as much as the pieces."""

FIELD_SCALES = (3.0, 1.5, 1.0, 2.5)
"""Length of each field's vector, in the order of `FIELDS`."""


def softmax(scores: Any) -> Any:
    """Probabilities along the last axis."""
    risen = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return risen / risen.sum(axis=-1, keepdims=True)


@dataclass(frozen=True, slots=True)
class Head:
    """One linear head: weights of the embedding, of the known pieces, and biases."""

    dense: Numbers
    sparse: NDArray[np.int8]
    scale: Numbers
    bias: Numbers

    def scores(self, vector: Numbers, known: Places, values: Numbers) -> Numbers:
        """One score for each class."""
        from_pieces = (values @ self.sparse[known].astype(np.float32)) * self.scale
        return np.asarray(vector @ self.dense + from_pieces + self.bias, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Weights:
    """All heads over one table of pieces. `embedder` names whose vectors they were trained on."""

    embedder: str
    version: str
    keys: NDArray[np.uint32]
    rarity: Numbers
    centre: Numbers
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

    def centred(self, vector: Numbers | None) -> Numbers:
        """The embedding as the heads take it; zeros when there is no text."""
        if vector is None:
            return np.zeros_like(self.centre)
        return np.asarray((vector - self.centre) * EMBEDDING_SCALE, dtype=np.float32)


@cache
def shipped() -> Weights:
    """The weights beside the code. Raises `Misconfigured` when they are missing or damaged."""
    try:
        facts = json.loads((HERE / "weights.json").read_text(encoding="utf-8"))
        with np.load(HERE / "weights.npz", allow_pickle=False) as stored:
            heads = {
                name: Head(
                    stored[f"{name}_dense"].astype(np.float32),
                    stored[f"{name}_sparse"],
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
                stored["centre"],
                heads,
                facts,
            )
    except (OSError, KeyError, ValueError) as error:
        raise Misconfigured(
            f"The Listener's weights cannot be read: {error}.",
            "Install the package again, or train them: `python -m agents.minds.listener.train`.",
            code="listener.weights",
        ) from error
