"""What the business and its memory learned, as rows: documents, passages, remembered lines."""

from sqlalchemy import (
    Connection,
    and_,
    delete,
    insert,
    select,
)

from kizashi import events as e
from memory import schema as t


def memories_added(c: Connection, r: e.Recorded, event: e.MemoriesAdded) -> None:
    """Lines of a dialogue that was held elsewhere."""
    rows = [
        {
            "workspace": r.workspace,
            "person": r.person,
            "seq": r.seq,
            "position": position,
            **item.model_dump(mode="json"),
        }
        for position, item in enumerate(event.items)
    ]
    if rows:
        c.execute(insert(t.memory_lines), rows)


def document_learned(c: Connection, r: e.Recorded, event: e.DocumentLearned) -> None:
    """A document as it is now; passages that stayed keep their vectors."""
    of_document = and_(
        t.passages.c.workspace == r.workspace, t.passages.c.document == event.document
    )
    known = {
        row.id: (row.vector, row.embedder)
        for row in c.execute(
            select(t.passages.c.id, t.passages.c.vector, t.passages.c.embedder).where(of_document)
        )
    }
    _forget(c, r, event.document)
    c.execute(
        insert(t.documents).values(
            workspace=r.workspace, id=event.document, digest=event.digest, learned_at=r.at
        )
    )
    rows = []
    for passage in event.passages:
        vector, embedder = known.get(passage.id, (None, None))
        rows.append(
            {
                "workspace": r.workspace,
                "id": passage.id,
                "document": event.document,
                "position": passage.position,
                "body": passage.model_dump(mode="json"),
                "vector": vector,
                "embedder": embedder,
            }
        )
    if rows:
        c.execute(insert(t.passages), rows)
    items = [
        {
            "workspace": r.workspace,
            "document": event.document,
            "position": position,
            "body": item.model_dump(mode="json"),
        }
        for position, item in enumerate(event.catalogue)
    ]
    if items:
        c.execute(insert(t.catalogue_items), items)


def _forget(c: Connection, r: e.Recorded, document: str) -> None:
    for table, column in (
        (t.passages, t.passages.c.document),
        (t.catalogue_items, t.catalogue_items.c.document),
        (t.documents, t.documents.c.id),
    ):
        c.execute(delete(table).where(table.c.workspace == r.workspace, column == document))


def document_forgotten(c: Connection, r: e.Recorded, event: e.DocumentForgotten) -> None:
    """A document that is gone."""
    _forget(c, r, event.document)
