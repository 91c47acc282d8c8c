"""The tables: one append-only journal, and the projections that follow from it.

Everything but `journal` can be rebuilt by replaying it; vectors can be rebuilt from the texts.
"""

from memory.schema.access import keys, shared_secrets
from memory.schema.columns import UtcDateTime, metadata
from memory.schema.governance import autonomies, consents, policy_versions, switches
from memory.schema.identity import (
    declined_merges,
    identifiers,
    merges,
    people,
    rights_requests,
    traits,
)
from memory.schema.knowledge import (
    catalogue_items,
    documents,
    facts,
    kept_vectors,
    memory_lines,
    passages,
)
from memory.schema.log import journal
from memory.schema.steps import drafts, moments, readings, signs, turns, unanswered
from memory.schema.talk import behaviours, conversations, file_contents, files, mailings, messages
from memory.schema.teaching import corrections, intent_examples, own_intents

__all__ = [
    "DERIVED_COLUMNS",
    "DERIVED_TABLES",
    "UtcDateTime",
    "autonomies",
    "behaviours",
    "catalogue_items",
    "consents",
    "conversations",
    "corrections",
    "declined_merges",
    "documents",
    "drafts",
    "facts",
    "file_contents",
    "files",
    "identifiers",
    "intent_examples",
    "journal",
    "kept_vectors",
    "keys",
    "mailings",
    "memory_lines",
    "merges",
    "messages",
    "metadata",
    "moments",
    "own_intents",
    "passages",
    "people",
    "policy_versions",
    "readings",
    "rights_requests",
    "shared_secrets",
    "signs",
    "switches",
    "traits",
    "turns",
    "unanswered",
]

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
