"""What turns make: readings, drafts, moments, signs, and questions that found no answer."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from memory.schema.columns import UtcDateTime, metadata

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
    Column("as_read", JSON),
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

moments = Table(
    "moments",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("id", String(80), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("person", String(80), nullable=False),
    Column("conversation", String(80), nullable=False),
    Column("reading", String(80), nullable=False),
    Column("said", Integer),
    Column("step_kind", String(16), nullable=False),
    Column("speaker", String(32), nullable=False),
    Column("phase", String(16), nullable=False),
    Column("stall", String(32)),
    Column("temperature", Float, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("after", Float),
    Column("settled", Integer),
    PrimaryKeyConstraint("workspace", "id"),
    Index("moments_by_conversation", "workspace", "conversation", "seq"),
    Index("moments_by_change", "workspace", "changed"),
)
"""A step that reached somebody who was read. `said` is the seq of the message it answered,
`changed` that of the last event that changed the row, `settled` that of the next reading."""

signs = Table(
    "signs",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("conversation", String(80), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("person", String(80), nullable=False),
    Column("because", JSON, nullable=False),
    Column("strength", Float, nullable=False),
    PrimaryKeyConstraint("workspace", "seq"),
    Index("signs_in_order", "workspace", "conversation", "seq"),
)

unanswered = Table(
    "unanswered",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("id", String(80), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("person", String(80), nullable=False),
    Column("conversation", String(80), nullable=False),
    Column("text", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("closed", Boolean, nullable=False),
    PrimaryKeyConstraint("workspace", "id"),
    Index("unanswered_open", "workspace", "closed", "seq"),
)
