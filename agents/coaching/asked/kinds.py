"""Which kind of question it is, by kernel ridge regression over the examples.

Likeness of meaning, common pieces of words and the form of the question (does it ask who, does it
name somebody) are added up in one kernel; the few hundred examples are solved for in milliseconds,
so that nothing is trained or stored but their vectors. See Rifkin, Yeo, Poggio: Regularized
least-squares classification (2003).
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.coaching.asked.examples import Example, Vectors, examples, kept_vectors
from kizashi.language import Language

WIDTH = 8.0
"""Meanings are alike by exp(-`WIDTH` · (1 - cosine)). Chosen, with the three below, by leaving out
each example in turn; the result hardly depends on them."""
PIECES_WEIGHT = 0.3
FORM_WEIGHT = 0.3
RIDGE = 0.1

STAND_INS = {Language.EN: "Anna", Language.JA: "佐藤さん"}
"""Whom the examples speak of: a name in a question is replaced by it."""

Numbers = NDArray[Any]

_WHO = re.compile(
    r"誰|だれ|どなた|どの(?:人|方|お客)|(?:人|方|お客(?:様|さん)?)(?:は|が|も|を|って|、|い(?:る|ま)|$|[?？])"
    r"|何(?:人|名)|\bwho(?:m|se)?\b|(?:which|how many) (?:people|customers|guests|conversations)"
    r"|\b(?:any|some)(?:body|one)\b|\bpeople who\b|show me the people",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"anna|佐藤さん|this (?:person|draft|call)|この(?:人|方|下書き|電話)", re.IGNORECASE
)
_ENDS = re.compile(r"[?？!！.。、,]")


def asks_who(text: str) -> bool:
    """Whether a question asks for people."""
    return _WHO.search(text) is not None


@dataclass(frozen=True, slots=True)
class Guess:
    """What a question asks, and how sure that is (a score, near 1 for an example itself)."""

    asks: str
    score: float


class Kinds:
    """Tells kinds of questions apart. Without vectors it goes by words and form alone."""

    def __init__(self, some: Sequence[Example], vectors: Vectors | None) -> None:
        self._vectors = vectors
        self._names = sorted({one.asks for one in some})
        counted = [_pieces(one.text) for one in some]
        spread = Counter(piece for pieces in counted for piece in pieces)
        self._rarity = {
            piece: float(np.log((len(some) + 1) / (count + 0.5))) for piece, count in spread.items()
        }
        self._unseen = float(np.log(2 * (len(some) + 1)))
        self._places = {piece: place for place, piece in enumerate(spread)}
        self._pieces = np.array([self._placed(pieces) for pieces in counted])
        self._forms = np.array([_form(one.text) for one in some])
        near = self._nearness(self._pieces, self._forms, vectors)
        wanted = np.array([[one.asks == name for name in self._names] for one in some], dtype=float)
        self._weights = np.linalg.solve(near + RIDGE * np.eye(len(some)), wanted)

    def guess(self, text: str, vector: Any | None) -> Guess:
        """The kind that a question is nearest to."""
        pieces = self._placed(_pieces(text))[None, :]
        rows = None if vector is None else np.asarray(vector, dtype=np.float32)[None, :]
        scores = (self._nearness(pieces, np.array([_form(text)]), rows) @ self._weights)[0]
        best = int(scores.argmax())
        return Guess(self._names[best], float(scores[best]))

    def _nearness(self, pieces: Numbers, forms: Numbers, vectors: Any | None) -> Numbers:
        """How near each of these questions (a row each) is to each example."""
        apart = ((forms[:, None, :] - self._forms[None, :, :]) ** 2).sum(axis=2)
        near = PIECES_WEIGHT * (pieces @ self._pieces.T) + FORM_WEIGHT * np.exp(-apart)
        if self._vectors is not None and vectors is not None:
            near = near + np.exp(-WIDTH * (1.0 - vectors @ self._vectors.T))
        return np.asarray(near, dtype=np.float64)

    def _placed(self, pieces: Iterable[str]) -> Numbers:
        """The known pieces at their places, of a length that counts the unknown ones too."""
        weights = {piece: self._rarity.get(piece, self._unseen) for piece in pieces}
        length = float(np.sqrt(sum(weight**2 for weight in weights.values()))) or 1.0
        row = np.zeros(len(self._places), dtype=np.float32)
        for piece, weight in weights.items():
            if piece in self._places:
                row[self._places[piece]] = weight / length
        return row


@lru_cache(maxsize=2)
def kinds_for(embedder: str) -> Kinds:
    """The kinds as questions of this embedder's vectors are told apart."""
    return Kinds(examples(), kept_vectors(embedder))


def _pieces(text: str) -> frozenset[str]:
    """Words and their neighbours in English, runs of two to four characters in Japanese."""
    folded = _ENDS.sub("", text.casefold())
    if folded.isascii():
        words = ["^", *re.findall(r"[a-z']+", folded), "$"]
        pairs = [f"{a} {b}" for a, b in pairwise(words)]
        apart = [f"{a}_{b}" for a, b in zip(words, words[2:], strict=False)]
        return frozenset([*words, *pairs, *apart])
    framed = f"^{folded}$"
    return frozenset(
        framed[start : start + size]
        for size in (2, 3, 4)
        for start in range(len(framed) - size + 1)
    )


def _form(text: str) -> tuple[float, float]:
    return (2.0 * asks_who(text), 2.0 * (_POINTS.search(text) is not None))
