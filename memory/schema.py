"""The tables: one append-only journal, and the projections that follow from it.

Everything but `journal` can be rebuilt by replaying it; vectors can be rebuilt from the texts.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

metadata = MetaData()


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC: refuses a time without zone, and gives one with zone back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


journal = Table(
    "journal",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("kind", String(64), nullable=False),
    Column("person", String(80)),
    Column("conversation", String(80)),
    Column("body", JSON, nullable=False),
    PrimaryKeyConstraint("workspace", "seq"),
    Index("journal_by_conversation", "workspace", "conversation", "seq"),
    Index("journal_by_kind", "workspace", "kind", "seq"),
)

people = Table(
    "people",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("id", String(80), nullable=False),
    Column("name", Text),
    Column("language", String(8)),
    Column("channel", String(32), nullable=False),
    Column("first_seen", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("workspace", "id"),
)

conversations = Table(
    "conversations",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("id", String(80), nullable=False),
    Column("person", String(80), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("mode", String(16), nullable=False),
    Column("version", Integer, nullable=False),
    Column("answered", Integer, nullable=False),
    Column("held_draft", String(80)),
    Column("last_text", Text),
    Column("last_speaker", String(32)),
    Column("last_at", UtcDateTime, nullable=False),
    Column("waiting_since", UtcDateTime),
    Column("unread", Integer, nullable=False),
    Column("reading", String(80)),
    PrimaryKeyConstraint("workspace", "id"),
    Index("conversations_by_person", "workspace", "person"),
    Index("conversations_by_time", "workspace", "last_at"),
)

messages = Table(
    "messages",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("conversation", String(80), nullable=False),
    Column("id", String(80), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("speaker", String(32), nullable=False),
    Column("text", Text, nullable=False),
    Column("sources", JSON, nullable=False),
    Column("draft", String(80)),
    Column("turn", String(80)),
    PrimaryKeyConstraint("workspace", "conversation", "id"),
    Index("messages_in_order", "workspace", "conversation", "seq"),
)

behaviours = Table(
    "behaviours",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("conversation", String(80), nullable=False),
    Column("id", String(80), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("body", JSON, nullable=False),
    PrimaryKeyConstraint("workspace", "conversation", "id"),
    Index("behaviours_in_order", "workspace", "conversation", "seq"),
)

readings = Table(
    "readings",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("id", String(80), nullable=False),
    Column("conversation", String(80), nullable=False),
    Column("person", String(80), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("message", String(80)),
    Column("temperature", Float, nullable=False),
    Column("stall", String(32)),
    Column("body", JSON, nullable=False),
    PrimaryKeyConstraint("workspace", "id"),
    Index("readings_in_order", "workspace", "conversation", "seq"),
)

drafts = Table(
    "drafts",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("id", String(80), nullable=False),
    Column("conversation", String(80), nullable=False),
    Column("person", String(80), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("status", String(16), nullable=False),
    Column("body", JSON, nullable=False),
    Column("decided_at", UtcDateTime),
    Column("decided_by", String(80)),
    Column("final_text", Text),
    Column("decision_reason", Text),
    PrimaryKeyConstraint("workspace", "id"),
    Index("drafts_by_status", "workspace", "status", "seq"),
    Index("drafts_in_order", "workspace", "conversation", "seq"),
)

turns = Table(
    "turns",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("id", String(80), nullable=False),
    Column("conversation", String(80), nullable=False),
    Column("person", String(80), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("covers", Integer, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("reading", String(80)),
    Column("step_kind", String(16)),
    Column("failed", JSON, nullable=False),
    PrimaryKeyConstraint("workspace", "id"),
    Index("turns_in_order", "workspace", "conversation", "seq"),
)

documents = Table(
    "documents",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("id", String(400), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("learned_at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("workspace", "id"),
)

passages = Table(
    "passages",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("id", String(80), nullable=False),
    Column("document", String(400), nullable=False),
    Column("position", Integer, nullable=False),
    Column("body", JSON, nullable=False),
    Column("vector", LargeBinary),
    Column("embedder", String(64)),
    PrimaryKeyConstraint("workspace", "id"),
    Index("passages_by_document", "workspace", "document", "position"),
)

catalogue_items = Table(
    "catalogue_items",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("document", String(400), nullable=False),
    Column("position", Integer, nullable=False),
    Column("body", JSON, nullable=False),
    PrimaryKeyConstraint("workspace", "document", "position"),
)

memory_lines = Table(
    "memory_lines",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("person", String(80), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    Column("id", String(80), nullable=False),
    Column("speaker", String(80), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", String(80)),
    Column("reference", String(200)),
    Column("conversation", String(80)),
    Column("vector", LargeBinary),
    Column("embedder", String(64)),
    PrimaryKeyConstraint("workspace", "person", "seq", "position"),
    Index("memory_lines_without_vector", "workspace", "embedder"),
)

keys = Table(
    "keys",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("id", String(80), nullable=False),
    Column("name", Text, nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("digest", String(128), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("revoked", Boolean, nullable=False),
    PrimaryKeyConstraint("workspace", "id"),
    Index("keys_by_digest", "workspace", "digest"),
)

switches = Table(
    "switches",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("name", String(64), nullable=False),
    Column("value", String(64), nullable=False),
    Column("set_by", String(80), nullable=False),
    Column("set_at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("workspace", "name"),
)

kept_vectors = Table(
    "kept_vectors",
    metadata,
    Column("embedder", String(64), nullable=False),
    Column("digest", String(40), nullable=False),
    Column("vector", LargeBinary, nullable=False),
    PrimaryKeyConstraint("embedder", "digest"),
)

DERIVED_TABLES = {"kept_vectors"}
"""Tables that are derived from texts and not from the journal."""

DERIVED_COLUMNS = {
    ("passages", "vector"),
    ("passages", "embedder"),
    ("memory_lines", "vector"),
    ("memory_lines", "embedder"),
}
"""Columns that are derived from the text of their row and not from the journal."""
