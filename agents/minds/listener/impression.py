"""The first impression: what layers tuned for reading make of a text in its context.

They stand on the lower layers of the embedding model, which the embedding of the text computes
anyway, and attend to the business's last line and the customer's line before. They are stored as
what they add to the model's own layers, a product of two narrow matrices for each (LoRA's form, Hu
et al. 2021). `tune.py` makes them.
"""

import logging
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.minds.listener.decoding import INTENTS, PHASES, STALLS, Impression
from agents.minds.listener.signs import last_line
from agents.minds.listener.weights import HERE, Numbers
from kizashi.signal import Utterance
from memory.e5.engine import QUERY, FastEngine, best_engine
from memory.embedding import readable

_log = logging.getLogger(__name__)

FILE = HERE / "tuned.npz"

FROM = 8
"""The layer of the model after which the tuned layers begin."""

LAYERS = 3
"""How many of the model's layers were tuned; the one after them is left out."""

PARTS = ("q", "k", "v", "ao", "fi", "fo")
NORMS = ("aln", "oln")

MOST = (96, 48, 32)
"""How many tokens are looked at of the text (from its start), of the business's last line and of
the customer's line before (both to their end)."""


MOST_CHARACTERS = 600
"""Of a line before, only so many from its end are cut into tokens."""


def impression_of(text: str, context: Sequence[Utterance]) -> Impression | None:
    """What the tuned layers make of a text; `None` without a text, or where they cannot run."""
    tuned = _shipped() if text.strip() else None
    if tuned is None:
        return None
    return tuned.impression(text, last_line(context, "business"), last_line(context, "customer"))


class Tuned:
    """The tuned layers, ready to run; used by several threads at once."""

    def __init__(self, engine: FastEngine, stored: Mapping[str, NDArray[Any]]) -> None:
        from onnxruntime import InferenceSession, SessionOptions

        from agents.minds.listener.tuned_graph import tuned_graph

        self.engine = engine
        wheel = engine.wheel
        layers = []
        for place in range(LAYERS):
            layer: dict[str, Numbers] = {}
            for part in PARTS:
                name, key = f"l{FROM + place}.{part}", f"{place}.{part}"
                added = (stored[f"{key}.left"] * stored[f"{key}.left_step"]).astype(np.float32) @ (
                    stored[f"{key}.right"] * stored[f"{key}.right_step"]
                ).astype(np.float32)
                layer[f"{part}.w"] = wheel.matrix(f"{name}.w") + added
                layer[f"{part}.b"] = stored[f"{key}.b"].astype(np.float32)
            for norm in NORMS:
                for side in "wb":
                    layer[f"{norm}.{side}"] = stored[f"{place}.{norm}.{side}"].astype(np.float32)
            layers.append(layer)
        options = SessionOptions()
        options.intra_op_num_threads = 1
        options.enable_mem_pattern = False
        self._session = InferenceSession(
            tuned_graph(layers, wheel.heads, wheel.epsilon),
            options,
            providers=["CPUExecutionProvider"],
        )
        self._sides = stored["sides"].astype(np.float32)
        self._head = stored["head"].astype(np.float32)
        self._bias = stored["bias"].astype(np.float32)

    def impression(self, text: str, said: str, earlier: str) -> Impression:
        """Log-probabilities for a text after what the business said and the customer before."""
        before = [
            self.engine.below(tokens(self.engine, line, most, tail=True)) + side
            for line, most, side in zip((said, earlier), MOST[1:], self._sides, strict=True)
            if line.strip()
        ]
        own = self.engine.below(tokens(self.engine, text, MOST[0], tail=False))
        nothing = np.zeros((0, own.shape[1]), dtype=np.float32)
        given = {"text": own[np.newaxis], "before": np.concatenate([nothing, *before])[np.newaxis]}
        [read] = self._session.run(["read"], given)
        # einsum stays in this thread; see `Weights.nearness`
        scores = np.einsum("i,ij->j", read[0].mean(axis=0), self._head) + self._bias
        ends = np.cumsum([len(INTENTS), len(PHASES), len(STALLS)])
        return Impression(*(_log_softmax(part) for part in np.split(scores, ends)[:3]))


def tokens(engine: FastEngine, line: str, most: int, *, tail: bool) -> list[int]:
    """The ids of a line as E5 takes it, its start or its end when it is longer than `most`."""
    line = line.strip()
    ids = engine.ids(QUERY + readable(line[-MOST_CHARACTERS:] if tail else line))
    room = most - 2
    if len(ids) <= room:
        return ids
    return ids[-room:] if tail else ids[:room]


def _log_softmax(scores: Numbers) -> Numbers:
    risen = scores - scores.max()
    return np.asarray(risen - np.log(np.exp(risen).sum()), dtype=np.float32)


@cache
def _shipped() -> Tuned | None:
    try:
        engine = best_engine()
        if not isinstance(engine, FastEngine):
            return None
        with np.load(FILE, allow_pickle=False) as stored:
            return Tuned(engine, {name: stored[name] for name in stored.files})
    except Exception as error:
        # ONNX Runtime's errors have no common base; without an impression the rest still reads
        _log.warning("the layers tuned for reading cannot be used: %s", error)
        return None
