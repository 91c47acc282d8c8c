"""What the owner did lately, in order: decided, wrote, took over, put aside, asked the Coach."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from kizashi.ids import ConversationId, DraftId, Seq, WorkspaceId
from memory import schema as t
from memory.store import Store

RECENT = 60
KINDS = (
    "draft.decided",
    "conversation.taken_over",
    "conversation.handed_back",
    "conversation.snoozed",
    "message.sent",
    "coach.asked",
)
_NAMES = {
    "conversation.taken_over": "took_over",
    "conversation.handed_back": "handed_back",
    "conversation.snoozed": "snoozed",
    "message.sent": "said",
    "coach.asked": "asked",
}
_DECIDED = frozenset({"approved", "edited", "rejected"})


@dataclass(frozen=True, slots=True)
class Act:
    """One act. `kind` is as in `agents.situation.OwnerAct`; `waited` is how many seconds a draft
    had waited when it was decided, `gap` how many had passed since the owner's last decision."""

    kind: str
    seq: Seq
    at: datetime
    conversation: ConversationId | None = None
    draft: DraftId | None = None
    draft_text: str = ""
    final_text: str = ""
    reason: str = ""
    waited: float | None = None
    gap: float | None = None


async def recent_acts(store: Store, workspace: WorkspaceId) -> tuple[Act, ...]:
    """The owner's last acts, oldest first."""
    return await store.read(lambda connection: _acts(connection, workspace))


def _acts(connection: Connection, workspace: WorkspaceId) -> tuple[Act, ...]:
    journal = t.journal.c
    query = (
        select(t.journal)
        .where(journal.workspace == workspace, journal.kind.in_(KINDS))
        .order_by(journal.seq.desc())
    )
    rows: list[Any] = []
    for row in connection.execute(query.limit(RECENT * 20)):
        if _owners(row):
            rows.append(row)
        if len(rows) == RECENT:
            break
    rows.reverse()
    wanted = [row.body["draft"] for row in rows if row.kind == "draft.decided"]
    drafts = {
        row.id: row.body
        for row in connection.execute(
            select(t.drafts.c.id, t.drafts.c.body).where(
                t.drafts.c.workspace == workspace, t.drafts.c.id.in_(wanted)
            )
        )
    }
    found: list[Act] = []
    last: datetime | None = None
    for row in rows:
        act = _act(row, drafts, last)
        if row.kind == "draft.decided":
            last = row.at
        found.append(act)
    return tuple(found)


def _owners(row: Any) -> bool:
    """Whether the owner did it: turns supersede drafts and the AI speaks in the same events."""
    if row.kind == "draft.decided":
        return row.body["status"] in _DECIDED
    if row.kind == "message.sent":
        return bool(row.body["speaker"] == "owner")
    return not (row.kind == "conversation.snoozed" and row.body.get("until") is None)


def _act(row: Any, drafts: Mapping[str, Any], last: datetime | None) -> Act:
    conversation = ConversationId(row.conversation) if row.conversation else None
    if row.kind != "draft.decided":
        text = row.body.get("text", "") if row.kind in ("message.sent", "coach.asked") else ""
        return Act(_NAMES[row.kind], Seq(row.seq), row.at, conversation, final_text=text)
    body = drafts.get(row.body["draft"], {})
    made = body.get("created_at")
    return Act(
        kind=row.body["status"],
        seq=Seq(row.seq),
        at=row.at,
        conversation=conversation,
        draft=DraftId(row.body["draft"]),
        draft_text=body.get("step", {}).get("text", ""),
        final_text=row.body.get("text") or "",
        reason=row.body.get("reason") or "",
        waited=(row.at - datetime.fromisoformat(made)).total_seconds() if made else None,
        gap=(row.at - last).total_seconds() if last is not None else None,
    )
