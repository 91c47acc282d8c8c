"""Where deliberations are asked for, run, followed and stopped.

What is asked is durable before it is acknowledged; each word is in the journal as soon as it is
said, and owners who watch get it from there. The end, and the draft that comes of it, are written
in one transaction. One that a crash cut off is ended with words at the next start.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

from autogen_core import CancellationToken

from agents.allowance import Allowance, allowed
from agents.coaching.voice import Voice
from agents.conductor import situation_of
from agents.deliberation.case import Case, Table
from agents.deliberation.record import deliberations, may_begin, running
from agents.deliberation.team import SeatFailed, run
from agents.desk import Done
from agents.outcome import Ending, conversation_row, draft_of, judged
from agents.situation import OwnerAct, OwnerActs
from agents.thought import Thought
from agents.turn import Minds, stand_in
from kizashi.clock import Clock
from kizashi.deliberation import (
    Contribution,
    DeliberationBegun,
    DeliberationEnd,
    DeliberationEnded,
    DeliberationSaid,
    DeliberationView,
)
from kizashi.draft import DraftStatus
from kizashi.errors import Conflict, NotFound
from kizashi.events import DraftDecided, DraftHeld, Recorded, TurnFinished
from kizashi.ids import ConversationId, DeliberationId, DraftId, IdSource, MessageId, Seq, TurnId
from kizashi.language import Language
from kizashi.proposals import Preferences
from kizashi.settings import Settings
from kizashi.step import Step, StepKind
from kizashi.verdict import Decision, Verdict
from memory.chronicle import Chronicle
from memory.conversations import Conversations, TurnMaterial
from memory.journal import Journal, Ledger
from memory.neighbours import Neighbours
from policies.model import Policies

_log = logging.getLogger(__name__)

LOOK_BACK = timedelta(days=120)
"""How far back moments of others are compared."""
CLOSING_SECONDS = 2.0
BY = "deliberation"
"""Who supersedes a draft in whose place the deliberation's own comes."""
_MOVES_ON = frozenset({"message.received", "message.sent", "deliberation.ended"})


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a case is gathered from."""

    chronicle: Callable[[timedelta], Awaitable[Chronicle]]
    acts: Callable[[], Awaitable[tuple[OwnerAct, ...]]]
    preferences: Callable[[], Preferences]


@dataclass(slots=True)
class _Run:
    """A deliberation that runs in this process."""

    id: DeliberationId
    begun: Seq
    token: CancellationToken = field(default_factory=CancellationToken)
    ending: DeliberationEnd = "late"
    """How it ends when it is cut short from here."""
    by: str | None = None
    task: "asyncio.Task[None] | None" = None

    def end(self, ending: DeliberationEnd, by: str | None = None) -> None:
        """Cuts it short."""
        self.ending, self.by = ending, by
        self.token.cancel()


class Deliberations:
    """The deliberations of one business."""

    def __init__(
        self,
        journal: Journal,
        conversations: Conversations,
        minds: Minds,
        sources: Sources,
        policies: Callable[[], Policies],
        settings: Settings,
        clock: Clock,
        new_id: IdSource,
        neighbours: Neighbours,
    ) -> None:
        self._neighbours = neighbours
        self._journal = journal
        self._conversations = conversations
        self._minds = minds
        self._sources = sources
        self._policies = policies
        self._settings = settings
        self._clock = clock
        self._new_id = new_id
        self._runs: dict[ConversationId, _Run] = {}

    @contextlib.asynccontextmanager
    async def opened(self) -> AsyncIterator["Deliberations"]:
        """Ends what a crash cut off, and runs what is asked for as long as the block lasts."""
        for view in await deliberations(self._journal):
            claim = _claim(view.conversation)
            if view.ended is None and await self._neighbours.claim(claim):
                # Nobody runs it any more, here or in another process.
                await self._end(view.conversation, view.id, "cut_off")
                self._neighbours.let_go(claim)
        try:
            yield self
        finally:
            tasks = [one.task for one in self._runs.values() if one.task is not None]
            for one in list(self._runs.values()):
                one.end("cut_off")
            if tasks:
                await asyncio.wait(tasks, timeout=CLOSING_SECONDS)

    async def begin(
        self,
        conversation: ConversationId,
        language: Language,
        by: str,
        deliberation: DeliberationId | None = None,
    ) -> tuple[DeliberationId, Done]:
        """Asks the agents to deliberate on a conversation. With the same id it is harmless to ask
        again.

        Raises `NotFound`; `Conflict` with code `deliberation.running` or, when nobody waits for an
        answer there, `deliberation.nothing_open`; `TooMany`.
        """
        material = await self._material(conversation)
        id_ = deliberation or DeliberationId(self._new_id("dlb"))
        known = await deliberations(self._journal, conversation)
        if any(one.id == id_ for one in known):
            return id_, Done(self._journal.head, conversation, duplicate=True)
        if not material.open_text.strip():
            raise Conflict(
                "Nobody waits for an answer here.",
                "Ask again when the customer has written.",
                code="deliberation.nothing_open",
            )
        before = self._runs.get(conversation)
        if before is not None and before.task is not None and known and known[-1].ended:
            # Its end is on record; it only has to leave the table.
            await asyncio.wait({before.task}, timeout=CLOSING_SECONDS)
        event = DeliberationBegun(id=id_, version=material.version, language=language, by=by)
        now, per_hour = self._clock.now(), self._settings.deliberation.per_hour

        def write(ledger: Ledger) -> Recorded:
            may_begin(ledger, now, per_hour)
            append = partial(ledger.append, person=material.person, conversation=conversation)
            left = running(ledger, conversation)
            if left is not None:
                append(DeliberationEnded(deliberation=left, ended="cut_off"))
            return append(event)

        async def act() -> Recorded:
            if not await self._neighbours.claim(_claim(conversation)):
                raise Conflict(
                    "The agents already deliberate on this case.",
                    "Wait for them, or stop them first.",
                    code="deliberation.running",
                )
            try:
                recorded = await self._journal.transact(write)
            except BaseException:
                self._neighbours.let_go(_claim(conversation))
                raise
            going = self._runs[conversation] = _Run(id_, recorded.seq)
            going.task = asyncio.create_task(
                self._run(going, material, language), name=f"deliberation-{id_}"
            )
            return recorded

        # Shielded: a caller that goes away during the commit must not leave a begun talk alone.
        recorded = await asyncio.shield(act())
        return id_, Done(recorded.seq, conversation)

    async def stop(self, conversation: ConversationId, by: str) -> Done:
        """The owner ends what runs in a conversation; no draft comes of it. Raises `NotFound`."""
        await self._material(conversation)
        going = self._runs.get(conversation)
        if going is not None and going.task is not None:
            going.end("stopped", by)
            await asyncio.wait({going.task}, timeout=CLOSING_SECONDS)
            return Done(self._journal.head, conversation)
        views = await deliberations(self._journal, conversation)
        if not views or views[-1].ended is not None:
            return Done(self._journal.head, conversation, duplicate=True)
        # It runs in another process, which sees its end in the journal.
        await self._end(conversation, views[-1].id, "stopped", by)
        return Done(self._journal.head, conversation)

    async def newest(self, conversation: ConversationId) -> DeliberationView:
        """The newest deliberation of a conversation. Raises `NotFound`."""
        found = await deliberations(self._journal, conversation)
        if not found:
            raise NotFound(
                "The agents have not deliberated on this conversation.", "Ask them to, first."
            )
        return found[-1]

    async def forget(self, conversation: ConversationId) -> None:
        """Ends what runs in a conversation that is being erased; nothing of it is written."""
        going = self._runs.get(conversation)
        if going is not None and going.task is not None:
            # The token first: a team waits for an agent that thinks, whoever cancels its task.
            going.token.cancel()
            going.task.cancel()
            await asyncio.gather(going.task, return_exceptions=True)

    # ── one run ──────────────────────────────────────────────────────────────────────────────────

    async def _run(self, going: _Run, material: TurnMaterial, language: Language) -> None:
        conversation = material.conversation
        watching = asyncio.create_task(self._watch(going, material))
        try:
            await self._deliberated(going, material, language)
        except SeatFailed:
            await self._end(conversation, going.id, "failed")
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise  # the conversation is being erased
            await self._end(conversation, going.id, going.ending, going.by)
        except Exception as error:
            # Whatever happened, the owner must not watch a talk that never ends.
            _log.error("deliberation failed: %s", type(error).__name__, exc_info=True)
            await self._end(conversation, going.id, "failed")
        finally:
            watching.cancel()
            self._neighbours.let_go(_claim(conversation))
            if self._runs.get(conversation) is going:
                del self._runs[conversation]

    async def _deliberated(self, going: _Run, material: TurnMaterial, language: Language) -> None:
        seconds = self._settings.deliberation.seconds
        loop = asyncio.get_running_loop()
        late = loop.call_later(seconds, going.token.cancel)
        append = partial(
            self._journal.append, person=material.person, conversation=material.conversation
        )
        policies, table, said = self._policies(), Table(), list[Contribution]()
        allowance = Allowance(loop.time() + seconds, material.person)
        try:
            case = await self._case(material, language)
            talk = run(case, table, self._minds, policies, seconds, going.token)
            with allowed(allowance):
                async with contextlib.aclosing(talk):
                    async for one in talk:
                        said.append(one)
                        await append(DeliberationSaid(deliberation=going.id, contribution=one))
        finally:
            late.cancel()
        thought = _thought(said, table, case)
        if thought is None or thought.step.kind is StepKind.WAIT:
            ended: DeliberationEnd = "late" if thought is None else "nothing"
            await self._end(material.conversation, going.id, ended)
            return
        ending = Ending(
            turn=TurnId(self._new_id("trn")),
            reading=None,
            material=material,
            thought=thought,
            policies=policies,
            time_zone=self._settings.business.time_zone,
            message=MessageId(self._new_id("msg")),
        )
        draft = DraftId(self._new_id("drf"))
        await self._journal.transact(partial(self._write_down, going.id, ending, draft))

    def _write_down(
        self, deliberation: DeliberationId, ending: Ending, draft: DraftId, ledger: Ledger
    ) -> None:
        """The draft and the end together, or, when the conversation moved on, the end alone."""
        material = ending.material
        append = partial(ledger.append, person=material.person, conversation=material.conversation)
        if running(ledger, material.conversation) != deliberation:
            return
        row = conversation_row(ledger.connection, ledger.workspace, material)
        if row.version != material.version:
            append(DeliberationEnded(deliberation=deliberation, ended="overtaken"))
            return
        if row.held_draft is not None:
            append(DraftDecided(draft=row.held_draft, status=DraftStatus.SUPERSEDED, by=BY))
        now = self._clock.now()
        because, grounds = judged(ending, ledger, row, now)
        because = ("held.deliberated", *because)
        append(DraftHeld(draft=draft_of(ending, because, now, draft)))
        append(
            TurnFinished(
                turn=ending.turn,
                covers=material.version,
                outcome="held",
                grounds=grounds.model_copy(update={"because": because}),
            )
        )
        append(DeliberationEnded(deliberation=deliberation, ended="draft", draft=draft))

    async def _end(
        self,
        conversation: ConversationId,
        deliberation: DeliberationId,
        ended: DeliberationEnd,
        by: str | None = None,
    ) -> None:
        person = (await self._material(conversation)).person

        def write(ledger: Ledger) -> None:
            if running(ledger, conversation) == deliberation:
                ledger.append(
                    DeliberationEnded(deliberation=deliberation, ended=ended, by=by),
                    person=person,
                    conversation=conversation,
                )

        await self._journal.transact(write)

    async def _watch(self, going: _Run, material: TurnMaterial) -> None:
        """Ends the talk when the conversation moves on under it, or it was ended elsewhere."""
        with self._journal.subscribed(going.begun, material.conversation) as subscription:
            while True:
                if any(one.event.kind in _MOVES_ON for one in await subscription.next()):
                    going.end("overtaken")
                    return

    async def _case(self, material: TurnMaterial, language: Language) -> Case:
        chronicle = await self._sources.chronicle(LOOK_BACK)
        talk = chronicle.talk(material.conversation)
        if talk is None:
            raise NotFound("The conversation is gone.", "Load the list again.")
        now = self._clock.now()
        return Case(
            situation=situation_of(material, self._settings, now),
            person=material.person,
            contact=material.contact,
            ai_disclosed=material.channel == "widget" or material.ai_spoke,
            acts=OwnerActs(acts=await self._sources.acts()),
            chronicle=chronicle,
            talk=talk,
            aims=self._sources.preferences().aims,
            voice=Voice(language, ZoneInfo(self._settings.business.time_zone), now),
        )

    async def _material(self, conversation: ConversationId) -> TurnMaterial:
        return await self._conversations.material(
            conversation, self._settings.turn.context_messages
        )


def _claim(conversation: ConversationId) -> str:
    return f"deliberation/{conversation}"


def _thought(said: list[Contribution], table: Table, case: Case) -> Thought | None:
    """What the talk came to, as a turn's thought; `None` when it did not come to its end."""
    reading = next((one.reading for one in said if one.reading is not None), None)
    settled = [one for one in said if one.speaker == "negotiator" and one.round == 2]
    examined = [one for one in said if one.speaker == "reviewer" and one.round == 2]
    if reading is None or not settled or not examined:
        return None
    step, verdict = _sendable(
        settled[0].options[0], examined[0].verdicts[0], case, reading.language
    )
    return Thought(reading, table.owner, table.recollection, step, verdict)


def _sendable(
    step: Step, verdict: Verdict, case: Case, language: Language | None
) -> tuple[Step, Verdict]:
    """What must not go out still leaves the customer waiting: the owner gets honest words to
    start from, with the findings that stopped the agents' own."""
    if verdict.decision is not Decision.BLOCK:
        return step, verdict
    held = Verdict(decision=Decision.HOLD, findings=verdict.findings, policy=verdict.policy)
    return stand_in(case.situation, language, blocked=True), held
