"""The HTTP API of the audit: why a customer got a text, and whether the record is whole."""

import json
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse
from pydantic import Field

from agents.fairness import FairnessReport, fairness_report
from channels.api import Decided
from channels.callers import Calling, Here
from channels.cleaning import cleaned
from channels.coach_frames import owner_only
from channels.services import Services
from kizashi.events import AuditAccepted, ClockAccepted
from kizashi.ids import ConversationId, MessageId, Seq
from kizashi.values import Value
from kizashi.why import Why
from memory.audit import export_pages, look
from memory.why import why

router = APIRouter(prefix="/v1")


class BrokenRecord(Value):
    """A record that is not as it was written; `accepted` when the owner has looked at it."""

    seq: Seq
    reason: Literal["missing", "content", "link", "erased", "anchor"]
    accepted: bool


class AuditChecked(Value):
    """What a walk along the whole chain found. `hash` is that of the newest record: who keeps it
    elsewhere can prove later that nothing before it was changed."""

    whole: bool
    records: int
    erased: int
    head: Seq
    hash: str
    checked_at: datetime
    broken: tuple[BrokenRecord, ...]
    clock_set_back: tuple[Seq, ...]


class Acceptance(Value):
    """Broken records that the owner has looked at, and why business may go on."""

    records: tuple[Seq, ...] = Field(min_length=1, max_length=1_000)
    reason: str = Field(min_length=1, max_length=2_000)


@router.get("/messages/{message}/why")
async def why_this_text(
    here: Here, caller: Calling, message: MessageId, conversation: ConversationId | None = None
) -> Why:
    """Why the customer got this text: what they wrote, how it was read, what it rests on, which
    rules spoke, who decided, and whether the record of it is as it was written."""
    caller.needs("read")
    return await why(here.journal, message, conversation)


@router.get("/audit")
async def audit(here: Here, caller: Calling) -> AuditChecked:
    """Walks the whole chain. When it is broken, everything waits from then on."""
    owner_only(caller)
    found = await look(here.journal)
    return AuditChecked(
        whole=not found.broken,
        records=found.records,
        erased=found.erased,
        head=Seq(found.seq),
        hash=found.previous,
        checked_at=here.clock.now(),
        broken=tuple(
            BrokenRecord(seq=one.seq, reason=one.reason, accepted=one.seq in found.accepted)
            for one in found.broken
        ),
        clock_set_back=tuple(found.set_back),
    )


@router.get("/audit/export")
async def audit_export(here: Here, caller: Calling) -> StreamingResponse:
    """Every record with its hashes, as JSON Lines; `kizashi audit verify --file` checks it."""
    owner_only(caller)
    return StreamingResponse(
        _lines(here),
        media_type="application/jsonl",
        headers={"Content-Disposition": 'attachment; filename="kizashi-audit.jsonl"'},
    )


@router.get("/audit/fairness")
async def audit_fairness(
    here: Here, caller: Calling, days: Annotated[int, Query(ge=1, le=3_650)] = 90
) -> FairnessReport:
    """Whether people of different groups fare alike, over the groups that the policies name."""
    owner_only(caller)
    groups = here.policies().fairness.compare
    return await fairness_report(here.journal, here.clock.now(), days, groups)


@router.post("/audit/accept")
async def accept_broken(here: Here, caller: Calling, wanted: Acceptance) -> Decided:
    """Says that broken records were looked at: steps go again. They stay broken on record."""
    owner_only(caller)
    recorded = await here.journal.append(
        AuditAccepted(records=wanted.records, reason=cleaned(wanted.reason), by=caller.name)
    )
    return Decided(seq=recorded.seq, duplicate=False)


@router.post("/clock/accept")
async def accept_clock(here: Here, caller: Calling) -> Decided:
    """Says that the clock is right although it was set back: steps go again."""
    owner_only(caller)
    recorded = await here.journal.append(ClockAccepted(by=caller.name))
    return Decided(seq=recorded.seq, duplicate=False)


async def _lines(here: Services) -> AsyncIterator[bytes]:
    async for page in export_pages(here.journal):
        yield "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in page).encode()
