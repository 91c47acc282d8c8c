"""What language models were used for: every call, and sums by day, agent, person or turn."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection, select

from kizashi.events import ModelUsed
from kizashi.ids import PersonId, WorkspaceId
from kizashi.values import Value
from memory import schema as t
from memory.journal import recorded_of

By = Literal["day", "agent", "model", "person", "turn"]


@dataclass(frozen=True, slots=True)
class Used:
    """One call: when, and for whom."""

    at: datetime
    person: PersonId | None
    event: ModelUsed


class UseOfModels(Value):
    """The calls of one day (UTC), agent, model, person or turn: tokens asked and answered, how
    many calls did not end with an answer, and what they cost in the currency of the business
    (`None` where no price is set)."""

    name: str | None
    calls: int
    unanswered: int
    asked: int
    answered: int
    cost: float | None


def uses_since(connection: Connection, workspace: WorkspaceId, begin: datetime) -> Sequence[Used]:
    """Every call since a moment, oldest first. Calls for people who were erased are gone."""
    columns = t.journal.c
    rows = connection.execute(
        select(t.journal)
        .where(columns.workspace == workspace, columns.kind == "model.used", columns.at >= begin)
        .order_by(columns.seq)
    )
    recorded = [recorded_of(row) for row in rows]
    return [
        Used(one.at, one.person, one.event) for one in recorded if isinstance(one.event, ModelUsed)
    ]


def summed(uses: Iterable[Used], by: By) -> tuple[UseOfModels, ...]:
    """The calls put together, those with the most tokens first; days in order."""
    groups: defaultdict[str | None, list[ModelUsed]] = defaultdict(list)
    for use in uses:
        groups[_name(use, by)].append(use.event)
    found = [_sum(name, events) for name, events in groups.items()]
    if by == "day":
        return tuple(sorted(found, key=lambda one: one.name or ""))
    return tuple(sorted(found, key=lambda one: -(one.asked + one.answered)))


def _name(use: Used, by: By) -> str | None:
    match by:
        case "day":
            return use.at.date().isoformat()
        case "agent":
            return use.event.agent
        case "model":
            return use.event.model
        case "person":
            return use.person
        case "turn":
            return use.event.turn


def _sum(name: str | None, events: Sequence[ModelUsed]) -> UseOfModels:
    costs = [one.cost for one in events if one.cost is not None]
    return UseOfModels(
        name=name,
        calls=len(events),
        unanswered=sum(one.ended != "answered" for one in events),
        asked=sum(one.asked for one in events),
        answered=sum(one.answered for one in events),
        cost=round(sum(costs), 6) if costs else None,
    )
