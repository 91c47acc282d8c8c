"""What is known: documents, dialogue that is remembered, facts, and vectors of texts."""

from sqlalchemy import (
    JSON,
    Column,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
)

from memory.schema.columns import UtcDateTime, metadata

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
    Column("features", Text),
    PrimaryKeyConstraint("workspace", "person", "seq", "position"),
    Index("memory_lines_without_vector", "workspace", "embedder", "seq", "position"),
)

facts = Table(
    "facts",
    metadata,
    Column("workspace", String(64), nullable=False),
    Column("id", String(80), nullable=False),
    Column("person", String(80), nullable=False),
    Column("subject", String(80), nullable=False),
    Column("slot", String(600), nullable=False),
    Column("value", Text, nullable=False),
    Column("source", String(80), nullable=False),
    Column("status", String(16), nullable=False),
    Column("superseded_by", String(80)),
    Column("corrected_by", String(80)),
    Column("corrected_quote", Text),
    Column("seq", Integer, nullable=False),
    Column("noted_at", UtcDateTime, nullable=False),
    Column("body", JSON, nullable=False),
    PrimaryKeyConstraint("workspace", "id"),
    Index("facts_by_person", "workspace", "person", "slot"),
)

kept_vectors = Table(
    "kept_vectors",
    metadata,
    Column("embedder", String(64), nullable=False),
    Column("digest", String(40), nullable=False),
    Column("vector", LargeBinary, nullable=False),
    PrimaryKeyConstraint("embedder", "digest"),
)
