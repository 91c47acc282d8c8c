"""Wiring the Coach's room to the journal, memory and the minds."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from agents.coaching.counsellor import PASSAGES, Counsellor, Sources
from agents.coaching.watch import as_owner_act
from agents.instant import Instant
from agents.situation import CoachMind, OwnerAct
from kizashi.clock import Clock
from kizashi.ids import ConversationId
from kizashi.knowledge import FoundPassage
from kizashi.language import Language
from kizashi.settings import Settings
from memory.chronicle import Chronicle, read_chronicle
from memory.conversations import Conversations
from memory.embedding import Embedder
from memory.journal import Journal
from memory.learned import Learned, Learning
from memory.near import likenesses
from memory.owner_acts import recent_acts
from memory.recall import Recall
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

    async def chronicle(span: timedelta) -> Chronicle:
        now = clock.now()
        return await read_chronicle(journal.store, journal.workspace, now - span, now)

    async def passages(text: str, language: Language) -> Sequence[FoundPassage]:
        (vector,) = await embedder.queries([text])
        return await recall.knowledge(text, vector, PASSAGES, language)

    async def near(words: str) -> Mapping[ConversationId, float]:
        (vector,) = await embedder.queries([words])
        return await likenesses(journal.store, journal.workspace, embedder.name, vector)

    async def acts() -> tuple[OwnerAct, ...]:
        zone = settings.business.time_zone
        done = await recent_acts(journal.store, journal.workspace)
        return tuple(as_owner_act(one, zone) for one in done)

    sources = Sources(
        chronicle=chronicle,
        passages=passages,
        likenesses=near,
        draft=conversations.draft,
        acts=acts,
        preferences=lambda: learning.now.preferences,
    )
    return Counsellor(sources, mind, instant, settings, clock)
