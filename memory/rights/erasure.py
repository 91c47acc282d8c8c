"""Erasing a person: their records, every table that follows from them, a piece at a time.

A record that is erased keeps its place, time and kind in the journal, and nothing else: no words,
no person, no conversation. So the hash chain stays whole, and a replay of the journal gives tables
in which the person never was. Vectors lie in the rows of the texts they were made from and go with
them. Each piece is a transaction of its own; a run that was broken off goes on where it stopped,
because what is left to erase is found in the tables themselves.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    delete,
    false,
    or_,
    select,
    update,
)

from kizashi.ids import ConversationId, PersonId, RightsRequestId, Seq, WorkspaceId
from memory import schema as t
from memory.chain import Content
from memory.journal import Ledger

RECORDS_AT_ONCE = 500
OF_REQUESTS = ("rights.requested", "rights.begun", "rights.cancelled", "rights.completed")
TALKS = (
    *("coach.asked", "coach.answered", "coach.whispered", "coach.noticed"),
    "deliberation.said",
)
"""Kinds of records that are the owner's own and may quote anybody."""
OF_TWO_PEOPLE = ("people.merged", "merge.declined")
"""Kinds of records that name people in their body only."""
IMPERSONAL = frozenset(
    {
        *("journal", "rights_requests", "documents", "passages", "catalogue_items", "keys"),
        *("switches", "kept_vectors", "own_intents", "intent_examples", "shared_secrets"),
        *("autonomies", "policy_versions"),
    }
)
"""Tables that hold nothing of a customer, or are mended by hand below. A test sees to it that
every other table names its person or its conversation."""
ORDERS = frozenset({"order", "order_change", "order_refund", "order_cancel"})
KEPT_OF_AN_ORDER = ("order_id", "total", "revenue", "tax", "currency")


@dataclass(frozen=True, slots=True)
class Subject:
    """Of whom and of which conversations everything is erased."""

    people: tuple[PersonId, ...] = ()
    conversations: tuple[ConversationId, ...] = ()


def subject_of(
    connection: Connection, workspace: WorkspaceId, people: Sequence[PersonId]
) -> Subject:
    """These people with every conversation that is theirs."""
    found: set[str] = set()
    for table, column in ((t.conversations, "id"), (t.behaviours, "conversation")):
        found.update(
            connection.execute(
                select(table.c[column])
                .where(table.c.workspace == workspace, table.c.person.in_(people))
                .distinct()
            ).scalars()
        )
    return Subject(tuple(people), tuple(ConversationId(one) for one in sorted(found)))


def erase_some(
    ledger: Ledger,
    subject: Subject,
    *,
    reason: Literal["person", "retention"],
    by: str,
    request: RightsRequestId | None = None,
    keep_orders: bool = False,
) -> int:
    """Erases the next records of a subject, at most `RECORDS_AT_ONCE`; returns how many, 0 when
    nothing of them is left anywhere. The record of the `request` itself is left."""
    connection, workspace = ledger.connection, ledger.workspace
    rows = _records(connection, workspace, subject, request, reason)
    contents = {Seq(row.seq): _remains(row, keep_orders) for row in rows}
    last = len(rows) < RECORDS_AT_ONCE
    if last:
        contents |= _quotes(connection, workspace, subject)
    if contents:
        ledger.erase(contents, reason, by)
        _forget_rows(connection, workspace, list(contents))
    if last:
        _forget_subject(connection, workspace, subject, request)
    return len(rows)


def erase_kinds_before(
    ledger: Ledger, kinds: Sequence[str], before: datetime, *, by: str, keep_orders: bool
) -> int:
    """Erases the next records of these kinds that are older than their period; returns how
    many."""
    columns = t.journal.c
    rows = ledger.connection.execute(
        select(columns.seq, columns.kind, columns.at, columns.body)
        .where(
            columns.workspace == ledger.workspace,
            columns.kind.in_(kinds),
            columns.at < before,
            columns.erased_by.is_(None),
        )
        .order_by(columns.seq)
        .limit(RECORDS_AT_ONCE)
    ).all()
    contents = {Seq(row.seq): _remains(row, keep_orders) for row in rows}
    if contents:
        ledger.erase(contents, "retention", by)
        _forget_rows(ledger.connection, ledger.workspace, list(contents))
        files = [row.body["file"]["id"] for row in rows if row.kind == "file.stored"]
        held = t.file_contents.c
        ledger.connection.execute(
            delete(t.file_contents).where(held.workspace == ledger.workspace, held.id.in_(files))
        )
    return len(rows)


def forget_request(ledger: Ledger, request: RightsRequestId, by: str) -> None:
    """Takes the person out of the record of their own request: the last thing to go."""
    journal, requests = t.journal.c, t.rights_requests.c
    mine = (requests.workspace == ledger.workspace) & (requests.id == request)
    seq = ledger.connection.execute(select(requests.seq).where(mine)).scalar_one()
    body = ledger.connection.execute(
        select(journal.body).where(journal.workspace == ledger.workspace, journal.seq == seq)
    ).scalar_one()
    ledger.erase({Seq(seq): Content(_without_names(body))}, "person", by)
    ledger.connection.execute(
        update(t.rights_requests).where(mine).values(people=[], conversations=[])
    )


# ── what is there ────────────────────────────────────────────────────────────────────────────────


def _records(
    connection: Connection,
    workspace: WorkspaceId,
    subject: Subject,
    request: RightsRequestId | None,
    reason: str,
) -> list[Any]:
    columns = t.journal.c
    fields = select(columns.seq, columns.kind, columns.at, columns.body).where(
        columns.workspace == workspace, columns.erased_by.is_(None)
    )
    theirs = fields.where(
        or_(
            columns.person.in_(subject.people) if subject.people else false(),
            columns.conversation.in_(subject.conversations) if subject.conversations else false(),
        )
    )
    if reason == "retention":
        # A no holds for longer than the talk in which it was said
        theirs = theirs.where(columns.kind.not_like("consent.%"))
    rows = list(connection.execute(theirs.order_by(columns.seq).limit(RECORDS_AT_ONCE + 1)))
    rows = [row for row in rows if row.body.get("request") != request or request is None]
    room = RECORDS_AT_ONCE - len(rows)
    if room > 0 and subject.people:
        people = set(subject.people)
        known = {row.seq for row in rows}
        both = connection.execute(fields.where(columns.kind.in_(OF_TWO_PEOPLE)))
        rows += [
            row for row in both if row.seq not in known and people & set(row.body.get("people", ()))
        ][:room]
    return rows[:RECORDS_AT_ONCE]


def _quotes(connection: Connection, workspace: WorkspaceId, subject: Subject) -> dict[Seq, Content]:
    """What remains of the owner's talks with the Coach that speak of the subject (known by ids,
    names and identifiers in their words), and of proposals that rest on what was said to them."""
    names = select(t.people.c.name).where(
        t.people.c.workspace == workspace,
        t.people.c.id.in_(subject.people),
        t.people.c.name.is_not(None),
    )
    values = select(t.identifiers.c.value).where(
        t.identifiers.c.workspace == workspace, t.identifiers.c.person.in_(subject.people)
    )
    told = [*connection.execute(names).scalars(), *connection.execute(values).scalars()]
    marks = [*subject.people, *subject.conversations, *(one for one in told if len(one) > 1)]
    # A short Latin name is looked for as a word: "Al" is not in "also".
    mark = re.compile(
        "|".join(rf"\b{re.escape(one)}\b" if one.isascii() else re.escape(one) for one in marks)
        or r"(?!)"
    )

    def speaks_of_them(value: object) -> bool:
        return mark.search(json.dumps(value, ensure_ascii=False)) is not None

    columns = t.journal.c
    query = select(columns.seq, columns.kind, columns.body).where(
        columns.workspace == workspace, columns.kind.in_((*TALKS, "proposal.made"))
    )
    found = {}
    for row in connection.execute(query):
        if not speaks_of_them(row.body):
            continue
        body: dict[str, Any] = {"kind": row.kind, "erased": True}
        if row.kind == "proposal.made":
            proposal = row.body["proposal"]
            others = [one for one in proposal["examples"] if not speaks_of_them(one)]
            if len(others) == len(proposal["examples"]):
                continue
            # What the owner accepted stays in force; only the person's part in it goes.
            body = {**row.body, "proposal": {**proposal, "examples": others}}
        found[Seq(row.seq)] = Content(body)
    return found


def _remains(row: Any, keep_orders: bool) -> Content:
    """What stays of a record: its kind; of an order, when the law wants it kept, the figures."""
    if row.kind in OF_REQUESTS:
        return Content(_without_names(row.body))
    body: dict[str, Any] = {"kind": row.kind, "erased": True}
    if keep_orders and row.kind == "behaviour.observed":
        behaviour = row.body["behaviour"]
        if behaviour["event"] in ORDERS:
            told: Mapping[str, Any] = behaviour.get("properties", {})
            figures = {
                name: told[name]
                for name in KEPT_OF_AN_ORDER
                if isinstance(told.get(name), str | int | float)
            }
            at = row.body.get("observed_at") or row.at.isoformat()
            body["kept"] = {"event": behaviour["event"], "at": at, **figures}
    return Content(body)


def _without_names(body: Mapping[str, Any]) -> dict[str, Any]:
    cleared: dict[str, Any] = {"people": [], "conversations": []}
    return {**body, **{name: value for name, value in cleared.items() if name in body}}


# ── what follows from it ─────────────────────────────────────────────────────────────────────────


def personal_tables() -> list[Table]:
    """Every table that holds something of a customer."""
    return [table for table in t.metadata.sorted_tables if table.name not in IMPERSONAL]


def _forget_rows(connection: Connection, workspace: WorkspaceId, seqs: Sequence[Seq]) -> None:
    for table in personal_tables():
        if "seq" in table.c and ("person" in table.c or "conversation" in table.c):
            connection.execute(
                delete(table).where(table.c.workspace == workspace, table.c.seq.in_(seqs))
            )


def _forget_subject(
    connection: Connection,
    workspace: WorkspaceId,
    subject: Subject,
    request: RightsRequestId | None,
) -> None:
    for table in personal_tables():
        connection.execute(
            delete(table).where(table.c.workspace == workspace, _of_subject(table, subject))
        )
    requests = t.rights_requests.c
    people = set(subject.people)
    query = select(requests.id, requests.people).where(requests.workspace == workspace)
    for row in connection.execute(query).all():
        if row.id != request and people & set(row.people):
            connection.execute(
                update(t.rights_requests)
                .where(requests.workspace == workspace, requests.id == row.id)
                .values(people=[], conversations=[])
            )


def _of_subject(table: Table, subject: Subject) -> ColumnElement[bool]:
    names = {
        "people": ("id",),
        "merges": ("first", "second"),
        "declined_merges": ("first", "second"),
    }.get(table.name, ("person",))
    wheres: list[ColumnElement[bool]] = [
        table.c[name].in_(subject.people) for name in names if name in table.c and subject.people
    ]
    talks = "id" if table.name == "conversations" else "conversation"
    if talks in table.c and subject.conversations:
        wheres.append(table.c[talks].in_(subject.conversations))
    return or_(false(), *wheres)
