"""Events of what is known: dialogue given to memory, documents."""

from typing import Literal

from kizashi.ids import DocumentId, MemoryId
from kizashi.knowledge import CatalogueItem, Passage
from kizashi.values import Value


class RememberedLine(Value):
    """One line of a dialogue that was given to memory in bulk."""

    id: MemoryId
    speaker: str
    text: str
    at: str | None = None
    reference: str | None = None


class MemoriesAdded(Value):
    """Dialogue lines of a person were given to memory."""

    kind: Literal["memories.added"] = "memories.added"
    items: tuple[RememberedLine, ...]


class DocumentLearned(Value):
    """A document's passages replaced whatever was known from it before."""

    kind: Literal["document.learned"] = "document.learned"
    document: DocumentId
    digest: str
    """SHA-256 of the file's bytes: a document that did not change is not learned again."""
    passages: tuple[Passage, ...]
    catalogue: tuple[CatalogueItem, ...] = ()


class DocumentForgotten(Value):
    """A document is gone; nothing of it is known any more."""

    kind: Literal["document.forgotten"] = "document.forgotten"
    document: DocumentId
