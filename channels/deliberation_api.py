"""The HTTP API of deliberations: the owner lets the four agents talk a case over."""

from fastapi import APIRouter

from channels.api import Decided
from channels.callers import Calling, Here
from channels.coach_frames import owner_only
from kizashi.deliberation import DeliberationView
from kizashi.ids import ConversationId, DeliberationId
from kizashi.language import Language
from kizashi.values import Value

router = APIRouter(prefix="/v1/conversations/{conversation}/deliberation")


class DeliberationWanted(Value):
    """The language that the agents speak to the owner; none: that of the business."""

    language: Language | None = None


class DeliberationAsked(Value):
    """The deliberation `id` has begun, durable at `seq`."""

    id: DeliberationId
    seq: int


@router.post("")
async def deliberate(
    here: Here, caller: Calling, conversation: ConversationId, wanted: DeliberationWanted
) -> DeliberationAsked:
    """Begins a deliberation. What is said comes as events on the owner's socket
    (`deliberation.said`, `deliberation.ended`); its result is a draft. Refused with
    `deliberation.running` while one runs here, with `deliberation.nothing_open` where nobody waits
    for an answer, and with `deliberation.too_often` past the limit."""
    owner_only(caller)
    language = wanted.language or here.settings.business.language
    id_, done = await here.deliberations.begin(conversation, language, caller.name)
    return DeliberationAsked(id=id_, seq=done.seq)


@router.get("")
async def newest(here: Here, caller: Calling, conversation: ConversationId) -> DeliberationView:
    """The newest deliberation of a conversation, as far as it has come."""
    owner_only(caller)
    return await here.deliberations.newest(conversation)


@router.delete("")
async def stop(here: Here, caller: Calling, conversation: ConversationId) -> Decided:
    """Ends a running deliberation; no draft comes of it."""
    owner_only(caller)
    done = await here.deliberations.stop(conversation, caller.name)
    return Decided(seq=done.seq, duplicate=done.duplicate)
