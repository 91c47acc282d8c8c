"""One turn, from the words it is about to what is written down of it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from opentelemetry.trace import Tracer

from agents.outcome import Ending, write_down
from agents.situation import OwnerAct, OwnerActs, Rejection, Situation
from agents.stage import LiveStage
from agents.thought import Thought
from agents.tracing import TRACER, span
from agents.turn import Minds, Turn
from agents.turnstile import Turnstile
from kizashi.clock import Clock
from kizashi.events import OwnerRead, ReadingMade, TurnFinished
from kizashi.ids import IdSource, MessageId, ReadingId, Seq, TurnId
from kizashi.reading import Reading
from kizashi.settings import Settings
from memory.conversations import TurnMaterial
from memory.journal import Journal, Ledger
from memory.owner import DecidedDraft, recent_decisions
from memory.teaching.lessons import is_corrected
from policies.model import Policies

_DECISIONS = ("draft.decided", "records.erased")
"""What changes the owner's last decisions as they are read."""


class Conductor:
    """Conducts the turns of one workspace; `settings.turn.at_once` of them think side by side."""

    def __init__(
        self,
        journal: Journal,
        minds: Minds,
        policies: Callable[[], Policies],
        settings: Settings,
        clock: Clock,
        new_id: IdSource,
        tracer: Tracer = TRACER,
    ) -> None:
        self._journal = journal
        self._minds = minds
        self._policies = policies
        self._settings = settings
        self._clock = clock
        self._new_id = new_id
        self._tracer = tracer
        self._places = asyncio.Semaphore(settings.turn.at_once)
        self._turnstile = Turnstile()
        self._owner_read: tuple[str, ...] = ()
        self._known_acts: tuple[Seq, OwnerActs] | None = None

    async def conduct(
        self, material: TurnMaterial, paused: Callable[[], Awaitable[None]]
    ) -> TurnFinished:
        """Conducts the turn and returns how it ended, once that is durable. `paused` returns when
        the customer has been quiet for long enough that an answer may be released.

        Raises `Overtaken` when the conversation moved on, `StorageUnavailable` when nothing could
        be written.
        """
        turn = TurnId(self._new_id("trn"))
        with span(self._tracer, "turn", turn=turn, conversation=material.conversation) as traced:
            finished = await self._conducted(turn, material, paused)
            traced.set_attribute("kizashi.outcome", finished.outcome)
            return finished

    async def _conducted(
        self, turn: TurnId, material: TurnMaterial, paused: Callable[[], Awaitable[None]]
    ) -> TurnFinished:
        reading_id = ReadingId(self._new_id("rdg"))
        message = MessageId(self._new_id("msg"))
        written: list[asyncio.Task[None]] = []

        def on_reading(reading: Reading) -> None:
            event = ReadingMade(
                id=reading_id,
                turn=turn,
                message=MessageId(material.last_message) if material.last_message else None,
                covers=material.version,
                reading=reading,
                refines=bool(written),
            )
            written.append(asyncio.create_task(self._write_reading(event, material)))

        policies = self._policies()

        def ending_of(thought: Thought) -> Ending:
            return Ending(
                turn=turn,
                reading=reading_id,
                material=material,
                thought=thought,
                policies=policies,
                time_zone=self._settings.business.time_zone,
                message=message,
            )

        async def ready() -> None:
            # The reading stands in the journal before the words that rest on it.
            await asyncio.gather(*written)
            await paused()

        stage = LiveStage(ending_of, self._journal, self._clock, ready)
        try:
            async with self._places:
                agents = Turn(
                    self._minds,
                    policies,
                    self._settings.turn.budget,
                    stage,
                    self._tracer,
                    turn,
                    self._turnstile,
                )
                thought = await agents.think(
                    situation_of(material, self._settings, self._clock.now()),
                    await self._acts(),
                    material.person,
                    on_reading,
                    # The widget tells it before the first word; other channels do not.
                    ai_disclosed=material.channel == "widget" or material.ai_spoke,
                    contact=material.contact,
                )
            await asyncio.gather(*written)
            if not stage.shown:
                await paused()
            ending = replace(ending_of(thought), shown=stage.shown)
            with span(self._tracer, "outcome"):
                finished = await self._journal.transact(
                    lambda ledger: write_down(ending, ledger, self._clock, self._new_id)
                )
        except BaseException:
            await stage.cut()
            raise
        read = tuple(intent.name for intent in thought.owner.intents)
        if read and read != self._owner_read:
            self._owner_read = read
            # With the person: what was read of the owner may quote what they said of somebody.
            await self._journal.append(
                OwnerRead(reading=thought.owner),
                person=material.person,
                conversation=material.conversation,
            )
        return finished

    async def _write_reading(self, event: ReadingMade, material: TurnMaterial) -> None:
        person, conversation = material.person, material.conversation
        if not event.refines:
            await self._journal.append(event, person=person, conversation=conversation)
            return

        def write(ledger: Ledger) -> None:
            # What the owner has put right meanwhile is not refined away.
            if not is_corrected(ledger.connection, ledger.workspace, event.id):
                ledger.append(event, person=person, conversation=conversation)

        await self._journal.transact(write)

    async def _acts(self) -> OwnerActs:
        """What the owner did lately, read again only when they decided something since."""
        known = self._known_acts
        if known is not None and known[0] >= self._journal.newest(*_DECISIONS):
            return known[1]
        head = self._journal.head
        decided = await recent_decisions(self._journal.store, self._journal.workspace)
        zone = self._settings.business.time_zone
        acts = OwnerActs(acts=tuple(_act(one, zone) for one in decided))
        self._known_acts = head, acts
        return acts


def _act(decided: DecidedDraft, time_zone: str) -> OwnerAct:
    return OwnerAct.model_validate(
        {
            "kind": decided.status,
            "draft_text": decided.text,
            "final_text": decided.final_text or "",
            "reason": decided.reason or "",
            "seconds": (decided.decided_at - decided.created_at).total_seconds(),
            "local_hour": decided.decided_at.astimezone(ZoneInfo(time_zone)).hour,
        }
    )


def situation_of(material: TurnMaterial, settings: Settings, now: datetime) -> Situation:
    """What the agents think about, from what the conversation holds."""
    business = settings.business
    return Situation(
        text=material.open_text,
        context=material.context,
        behaviour=material.behaviour,
        language=material.language,
        temperatures=material.temperatures,
        name=material.name,
        now=now,
        time_zone=business.time_zone,
        business=business.name,
        rejections=tuple(
            Rejection(text=text, reason=reason) for text, reason in material.rejections
        ),
        readable=settings.folders.readable,
    )
