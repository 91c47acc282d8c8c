"""Trains the learned layer of governance: `python -m bench.governance_train`.

Learns from every split of our own sets but `later`, which stays aside, and from harmless texts of
everyday dialogues (`everyday.jsonl`). The threshold of each head is the logit that at most
`MOST_EVERYDAY_ALARMS` of the everyday texts and `MOST_HARD_ALARMS` of our own harmless ones, which
are harder, exceed in five-fold cross-validation.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.preprocessing import normalize

from policies.resemblance import BUCKETS, features
from policies.view import view_of

FOLDER = Path(__file__).parent / "governance"
TARGET = Path(__file__).parents[1] / "policies" / "resemblance.npz"
MOST_EVERYDAY_ALARMS = 0.01
MOST_HARD_ALARMS = 0.02
STRENGTH = 10.0
SIDES = {"pressure": "business", "attack": "customer"}


def main() -> None:
    """Writes the heads and prints what cross-validation says of each."""
    arrays: dict[str, Any] = {}
    for name, side in SIDES.items():
        texts, wanted, everyday = _examples(name, side)
        counts = _matrix(texts)
        texts_with = np.bincount(counts.indices, minlength=BUCKETS)
        # An n-gram of a single text teaches nothing about others.
        rarity = np.where(texts_with < 2, 0, np.log((1 + len(texts)) / (1 + texts_with)) + 1)
        rows = normalize(counts @ diags(rarity))
        model = LogisticRegression(C=STRENGTH, max_iter=3000, class_weight="balanced")
        folds = StratifiedKFold(5, shuffle=True, random_state=0)
        scores = cross_val_predict(model, rows, wanted, cv=folds, method="decision_function")
        threshold = max(
            float(np.quantile(scores[group & (wanted == 0)], 1 - share))
            for group, share in ((everyday, MOST_EVERYDAY_ALARMS), (~everyday, MOST_HARD_ALARMS))
        )
        recall = float((scores[wanted == 1] > threshold).mean())
        model.fit(rows, wanted)
        arrays[f"{name}_weights"] = model.coef_[0].astype(np.float16)
        arrays[f"{name}_rarity"] = rarity.astype(np.float16)
        arrays[f"{name}_bias"] = np.float32(model.intercept_[0])
        arrays[f"{name}_threshold"] = np.float32(threshold)
        print(f"{name}: {len(texts)} texts, cross-validated recall {recall:.3f}")
    np.savez_compressed(TARGET, **arrays)


def _examples(name: str, side: str) -> tuple[list[str], NDArray[np.int64], NDArray[np.bool_]]:
    """Folded texts, whether each is to be found, and whether it is an everyday one."""
    kept = [row for row in _lines(FOLDER / f"{name}.jsonl") if row["split"] != "later"]
    everyday = [row for row in _lines(FOLDER / "everyday.jsonl") if row["who"] == side]
    texts = [view_of(row["text"]).text for row in (*kept, *everyday)]
    wanted = [int(row["positive"]) for row in kept] + [0] * len(everyday)
    return texts, np.array(wanted), np.arange(len(texts)) >= len(kept)


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _matrix(texts: list[str]) -> csr_matrix:
    found = [features(text) for text in texts]
    starts = np.cumsum([0, *(len(buckets) for buckets, _ in found)])
    buckets = np.concatenate([buckets for buckets, _ in found])
    values = np.concatenate([values for _, values in found])
    return csr_matrix((values, buckets, starts), shape=(len(texts), BUCKETS))


if __name__ == "__main__":
    main()
