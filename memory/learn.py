"""Learning: what the business's files say becomes what Kizashi knows, document by document."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from kizashi.errors import BadInput, KizashiError, TooLarge
from kizashi.events import DocumentForgotten, DocumentLearned
from kizashi.ids import DocumentId
from memory import schema as t
from memory.catalogue import catalogue_of
from memory.coach_notes import COACH_NOTES
from memory.documents import FoundFile, Note, ReadDocument, SkippedFile, find_files, read_file
from memory.journal import Journal


@dataclass(frozen=True, slots=True)
class Learned:
    """One document that was looked at, and what became of it."""

    document: DocumentId
    outcome: str
    """`learned`, `unchanged`, `forgotten` or `failed`."""
    passages: int = 0
    items: int = 0
    notes: tuple[Note, ...] = ()
    error: KizashiError | None = None


@dataclass(slots=True)
class LearnReport:
    """What a run of learning did."""

    documents: list[Learned] = field(default_factory=list)
    skipped: tuple[SkippedFile, ...] = ()

    def count(self, outcome: str) -> int:
        """How many documents had this outcome."""
        return sum(1 for document in self.documents if document.outcome == outcome)


Progress = Callable[[Learned, int, int], None]
"""Told of each document when it is done: its place from 1, and how many there are."""


async def learn(
    paths: Sequence[Path],
    journal: Journal,
    *,
    currency: str,
    progress: Progress | None = None,
    again: bool = False,
) -> LearnReport:
    """Learns files and folders: what changed is replaced, what did not is left alone.

    When only folders are given they are the whole of the knowledge, and documents that are no
    longer in them are forgotten; single files are added to what is known. A file that cannot be
    read keeps what was known of it and is reported. Each document is one event, so a run that is
    broken off is completed by the next. `again` learns unchanged files too. The passages get
    their vectors from the outbox afterwards.

    Raises `BadInput` for a path that does not exist or when there is nothing to learn.
    """
    found, skipped = await asyncio.to_thread(find_files, paths)
    if not found:
        names = ", ".join(str(path) for path in paths)
        raise BadInput(
            f"There is nothing to learn in {names}.",
            "Put Markdown (.md), text (.txt), CSV or PDF files there.",
            code="document.none",
        )
    known = await _known(journal)
    gone = sorted(set(known) - {file.id for file in found})
    if not all(path.is_dir() for path in paths):
        gone = []
    report = LearnReport(skipped=skipped)
    count = len(found) + len(gone)

    def tell(one: Learned) -> None:
        report.documents.append(one)
        if progress is not None:
            progress(one, len(report.documents), count)

    for file in found:
        tell(await _learn_one(file, journal, None if again else known.get(file.id), currency))
    for document in gone:
        await journal.append(DocumentForgotten(document=document))
        tell(Learned(document, "forgotten"))
    return report


async def _learn_one(
    file: FoundFile, journal: Journal, known_digest: str | None, currency: str
) -> Learned:
    try:
        read = await asyncio.to_thread(read_file, file)
    except (BadInput, TooLarge) as error:
        return Learned(file.id, "failed", error=error)
    if read.digest == known_digest:
        return Learned(file.id, "unchanged", len(read.passages), notes=read.notes)
    event = learned(read, currency)
    await journal.append(event)
    return Learned(file.id, "learned", len(event.passages), len(event.catalogue), read.notes)


def learned(read: ReadDocument, currency: str) -> DocumentLearned:
    """The event that a document's reading leads to."""
    return DocumentLearned(
        document=read.id,
        digest=read.digest,
        passages=read.passages,
        catalogue=catalogue_of(read.passages, currency),
    )


async def _known(journal: Journal) -> dict[DocumentId, str]:
    query = select(t.documents.c.id, t.documents.c.digest).where(
        t.documents.c.workspace == journal.workspace, t.documents.c.id != COACH_NOTES
    )
    async with journal.store.reader.connect() as connection:
        return {row.id: row.digest for row in await connection.execute(query)}
