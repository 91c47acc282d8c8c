"""What the owner taught: corrected readings, applied to messages like the corrected ones.

A correction speaks for a moment as far as its text (by embedding) and what the business had just
said (by wording) are alike; below a likeness it is silent, so that teaching one thing leaves the
rest exactly as it was. The state is rebuilt from the list of corrections: leaving one out undoes
it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from agents.minds.listener.decoding import INTENTS, PHASES, STALLS, Decoded
from agents.minds.listener.signs import last_line
from agents.minds.listener.weights import Numbers
from agents.minds.listener.wording import hashed, plain, words_of
from kizashi.reading import MicroIntent, Phase, Stall
from kizashi.signal import Utterance

SILENT_BELOW = 0.89
FULL_FROM = 0.945
"""Cosines of the embedding. Among the seeds, texts less alike than the first have the same first
intent no more often than any two; from the second on, half of the time whoever wrote them."""

OTHER_CONTEXT = 0.5
"""What is left of a correction when the business had said something with no word in common."""


@dataclass(frozen=True, slots=True)
class Correction:
    """How one message should have been read. `vector` is the embedding of its text. What is `None`
    was not corrected; `stall_corrected` tells "no stall" from "not corrected"."""

    id: str
    text: str
    context: tuple[Utterance, ...]
    vector: Numbers
    intents: tuple[MicroIntent, ...] = ()
    phase: Phase | None = None
    stall: Stall | None = None
    stall_corrected: bool = False


@dataclass(frozen=True, slots=True)
class Applied:
    """A reading's probabilities after the corrections, and the text of the one that spoke most."""

    found: Decoded
    like: str | None


class Corrections:
    """All corrections in force, oldest first. Immutable and pure."""

    def __init__(self, corrections: Sequence[Correction] = ()) -> None:
        # The owner's last word on the same message counts
        latest = {(plain(one.text), _said(one.context)): one for one in corrections if one.text}
        self._corrections = tuple(latest.values())
        self._said = [_said(one.context) for one in self._corrections]
        if self._corrections:
            self._vectors = np.stack([one.vector for one in self._corrections])

    def __len__(self) -> int:
        return len(self._corrections)

    def applied(
        self, found: Decoded, text: str, context: Sequence[Utterance], vector: Numbers | None
    ) -> Applied:
        """The probabilities, drawn to the labels of corrections of similar messages."""
        if not self._corrections or vector is None:
            return Applied(found, None)
        voices = self._voices(text, _said(context), vector)
        strongest = int(voices.argmax())
        if voices[strongest] <= 0:
            return Applied(found, None)
        shares = voices**4
        result = replace(
            found,
            intents=self._drawn(found.intents, voices, shares, _intents_of),
            also=self._drawn(found.also, voices, shares, _also_of),
            phases=self._drawn(found.phases, voices, shares, _phases_of),
            stalls=self._drawn(found.stalls, voices, shares, _stalls_of),
        )
        return Applied(result, self._corrections[strongest].text)

    def _voices(self, text: str, said: frozenset[int], vector: Numbers) -> Numbers:
        cosines = np.einsum("ij,j->i", self._vectors, vector)
        voices = np.clip((cosines - SILENT_BELOW) / (FULL_FROM - SILENT_BELOW), 0, 1)
        same = plain(text)
        for place, one in enumerate(self._corrections):
            if voices[place] > 0:
                voices[place] *= OTHER_CONTEXT + (1 - OTHER_CONTEXT) * _shared(
                    said, self._said[place]
                )
                if plain(one.text) != same:
                    voices[place] *= 0.95  # the very same message outweighs all merely like it
        heard: Numbers = voices.astype(np.float32)
        return heard

    def _drawn(
        self,
        found: Numbers,
        voices: Numbers,
        shares: Numbers,
        target_of: Callable[[Correction], Numbers | None],
    ) -> Numbers:
        drawn, total, loudest = np.zeros_like(found), 0.0, 0.0
        for place in np.flatnonzero(voices):
            target = target_of(self._corrections[place])
            if target is not None:
                drawn += shares[place] * target
                total += float(shares[place])
                loudest = max(loudest, float(voices[place]))
        if not total:
            return found
        mixed: Numbers = (1 - loudest) * found + loudest * drawn / total
        return mixed


def _intents_of(one: Correction) -> Numbers | None:
    return _one_hot(INTENTS.index(one.intents[0]), len(INTENTS)) if one.intents else None


def _also_of(one: Correction) -> Numbers | None:
    if not one.intents:
        return None
    told = np.zeros(len(INTENTS), dtype=np.float32)
    told[[INTENTS.index(intent) for intent in one.intents]] = 1
    return told


def _phases_of(one: Correction) -> Numbers | None:
    return None if one.phase is None else _one_hot(PHASES.index(one.phase), len(PHASES))


def _stalls_of(one: Correction) -> Numbers | None:
    return _one_hot(STALLS.index(one.stall), len(STALLS)) if one.stall_corrected else None


def _one_hot(place: int, classes: int) -> Numbers:
    told = np.zeros(classes, dtype=np.float32)
    told[place] = 1
    return told


def _said(context: Sequence[Utterance]) -> frozenset[int]:
    line = last_line(context, "business")
    return hashed("business", words_of(line)) if line else frozenset()


def _shared(one: frozenset[int], other: frozenset[int]) -> float:
    """Share of common pieces (Jaccard); 1 when the business had said nothing both times."""
    either = len(one | other)
    return len(one & other) / either if either else 1.0
