"""What became of people of different groups, counted from the journal. Each person counts once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection, select

from kizashi.draft import DraftStatus
from kizashi.events import DraftDecided, MessageSent, Recorded, TurnFinished
from kizashi.ids import Seq, WorkspaceId
from kizashi.step import Step, StepKind
from memory import schema as t
from memory.journal import Journal

PAGE = 1_000
RETURNING_AFTER = timedelta(days=1)

Outcome = Literal["answered_at_once", "offered", "let_go"]
"""`answered_at_once`: the first turn in the period went by itself. `offered`: got an offer or a
reduction at least once. `let_go`: the owner let the first draft for them go, edited or not."""
OUTCOMES: tuple[Outcome, ...] = ("answered_at_once", "offered", "let_go")

_BY_THE_OWNER = frozenset({DraftStatus.APPROVED, DraftStatus.EDITED, DraftStatus.REJECTED})
_REDUCTIONS = frozenset({"discount", "exception", "offer"})
_KINDS = ("turn.finished", "message.sent", "draft.decided")


@dataclass(slots=True)
class _Fate:
    """What became of one person in the period."""

    first_turn: str | None = None
    first_at: datetime | None = None
    offered: bool = False
    first_decision: bool | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """By outcome and group: of how many people it is known, and how many had it."""

    by_outcome: Mapping[Outcome, Mapping[str, tuple[int, int]]] = field(default_factory=dict)


async def counted(
    journal: Journal, now: datetime, days: int, groups: Sequence[str]
) -> dict[str, Counts]:
    """The counts of the last `days` days for each way to group: `language`, `channel`,
    `returning` (somebody met on an earlier day), or a trait of people by its name."""
    since = now - timedelta(days=days)
    fates: dict[str, _Fate] = defaultdict(_Fate)
    people = await journal.store.read(lambda c: _people(c, journal.workspace))
    cursor = Seq(0)
    while True:
        page = await journal.read(after=cursor, limit=PAGE, kinds=_KINDS)
        for recorded in page:
            if recorded.at >= since and recorded.person in people:
                _heed(recorded, fates[people[recorded.person].one])
        if len(page) < PAGE:
            break
        cursor = page[-1].seq
    return {
        group: _grouped(fates, await _members(journal, people, fates, group)) for group in groups
    }


def _heed(recorded: Recorded, fate: _Fate) -> None:
    event = recorded.event
    if isinstance(event, TurnFinished) and fate.first_turn is None:
        fate.first_turn, fate.first_at = event.outcome, recorded.at
    elif isinstance(event, MessageSent) and event.step is not None:
        fate.offered = fate.offered or _is_offer(event.step)
    elif (
        isinstance(event, DraftDecided)
        and event.status in _BY_THE_OWNER
        and fate.first_decision is None
    ):
        fate.first_decision = event.status is not DraftStatus.REJECTED


def _is_offer(step: Step) -> bool:
    return step.kind is StepKind.OFFER or bool(step.topics & _REDUCTIONS)


@dataclass(frozen=True, slots=True)
class _Person:
    one: str
    language: str | None
    channel: str
    first_seen: datetime


def _people(connection: Connection, workspace: WorkspaceId) -> dict[str, _Person]:
    columns = t.people.c
    rows = connection.execute(select(t.people).where(columns.workspace == workspace))
    return {row.id: _Person(row.one, row.language, row.channel, row.first_seen) for row in rows}


async def _members(
    journal: Journal, people: Mapping[str, _Person], fates: Mapping[str, _Fate], group: str
) -> dict[str, str]:
    """The group that each person belongs to; nobody of whom it is not known."""
    if group == "language":
        return {one: who.language for one, who in people.items() if who.language}
    if group == "channel":
        return {one: who.channel for one, who in people.items()}
    if group == "returning":
        return {
            one: "returning" if fate.first_at - people[one].first_seen > RETURNING_AFTER else "new"
            for one, fate in fates.items()
            if fate.first_at is not None and one in people
        }
    columns = t.traits.c
    query = (
        select(columns.person, columns.value)
        .where(columns.workspace == journal.workspace, columns.name == group)
        .order_by(columns.verified)
    )
    rows = await journal.store.read(lambda connection: connection.execute(query).all())
    return {people[row.person].one: str(row.value) for row in rows if row.person in people}


def _grouped(fates: Mapping[str, _Fate], members: Mapping[str, str]) -> Counts:
    found: dict[Outcome, dict[str, list[int]]] = {
        outcome: defaultdict(lambda: [0, 0]) for outcome in OUTCOMES
    }
    for person, fate in fates.items():
        group = members.get(person)
        if group is None:
            continue
        known: list[tuple[Outcome, bool]] = []
        if fate.first_turn is not None:
            known.append(("answered_at_once", fate.first_turn == "sent"))
            known.append(("offered", fate.offered))
        if fate.first_decision is not None:
            known.append(("let_go", fate.first_decision))
        for outcome, had in known:
            found[outcome][group][0] += had
            found[outcome][group][1] += 1
    return Counts(
        {
            outcome: {name: (count[0], count[1]) for name, count in by_group.items()}
            for outcome, by_group in found.items()
        }
    )
