"""Wiring the Coach's room to the journal, memory and the minds."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta

from agents.coaching.asked.kinds import Guess, kinds_for
from agents.coaching.counsellor import PASSAGES, Counsellor, Sources
from agents.coaching.watch import as_owner_act
from agents.deliberation.room import Deliberations
from agents.deliberation.room import Sources as CaseSources
from agents.instant import Instant
from agents.situation import CoachMind, OwnerAct
from agents.turn import Minds
from kizashi.clock import Clock
from kizashi.ids import ConversationId, IdSource
from kizashi.knowledge import FoundPassage
from kizashi.language import Language
from kizashi.settings import Settings
from memory.chronicle import Chronicle, read_chronicle
from memory.conversations import Conversations
from memory.embedding import Embedder
from memory.journal import Journal
from memory.learned import Learned, Learning
from memory.near import likenesses
from memory.neighbours import Neighbours
from memory.owner_acts import recent_acts
from memory.recall import Recall
from memory.unanswered.book import Unanswered
from policies.model import Policies
from policies.overlay import Overlay


def overlay_of(learned: Learned) -> Overlay:
    """What the owner set and accepted in the coach, as far as it concerns the policies."""
    quiet = learned.preferences.quiet_time
    return Overlay(
        quiet_begin=quiet.begin if quiet else None,
        quiet_end=quiet.end if quiet else None,
        largest_discount_percent=learned.largest_discount_percent,
    )


def counsellor_of(
    journal: Journal,
    conversations: Conversations,
    recall: Recall,
    embedder: Embedder,
    instant: Instant,
    mind: CoachMind,
    learning: Learning,
    settings: Settings,
    clock: Clock,
) -> Counsellor:
    """Who answers the owner of one business."""

    async def passages(text: str, language: Language) -> Sequence[FoundPassage]:
        (vector,) = await embedder.queries([text])
        return await recall.knowledge(text, vector, PASSAGES, language)

    async def near(words: str) -> Mapping[ConversationId, float]:
        (vector,) = await embedder.queries([words])
        return await likenesses(journal.store, journal.workspace, embedder.name, vector)

    async def guess(text: str) -> Guess:
        (vector,) = await embedder.queries([text])
        # Solved for at the first question, and the server goes on meanwhile.
        kinds = await asyncio.to_thread(kinds_for, embedder.name)
        return kinds.guess(text, vector)

    sources = Sources(
        chronicle=_chronicle(journal, clock),
        passages=passages,
        likenesses=near,
        draft=conversations.draft,
        acts=_acts(journal, settings),
        preferences=lambda: learning.now.preferences,
        unanswered=Unanswered(journal, embedder).open,
        guess=guess,
    )
    return Counsellor(sources, mind, instant, settings, clock)


def deliberations_of(
    journal: Journal,
    conversations: Conversations,
    minds: Minds,
    policies: Callable[[], Policies],
    learning: Learning,
    settings: Settings,
    clock: Clock,
    new_id: IdSource,
    neighbours: Neighbours,
) -> Deliberations:
    """Where the agents of one business deliberate."""
    sources = CaseSources(
        chronicle=_chronicle(journal, clock),
        acts=_acts(journal, settings),
        preferences=lambda: learning.now.preferences,
    )
    return Deliberations(
        journal, conversations, minds, sources, policies, settings, clock, new_id, neighbours
    )


def _chronicle(journal: Journal, clock: Clock) -> Callable[[timedelta], Awaitable[Chronicle]]:
    async def chronicle(span: timedelta) -> Chronicle:
        now = clock.now()
        return await read_chronicle(journal.store, journal.workspace, now - span, now)

    return chronicle


def _acts(journal: Journal, settings: Settings) -> Callable[[], Awaitable[tuple[OwnerAct, ...]]]:
    async def acts() -> tuple[OwnerAct, ...]:
        zone = settings.business.time_zone
        done = await recent_acts(journal.store, journal.workspace)
        return tuple(as_owner_act(one, zone) for one in done)

    return acts
