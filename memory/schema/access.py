"""Who may come in: keys, and the secrets that all processes sign with."""

from sqlalchemy import JSON, Boolean, Column, Index, PrimaryKeyConstraint, String, Table, Text

from memory.schema.columns import UtcDateTime, metadata

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

shared_secrets = Table(
    "shared_secrets",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("name", String(64), nullable=False),
    Column("value", Text, nullable=False),
    PrimaryKeyConstraint("workspace", "name"),
)
"""What every process of the business must sign with alike. Empty where one process has it to
itself: its secrets lie in the data folder."""
