"""Turning examples into rows of numbers for fitting: a table of pieces, and one row for each."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix

from agents.minds.listener.examples import Example
from agents.minds.listener.signs import Signs, signs_of
from agents.minds.listener.weights import Numbers, Places, Weights
from memory.embedding import Embedder

SEEN_AT_LEAST = 2
"""A piece that only one example holds says nothing about others."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Examples with their signs and the embeddings of their texts (zeros without a text)."""

    examples: tuple[Example, ...]
    signs: tuple[Signs, ...]
    vectors: Numbers


def prepare(examples: Sequence[Example], embedder: Embedder, cache: Path | None) -> Prepared:
    """Signs and embeddings; with `cache`, vectors once made are kept in that `.npz` file."""
    return Prepared(
        tuple(examples),
        tuple(signs_of(one.text, one.context, one.behaviour) for one in examples),
        embedded([one.text for one in examples], embedder, cache),
    )


def embedded(texts: Sequence[str], embedder: Embedder, cache: Path | None) -> Numbers:
    """One vector for each text; zeros for empty ones."""
    known: dict[str, Numbers] = {}
    if cache and cache.exists():
        with np.load(cache, allow_pickle=False) as stored:
            known = dict(zip(stored["texts"].tolist(), stored["vectors"], strict=True))
    missing = [text for text in dict.fromkeys(texts) if text and text not in known]
    if missing:
        known.update(zip(missing, embedder.queries_now(missing), strict=True))
        if cache:
            np.savez(cache, texts=np.array(list(known)), vectors=np.stack(list(known.values())))
    nothing = np.zeros(embedder.dimensions, dtype=np.float32)
    return np.stack([known[text] if text else nothing for text in texts])


def table_of(prepared: Prepared, embedder: str) -> Weights:
    """The pieces that several examples share, their rarity (inverse document frequency), and the
    seeds' vectors; no heads yet."""
    counts: Counter[int] = Counter()
    for signs in prepared.signs:
        for field in signs.fields:
            counts.update(field)
    kept = sorted(key for key, count in counts.items() if count >= SEEN_AT_LEAST)
    often = np.array([counts[key] for key in kept])
    return Weights(
        embedder=embedder,
        version="",
        keys=np.array(kept, dtype=np.uint32),
        rarity=np.log((1 + len(prepared.examples)) / (1 + often)).astype(np.float32),
        seeds=prepared.vectors,
        heads={},
        facts={},
    )


def rows_of(prepared: Prepared, table: Weights) -> csr_matrix:
    """The known pieces of each example, one row for each."""
    ends = [0]
    columns: list[Places] = []
    values: list[Numbers] = []
    for signs in prepared.signs:
        at, value = table.known(signs)
        columns.append(at)
        values.append(value)
        ends.append(ends[-1] + len(at))
    return csr_matrix(
        (np.concatenate(values), np.concatenate(columns), np.array(ends)),
        shape=(len(prepared.examples), len(table.keys)),
        dtype=np.float32,
    )
