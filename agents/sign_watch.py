"""Watches what people do without a word, and opens a turn when it is sign enough.

What decides is the journal: a look that a crash lost is made up for by the next thing the person
does, or by the round that looks for talks that fell silent.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Callable
from functools import partial

from agents.minds.listener.signs_alone import (
    WARM_SILENCE,
    Act,
    Background,
    Sign,
    sign_in,
    silence_in,
)
from kizashi.clock import Clock
from kizashi.errors import KizashiError
from kizashi.events import ConversationOpened
from kizashi.ids import ConversationId
from kizashi.sign import SignSeen
from memory.journal import Journal, Ledger
from memory.signs import Quiet, fallen_silent, quiet_in

_log = logging.getLogger(__name__)

PAUSE_SECONDS = 3.0
"""How long somebody must have done nothing more before what they did is looked at."""
LONGEST_SECONDS = 20.0
"""… unless they go on for as long as this."""
ROUND_SECONDS = 600.0
"""How often talks that fell silent are looked for."""
REST_SECONDS = 6 * 3_600.0
"""After a sign, behaviour opens no further turn for this long; a message does at once."""
MOST_WAITING = 5_000
"""Conversations that wait to be looked at; past that the one that has waited longest is left until
its customer does something again."""


class SignWatch:
    """Looks at conversations in which something was done. `wanted` is told which of them wants a
    turn."""

    def __init__(
        self, journal: Journal, clock: Clock, wanted: Callable[[ConversationId], None]
    ) -> None:
        self._journal = journal
        self._clock = clock
        self._wanted = wanted
        self._due: OrderedDict[ConversationId, tuple[float, float]] = OrderedDict()
        self._stirred = asyncio.Event()

    def noticed(self, conversation: ConversationId) -> None:
        """Somebody did something; it is looked at when they pause."""
        now = asyncio.get_running_loop().time()
        latest = self._due.pop(conversation, (0.0, now + LONGEST_SECONDS))[1]
        self._due[conversation] = (min(now + PAUSE_SECONDS, latest), latest)
        if len(self._due) > MOST_WAITING:
            self._due.popitem(last=False)
        self._stirred.set()

    async def run(self) -> None:
        """Looks for as long as it is not cancelled."""
        async with asyncio.TaskGroup() as both:
            both.create_task(self._looks())
            both.create_task(self._rounds())

    async def _looks(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            if not self._due:
                self._stirred.clear()
                await self._stirred.wait()
            first = min(self._due, key=lambda one: self._due[one][0])
            left = self._due[first][0] - loop.time()
            if left > 0:
                await asyncio.sleep(left)
                continue
            del self._due[first]
            await self.look(first)

    async def _rounds(self) -> None:
        while True:
            await self.look_for_silence()
            await asyncio.sleep(ROUND_SECONDS)

    async def look(self, conversation: ConversationId) -> Sign | None:
        """Looks at what was done in a conversation; opens a turn when it is sign enough."""
        return await self._open(conversation, self._behaviour)

    async def look_for_silence(self) -> tuple[ConversationId, ...]:
        """Opens a turn in every talk that was warm and has been silent for long."""
        now, workspace = self._clock.now(), self._journal.workspace
        opened: dict[ConversationId, None] = {}
        for warmth, after in WARM_SILENCE.items():
            look = partial(fallen_silent, workspace=workspace, now=now, warmth=warmth, after=after)
            found = await self._journal.store.read(look)
            for conversation in found:
                if await self._open(conversation, self._silence) is not None:
                    opened[conversation] = None
        return tuple(opened)

    async def _open(
        self, conversation: ConversationId, judge: Callable[[Quiet], Sign | None]
    ) -> Sign | None:
        workspace = self._journal.workspace
        try:
            quiet = await self._journal.store.read(lambda c: quiet_in(c, workspace, conversation))
            if quiet is None or judge(quiet) is None:
                return None
            # Judged again inside the transaction: a message may have come meanwhile.
            sign = await self._journal.transact(
                lambda ledger: self._write(ledger, conversation, judge)
            )
        except KizashiError as error:
            _log.error("a sign is looked for later: %s", error.code)
            return None
        if sign is not None:
            self._wanted(conversation)
        return sign

    def _write(
        self,
        ledger: Ledger,
        conversation: ConversationId,
        judge: Callable[[Quiet], Sign | None],
    ) -> Sign | None:
        quiet = quiet_in(ledger.connection, ledger.workspace, conversation)
        sign = judge(quiet) if quiet is not None else None
        if quiet is None or sign is None:
            return None
        if not quiet.known:
            ledger.append(
                ConversationOpened(channel="widget"),
                person=quiet.person,
                conversation=conversation,
            )
        ledger.append(
            SignSeen(because=sign.because, strength=sign.strength),
            person=quiet.person,
            conversation=conversation,
        )
        return sign

    def _behaviour(self, quiet: Quiet) -> Sign | None:
        now = self._clock.now()
        rested = quiet.signed_at is None or (
            (now - quiet.signed_at).total_seconds() >= REST_SECONDS
            or (quiet.last_word is not None and quiet.last_word > quiet.signed_at)
        )
        if not rested:
            return None
        acts = [
            Act(deed.behaviour, min(deed.at, now), fresh=deed.seq > quiet.since)
            for deed in quiet.deeds
        ]
        return sign_in(acts, _background(quiet), now)

    def _silence(self, quiet: Quiet) -> Sign | None:
        if quiet.last_word is None or (
            quiet.signed_at is not None and quiet.signed_at > quiet.last_word
        ):
            return None
        return silence_in(_background(quiet), self._clock.now())


def _background(quiet: Quiet) -> Background:
    return Background(temperature=quiet.temperature, last_word=quiet.last_word)
