"""Bringing back what memory holds for a moment: knowledge for each question, and the own past."""

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from agents.minds.negotiator.feeling import DISCOUNTS, SEARCHES, stalls_of
from agents.minds.negotiator.question import questions, spelt_out
from agents.minds.negotiator.stance import Stance, stance_of
from agents.situation import Situation
from kizashi.ids import PassageId, PersonId
from kizashi.knowledge import CatalogueItem, FoundPassage
from kizashi.language import Language
from kizashi.reading import Reading
from kizashi.recollection import Hit, Recollection
from memory.documents.script import language_of
from memory.embedding import Embedder

Vector = NDArray[np.float32]

PASSAGES = 24
"""Passages brought back for one question: enough that the statement which answers is among them
nearly always, few enough to weigh each of their statements."""

HELPING_PASSAGES = 10
"""Passages brought back for what holds a hesitant person."""

MEANING_PASSAGES = 5
"""Passages brought back by the words of both languages for what is asked ("dog" finds ペット)."""

OWN_LINES = 4


class Knowledge(Protocol):
    """What of memory is asked for passages and catalogue items."""

    async def knowledge(
        self, query: str, vector: Vector | None, k: int, language: Language | None = None
    ) -> Sequence[FoundPassage]:
        """The passages that fit the query best, best first, scores from 0 to 1; by words alone
        without a vector."""
        ...


class Catalogue(Protocol):
    """What of memory is asked for the things the business offers."""

    async def named_in(self, words: str) -> Sequence[CatalogueItem]:
        """The items that the words name."""
        ...


class OwnPast(Protocol):
    """What of memory is asked for a person's own past."""

    async def own(
        self, person: PersonId, query: str, vector: Vector | None, k: int
    ) -> Sequence[Hit]:
        """The person's own lines that fit the query best, best first."""
        ...


class Recollector:
    """Recollects for the turn, before the Negotiator thinks."""

    def __init__(
        self,
        embedder: Embedder,
        knowledge: Knowledge,
        own_past: OwnPast | None = None,
        catalogue: Catalogue | None = None,
    ) -> None:
        self._embedder = embedder
        self._knowledge = knowledge
        self._own_past = own_past
        self._catalogue = catalogue
        self._helping: dict[str, Vector] = {}

    async def recollect(
        self, situation: Situation, reading: Reading, person: PersonId | None
    ) -> Recollection:
        """What memory holds for the situation; empty when nothing was said."""
        if not situation.text.strip():
            return Recollection()
        language = language_of(situation.text) or reading.language or situation.language
        asked = questions(situation.text, situation.context)
        queries = list(dict.fromkeys(question.full for question in asked))
        vectors = list(await self._embedder.queries(queries))
        found = [
            await self._knowledge.knowledge(query, vector, PASSAGES, language)
            for query, vector in zip(queries, vectors, strict=True)
        ]
        meanings = dict.fromkeys(one for question in asked for one in spelt_out(question))
        found.extend(
            [
                await self._knowledge.knowledge(meaning, None, MEANING_PASSAGES, language)
                for meaning in meanings
            ]
        )
        searches = [SEARCHES[one] for one in stalls_of(situation.text, reading) if one in SEARCHES]
        if stance_of(situation.text, reading) is Stance.HAGGLE:
            searches = [DISCOUNTS]
        for ja, en in searches:
            query = en if language is Language.EN else ja
            helping = await self._helping_vector(query)
            found.append(
                await self._knowledge.knowledge(query, helping, HELPING_PASSAGES, language)
            )
        own: Sequence[Hit] = ()
        if person is not None and self._own_past is not None:
            own = await self._own_past.own(person, queries[0], vectors[0], OWN_LINES)
        items: Sequence[CatalogueItem] = ()
        if self._catalogue is not None:
            items = await self._catalogue.named_in(situation.text)
        return Recollection(own=tuple(own), knowledge=_best(found), catalogue=tuple(items))

    async def _helping_vector(self, query: str) -> Vector:
        """The vector of a fixed search, made once."""
        if query not in self._helping:
            self._helping[query] = (await self._embedder.queries([query]))[0]
        return self._helping[query]


def _best(found: Iterable[Sequence[FoundPassage]]) -> tuple[FoundPassage, ...]:
    """Every passage once with its best score, the best first."""
    best: dict[PassageId, FoundPassage] = {}
    for passages in found:
        for one in passages:
            known = best.get(one.passage.id)
            if known is None or one.score > known.score:
                best[one.passage.id] = one
    return tuple(sorted(best.values(), key=lambda one: one.score, reverse=True))
