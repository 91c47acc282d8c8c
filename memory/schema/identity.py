"""Who people are: their identifiers, what they said of themselves, who is one with whom, and
what they asked for by right."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from memory.schema.columns import UtcDateTime, metadata

people = Table(
    "people",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("id", String(80), nullable=False),
    Column("name", Text),
    Column("language", String(8)),
    Column("channel", String(32), nullable=False),
    Column("first_seen", UtcDateTime, nullable=False),
    Column("one", String(80), nullable=False),
    Column("shared", Boolean, nullable=False),
    Column("time_zone", String(64)),
    Column("age", Integer),
    PrimaryKeyConstraint("workspace", "id"),
    Index("people_as_one", "workspace", "one"),
)
"""Every person as they were first met. `one` is the person they are together with those they were
merged with (their own id when they were not); `shared` marks a visit of several accounts."""

identifiers = Table(
    "identifiers",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("value", String(320), nullable=False),
    Column("person", String(80), nullable=False),
    Column("said_by", String(80), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("workspace", "kind", "value"),
    Index("identifiers_by_person", "workspace", "person"),
)

traits = Table(
    "traits",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("person", String(80), nullable=False),
    Column("name", String(100), nullable=False),
    Column("verified", Boolean, nullable=False),
    Column("value", JSON, nullable=False),
    Column("said_by", String(80), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("workspace", "person", "name", "verified"),
)

merges = Table(
    "merges",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("id", String(80), nullable=False),
    Column("first", String(80), nullable=False),
    Column("second", String(80), nullable=False),
    Column("because", String(16), nullable=False),
    Column("said_by", String(80), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("workspace", "id"),
    Index("merges_by_first", "workspace", "first"),
    Index("merges_by_second", "workspace", "second"),
)
"""The merges in force; one that was undone is in the journal only."""

declined_merges = Table(
    "declined_merges",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("first", String(80), nullable=False),
    Column("second", String(80), nullable=False),
    PrimaryKeyConstraint("workspace", "first", "second"),
)

rights_requests = Table(
    "rights_requests",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("id", String(80), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("type", String(16), nullable=False),
    Column("status", String(16), nullable=False),
    Column("said_by", String(80), nullable=False),
    Column("people", JSON, nullable=False),
    Column("conversations", JSON, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("completed_at", UtcDateTime),
    PrimaryKeyConstraint("workspace", "id"),
    Index("rights_requests_by_status", "workspace", "status"),
)
