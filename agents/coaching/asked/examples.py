"""The example questions, and their vectors as they are kept beside them."""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kizashi.language import Language
from memory.embedding import same_model

HERE = Path(__file__).parent
QUESTIONS, VECTORS = HERE / "questions.toml", HERE / "vectors.npz"

STEPS = 700
"""Vectors are stored in 8 bits, in steps of 1/700: the largest number in them is 0.18."""

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Example:
    """A question and what it asks: a kind, or `people.` with whom it looks for."""

    asks: str
    language: Language
    text: str


@cache
def examples() -> tuple[Example, ...]:
    """Every example, in the order of the file."""
    groups = tomllib.loads(QUESTIONS.read_text(encoding="utf-8"))
    return tuple(
        Example(asks, Language(language), text)
        for asks, by_language in groups.items()
        for language, texts in by_language.items()
        for text in texts
    )


def digest(some: tuple[Example, ...]) -> str:
    """Tells whether kept vectors are those of these examples."""
    return hashlib.sha256("\n".join(one.text for one in some).encode()).hexdigest()


def kept_vectors(embedder: str) -> Vectors | None:
    """The examples' vectors, a row each; `None` when those that are kept are of another model
    or of other examples."""
    with np.load(VECTORS, allow_pickle=False) as stored:
        alike = same_model(embedder, str(stored["embedder"]))
        if not alike or str(stored["digest"]) != digest(examples()):
            return None
        rows = stored["vectors"].astype(np.float32) / STEPS
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)
