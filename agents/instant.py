"""Answers at once that store nothing: readings, reviews and replies for integrations."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from agents.listener import Listener
from agents.meaning import meanings_of
from agents.situation import OwnerActs, Situation
from agents.thought import Thought
from agents.turn import Minds, Turn
from kizashi.clock import Clock
from kizashi.knowledge import CatalogueItem, Passage
from kizashi.reading import Reading
from kizashi.settings import Settings
from kizashi.signal import Utterance
from kizashi.verdict import Verdict
from policies.model import Policies
from policies.review import Examined, Facts, examine

AT_ONCE = 8
PREPARED_SECONDS = 120.0
REPLY_SECONDS = 60.0
KNOWN_PASSAGES = 12


class Known(Protocol):
    """What the business knows about a text, found by its words."""

    async def by_words(self, text: str, k: int) -> Sequence[Passage]:
        """The passages that share the most with a text."""
        ...

    async def catalogue(self) -> tuple[CatalogueItem, ...]:
        """Everything the business offers."""
        ...


class Instant:
    """The agents, asked about a situation that is handed in whole."""

    def __init__(
        self,
        minds: Minds,
        known: Known,
        policies: Callable[[], Policies],
        settings: Settings,
        clock: Clock,
        prepared: Callable[[], Awaitable[None]],
    ) -> None:
        """`prepared` returns when what was learned last can be answered from."""
        self.prepared = prepared
        self._minds = minds
        self._known = known
        self._policies = policies
        self._settings = settings
        self._clock = clock
        self._places = asyncio.Semaphore(AT_ONCE)

    async def reading(self, situation: Situation) -> Reading:
        """What the Listener reads."""
        async with self._places:
            return await Listener(self._minds.listener).ask(situation)

    async def reply(self, situation: Situation) -> Thought:
        """The step the Negotiator would take, with the Reviewer's verdict. Nobody waits in a chat
        for it, so it may take its time after documents were learned."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.prepared(), PREPARED_SECONDS)
        async with self._places:
            turn = Turn(self._minds, self._policies(), REPLY_SECONDS)
            return await turn.think(situation, OwnerActs(), None, lambda _: None)

    async def review(
        self, examined: Examined, dialogue: tuple[Utterance, ...], customer_name: str | None
    ) -> Verdict:
        """What the Reviewer says of a text, judged by what the business knows."""
        facts = Facts(
            context=dialogue,
            customer_name=customer_name,
            now=self._clock.now(),
            time_zone=self._settings.business.time_zone,
            answering=True,
        )
        if examined.direction == "out":
            facts = facts.model_copy(
                update={
                    "passages": tuple(await self._known.by_words(examined.text, KNOWN_PASSAGES)),
                    "catalogue": await self._known.catalogue(),
                }
            )
        meanings = await meanings_of(examined, self._minds.embedder)
        # A long text takes a while to read: nobody else waits for it meanwhile.
        return await asyncio.to_thread(
            examine, examined, facts, self._policies(), meanings=meanings
        )
