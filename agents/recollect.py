"""Bringing back what memory holds for a moment: knowledge for each question, and the own past."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from agents.minds.negotiator.asked_days import asked_days
from agents.minds.negotiator.days import names_of
from agents.minds.negotiator.feeling import DISCOUNTS, SEARCHES, stalls_of
from agents.minds.negotiator.question import Question, questions, spelt_out
from agents.minds.negotiator.stance import Stance, stance_of
from agents.situation import Situation, today_of
from kizashi.ids import PassageId, PersonId
from kizashi.knowledge import CatalogueItem, FoundPassage, Passage
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

DAY_PASSAGES = 20
"""Passages brought back because they speak of a day asked for."""

BY_DAY = 0.3
"""The score of a passage that is there for its day alone."""

PASSAGES_OF_HOURS = 10
"""Passages brought back because they tell the hours of a day asked for: a row for each day."""

OPENING = "営業 定休日 休み open closed hours"

LATER = timedelta(days=21)
"""How far behind a day without anything the next occasion is looked for."""

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

    async def on_days(self, first: date, last: date, today: date) -> Sequence[Passage]:
        """The passages that speak of a day between the two, seen from today."""
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
            found.append(await _on_days(self._catalogue, asked, today_of(situation)))
        hours = dict.fromkeys(_hours_of(question, situation) for question in asked)
        found.extend(
            [
                await self._knowledge.knowledge(one, None, PASSAGES_OF_HOURS, language)
                for one in hours
                if one
            ]
        )
        return Recollection(own=tuple(own), knowledge=_best(found), catalogue=tuple(items))

    async def _helping_vector(self, query: str) -> Vector:
        """The vector of a fixed search, made once."""
        if query not in self._helping:
            self._helping[query] = (await self._embedder.queries([query]))[0]
        return self._helping[query]


def _hours_of(question: Question, situation: Situation) -> str:
    """The words that find the hours of the days asked for; empty when none are named."""
    days = asked_days(question.text, today_of(situation))
    return f"{OPENING} {names_of(days.weekdays)}" if days else ""


async def _on_days(
    catalogue: Catalogue, asked: Sequence[Question], today: date
) -> Sequence[FoundPassage]:
    """What speaks of the days asked for and, where no row does, of the weeks after them."""
    found: list[FoundPassage] = []
    for first, last in {span for one in asked for span in asked_days(one.text, today).spans}:
        passages = list(await catalogue.on_days(first, last, today))
        if not any(passage.fields for passage in passages):
            passages += await catalogue.on_days(last, last + LATER, today)
        found += [FoundPassage(passage=one, score=BY_DAY) for one in passages[:DAY_PASSAGES]]
    return found


def _best(found: Iterable[Sequence[FoundPassage]]) -> tuple[FoundPassage, ...]:
    """Every passage once with its best score, the best first."""
    best: dict[PassageId, FoundPassage] = {}
    for passages in found:
        for one in passages:
            known = best.get(one.passage.id)
            if known is None or one.score > known.score:
                best[one.passage.id] = one
    return tuple(sorted(best.values(), key=lambda one: one.score, reverse=True))
