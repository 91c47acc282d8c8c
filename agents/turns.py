"""Which conversation is due for a turn, and when: one turn at a time in each, many side by side.

The agents begin to think as soon as a message is durable ("enough to infer"); the answer is
released when the customer has paused ("the turn is final"). A newer message overtakes a turn in
flight. What decides is always the journal: this file holds nothing that a crash could lose.

Where several processes share the business, the one that has claimed a conversation runs its turns.
The claim saves thinking twice; that nothing is answered twice is sure without it, since a turn is
written down only while its words are unanswered (`agents/outcome.py`).
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from opentelemetry.trace import Tracer

from agents.conductor import Conductor
from agents.pause import quiet_seconds
from agents.tracing import TRACER
from agents.turn import Minds
from kizashi.clock import Clock
from kizashi.errors import Conflict, KizashiError, NotFound
from kizashi.events import ConversationTakenOver, MessageReceived, TurnFinished
from kizashi.ids import ConversationId, IdSource
from kizashi.settings import Settings
from memory.conversations import Conversations
from memory.journal import Journal
from memory.neighbours import Alone, Neighbours
from memory.replies import end_left_open
from policies.model import Policies

_log = logging.getLogger(__name__)

TYPING_SECONDS = 6.0
"""A typing notice counts for this long when no end of typing follows."""
LONGEST_RETRY = 30.0
ELSEWHERE_SECONDS = 0.4
"""How often to look whether another process has let go of a conversation."""
ROUND_SECONDS = 1.5
"""How often to look for conversations that a killed process left unanswered; they are taken over
when they stand unchanged for two looks."""
CLOSING_SECONDS = 1.0
"""How long closing waits for a mind that does not stop when it is told to."""


@dataclass(slots=True)
class _Runner:
    """The turn-taking of one conversation while something in it is unanswered."""

    signal_at: float
    seq: int = 0
    typing_until: float = 0.0
    fresh: bool = True
    task: "asyncio.Task[None] | None" = None
    turn: "asyncio.Task[TurnFinished] | None" = None
    stirred: asyncio.Event = field(default_factory=asyncio.Event)


class Turns:
    """Runs the turns of one workspace."""

    def __init__(
        self,
        journal: Journal,
        conversations: Conversations,
        minds: Minds,
        policies: Callable[[], Policies],
        settings: Settings,
        clock: Clock,
        new_id: IdSource,
        neighbours: Neighbours | None = None,
        tracer: Tracer = TRACER,
    ) -> None:
        self._neighbours = neighbours or Alone()
        self._journal = journal
        self._conversations = conversations
        self._minds = minds
        self._settings = settings
        self._conductor = Conductor(journal, minds, policies, settings, clock, new_id, tracer)
        self._runners: dict[ConversationId, _Runner] = {}
        self._closed = False
        self._resting = asyncio.Event()
        self._resting.set()

    @contextlib.asynccontextmanager
    async def opened(self) -> AsyncIterator["Turns"]:
        """Finishes what a crash left open, and runs turns for as long as the block lasts."""
        await self._take(await self._conversations.unanswered())
        beside = (self._take_over, self._follow) if self._neighbours.shared else ()
        watches = [asyncio.create_task(_kept_on(work)) for work in beside]
        try:
            yield self
        finally:
            self._closed = True
            tasks = [runner.task for runner in self._runners.values() if runner.task] + watches
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def coming(self, conversation: ConversationId, text: str) -> None:
        """A message is on its way into the journal: reading it may begin beside the commit. Where
        others are unanswered it will be read together with them, so there is nothing to begin."""
        if conversation not in self._runners and not self._closed:
            self._minds.foresee(text)

    def wanted(self, conversation: ConversationId, seq: int = 0) -> None:
        """Something that wants an answer is durable (at `seq`): a turn begins, or the running one
        starts over with it. Once closed nothing begins: the next start finds what is open."""
        if self._closed:
            return
        now = asyncio.get_running_loop().time()
        runner = self._runners.get(conversation)
        if runner is None:
            runner = self._runners[conversation] = _Runner(signal_at=now, seq=seq)
            self._resting.clear()
            runner.task = asyncio.create_task(
                self._run(conversation, runner), name=f"turns-{conversation}"
            )
            return
        runner.signal_at = now
        runner.seq = max(runner.seq, seq)
        self.overtake(conversation)

    def overtake(self, conversation: ConversationId) -> None:
        """What the running turn thinks about has changed: it starts over, or ends."""
        runner = self._runners.get(conversation)
        if runner is not None:
            runner.fresh = True
            if runner.turn is not None:
                runner.turn.cancel()

    async def forget(self, conversation: ConversationId) -> None:
        """Ends what runs in a conversation that is being erased; nothing of it is written."""
        runner = self._runners.get(conversation)
        if runner is not None and runner.task is not None:
            runner.task.cancel()
            await asyncio.gather(runner.task, return_exceptions=True)

    async def rest(self) -> None:
        """Returns as soon as no conversation is unanswered."""
        await self._resting.wait()

    def typing(self, conversation: ConversationId, on: bool) -> None:
        """The customer types (or stopped): an answer that is ready waits for them."""
        runner = self._runners.get(conversation)
        if runner is not None:
            now = asyncio.get_running_loop().time()
            runner.typing_until = now + TYPING_SECONDS if on else 0.0
            runner.stirred.set()

    async def _run(self, conversation: ConversationId, runner: _Runner) -> None:
        retry = 0.5
        claim, waited = _claim(conversation), False
        try:
            while True:
                runner.fresh = False
                try:
                    if not (self._neighbours.holds(claim) or await self._neighbours.claim(claim)):
                        # Another process runs its turns, and hears of the new words by itself.
                        waited = True
                        await asyncio.sleep(ELSEWHERE_SECONDS)
                        continue
                    if waited:
                        # It may have been killed in the middle of a reply.
                        waited = False
                        await self._journal.transact(partial(end_left_open, (conversation,)))
                    material = await self._conversations.material(
                        conversation, self._settings.turn.context_messages
                    )
                    if runner.fresh:
                        continue
                    if not material.wanted:
                        return
                    paused = partial(self._pause, material.open_text, runner)
                    runner.turn = asyncio.create_task(self._conductor.conduct(material, paused))
                    await asyncio.wait({runner.turn})
                    if not runner.turn.cancelled():
                        runner.turn.result()
                        if not runner.fresh:
                            # Nothing came since what was answered was read; what comes from here
                            # on says so by itself.
                            return
                    retry = 0.5
                except Conflict:
                    continue
                except NotFound:
                    return  # erased meanwhile
                except KizashiError as error:
                    _log.error("turn put off: %s", error.code)
                    await asyncio.sleep(retry)
                    retry = min(retry * 2, LONGEST_RETRY)
                except Exception as error:
                    _log.error("turn put off: %s", type(error).__name__, exc_info=True)
                    await asyncio.sleep(retry)
                    retry = min(retry * 2, LONGEST_RETRY)
        finally:
            if runner.turn is not None and not runner.turn.done():
                runner.turn.cancel()
                await asyncio.wait({runner.turn}, timeout=CLOSING_SECONDS)
            self._runners.pop(conversation, None)
            if not self._runners:
                self._resting.set()
            self._neighbours.let_go(claim)

    # ── beside other processes ───────────────────────────────────────────────────────────────────

    async def _take(self, conversations: Sequence[ConversationId]) -> None:
        """Runs the turns of unanswered conversations, but for those that another process runs."""
        taken = [one for one in conversations if await self._neighbours.claim(_claim(one))]
        if taken:
            await self._journal.transact(partial(end_left_open, taken))
        for conversation in taken:
            self.wanted(conversation)

    async def _take_over(self) -> None:
        before: dict[ConversationId, int] = {}
        while True:
            found = await self._conversations.waiting()
            await self._take(
                [
                    conversation
                    for conversation, version in found.items()
                    if conversation not in self._runners and before.get(conversation) == version
                ]
            )
            before = found
            await asyncio.sleep(ROUND_SECONDS)

    async def _follow(self) -> None:
        """What another process took in for a conversation whose turns run here."""
        with self._journal.subscribed(self._journal.head) as subscription:
            while True:
                for one in await subscription.next():
                    runner = self._runners.get(one.conversation) if one.conversation else None
                    if runner is None or one.seq <= runner.seq or one.conversation is None:
                        continue
                    if isinstance(one.event, MessageReceived):
                        self.wanted(one.conversation, one.seq)
                    elif isinstance(one.event, ConversationTakenOver):
                        runner.seq = one.seq
                        self.overtake(one.conversation)

    async def _pause(self, text: str, runner: _Runner) -> None:
        """Waits until the customer has been quiet for long enough."""
        timing = self._settings.turn
        loop = asyncio.get_running_loop()
        latest = runner.signal_at + timing.quiet_max
        while True:
            due = runner.signal_at + quiet_seconds(text, timing.quiet, timing.quiet_max)
            due = min(max(due, runner.typing_until if timing.quiet else 0.0), latest)
            left = due - loop.time()
            if left <= 0:
                return
            runner.stirred.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await runner.stirred.wait()


def _claim(conversation: ConversationId) -> str:
    return f"turns/{conversation}"


async def _kept_on(work: Callable[[], Awaitable[None]]) -> None:
    """Goes on with `work` after a failure: a database that is away for a while comes back."""
    while True:
        try:
            await work()
        except Exception as error:
            _log.error("turns: begun again: %s", type(error).__name__)
        await asyncio.sleep(ROUND_SECONDS)
