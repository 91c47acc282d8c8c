"""Answers at once that store nothing: readings, reviews and replies for integrations."""

import asyncio
from collections.abc import Callable

from agents.listener import Listener
from agents.situation import OwnerActs, Situation
from agents.turn import Minds, Thought, Turn
from kizashi.clock import Clock
from kizashi.knowledge import CatalogueItem, Passage
from kizashi.reading import Reading
from kizashi.settings import Settings
from kizashi.verdict import Verdict
from policies.model import Policies
from policies.review import Examined, Facts, examine

AT_ONCE = 8


class Instant:
    """The agents, asked about a situation that is handed in whole."""

    def __init__(
        self,
        minds: Minds,
        policies: Callable[[], Policies],
        settings: Settings,
        clock: Clock,
    ) -> None:
        self._minds = minds
        self._policies = policies
        self._settings = settings
        self._clock = clock
        self._places = asyncio.Semaphore(AT_ONCE)

    async def reading(self, situation: Situation) -> Reading:
        """What the Listener reads."""
        async with self._places:
            return await Listener(self._minds.listener).ask(situation)

    async def reply(self, situation: Situation) -> Thought:
        """The step the Negotiator would take, with the Reviewer's verdict."""
        async with self._places:
            turn = Turn(self._minds, self._policies(), self._settings.turn.budget)
            return await turn.think(situation, OwnerActs(), None, lambda _: None)

    def review(
        self,
        examined: Examined,
        facts: Facts,
        catalogue: tuple[CatalogueItem, ...],
        passages: tuple[Passage, ...],
    ) -> Verdict:
        """What the Reviewer says of a text, judged by what the business knows."""
        known = facts.model_copy(
            update={"catalogue": catalogue, "passages": passages, "now": self._clock.now()}
        )
        return examine(examined, known, self._policies())
