"""Intents that the owner defines with a name and a few examples, and what fits none of them.

Two views of a text are joined: how it resembles single examples (`own_kernel`) and whole intents
(`own_means`). Where the line lies below which nothing fits, and how sure an answer is, is learned
from the examples themselves: each is judged as if it had not been given.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from agents.minds.listener.own_kernel import BLOCK, Exact, ExampleScores, Places
from agents.minds.listener.own_means import Likeness, MeanScores
from agents.minds.listener.weights import Numbers
from kizashi.teaching import OwnIntent

LIKELIHOOD_SHARE = 0.2
EXAMPLE_SHARE = 8.0
"""How much each view counts for which intent it is."""

FITS = (1.5, 1.0, 0.5)
"""How much nearness to an intent's mean, likeness to its examples and lack of a rival count for
whether anything fits. All chosen on the sets of `bench/intents.py`."""

GOOD_ENOUGH = 0.91
"""Texts are called unknown for the sake of the unknown ones as long as this share of the known ones
is still told right."""
TURNED_AWAY = (0.02, 0.08)
"""Least and most share of texts like the examples that may be called unknown."""

USUAL_MIDDLE = np.array([0.927, 0.34, -0.1])
USUAL_SPREAD = np.array([0.017, 0.14, 0.22])
USUAL_LINE = -5.0
USUAL_COUNTS_AS = 10
"""How examples lie to their own intents on `bench/intents.py`; it counts as ten examples."""


_BETWEEN_WORDS = re.compile(r"[\s_\-./:]+|(?<=[a-z])(?=[A-Z])")

UNSHOWN = 0.6
"""What is left of the confidence while there are no examples that could show how sure to be."""


@dataclass(frozen=True, slots=True)
class Fit:
    """What a text was found to be: `intent` is `None` when nothing fits; `confidence` (0 to 1) is
    that of the answer, whichever it is; `like` is the nearest example of the intent."""

    intent: str | None
    confidence: float
    like: str | None = None


@dataclass(frozen=True, slots=True)
class _Judged:
    """The best intent of each text, how well anything fits, and how far the rest lies behind."""

    best: Places
    facts: Exact
    margin: Exact


@dataclass(frozen=True, slots=True)
class _Sureness:
    """How texts lie that are like the examples, the line below which nothing fits, and the chance
    that the best intent is right: logistic in the fit above the line and the margin. `shown` (0 to
    1) says how much the examples could show of that."""

    middle: Exact
    spread: Exact
    line: float
    weights: Exact
    shown: float

    def fits(self, facts: Exact) -> Exact:
        """How well the best intent fits, in spreads of texts like the examples."""
        fits: Exact = ((facts - self.middle) / self.spread) @ np.array(FITS)
        return fits

    def chances(self, fits: Exact, margin: Exact) -> Exact:
        """Chance of being right."""
        known = np.stack([np.ones(len(fits)), fits - self.line, margin], axis=1)
        certain: Exact = 1 / (1 + np.exp(-np.clip(known @ self.weights, -30, 30)))
        return certain * (UNSHOWN + (1 - UNSHOWN) * self.shown)


class OwnIntents:
    """Immutable: learning something new gives a new object. Pure: whoever holds it embeds the texts
    and journals the definitions."""

    def __init__(
        self, intents: Sequence[OwnIntent] = (), vectors: Mapping[str, Numbers] | None = None
    ) -> None:
        """`vectors` holds the embedding of everything in `learned_from`."""
        self.intents = tuple(intents)
        self._names = tuple(intent.name for intent in intents)
        placed = [(place, text) for place, one in enumerate(intents) for text in learned_from(one)]
        if not placed or vectors is None:
            return
        texts = [text for _, text in placed]
        places = np.array([place for place, _ in placed])
        embedded = np.stack([vectors[text] for text in texts])
        self._examples = ExampleScores(texts, embedded, places)
        self._means = MeanScores(embedded, places)
        # A name is learned from, but nobody said it: it is shown to nobody as something said
        self._said = np.array(
            [
                text in intents[place].examples
                for text, place in zip(self._examples.texts, self._examples.places, strict=True)
            ]
        )
        rows = self._examples.judged
        alone = _joined(self._examples.alone, self._means.left_out(rows))
        several = np.bincount(places)[places] > 1
        self._sure = _sureness(alone, places[rows], several[rows])

    def nothing(self, text: str) -> Fit:
        """The answer for a text with no words, or while no intent is defined."""
        return Fit(None, 1.0 if not self.intents else 0.5)

    def fit(self, text: str, vector: Numbers) -> Fit:
        """Which intent a text has; `vector` is its embedding."""
        return self.fit_all([text], vector[None, :])[0]

    def fit_all(self, texts: Sequence[str], vectors: Numbers) -> tuple[Fit, ...]:
        """Which intent each text has; `vectors` has their embeddings as rows."""
        if not self.intents:
            return tuple(self.nothing(text) for text in texts)
        found: list[Fit] = []
        for start in range(0, len(texts), BLOCK):
            part = slice(start, start + BLOCK)
            found += self._fits(texts[part], vectors[part])
        return tuple(
            fit if text.strip() else self.nothing(text)
            for text, fit in zip(texts, found, strict=True)
        )

    def _fits(self, texts: Sequence[str], vectors: Numbers) -> list[Fit]:
        near = self._examples.near(texts, vectors)
        judged = _joined(self._examples.scores(near), self._means.of(vectors))
        fits = self._sure.fits(judged.facts)
        chances = self._sure.chances(fits, judged.margin)
        found = []
        for row, place in enumerate(judged.best):
            if fits[row] < self._sure.line:
                found.append(Fit(None, round(1 - min(float(chances[row]), 0.5), 3)))
                continue
            of_it = np.where((self._examples.places == place) & self._said, near[row], -1.0)
            like = self._examples.texts[int(of_it.argmax())]
            found.append(Fit(self._names[place], round(float(chances[row]), 3), like))
        return found


def learned_from(intent: OwnIntent) -> tuple[str, ...]:
    """The examples, and the name in plain words, for it says what they have in common."""
    name = _BETWEEN_WORDS.sub(" ", intent.name).strip()
    if not any(one.isalpha() for one in name):
        return intent.examples
    return tuple(dict.fromkeys((*intent.examples, name)))


def _joined(examples: Exact, means: Likeness) -> _Judged:
    likely = LIKELIHOOD_SHARE * means.likelihoods
    likely = likely - likely.max(axis=1, keepdims=True)
    logs = likely - np.log(np.exp(likely).sum(axis=1, keepdims=True))
    scores = logs + EXAMPLE_SHARE * examples
    best = scores.argmax(axis=1)
    every = np.arange(len(scores))
    return _Judged(
        best=best,
        facts=np.stack(
            [means.cosines[every, best], examples[every, best], logs[every, best]], axis=1
        ),
        margin=_margins(scores),
    )


def _margins(scores: Exact) -> Exact:
    """How far the best score lies above the second best; at most 5, and that where there is no
    second."""
    if scores.shape[1] == 1:
        return np.full(len(scores), 5.0)
    two = np.partition(scores, -2, axis=1)[:, -2:]
    return np.minimum(two[:, 1] - two[:, 0], 5.0)


def _sureness(alone: _Judged, places: Places, judged: NDArray[np.bool_]) -> _Sureness:
    """Drawn from examples that were left out. A single example of its intent shows nothing."""
    prior = np.array([0.3, 0.35, 0.5])
    right = (alone.best == places) & judged
    count = int(right.sum())
    share = count / (count + USUAL_COUNTS_AS)
    middle, spread = USUAL_MIDDLE, USUAL_SPREAD
    if count > 1:
        middle = share * alone.facts[right].mean(axis=0) + (1 - share) * middle
        spread = share * alone.facts[right].std(axis=0) + (1 - share) * spread
    usual = _Sureness(middle, spread, USUAL_LINE, prior, share)
    if not count:
        return usual
    fits = usual.fits(alone.facts)
    rate = count / int(judged.sum())
    away = float(np.clip(rate - GOOD_ENOUGH, *TURNED_AWAY))
    line = share * float(np.quantile(fits[right], away)) + (1 - share) * USUAL_LINE
    known = np.stack([np.ones(len(fits)), fits - line, alone.margin], axis=1)[judged]
    weights = _logistic(known, right[judged], prior)
    return _Sureness(middle, spread, line, weights, share)


def _logistic(known: Exact, right: NDArray[np.bool_], prior: Exact) -> Exact:
    """Logistic regression by Newton's method with steps halved until they help, drawn to `prior` as
    if by a few more examples."""

    def likely(weights: Exact) -> float:
        said = known @ weights
        pulled = 0.5 * float(((weights - prior) ** 2).sum())
        return float((right * said - np.logaddexp(0, said)).sum()) - pulled

    weights, best = prior.copy(), likely(prior)
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(known @ weights, -30, 30)))
        slope = known.T @ (right - chance) - (weights - prior)
        bend = (known * (chance * (1 - chance))[:, None]).T @ known + np.eye(len(prior))
        step = np.linalg.solve(bend, slope)
        for _ in range(12):
            reached = likely(weights + step)
            if reached >= best:
                break
            step = step / 2
        else:
            return weights
        weights, gained, best = weights + step, reached - best, reached
        if gained < 1e-6:
            break
    return weights
