"""The HTTP API of the coach's own room: what the owner looks up and arranges for themselves."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import AwareDatetime

from channels.api import Decided
from channels.callers import Calling, Here
from channels.coach_frames import owner_only
from channels.views import for_owner
from kizashi.coach_view import CoachTalk, Found
from kizashi.ids import ConversationId
from kizashi.insight import Insight
from kizashi.language import Language
from kizashi.values import Value

router = APIRouter(prefix="/v1")


@router.get("/coach")
async def coach_talk(here: Here, caller: Calling) -> CoachTalk:
    """The conversation with the Coach. The owner's alone."""
    owner_only(caller)
    # The cursor is taken first: what comes meanwhile is then seen twice, never missed.
    head = here.journal.head
    frames = [for_owner(recorded) for recorded in await here.coach.talk()]
    learned = here.coach.learned
    return CoachTalk(
        events=tuple(frame for frame in frames if frame is not None),
        proposals=learned.proposals,
        preferences=learned.preferences,
        head=head,
    )


@router.get("/coach/search")
async def search(
    here: Here,
    caller: Calling,
    words: Annotated[str, Query(min_length=1, max_length=400)],
    language: Language = Language.JA,
) -> Found:
    """People by meaning: "price で迷っている人", "wants a present for a child"."""
    owner_only(caller)
    return Found(conversations=await here.coach.search(words, language))


@router.get("/coach/insight")
async def insight(here: Here, caller: Calling) -> Insight:
    """How everybody stands now, and how the last weeks went. The owner's alone."""
    owner_only(caller)
    return await here.coach.insight()


class SnoozeWanted(Value):
    """Until when the conversation is put aside; `null` takes it up again."""

    until: AwareDatetime | None


@router.post("/conversations/{conversation}/snooze")
async def snooze(
    here: Here, caller: Calling, conversation: ConversationId, wanted: SnoozeWanted
) -> Decided:
    """Puts a conversation aside; it comes back then, or when the customer writes."""
    caller.needs("decide")
    done = await here.desk.snooze(conversation, wanted.until, caller.name)
    return Decided(seq=done.seq, duplicate=done.duplicate)
