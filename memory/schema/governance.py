"""What governs: switches, autonomy, the policies in force, consent."""

from sqlalchemy import JSON, Column, Integer, PrimaryKeyConstraint, String, Table, Text

from memory.schema.columns import UtcDateTime, metadata

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

autonomies = Table(
    "autonomies",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("scope", String(16), nullable=False),
    Column("name", String(80), nullable=False),
    Column("autonomy", String(16), nullable=False),
    Column("set_by", String(80), nullable=False),
    Column("set_at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("workspace", "scope", "name"),
)

policy_versions = Table(
    "policy_versions",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("version", String(64), nullable=False),
    Column("rules", String(64), nullable=False),
    Column("product", String(40), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("content", JSON, nullable=False),
    PrimaryKeyConstraint("workspace", "version", "rules"),
)

consents = Table(
    "consents",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("person", String(80), nullable=False),
    Column("purpose", String(40), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("method", String(40), nullable=False),
    Column("by", String(80), nullable=False),
    Column("message", String(80)),
    PrimaryKeyConstraint("workspace", "person", "purpose", "channel"),
)
