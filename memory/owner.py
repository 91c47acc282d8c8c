"""What the owner did and set: recent decisions, the switches in force."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, or_, select

from kizashi.autonomy import Autonomy, ScopedAutonomy
from kizashi.ids import PersonId, WorkspaceId
from memory import schema as t
from memory.consents import AS_ONE
from memory.store import Store

RECENT = 30


@dataclass(frozen=True, slots=True)
class Switches:
    """What the owner has set; `autonomy` is `None` while the policies' default is in force."""

    autonomy: Autonomy | None = None
    everything_held: bool = False
    clock_until: datetime | None = None
    """The clock was set back, and showed this time before."""
    audit_broken: bool = False
    """A record of the journal is not as it was written, and the owner has not looked at it."""
    policies: tuple[str, str] | None = None
    """Version and rules of the policies that were put on record last."""


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
    return _switches(connection.execute(_SWITCHES, {"workspace": workspace}).all())


_SWITCHES = select(t.switches.c.name, t.switches.c.value).where(
    t.switches.c.workspace == bindparam("workspace")
)
_SCOPED = select(t.autonomies.c.scope, t.autonomies.c.name, t.autonomies.c.autonomy).where(
    t.autonomies.c.workspace == bindparam("workspace"),
    or_(t.autonomies.c.scope != "person", t.autonomies.c.name.in_(AS_ONE)),
)
_DECIDED = (
    select(t.drafts)
    .where(
        t.drafts.c.workspace == bindparam("workspace"),
        t.drafts.c.status.in_(("approved", "edited", "rejected")),
    )
    .order_by(t.drafts.c.decided_at.desc())
    .limit(RECENT)
)


def scoped_in(connection: Connection, workspace: WorkspaceId, person: PersonId) -> ScopedAutonomy:
    """What the owner has set for kinds of step, topics, and this person; of people who are one, the
    most careful counts."""
    rows = connection.execute(_SCOPED, {"workspace": workspace, "person": person}).all()
    named = [(row.scope, row.name, Autonomy(row.autonomy)) for row in rows]
    careful = list(Autonomy)
    return ScopedAutonomy(
        kinds={name: autonomy for scope, name, autonomy in named if scope == "kind"},
        topics={name: autonomy for scope, name, autonomy in named if scope == "topic"},
        person=min(
            (autonomy for scope, _, autonomy in named if scope == "person"),
            key=careful.index,
            default=None,
        ),
    )


@dataclass(frozen=True, slots=True)
class SetAutonomy:
    """One autonomy that the owner has set beside that of the business."""

    scope: str
    name: str
    autonomy: Autonomy
    by: str
    at: datetime


async def read_scoped(store: Store, workspace: WorkspaceId) -> tuple[SetAutonomy, ...]:
    """Everything that the owner has set for kinds of step, topics and people."""
    query = (
        select(t.autonomies)
        .where(t.autonomies.c.workspace == workspace)
        .order_by(t.autonomies.c.scope, t.autonomies.c.name)
    )
    rows = await store.read(lambda connection: connection.execute(query).all())
    return tuple(
        SetAutonomy(row.scope, row.name, Autonomy(row.autonomy), row.set_by, row.set_at)
        for row in rows
    )


async def read_switches(store: Store, workspace: WorkspaceId) -> Switches:
    """The switches in force now."""
    return await store.read(lambda connection: switches_in(connection, workspace))


async def recent_decisions(store: Store, workspace: WorkspaceId) -> tuple[DecidedDraft, ...]:
    """The owner's last decisions, oldest first."""
    of = {"workspace": workspace}
    rows = await store.read(lambda connection: connection.execute(_DECIDED, of).all())
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


def _switches(rows: Any) -> Switches:
    values: dict[str, str] = {row.name: row.value for row in _typed(rows)}
    autonomy = values.get("autonomy")
    until = values.get("clock_until")
    policies = values.get("policies", "").split()
    return Switches(
        autonomy=Autonomy(autonomy) if autonomy else None,
        everything_held=values.get("everything_held") == "on",
        policies=(policies[0], policies[1]) if len(policies) == 2 else None,
        audit_broken=bool(values.get("audit_broken")),
        clock_until=datetime.fromisoformat(until) if until else None,
    )


def _typed(rows: Any) -> list[Row[Any]]:
    return list(rows)
