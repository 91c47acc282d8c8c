"""What the owner did and set: recent decisions, the switches in force."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from kizashi.autonomy import Autonomy
from kizashi.ids import WorkspaceId
from memory import schema as t
from memory.store import Store

RECENT = 30


@dataclass(frozen=True, slots=True)
class Switches:
    """What the owner has set; `autonomy` is `None` while the policies' default is in force."""

    autonomy: Autonomy | None = None
    everything_held: bool = False


@dataclass(frozen=True, slots=True)
class DecidedDraft:
    """A draft that the owner decided, with what became of its text."""

    status: str
    text: str
    final_text: str | None
    reason: str | None
    created_at: datetime
    decided_at: datetime


def switches_in(connection: Connection, workspace: WorkspaceId) -> Switches:
    """The switches, read inside a write's transaction."""
    return _switches(connection.execute(_switch_query(workspace)).all())


async def read_switches(store: Store, workspace: WorkspaceId) -> Switches:
    """The switches in force now."""
    async with store.reader.connect() as connection:
        return _switches((await connection.execute(_switch_query(workspace))).all())


async def recent_decisions(store: Store, workspace: WorkspaceId) -> tuple[DecidedDraft, ...]:
    """The owner's last decisions, oldest first."""
    columns = t.drafts.c
    query = (
        select(t.drafts)
        .where(
            columns.workspace == workspace,
            columns.status.in_(("approved", "edited", "rejected")),
        )
        .order_by(columns.decided_at.desc())
        .limit(RECENT)
    )
    rows = await store.read(lambda connection: connection.execute(query).all())
    return tuple(
        DecidedDraft(
            status=row.status,
            text=row.body["step"]["text"],
            final_text=row.final_text,
            reason=row.decision_reason,
            created_at=datetime.fromisoformat(row.body["created_at"]),
            decided_at=row.decided_at,
        )
        for row in reversed(rows)
    )


def _switch_query(workspace: WorkspaceId) -> Select[Any]:
    return select(t.switches).where(t.switches.c.workspace == workspace)


def _switches(rows: Any) -> Switches:
    values: dict[str, str] = {row.name: row.value for row in _typed(rows)}
    autonomy = values.get("autonomy")
    return Switches(
        autonomy=Autonomy(autonomy) if autonomy else None,
        everything_held=values.get("everything_held") == "on",
    )


def _typed(rows: Any) -> list[Row[Any]]:
    return list(rows)
