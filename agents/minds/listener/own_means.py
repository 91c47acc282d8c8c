"""What an intent's examples say together: Gaussian classes with one shared, shrunk covariance.

Linear discriminant analysis (Fisher 1936) with the covariance drawn to a sphere (Friedman 1989):
directions in which examples of one intent differ anyway count less. Closed form, and its cost grows
with the number of examples alone.
"""

from dataclasses import dataclass

import numpy as np

from agents.minds.listener.own_kernel import Exact, Places
from agents.minds.listener.weights import Numbers

ROUND = 0.85
"""How far the covariance is drawn to a sphere, once there are as many examples as dimensions."""

USUAL_SPREAD = 0.00036
USUAL_COUNTS_AS = 20
"""Variance in a direction within an intent, as the sets of `bench/intents.py` have it; it counts as
so many examples."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """For each text (row) and intent: `likelihoods` (logarithms, up to what is the same for all),
    and the `cosines` to the intents' means."""

    likelihoods: Exact
    cosines: Exact


class MeanScores:
    """Likeness to the intents as wholes."""

    def __init__(self, vectors: Numbers, places: Places) -> None:
        rows = vectors.astype(np.float64)
        count, dimensions = int(places.max()) + 1, rows.shape[1]
        sizes = np.bincount(places, minlength=count).astype(np.float64)
        sums = np.zeros((count, dimensions))
        np.add.at(sums, places, rows)
        self._rows, self._places, self._sizes, self._sums = vectors, places, sizes, sums
        self._means = sums / sizes[:, None]
        off = rows - self._means[places]
        free = max(len(rows) - count, 0)
        spread = off.T @ off
        usual = USUAL_COUNTS_AS * USUAL_SPREAD * np.eye(dimensions)
        own = 1 - max(ROUND, 1 - (1 - ROUND) * free / dimensions)
        whole = (spread + usual) / (free + USUAL_COUNTS_AS)
        sphere = float(np.trace(whole)) / dimensions * np.eye(dimensions)
        self._precision = np.linalg.inv(own * whole + (1 - own) * sphere)
        self._drawn = self._means @ self._precision
        self._lengths = np.einsum("ij,ij->i", self._drawn, self._means)
        self._unit = self._means / np.linalg.norm(self._means, axis=1, keepdims=True)
        self._weight = own / (free + USUAL_COUNTS_AS)

    def of(self, vectors: Numbers) -> Likeness:
        """The likeness of these texts."""
        rows = vectors.astype(np.float64)
        if len(rows) == 1:
            own = np.einsum("ij,j->i", self._precision, rows[0])
            inner = np.einsum("ij,j->i", self._drawn, rows[0])[None, :]
            length = np.einsum("i,i->", own, rows[0])[None]
            cosines = np.einsum("ij,j->i", self._unit, rows[0])[None, :]
        else:
            inner = rows @ self._drawn.T
            length = np.einsum("ij,ij->i", rows @ self._precision, rows)
            cosines = rows @ self._unit.T
        return Likeness(-0.5 * (length[:, None] - 2 * inner + self._lengths[None, :]), cosines)

    def left_out(self, judged: Places) -> Likeness:
        """That of these examples (rows), each as if it had not been given, in closed form: its
        intent's mean moves away from it, and the covariance loses its part (Sherman and Morrison
        1950)."""
        found = self.of(self._rows[judged])
        rows, places = self._rows[judged].astype(np.float64), self._places[judged]
        off, size = rows - self._means[places], self._sizes[places]
        grown = size / np.maximum(size - 1, 1)
        drawn = off @ self._precision
        pull = np.einsum("ij,ij->i", drawn, off)
        share = self._weight * grown
        lost = share / np.maximum(1 - share * pull, 1e-3)
        inner = np.einsum("ij,ij->i", rows, drawn)[:, None] - drawn @ self._means.T
        distances = -2 * found.likelihoods + lost[:, None] * inner**2
        every = np.arange(len(rows))
        distances[every, places] = grown**2 * (pull + lost * pull**2)
        without = self._sums[places] - rows
        lengths = np.maximum(np.linalg.norm(without, axis=1), 1e-9)
        cosines = found.cosines.copy()
        cosines[every, places] = np.einsum("ij,ij->i", rows, without) / lengths
        return Likeness(-0.5 * distances, cosines)
