"""The journal itself: what everything else follows from."""

from sqlalchemy import JSON, Column, Index, Integer, PrimaryKeyConstraint, String, Table

from memory.schema.columns import UtcDateTime, metadata

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
    Column("salt", String(32)),
    Column("content", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("erased_by", Integer),
    PrimaryKeyConstraint("workspace", "seq"),
    Index("journal_by_conversation", "workspace", "conversation", "seq"),
    Index("journal_by_kind", "workspace", "kind", "seq"),
)
