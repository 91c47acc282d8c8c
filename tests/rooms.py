"""A business's rooms without its channels, wired as the server wires them. Only the minds are made
up; journal, store and policies are real."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from opentelemetry.trace import Tracer

from agents.desk import Choice, Desk
from agents.inbox import Inbox, Receipt
from agents.minds.coach import EmbeddedCoach
from agents.situation import Brief, Situation
from agents.tracing import TRACER
from agents.turn import Minds
from agents.turns import Turns
from kizashi.draft import Draft
from kizashi.ids import ConversationId, IdSource, MessageId, PersonId
from kizashi.language import Bilingual, Language
from kizashi.reading import IntentReading, Reading, phase_at
from kizashi.recollection import Recollection
from kizashi.settings import Settings
from kizashi.settings import Turn as TurnSettings
from kizashi.signal import Behaviour, Message, Observation, Speaker
from kizashi.step import Step, StepKind
from memory.conversations import Conversations
from memory.journal import Journal
from memory.knowing import Knowing
from memory.neighbours import Alone, Neighbours, PostgresqlNeighbours
from policies.load import load_policies
from policies.model import Policies
from tests.support import HandClock, a_journal, counted_ids, until

WHY = Bilingual(ja="理由", en="reason")

# ── minds that are made up ───────────────────────────────────────────────────────────────────────


def a_reading(temperature: float = 60.0, language: Language | None = Language.JA) -> Reading:
    """A plain reading."""
    return Reading(
        language=language,
        micro_intents=(IntentReading(name="explore", confidence=0.8),),
        temperature=temperature,
        phase=phase_at(temperature),
        stall=None,
        sway=0.1,
        mind="made-up",
    )


def a_step(text: str = "ご連絡ありがとうございます。", **changes: Any) -> Step:
    """A step that may go by itself at `walk`: a greeting, and sure of itself."""
    plain = {
        "kind": StepKind.SAY,
        "text": text,
        "language": Language.JA,
        "reason": WHY,
        "topics": frozenset({"greeting"}),
        "confidence": 0.9,
        "mind": "made-up",
    }
    return Step(**{**plain, **changes})


class MadeUpListener:
    """Reads what it is told to; notes what it was asked."""

    def __init__(self, read: Callable[[Situation], Awaitable[Reading]] | None = None) -> None:
        self._read = read
        self.asked: list[Situation] = []

    async def read(self, situation: Situation) -> Reading:
        self.asked.append(situation)
        return await self._read(situation) if self._read else a_reading()


class MadeUpNegotiator:
    """Proposes what it is told to; notes what it was asked. By itself it echoes the question, so
    that a test sees which words an answer answers."""

    def __init__(self, propose: Callable[[Brief], Awaitable[Step]] | None = None) -> None:
        self._propose = propose
        self.asked: list[Brief] = []

    async def propose(self, brief: Brief) -> Step:
        self.asked.append(brief)
        if self._propose:
            return await self._propose(brief)
        return a_step(f"「{brief.situation.text}」ですね。ありがとうございます。")


class NoMemory:
    """Remembers nothing."""

    async def recollect(
        self, situation: Situation, reading: Reading, person: PersonId | None
    ) -> Recollection:
        return Recollection()


class Gate:
    """Where a made-up mind waits until the test lets it pass."""

    def __init__(self) -> None:
        self.reached = 0
        self._open = asyncio.Event()

    async def wait(self) -> None:
        self.reached += 1
        await self._open.wait()

    def open(self) -> None:
        self._open.set()


# ── a house without its channels ─────────────────────────────────────────────────────────────────


@cache
def packaged_policies() -> Policies:
    """The policies that come with the product."""
    return load_policies(None)


@dataclass
class House:
    """The rooms of one business, wired as the server wires them."""

    journal: Journal
    conversations: Conversations
    turns: Turns
    inbox: Inbox
    desk: Desk
    clock: HandClock
    new_id: IdSource

    async def hear(self, text: str, conversation: str = "con_a", id_: str | None = None) -> Receipt:
        """The customer of this conversation (`per_a` for `con_a`) writes."""
        return await self.inbox.accept(a_message(text, conversation, id_ or self.new_id("cli")))

    async def messages(self, conversation: str = "con_a") -> list[tuple[str, str]]:
        """Who said what, in order."""
        detail = await self.conversations.detail(ConversationId(conversation))
        return [(message.speaker.value, message.text) for message in detail.messages]

    async def answers(self, conversation: str = "con_a") -> list[str]:
        """What the business said."""
        customer = Speaker.CUSTOMER.value
        return [text for who, text in await self.messages(conversation) if who != customer]

    async def held(self, conversation: str = "con_a") -> Draft:
        """The conversation's held draft, once there is one."""

        async def look() -> Draft | None:
            detail = await self.conversations.detail(ConversationId(conversation))
            return next((draft for draft in detail.drafts if draft.status == "held"), None)

        draft: Draft = await until(look)
        return draft

    async def settled(self) -> None:
        """Returns when every open signal has been covered by a turn."""

        async def nothing_open() -> bool:
            return not await self.conversations.unanswered()

        await until(nothing_open)

    def choice(self, draft: Draft, decision: str = "approved", **more: Any) -> Choice:
        """The owner's choice for a draft as it is."""
        plain: dict[str, Any] = {"draft": draft.id, "version": draft.version, "by": "owner"}
        return Choice(**{**plain, "decision": decision, **more})


def a_message(text: str, conversation: str = "con_a", id_: str = "m1") -> Message:
    """A message of the conversation's customer."""
    return Message(
        id=MessageId(id_),
        person=PersonId(conversation.replace("con", "per", 1)),
        conversation=ConversationId(conversation),
        text=text,
    )


def an_observation(event: str, conversation: str = "con_a", id_: str = "b1") -> Observation:
    """A behaviour of the conversation's customer."""
    return Observation(
        id=MessageId(id_),
        person=PersonId(conversation.replace("con", "per", 1)),
        conversation=ConversationId(conversation),
        behaviour=Behaviour(event=event),
    )


def settings_for(folder: Path, **turn: Any) -> Settings:
    """Settings with quick turns: no pause before an answer unless the test wants one."""
    plain = {"quiet": 0.0, "quiet_max": 2.0, "budget": 5.0}
    return Settings(root=folder, turn=TurnSettings(**{**plain, **turn}))


@contextlib.asynccontextmanager
async def a_house(
    folder: Path,
    *,
    negotiator: Any = None,
    listener: Any = None,
    memory: Any = None,
    coach: Any = None,
    policies: Policies | None = None,
    clock: HandClock | None = None,
    new_id: IdSource | None = None,
    url: str | None = None,
    tracer: Tracer = TRACER,
    **turn: Any,
) -> AsyncIterator[House]:
    """A running house in this folder, or on the PostgreSQL at `url`, where others may be beside
    it. `turn` are settings of the turn."""
    clock = clock or HandClock()
    ids = new_id or counted_ids()
    in_force = policies or packaged_policies()
    minds = Minds(
        listener=listener or MadeUpListener(),
        coach=coach or EmbeddedCoach(),
        negotiator=negotiator or MadeUpNegotiator(),
        memory=memory or NoMemory(),
    )
    async with contextlib.AsyncExitStack() as stack:
        journal = await stack.enter_async_context(a_journal(folder, clock, url))
        neighbours: Neighbours = Alone()
        if url is not None:
            beside = PostgresqlNeighbours(url, journal.workspace, journal.grew, lambda *_: None)
            neighbours = await stack.enter_async_context(beside.opened())
            journal.beside(neighbours)
        conversations = Conversations(journal.store, journal.workspace, clock)
        turns = Turns(
            journal,
            conversations,
            minds,
            lambda: in_force,
            settings_for(folder, **turn),
            clock,
            ids,
            neighbours,
            tracer,
        )
        knowing = Knowing(journal.store, journal.workspace)
        desk = Desk(journal, turns, knowing, lambda: in_force, clock, ids)
        await stack.enter_async_context(turns.opened())
        yield House(journal, conversations, turns, Inbox(journal, turns), desk, clock, ids)
