"""The words and the behaviour that carry a reading, found without another embedding."""

from collections.abc import Sequence

import numpy as np

from agents.minds.listener.clauses import Clause, clauses
from agents.minds.listener.signs import behaviour_pieces
from agents.minds.listener.weights import Numbers, Places, Weights
from agents.minds.listener.wording import hashed, words_of
from kizashi.reading import Evidence
from kizashi.signal import Behaviour


class Pointer:
    """Points at what speaks for a class of a head. Made for one text and used for several
    classes, so that its clauses are weighed once."""

    def __init__(self, weights: Weights, text: str, behaviour: Sequence[Behaviour]) -> None:
        self._weights = weights
        self._behaviour = behaviour
        self._clauses: tuple[Clause, ...] = clauses(text)
        # Only what the text as a whole shows: the edges of a clause are no edges of the text
        whole = hashed("text", words_of(text))
        self._places = [
            weights.places(whole & hashed("text", words_of(clause.text)))
            for clause in self._clauses
        ]

    def words(self, *classes: tuple[str, int]) -> tuple[Evidence, ...]:
        """The clause that speaks most for these classes (head and place) taken together."""
        if not self._clauses:
            return ()
        said = [
            sum(self._speaks(head, place, known) for head, place in classes)
            / float(np.sqrt(len(clause.text) + 8))
            for clause, known in zip(self._clauses, self._places, strict=True)
        ]
        best = self._clauses[int(np.argmax(said))]
        return (Evidence(source="text", quote=best.text, start=best.start, end=best.end),)

    def acts(self, head: str, place: int) -> tuple[Evidence, ...]:
        """The event that speaks most for the class at `place`, if any does."""
        best, most = "", 0.0
        for one in self._behaviour[-12:]:
            known = self._weights.places(hashed("behaviour", behaviour_pieces([one])))
            said = self._speaks(head, place, known)
            if said > most:
                best, most = one.event, said
        return (Evidence(source="behaviour", quote=best),) if best else ()

    def _speaks(self, head: str, place: int, known: Places) -> float:
        if not len(known):
            return 0.0
        rows: Numbers = self._weights.heads[head].pieces[known].astype(np.float32)
        rows *= self._weights.heads[head].scale
        rarity = self._weights.rarity[known]
        return float(rarity @ (rows[:, place] - rows.mean(axis=1)))


def _said(text: str) -> frozenset[int]:
    found = tuple(words_of(text))
    return hashed("text", found) | hashed("words", found)
