"""What projections of several rooms do to rows: put one in its place, change a conversation.

Statements on the path of a turn are made once and given their values when they run: to put one
together anew costs five to eight times what it costs to run it.
"""

from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, Update, bindparam, update
from sqlalchemy.dialects import postgresql, sqlite

from kizashi import events as e
from kizashi.ids import ConversationId
from memory import schema as t


def upsert(
    connection: Connection, table: Table, row: dict[str, Any], only_new: bool = False
) -> None:
    """Puts a row in the place of the one with its primary key; `only_new` leaves that as it is."""
    connection.execute(_putting(connection.dialect.name, table, frozenset(row), only_new), row)


@cache
def _putting(dialect: str, table: Table, names: frozenset[str], only_new: bool) -> Any:
    build = postgresql.insert if dialect == "postgresql" else sqlite.insert
    primary = [column.name for column in table.primary_key]
    statement = build(table)
    changed = {name: statement.excluded[name] for name in sorted(names.difference(primary))}
    if only_new or not changed:
        return statement.on_conflict_do_nothing(index_elements=primary)
    return statement.on_conflict_do_update(index_elements=primary, set_=changed)


def conversation_of(recorded: e.Recorded) -> ConversationId:
    """The event's conversation. Raises `ValueError` for an event without one."""
    if recorded.conversation is None:
        raise ValueError(f"an event of kind {recorded.event.kind} needs a conversation")
    return recorded.conversation


CONVERSATION: Update = update(t.conversations).where(
    t.conversations.c.workspace == bindparam("of_workspace"),
    t.conversations.c.id == bindparam("of_conversation"),
)
"""For `change_conversation`; with `values` it also sets columns to expressions."""


def change_conversation(
    connection: Connection, recorded: e.Recorded, how: Update = CONVERSATION, /, **values: Any
) -> None:
    """Sets columns of the event's conversation; `values` are also what the expressions of `how`
    want."""
    of = {"of_workspace": recorded.workspace, "of_conversation": conversation_of(recorded)}
    connection.execute(how, {**of, **values})


_PERSON = update(t.people).where(
    t.people.c.workspace == bindparam("of_workspace"), t.people.c.id == bindparam("of_person")
)


def change_person(connection: Connection, recorded: e.Recorded, **values: Any) -> None:
    """Sets columns of the event's person."""
    of = {"of_workspace": recorded.workspace, "of_person": recorded.person}
    connection.execute(_PERSON, {**of, **values})
