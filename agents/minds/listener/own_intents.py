"""Intents that the owner defines with a name and a few examples, and what fits none of them.

A text is scored by kernel ridge regression on the examples: nearness of embeddings (a Gaussian
kernel, as in `weights`) and shared wording (pieces, hashed into a short vector). There is no bias,
so that far from every example every score goes to zero: distance itself is the sign that nothing
fits. Where the line lies is learned from the examples: each is scored as if it had not been given
(exact leave-one-out, Allen 1974), and the line is drawn where few of them would be turned away.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np

from agents.minds.listener.weights import NEARNESS_WEIGHT, WIDTH, Numbers
from agents.minds.listener.wording import hashed, pieces
from kizashi.errors import BadInput

MOST_INTENTS = 300
MOST_EXAMPLES = 200
MOST_EXAMPLE_CHARACTERS = 2_000
MOST_NAME_CHARACTERS = 100

WORDING_DIMENSIONS = 2_048
WORDING_WEIGHT = 2.0
PENALTY = 1.0

TURNED_AWAY = 0.06
"""Share of texts like the examples that may be called unknown for the sake of the unknown ones."""

USUAL_LINE = 0.3
USUAL_COUNTS_AS = 10
"""Before there are enough examples to draw the line from, the usual one counts as ten of them."""


@dataclass(frozen=True, slots=True)
class OwnIntent:
    """What the owner gave: a name and a few examples."""

    name: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """What a text was found to be: `intent` is `None` when nothing fits; `confidence` (0 to 1) is
    that of the answer, whichever it is."""

    intent: str | None
    confidence: float


def check(intents: Sequence[OwnIntent]) -> None:
    """Raises `BadInput` for what cannot be told apart or is out of bounds."""
    if len(intents) > MOST_INTENTS:
        raise BadInput(f"There are more than {MOST_INTENTS} intents.", "Remove some.")
    names = Counter(intent.name for intent in intents)
    owner_of: dict[str, str] = {}
    for intent in intents:
        if not intent.name.strip() or len(intent.name) > MOST_NAME_CHARACTERS:
            raise BadInput(
                "An intent's name is empty or too long.",
                f"Give it a name of 1 to {MOST_NAME_CHARACTERS} characters.",
                code="intent.name",
            )
        if names[intent.name] > 1:
            raise BadInput(
                "Two intents have the same name.", "Rename one of them.", code="intent.twice"
            )
        if not 1 <= len(intent.examples) <= MOST_EXAMPLES:
            raise BadInput(
                "An intent needs examples.",
                f"Give 1 to {MOST_EXAMPLES} examples; five or more read well.",
                code="intent.examples",
            )
        for example in intent.examples:
            if not example.strip() or len(example) > MOST_EXAMPLE_CHARACTERS:
                raise BadInput(
                    "An example is empty or too long.",
                    f"Give examples of 1 to {MOST_EXAMPLE_CHARACTERS} characters.",
                    code="intent.examples",
                )
            if owner_of.setdefault(example.strip(), intent.name) != intent.name:
                raise BadInput(
                    "The same example stands under two intents.",
                    "Keep it under one of them: it cannot show how they differ.",
                    code="intent.same_example",
                )


class OwnIntents:
    """Immutable: learning something new gives a new object (a few milliseconds for hundreds of
    examples). Pure: whoever holds it embeds the texts and journals the definitions."""

    def __init__(self, intents: Sequence[OwnIntent], vectors: Mapping[str, Numbers]) -> None:
        """`vectors` holds the embedding of every example. Raises `BadInput` (see `check`)."""
        check(intents)
        self._intents = tuple(intents)
        self._vectors = {text: vectors[text] for one in intents for text in one.examples}
        self._names = tuple(intent.name for intent in intents)
        texts = [(place, text) for place, one in enumerate(intents) for text in one.examples]
        if not texts:
            return
        self._rarity = _rarity([text for _, text in texts])
        self._embedded = np.stack([self._vectors[text] for _, text in texts])
        self._worded = np.stack([self._wording(text) for _, text in texts])
        targets = np.eye(len(intents), dtype=np.float32)[[place for place, _ in texts]]
        alike = _alike(self._embedded, self._worded, self._embedded, self._worded)
        alike[np.diag_indices_from(alike)] += PENALTY
        inverse = np.linalg.inv(alike)
        self._duals = inverse @ targets
        alone = targets - self._duals / np.diag(inverse)[:, None]
        counts = Counter(place for place, _ in texts)
        judged = np.array([counts[place] > 1 for place, _ in texts])
        self._line = _line(alone[judged], targets[judged])

    @property
    def intents(self) -> tuple[OwnIntent, ...]:
        """What it was learned from."""
        return self._intents

    def taught(self, intent: OwnIntent, vectors: Mapping[str, Numbers]) -> "OwnIntents":
        """With this intent added, or in the place of the one with its name."""
        kept = [one for one in self._intents if one.name != intent.name]
        return OwnIntents([*kept, intent], {**self._vectors, **vectors})

    def without(self, name: str) -> "OwnIntents":
        """Without the intent of this name."""
        return OwnIntents([one for one in self._intents if one.name != name], self._vectors)

    def fit(self, text: str, vector: Numbers) -> Fit:
        """Which intent a text has; `vector` is its embedding."""
        if not self._intents or not text.strip():
            return Fit(None, 1.0 if not self._intents else 0.5)
        worded = self._wording(text)
        alike = _alike(vector[None, :], worded[None, :], self._embedded, self._worded)
        scores = np.einsum("i,ij->j", alike[0], self._duals)
        best = int(scores.argmax())
        certain = _certainty(float(scores[best]), self._line)
        if scores[best] < self._line:
            return Fit(None, round(1 - certain, 3))
        rest = np.delete(scores, best)
        margin = float(scores[best] - rest.max()) if len(rest) else float(scores[best])
        return Fit(
            self._names[best], round(certain * (0.55 + 0.45 * min(max(margin, 0) * 2, 1)), 3)
        )

    def _wording(self, text: str) -> Numbers:
        found = np.zeros(WORDING_DIMENSIONS, dtype=np.float32)
        for key in hashed("text", pieces(text)):
            sign = 1.0 if key & 1 else -1.0
            found[(key >> 1) % WORDING_DIMENSIONS] += sign * self._rarity.get(key, 0.0)
        length = float(np.linalg.norm(found))
        return found / np.float32(length) if length else found


def _rarity(texts: Sequence[str]) -> dict[int, float]:
    counts: Counter[int] = Counter()
    for text in texts:
        counts.update(hashed("text", pieces(text)))
    return {key: float(np.log(1 + len(texts) / count)) for key, count in counts.items()}


def _alike(embedded: Numbers, worded: Numbers, others: Numbers, others_worded: Numbers) -> Numbers:
    # einsum for one text, as in `weights`: a BLAS product would wake threads beside the embedder's
    if len(embedded) == 1:
        cosines = np.einsum("ij,j->i", others, embedded[0])[None, :]
        wording = np.einsum("ij,j->i", others_worded, worded[0])[None, :]
    else:
        cosines, wording = embedded @ others.T, worded @ others_worded.T
    found = NEARNESS_WEIGHT * np.exp(WIDTH * (cosines - 1)) + WORDING_WEIGHT * wording
    return cast(Numbers, found)


def _line(alone: Numbers, targets: Numbers) -> float:
    """The score below which nothing fits, from scores of examples that were left out."""
    if not len(alone):
        return USUAL_LINE
    right = alone.argmax(axis=1) == targets.argmax(axis=1)
    judged = alone.max(axis=1)[right] if right.any() else alone.max(axis=1)
    drawn = float(np.quantile(judged, TURNED_AWAY))
    share = len(judged) / (len(judged) + USUAL_COUNTS_AS)
    return share * drawn + (1 - share) * USUAL_LINE


def _certainty(score: float, line: float) -> float:
    """0.5 on the line, nearing 1 at the score of an example itself."""
    return float(1 / (1 + np.exp(-6 * (score - line))))
