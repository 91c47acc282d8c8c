"""Cutting a text into clauses, each a span of the text itself."""

import re
from dataclasses import dataclass
from itertools import pairwise

_SENTENCE = re.compile(r"[。！？!?\n…]+|\.{1,}(?=\s|$)|[、，,;；:：（）()「」]|\s[-–—]+\s|—")
_BREAK = re.compile(
    r"(?<=けど)(?![どさ])|(?<=けれど)(?!も)|(?<=けれども)|(?<=ですが)|(?<=ますが)|(?<=ましたが)|(?<=のに)(?=[^はも])"
    r"|(?<=ので)|(?<=んだけど)"
    r"|\s+(?=(?:but|because|cos|cuz|though|although|unless"
    r"|and (?:i|i'm|my|we|the|it|then)|so (?:i|i'll|we|can))\b)",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:(?:but|and|so|because|cos|cuz|though|although|well|um|hmm+|ah|oh)\b[\s,]*"
    r"|でも|ただ|けど|なので|だから|あと|[\s　])+",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:(?:(?<=不安)|(?<=心配)|(?<=迷い)|(?<=怖く))(?:で|て)"
    r"|(?:んです|なん)?(?:けれども|けれど|けど|ですが|ますが)|ので|[\s　。、，,.!?！？…〜~])+$"
)
_SAID = re.compile(r"[^\s　。、，,.!?！？…〜~]")

MOST = 60


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a text: `text` is what stands there from `start` to `end`."""

    text: str
    start: int
    end: int


def clauses(text: str) -> tuple[Clause, ...]:
    """The clauses of a text, without the words that only join them; at most `MOST`."""
    found: list[Clause] = []
    for start, end in _spans(text):
        piece = text[start:end]
        opening = _OPENING.match(piece)
        if opening and opening.end() < len(piece):
            start += opening.end()
        closing = _CLOSING.search(text[start:end])
        if closing and closing.start() > 0:
            end = start + closing.start()
        if _SAID.search(text[start:end]):
            found.append(Clause(text[start:end], start, end))
        if len(found) == MOST:
            break
    return tuple(found)


def _spans(text: str) -> list[tuple[int, int]]:
    edges = {0, len(text)}
    for mark in _SENTENCE.finditer(text):
        edges.add(mark.end())
    for mark in _BREAK.finditer(text):
        edges.add(mark.end())
    ordered = sorted(edges)
    return list(pairwise(ordered))
