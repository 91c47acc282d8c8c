"""What the owner taught: intents of their own, and corrected readings."""

from sqlalchemy import JSON, Column, Index, Integer, PrimaryKeyConstraint, String, Table, Text

from memory.schema.columns import UtcDateTime, metadata

own_intents = Table(
    "own_intents",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("name", String(100), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("workspace", "name"),
)

intent_examples = Table(
    "intent_examples",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("digest", String(40), nullable=False),
    Column("intent", String(100), nullable=False),
    Column("position", Integer, nullable=False),
    Column("text", Text, nullable=False),
    PrimaryKeyConstraint("workspace", "digest"),
    Index("intent_examples_in_order", "workspace", "intent", "position"),
)

corrections = Table(
    "corrections",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("id", String(80), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("person", String(80), nullable=False),
    Column("conversation", String(80), nullable=False),
    Column("reading", String(80), nullable=False),
    Column("message", String(80)),
    Column("text", Text, nullable=False),
    Column("said", Text, nullable=False),
    Column("labels", JSON, nullable=False),
    Column("made", JSON, nullable=False),
    Column("said_by", String(80), nullable=False),
    PrimaryKeyConstraint("workspace", "id"),
    Index("corrections_in_order", "workspace", "seq"),
    Index("corrections_by_reading", "workspace", "reading"),
)
