"""A small learned layer beside the rules: what a text resembles, by its character n-grams.

A linear model (logistic regression) over hashed n-grams, trained offline by
`bench/governance_train.py` and kept in `resemblance.npz`. Whoever has the embedding of a stretch
hands it in as a value: a second linear model over its meaning then joins the first. The signs of
the rules in words that are too weak to speak by themselves count as well. All this may add a
finding where the rules are silent; it never takes one away.

Source of the features: Cavnar & Trenkle, "N-Gram-Based Text Categorization" (1994);
Weinberger et al., "Feature Hashing" (2009).
"""

import math
import zlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from policies.view import View

BUCKETS = 1 << 18
LENGTHS = (1, 2, 3, 4)
LONGEST = 160
"""Folded characters that are judged together: the model was trained on texts about as long."""
MOST_PIECES = 40
MOST_MEANT = 4
"""Stretches of one text whose meaning is asked for: each costs an embedding."""

Meanings = Mapping[str, NDArray[np.float32]]
"""Stretches of a text, as `worth_embedding` names them, with their unit-length embeddings."""
UNKNOWN: Meanings = {}


@dataclass(frozen=True, eq=False)
class Head:
    """One trained judgement: a weight and the rarity of each bucket, a weight for each dimension of
    the embedding (none where meaning taught nothing), the logit of a sure sign of the rules in
    words, and the logits at which it is sure enough without and with the meaning."""

    weights: NDArray[np.float32]
    rarity: NDArray[np.float32]
    bias: float
    threshold: float
    meaning: NDArray[np.float32]
    meaning_bias: float
    meant_threshold: float
    sign: float


def features(folded: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The buckets of a folded text's n-grams and their sublinear counts, 1 + ln(count)."""
    padded = f" {folded.strip()} ".encode("utf-32-le")
    counts: Counter[int] = Counter()
    for length in LENGTHS:
        width = 4 * length
        for at in range(0, len(padded) - width + 1, 4):
            counts[zlib.crc32(padded[at : at + width]) % BUCKETS] += 1
    buckets = np.fromiter(counts.keys(), dtype=np.int64, count=len(counts))
    values = np.fromiter((1 + math.log(n) for n in counts.values()), np.float32, len(counts))
    return buckets, values


@cache
def head(name: str) -> Head:
    """The trained head `pressure` or `attack`, read once."""
    data = (resources.files("policies") / "resemblance.npz").read_bytes()
    with np.load(BytesIO(data)) as arrays:
        return Head(
            arrays[f"{name}_weights"].astype(np.float32),
            arrays[f"{name}_rarity"].astype(np.float32),
            float(arrays[f"{name}_bias"]),
            float(arrays[f"{name}_threshold"]),
            arrays[f"{name}_meaning"].astype(np.float32),
            float(arrays[f"{name}_meaning_bias"]),
            float(arrays[f"{name}_meant_threshold"]),
            float(arrays[f"{name}_sign"]),
        )


def likeness(
    folded: str,
    judge: Head,
    meaning: NDArray[np.float32] | None = None,
    signs: Callable[[], float] = lambda: 0.0,
) -> float:
    """How much a folded text resembles what the head was trained to find, 0 to 1; 0.5 is where the
    head is sure enough that few harmless texts reach it. `meaning` is the text's embedding, `signs`
    the joined weight (0 to 1) of the rules' signs in it, asked for only where it may decide."""
    logit = _logit(folded, judge)
    if meaning is None or len(meaning) != len(judge.meaning):
        beyond = logit - judge.threshold
    else:
        beyond = logit + float(meaning @ judge.meaning) + judge.meaning_bias - judge.meant_threshold
    if -judge.sign <= beyond < 0:
        beyond += judge.sign * signs()
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, beyond))))


@lru_cache(maxsize=256)
def _logit(folded: str, judge: Head) -> float:
    buckets, values = features(folded)
    weighted = values * judge.rarity[buckets]
    norm = float(np.sqrt((weighted * weighted).sum()))
    if norm == 0.0:
        return 0.0
    return float((weighted * judge.weights[buckets]).sum()) / norm + judge.bias


def worth_embedding(view: View, name: str) -> tuple[str, ...]:
    """The stretches of a text whose meaning the head `name` would ask for, the most alike first."""
    judge = head(name)
    places = sorted(pieces(view), key=lambda at: -_logit(view.text[at[0] : at[1]], judge))
    return tuple(dict.fromkeys(stretch(view, place) for place in places[:MOST_MEANT]))


def stretch(view: View, place: tuple[int, int]) -> str:
    """The words of a piece as they were written, to be embedded and to look the embedding up."""
    return view.span(*place).text.strip()


def pieces(view: View) -> tuple[tuple[int, int], ...]:
    """The text in stretches of whole sentences, as long as they may be judged together."""
    found: list[tuple[int, int]] = []
    for start, end in view.sentences:
        if found and end - found[-1][0] <= LONGEST:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, min(end, start + 2 * LONGEST)))
    return tuple(found[:MOST_PIECES])
