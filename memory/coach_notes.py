"""What the owner taught in the coach: a document of its own that `kizashi learn` leaves alone."""

import hashlib
from collections.abc import Sequence

from kizashi.events import DocumentForgotten, DocumentLearned
from kizashi.ids import DocumentId, PassageId
from kizashi.knowledge import Passage
from kizashi.language import Language
from kizashi.proposals import KnowledgeEffect

COACH_NOTES = DocumentId("coach-notes")


def notes_document(entries: Sequence[KnowledgeEffect]) -> DocumentLearned | DocumentForgotten:
    """The event that makes exactly these entries known."""
    if not entries:
        return DocumentForgotten(document=COACH_NOTES)
    passages = tuple(_passage(entry, position) for position, entry in enumerate(entries))
    digest = hashlib.sha256("\n".join(passage.id for passage in passages).encode()).hexdigest()
    return DocumentLearned(document=COACH_NOTES, digest=digest, passages=passages)


def _passage(entry: KnowledgeEffect, position: int) -> Passage:
    digest = hashlib.sha256(f"{entry.about}\n{entry.text}".encode()).hexdigest()
    return Passage(
        id=PassageId(f"psg_{digest[:24]}"),
        document=COACH_NOTES,
        heading=(entry.about,) if entry.about else (),
        text=entry.text,
        language=Language.EN if entry.text.isascii() else Language.JA,
        position=position,
    )
