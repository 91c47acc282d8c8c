"""A person's own past: their remembered lines, ranked for a query. Exact, in memory, no I/O."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from kizashi.ids import MemoryId
from kizashi.recollection import Hit
from memory.asked import Asked, asked_in
from memory.dates import day_of
from memory.features import Features, features_of
from memory.recipes import LIKENESS_OF_STRANGERS, LIKENESS_SPREAD, OwnRecipe
from memory.words import weight

Vector = NDArray[np.float32]
Weights = NDArray[np.float64]

_USUAL_MEAN, _USUAL_SPREAD, _USUAL_LINES = 4.0, 2.2, 20
"""How weights lie in a past, for one that is too short to tell: so much as this many lines say."""

_STANDS_OUT, _IS_LIKE, _NEITHER = 2.4, 1.6, 1.0
"""How sure recall is: how far a line stands out, and how alike the best one is. Fitted on
questions with and without an answer in the dialogues of `bench/recall_sets.py`."""

_K1 = 1.2
_B = 0.5
"""BM25's bounds, see `memory.lexical`; lines of a talk are short, so length counts less."""

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
    features: Features | None = None


@dataclass(slots=True)
class _Columns:
    """What is known of every line, a column each; made when it is first needed."""

    matrix: Vector
    with_vector: NDArray[np.bool_]
    speakers: NDArray[np.str_]
    sessions: NDArray[np.int64]
    first_of_session: NDArray[np.int64]
    stated: Weights
    asks: Weights
    tells_time: Weights
    tells_number: Weights
    tells_name: Weights
    norms: Weights
    postings: dict[str, tuple[NDArray[np.int64], Weights]] = field(default_factory=dict)


class OwnPast:
    """The lines of one person. Lines come in order of time; late vectors may follow."""

    def __init__(self, recipe: OwnRecipe) -> None:
        self._recipe = recipe
        self.lines: list[Line] = []
        self._places: dict[tuple[int, int], int] = {}
        self._features: list[Features] = []
        self._days: list[date | None] = []
        self._sessions: list[int] = []
        self._postings: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._columns: _Columns | None = None

    def add(self, lines: Iterable[Line]) -> None:
        """Adds lines, or replaces those that are known (they may have their vector now)."""
        for line in lines:
            place = self._places.get(line.key)
            if place is None:
                self._append(line)
            else:
                self.lines[place] = line
            self._columns = None

    def without_vector(self) -> list[tuple[int, int]]:
        """Keys of the lines whose vector was not there yet."""
        return [line.key for line in self.lines if line.vector is None]

    def ranked(
        self,
        query: str,
        vector: Vector | None,
        k: int,
        *,
        today: date,
        before: int | None = None,
    ) -> tuple[Hit, ...]:
        """The `k` lines that fit the query best, best first; only lines with a seq below `before`
        when it is given. "Last month" is seen from `today`. A hit's score (0 to 1) is above one
        half when the line is more likely about the query than not. Words that somebody said twice
        on one day come once."""
        if not self.lines:
            return ()
        asked = asked_in(query, {line.speaker for line in self.lines}, today)
        signs = self.signs(asked, vector)
        fused = np.zeros(len(self.lines))
        for name, sign in signs.items():
            fused += getattr(self._recipe, name) * sign
        if before is not None:
            there = np.array([line.key[0] < before for line in self.lines])
            fused = np.where(there, fused, -np.inf)
        order = self._different(np.argsort(-fused, kind="stable"), fused, k)
        if not order:
            return ()
        likeness = signs["words" if vector is None else "meaning"][order[0]]
        sure = _sureness(fused, float(likeness))
        return tuple(_hit(self.lines[place], float(sure[place])) for place in order)

    def _different(self, order: NDArray[np.int64], fused: Weights, k: int) -> list[int]:
        found: dict[tuple[str, str, date | None], int] = {}
        for place in order.tolist():
            if len(found) == k or fused[place] == -np.inf:
                break
            line = self.lines[place]
            words = "".join(line.text.casefold().split())
            found.setdefault((line.speaker, words, self._days[place]), place)
        return list(found.values())

    # ── the signs ────────────────────────────────────────────────────────────────────────────────

    def signs(self, asked: Asked, vector: Vector | None) -> dict[str, Weights]:
        """Every sign of the recipe for every line, before it is weighed."""
        columns = self._ready()
        none = np.zeros(len(self.lines))
        likeness = self._likeness(columns, vector)
        return {
            "meaning": likeness,
            "words": self._word_match(columns, asked.terms),
            "session": none if vector is None else _best_of_session(columns, likeness),
            "speaker": none if asked.named is None else 1.0 * (columns.speakers == asked.named),
            "time": self._fit(asked) if asked.periods else none,
            "stated": columns.stated,
            "asks": columns.asks,
            "tells_time": columns.tells_time * asked.wants_time,
            "tells_number": columns.tells_number * asked.wants_number,
            "tells_name": columns.tells_name * asked.wants_name,
        }

    def _likeness(self, columns: _Columns, vector: Vector | None) -> Weights:
        """Likeness in spreads above that of strangers; lines without a vector have the mean."""
        likeness = np.zeros(len(self.lines))
        if vector is None or not len(columns.matrix):
            return likeness
        known = (columns.matrix @ vector - LIKENESS_OF_STRANGERS) / LIKENESS_SPREAD
        likeness[:] = known.mean()
        likeness[columns.with_vector] = known
        return likeness

    def _word_match(self, columns: _Columns, wanted: tuple[str, ...]) -> Weights:
        """BM25 against the best line; damped when even the best covers little."""
        count = len(self.lines)
        scores, covered, information = np.zeros(count), np.zeros(count), 0.0
        for term in Counter(wanted):
            holding = len(self._postings[term]) if term in self._postings else 0
            rarity = math.log(1 + (count - holding + 0.5) / (holding + 0.5)) * weight(term)
            information += rarity
            if holding:
                rows, counts = self._posting(columns, term)
                scores[rows] += rarity * counts * (_K1 + 1) / (counts + _K1 * columns.norms[rows])
                covered[rows] += rarity
        best = scores.max()
        if best <= 0:
            return scores
        trust = min(1.0, float(covered.max()) / information / _WELL_COVERED)
        result: Weights = scores / best * _BEST_WORDS * trust
        return result

    def _fit(self, asked: Asked) -> Weights:
        fits = {
            day: max(period.fit(day) for period in asked.periods) if day is not None else 0.0
            for day in dict.fromkeys(self._days)
        }
        return np.array([fits[day] for day in self._days])

    # ── the columns ──────────────────────────────────────────────────────────────────────────────

    def _append(self, line: Line) -> None:
        place = len(self.lines)
        day = day_of(line.at)
        before = self.lines[-1] if place else None
        continues = before is not None and (before.source, self._days[-1]) == (line.source, day)
        self._places[line.key] = place
        self.lines.append(line)
        self._days.append(day)
        self._sessions.append(self._sessions[-1] + (not continues) if place else 0)
        features = line.features or features_of(line.text)
        self._features.append(features)
        for term in features.terms:
            held = self._postings[term]
            held[place] = held.get(place, 0) + 1

    def _ready(self) -> _Columns:
        if self._columns is not None:
            return self._columns
        held = [line.vector for line in self.lines if line.vector]
        lengths = np.array([len(one.terms) for one in self._features], dtype=np.float64)
        sessions = np.array(self._sessions)
        self._columns = _Columns(
            matrix=np.frombuffer(b"".join(held), np.float32).reshape(len(held), -1)
            if held
            else np.empty((0, 0), np.float32),
            with_vector=np.array([line.vector is not None for line in self.lines]),
            speakers=np.array([line.speaker for line in self.lines]),
            sessions=sessions,
            first_of_session=np.flatnonzero(np.diff(sessions, prepend=-1)),
            stated=np.log1p([one.stated for one in self._features]),
            asks=np.array([one.asks for one in self._features], dtype=np.float64),
            tells_time=np.array([one.tells_time for one in self._features], dtype=np.float64),
            tells_number=np.array([one.tells_number for one in self._features], dtype=np.float64),
            tells_name=np.array([one.tells_name for one in self._features], dtype=np.float64),
            norms=1 - _B + _B * lengths / (lengths.mean() or 1.0),
        )
        return self._columns

    def _posting(self, columns: _Columns, term: str) -> tuple[NDArray[np.int64], Weights]:
        arrays = columns.postings.get(term)
        if arrays is None:
            held = self._postings[term]
            arrays = (
                np.fromiter(held.keys(), dtype=np.int64, count=len(held)),
                np.fromiter(held.values(), dtype=np.float64, count=len(held)),
            )
            columns.postings[term] = arrays
        return arrays


def _best_of_session(columns: _Columns, likeness: Weights) -> Weights:
    """For every line the mean of the three best likenesses in its session (of as many as it has):
    an answer stands where the talk was about the question."""
    left = likeness.copy()
    total = np.zeros(len(columns.first_of_session))
    found = np.zeros(len(columns.first_of_session))
    for _ in range(3):
        best = np.maximum.reduceat(left, columns.first_of_session)
        there = np.isfinite(best)
        total[there] += best[there]
        found += there
        left[left == best[columns.sessions]] = -np.inf
    result: Weights = (total / found)[columns.sessions]
    return result


def _sureness(fused: Weights, likeness: float) -> Weights:
    """From 0 to 1 for every line: how far it stands out from the rest of the past, against how far
    the best of so many strangers would by chance (the expected greatest of n normal values,
    about the root of 2 ln n), together with the `likeness` of the best line to the query."""
    there = fused[np.isfinite(fused)]
    count = len(there)
    mean = (there.sum() + _USUAL_LINES * _USUAL_MEAN) / (count + _USUAL_LINES)
    spread = (there.var() * count + _USUAL_LINES * _USUAL_SPREAD**2) / (count + _USUAL_LINES)
    above = (fused - mean) / math.sqrt(spread) - math.sqrt(2 * math.log(count + 1))
    result: Weights = 1 / (1 + np.exp(_NEITHER - _STANDS_OUT * above - _IS_LIKE * likeness))
    return result


def _hit(line: Line, score: float) -> Hit:
    return Hit(
        id=line.id,
        text=line.text,
        speaker=line.speaker,
        at=line.at,
        reference=line.reference,
        score=score,
        source=line.source,
    )
