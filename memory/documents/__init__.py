"""Documents: reading what the business wrote, and splitting it into passages."""

from memory.documents.blocks import Note
from memory.documents.reading import (
    FoundFile,
    ReadDocument,
    SkippedFile,
    find_files,
    read_bytes,
    read_file,
)
from memory.documents.script import language_of
from memory.documents.sentences import sentences
from memory.documents.tables import row_words

__all__ = [
    "FoundFile",
    "Note",
    "ReadDocument",
    "SkippedFile",
    "find_files",
    "language_of",
    "read_bytes",
    "read_file",
    "row_words",
    "sentences",
]
