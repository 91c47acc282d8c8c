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
    text,
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
    Column("salt", String(32)),
    Column("content", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("erased_by", Integer),
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

kept_vectors = Table(
    "kept_vectors",
    metadata,
    Column("embedder", String(64), nullable=False),
    Column("digest", String(40), nullable=False),
    Column("vector", LargeBinary, nullable=False),
    PrimaryKeyConstraint("embedder", "digest"),
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

DERIVED_TABLES = {"kept_vectors", "file_contents", "shared_secrets"}
"""Tables that do not follow from the journal: vectors of texts, the bytes of files, which the
journal knows by their digest, and secrets, which are nobody's to replay."""

DERIVED_COLUMNS = {
    ("passages", "vector"),
    ("passages", "embedder"),
    ("memory_lines", "vector"),
    ("memory_lines", "embedder"),
    ("memory_lines", "features"),
}
"""Columns that are derived from the text of their row and not from the journal."""
