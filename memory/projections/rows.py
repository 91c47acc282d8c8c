"""What projections of several rooms do to rows: put one in its place, change a conversation."""

from typing import Any

from sqlalchemy import Connection, Table, update
from sqlalchemy.dialects import postgresql, sqlite

from kizashi import events as e
from kizashi.ids import ConversationId
from memory import schema as t


def upsert(
    connection: Connection, table: Table, row: dict[str, Any], only_new: bool = False
) -> None:
    """Puts a row in the place of the one with its primary key; `only_new` leaves that as it is."""
    build = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    primary = [column.name for column in table.primary_key]
    statement = build(table).values(**row)
    changed = {name: statement.excluded[name] for name in row if name not in primary}
    if only_new or not changed:
        connection.execute(statement.on_conflict_do_nothing(index_elements=primary))
    else:
        connection.execute(statement.on_conflict_do_update(index_elements=primary, set_=changed))


def conversation_of(recorded: e.Recorded) -> ConversationId:
    """The event's conversation. Raises `ValueError` for an event without one."""
    if recorded.conversation is None:
        raise ValueError(f"an event of kind {recorded.event.kind} needs a conversation")
    return recorded.conversation


def change_conversation(connection: Connection, recorded: e.Recorded, **values: Any) -> None:
    """Sets columns of the event's conversation."""
    connection.execute(
        update(t.conversations)
        .where(
            t.conversations.c.workspace == recorded.workspace,
            t.conversations.c.id == conversation_of(recorded),
        )
        .values(**values)
    )
