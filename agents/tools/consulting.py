"""Consulting the owner's tools beside memory: what they answer is brought back as knowledge.

So a tool's result goes the way of every passage: the Negotiator weighs and cites it, the grounding
check accepts what stands in it, and the Reviewer finds its numbers. Whatever goes wrong with a tool
is a line in the record; the turn goes on without it.
"""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path
from typing import Protocol

from agents.allowance import current_allowance
from agents.situation import Situation
from agents.tools.binding import Wanted, places_of, wanted
from agents.tools.choosing import Choosable
from agents.tools.passages import passages_of
from agents.tools.server import Server
from agents.tools.trouble import ToolUnavailable, unavailable
from agents.turn import Recollects
from kizashi.ids import PersonId
from kizashi.knowledge import FoundPassage
from kizashi.reading import Reading
from kizashi.recollection import Recollection
from kizashi.tools import Consulted, ToolServer
from policies.model import Policies
from policies.tools import refusal, taken

MOST = 3
"""Tools that are asked for one moment."""
EXCERPT = 400
LEAST_SECONDS = 0.2


class Toolbox:
    """The tool servers of one business."""

    def __init__(
        self,
        servers: Sequence[ToolServer],
        root: Path,
        policies: Callable[[], Policies],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """`now` is a monotonic clock in seconds."""
        self.settings = tuple(servers)
        self._policies = policies
        self._now = now
        self._servers = {one.name: Server(one, root, now) for one in servers}

    @contextlib.asynccontextmanager
    async def opened(self) -> AsyncIterator["Toolbox"]:
        """Has the servers started in the background, and ends them when the block does."""
        for server in self._servers.values():
            server.warm()
        try:
            yield self
        finally:
            await asyncio.gather(*(server.close() for server in self._servers.values()))

    def left_open(self) -> tuple[Choosable, ...]:
        """The tools without a rule of the owner, which only read: a language model may choose."""
        return tuple(
            (server, use, offered)
            for server in self.settings
            for use in server.use
            if not use.when
            and not use.writes
            and (offered := self._servers[server.name].offered.get(use.tool)) is not None
            and offered.reads_only
        )

    async def ask(self, one: Wanted) -> tuple[Consulted, tuple[FoundPassage, ...]]:
        """One question: what came of it, and what may be used. Never raises for a tool."""
        begun = self._now()
        found: tuple[FoundPassage, ...] = ()
        excerpt, ended = "", "answered"
        try:
            text = await self._answer(one)
            found = passages_of(one.server.name, one.use, text)
            excerpt = text[:EXCERPT]
        except ToolUnavailable as error:
            ended = error.code
        record = Consulted(
            server=one.server.name,
            tool=one.use.tool,
            # What must not be asked must not be kept either.
            arguments={} if ended == "tool.personal" else one.arguments,
            because=one.because,
            ended=ended,
            excerpt=excerpt,
            seconds=round(self._now() - begun, 3),
        )
        return record, found

    async def _answer(self, one: Wanted) -> str:
        server, seconds = self._servers[one.server.name], one.server.seconds
        allowance = current_allowance()
        if allowance is not None:
            seconds = min(seconds, allowance.seconds_left(self._now()))
        if seconds < LEAST_SECONDS:
            raise unavailable("timeout")
        text = await server.call(
            one.use.tool,
            one.arguments,
            seconds,
            lambda offered: refusal(one.use, offered, one.arguments),
        )
        result = taken(text, one.server.largest, self._policies().attack.limit)
        if result.refused is not None:
            raise unavailable(result.refused)
        return result.text


class Chooses(Protocol):
    """Chooses among tools for which the owner has no rule."""

    async def choose(
        self, situation: Situation, among: Sequence[Choosable], places: dict[str, str]
    ) -> tuple[Wanted, ...]:
        """The tools to ask; none when nothing is needed."""
        ...


class Consulting:
    """Memory with the owner's tools beside it."""

    def __init__(self, memory: Recollects, tools: Toolbox, chooser: Chooses | None = None) -> None:
        """`chooser` is asked when no rule of the owner names a tool for the moment."""
        self._memory = memory
        self._tools = tools
        self._chooser = chooser

    async def recollect(
        self, situation: Situation, reading: Reading, person: PersonId | None
    ) -> Recollection:
        """What memory holds, with what the tools answered first among the knowledge."""
        found = await self._memory.recollect(situation, reading, person)
        if not situation.text.strip():
            return found
        asked = wanted(self._tools.settings, situation, reading, found)
        # Nobody in particular is answered: nothing may be changed in anybody's name.
        asked = tuple(one for one in asked if person is not None or not one.use.writes)
        if not asked and self._chooser is not None and (open_ := self._tools.left_open()):
            places = places_of(situation, found)
            asked = await self._chooser.choose(situation, open_, places)
        if not asked:
            return found
        told = await asyncio.gather(*(self._tools.ask(one) for one in asked[:MOST]))
        passages = tuple(passage for _, some in told for passage in some)
        return found.model_copy(
            update={
                "consulted": tuple(record for record, _ in told),
                "knowledge": (*passages, *found.knowledge),
            }
        )
