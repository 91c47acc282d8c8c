"""A person's own past: their remembered lines, ranked for a query. Exact, in memory, no I/O."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from kizashi.ids import MemoryId
from kizashi.recollection import Hit
from memory.dates import FoundDate, extract_dates
from memory.lexical import LexicalIndex
from memory.recipes import LIKENESS_OF_STRANGERS, LIKENESS_SPREAD, OwnRecipe

Vector = NDArray[np.float32]

SURE = 2.5
"""The fused weight at which a line is as likely to be about the query as not."""

_BEST_WORDS = 3.0
_WELL_COVERED = 0.5


@dataclass(frozen=True, slots=True)
class Line:
    """One remembered line; `key` orders lines in time."""

    key: tuple[int, int]
    id: MemoryId
    speaker: str
    text: str
    at: str | None
    reference: str | None
    source: str
    vector: bytes | None = None


@dataclass(frozen=True, slots=True)
class _Moment:
    year: int
    month: int
    day: int


class OwnPast:
    """The lines of one person. Lines come in order of time; late vectors may follow."""

    def __init__(self, recipe: OwnRecipe) -> None:
        self._recipe = recipe
        self.lines: list[Line] = []
        self._places: dict[tuple[int, int], int] = {}
        self._words = LexicalIndex()
        self._moments: list[_Moment | None] = []
        self._matrix: NDArray[np.float32] | None = None
        self._with_vector: NDArray[np.bool_] | None = None

    def add(self, lines: Iterable[Line]) -> None:
        """Adds lines, or replaces those that are known (they may have their vector now)."""
        for line in lines:
            place = self._places.get(line.key)
            if place is None:
                place = len(self.lines)
                self._places[line.key] = place
                self.lines.append(line)
                self._moments.append(_moment(line.at))
                before = self.lines[place - 1].text if place else ""
                self._words.add(
                    str(place),
                    ((line.text, 1.0), (line.speaker, 0.5), (before, self._recipe.context)),
                )
            else:
                self.lines[place] = line
            self._matrix = None

    def without_vector(self) -> list[tuple[int, int]]:
        """Keys of the lines whose vector was not there yet."""
        return [line.key for line in self.lines if line.vector is None]

    def ranked(
        self, query: str, vector: Vector | None, k: int, before: int | None = None
    ) -> tuple[Hit, ...]:
        """The `k` lines that fit the query best, best first; only lines with a seq below `before`
        when it is given. A hit's score (0 to 1) is above one half when the line is more likely
        about the query than not."""
        if not self.lines:
            return ()
        fused = self._fused(query, vector)
        if before is not None:
            fused[[line.key[0] >= before for line in self.lines]] = -np.inf
        order = np.argsort(-fused, kind="stable")[:k]
        return tuple(
            _hit(self.lines[place], float(fused[place]))
            for place in order.tolist()
            if np.isfinite(fused[place])
        )

    def _fused(self, query: str, vector: Vector | None) -> NDArray[np.float64]:
        recipe = self._recipe
        fused = recipe.meaning * self._likeness(vector) + recipe.words * self._word_match(query)
        named = self._named_speaker(query)
        if recipe.speaker and named is not None:
            fused += recipe.speaker * np.array([line.speaker == named for line in self.lines])
        asked = extract_dates(query)
        if recipe.time and asked:
            fused += recipe.time * np.array([_fits(moment, asked) for moment in self._moments])
        return fused

    def _likeness(self, vector: Vector | None) -> NDArray[np.float64]:
        """Likeness in spreads above that of strangers; lines without a vector have the mean."""
        likeness = np.zeros(len(self.lines))
        if vector is None:
            return likeness
        if self._matrix is None:
            self._with_vector = np.array([line.vector is not None for line in self.lines])
            held = [np.frombuffer(line.vector, np.float32) for line in self.lines if line.vector]
            self._matrix = np.stack(held) if held else np.empty((0, len(vector)), np.float32)
        if self._with_vector is None or not len(self._matrix):
            return likeness
        known = (self._matrix @ vector - LIKENESS_OF_STRANGERS) / LIKENESS_SPREAD
        likeness[:] = known.mean()
        likeness[self._with_vector] = known
        return likeness

    def _word_match(self, query: str) -> NDArray[np.float64]:
        """The word score against the best one; damped when even the best covers little."""
        scores, covered = self._words.scores(query, [str(n) for n in range(len(self.lines))])
        best = scores.max()
        if best <= 0:
            return scores
        trust = min(1.0, float(covered.max()) / _WELL_COVERED)
        result: NDArray[np.float64] = scores / best * _BEST_WORDS * trust
        return result

    def _named_speaker(self, query: str) -> str | None:
        """The one speaker whom the query names; none when it names several."""
        lowered = query.lower()
        named = {line.speaker for line in self.lines if _names(line.speaker.lower(), lowered)}
        return named.pop() if len(named) == 1 else None


def _names(speaker: str, query: str) -> bool:
    if not speaker.isascii():
        return speaker in query
    return re.search(rf"\b{re.escape(speaker)}\b", query) is not None


def _hit(line: Line, fused: float) -> Hit:
    return Hit(
        id=line.id,
        text=line.text,
        speaker=line.speaker,
        at=line.at,
        reference=line.reference,
        score=1 / (1 + math.exp(SURE - fused)),
        source=line.source,
    )


def _moment(at: str | None) -> _Moment | None:
    """The day of a line's time, from ISO 8601 or from words ("1:56 pm on 8 May, 2023")."""
    if at is None:
        return None
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        days = [found for found in extract_dates(at) if found.on() is not None]
        day = days[0].on() if days else None
        return _Moment(day.year, day.month, day.day) if day is not None else None
    return _Moment(moment.year, moment.month, moment.day)


def _fits(moment: _Moment | None, asked: Sequence[FoundDate]) -> bool:
    return moment is not None and any(
        date.month == moment.month
        and date.day in {None, moment.day}
        and date.year in {None, moment.year}
        for date in asked
    )
