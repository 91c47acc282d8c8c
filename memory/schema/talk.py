"""What passes between a person and the business: messages, behaviour, files, mail."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    text,
)

from memory.schema.columns import UtcDateTime, metadata

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
    Column("person_wanted_since", UtcDateTime),
    Column("unread", Integer, nullable=False),
    Column("snoozed_until", UtcDateTime),
    Column("reading", String(80)),
    Column("sign", Integer),
    PrimaryKeyConstraint("workspace", "id"),
    Index("conversations_by_person", "workspace", "person"),
    Index("conversations_by_time", "workspace", "last_at"),
    Index(
        "conversations_open",
        "workspace",
        "version",
        sqlite_where=text("version > answered"),
        postgresql_where=text("version > answered"),
    ),
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
    Column("parts", JSON, nullable=False),
    Column("draft", String(80)),
    Column("turn", String(80)),
    Column("unasked", Boolean, nullable=False),
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
    Column("person", String(80), nullable=False),
    Column("body", JSON, nullable=False),
    PrimaryKeyConstraint("workspace", "conversation", "id"),
    Index("behaviours_in_order", "workspace", "conversation", "seq"),
    Index("behaviours_by_person", "workspace", "person", "seq"),
    Index("behaviours_by_id", "workspace", "id"),
)

files = Table(
    "files",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("id", String(80), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("person", String(80), nullable=False),
    Column("conversation", String(80), nullable=False),
    Column("body", JSON, nullable=False),
    PrimaryKeyConstraint("workspace", "id"),
    Index("files_in_order", "workspace", "conversation", "seq"),
)

file_contents = Table(
    "file_contents",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("id", String(80), nullable=False),
    Column("person", String(80), nullable=False),
    Column("conversation", String(80), nullable=False),
    Column("content", LargeBinary, nullable=False),
    PrimaryKeyConstraint("workspace", "id"),
    Index("file_contents_by_person", "workspace", "person"),
)

mailings = Table(
    "mailings",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("id", String(80), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("person", String(80), nullable=False),
    Column("conversation", String(80), nullable=False),
    Column("address", String(320), nullable=False),
    Column("language", String(8), nullable=False),
    Column("proven", Boolean, nullable=False),
    Column("status", String(16), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("next_try", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("workspace", "id"),
    Index("mailings_by_status", "workspace", "status", "next_try"),
    Index("mailings_by_time", "workspace", "asked_at"),
)
"""Mail that customers asked for. `next_try` moves while a mail is tried; a replay begins anew."""
