"""The HTTP API of the owner: what the coach reads, and what it decides."""

from typing import Literal

from fastapi import APIRouter
from pydantic import Field

from agents.desk import Choice
from channels.callers import Calling, Here
from channels.cleaning import cleaned
from kizashi import __version__
from kizashi.autonomy import Autonomy
from kizashi.draft import Draft, DraftStatus
from kizashi.ids import ConversationId, DraftId, Seq
from kizashi.protocol import PROTOCOL_VERSION
from kizashi.values import Value
from kizashi.views import ConversationDetail, Overview
from memory.owner import read_switches

router = APIRouter(prefix="/v1")


class Decision(Value):
    """The owner's decision on a draft; `version` is the draft's."""

    version: int = Field(ge=0)
    decision: Literal["approved", "edited", "rejected"]
    text: str | None = Field(default=None, max_length=10_000)
    reason: str | None = Field(default=None, max_length=2_000)
    despite: bool = False
    bulk: bool = False


class Decided(Value):
    """The decision is durable at `seq`; `duplicate` when it had been made before."""

    seq: int
    duplicate: bool


class Health(Value):
    """The process lives and its journal answers; `head` is the newest seq."""

    status: Literal["ok"] = "ok"
    version: str = __version__
    protocol: int = PROTOCOL_VERSION
    head: int
    policy_problem: str | None = None


class Drafts(Value):
    """Drafts, oldest first."""

    items: tuple[Draft, ...]


class AutonomyWanted(Value):
    """The autonomy to set."""

    autonomy: Autonomy


class HoldWanted(Value):
    """The hold-everything switch."""

    on: bool


@router.get("/health")
async def health(here: Here) -> Health:
    """Says that Kizashi is up."""
    return Health(head=here.journal.head, policy_problem=here.policy_problem())


@router.get("/overview")
async def overview(here: Here, caller: Calling) -> Overview:
    """Every conversation and every held draft, and the seq to subscribe after."""
    caller.needs("read")
    # The cursor is taken first: an event that comes meanwhile is then seen twice, never missed.
    head = here.journal.head
    conversations, drafts = await here.conversations.overview()
    switches = await read_switches(here.journal.store, here.journal.workspace)
    business = here.settings.business
    return Overview(
        business=business.name,
        language=business.language.value,
        time_zone=business.time_zone,
        autonomy=switches.autonomy or here.policies().autonomy.default,
        everything_held=switches.everything_held,
        conversations=conversations,
        drafts=drafts,
        head=Seq(head),
    )


@router.get("/conversations/{conversation}")
async def conversation_detail(
    here: Here, caller: Calling, conversation: ConversationId
) -> ConversationDetail:
    """One conversation whole."""
    caller.needs("read")
    return await here.conversations.detail(conversation)


@router.get("/drafts")
async def drafts(here: Here, caller: Calling, status: DraftStatus | None = None) -> Drafts:
    """Drafts of one status, or all."""
    caller.needs("read")
    return Drafts(items=await here.conversations.drafts(status))


@router.get("/drafts/{draft}")
async def draft_detail(here: Here, caller: Calling, draft: DraftId) -> Draft:
    """One draft with its step, its verdict and what became of it."""
    caller.needs("read")
    return await here.conversations.draft(draft)


@router.post("/drafts/{draft}/decision")
async def decide(here: Here, caller: Calling, draft: DraftId, decision: Decision) -> Decided:
    """Approves, edits or rejects a draft."""
    caller.needs("decide")
    done = await here.desk.decide(
        Choice(
            draft=draft,
            version=Seq(decision.version),
            decision=decision.decision,
            by=caller.name,
            text=None if decision.text is None else cleaned(decision.text),
            reason=None if decision.reason is None else cleaned(decision.reason),
            despite=decision.despite,
            bulk=decision.bulk,
        )
    )
    return Decided(seq=done.seq, duplicate=done.duplicate)


@router.post("/autonomy")
async def set_autonomy(here: Here, caller: Calling, wanted: AutonomyWanted) -> Decided:
    """Sets the autonomy of the business."""
    caller.needs("decide")
    done = await here.desk.set_autonomy(wanted.autonomy, caller.name)
    return Decided(seq=done.seq, duplicate=done.duplicate)


@router.post("/hold-everything")
async def hold_everything(here: Here, caller: Calling, wanted: HoldWanted) -> Decided:
    """Turns the switch on or off: while on, nothing goes by itself."""
    caller.needs("decide")
    done = await here.desk.hold_everything(wanted.on, caller.name)
    return Decided(seq=done.seq, duplicate=done.duplicate)
