"""What the events of teaching mean for the tables."""

import hashlib
import unicodedata
from typing import Any

from sqlalchemy import Connection, and_, case, delete, insert, null, select, update

from kizashi import teaching as e
from kizashi.events import Recorded
from kizashi.ids import ReadingId
from kizashi.reading import Reading
from memory import schema as t


def example_digest(text: str) -> str:
    """One name for texts that show the same thing: width, case and outer spaces do not count."""
    alike = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return hashlib.sha256(alike.encode("utf-8", "surrogatepass")).hexdigest()[:40]


def intent_defined(c: Connection, r: Recorded, event: e.IntentDefined) -> None:
    """The intent takes the place of the one of its name."""
    intent = event.intent
    _forget(c, r, intent.name)
    c.execute(
        insert(t.own_intents).values(workspace=r.workspace, name=intent.name, seq=r.seq, at=r.at)
    )
    examples: dict[str, str] = {}
    for text in intent.examples:
        examples.setdefault(example_digest(text), text)
    rows = [
        {
            "workspace": r.workspace,
            "digest": digest,
            "intent": intent.name,
            "position": position,
            "text": text,
        }
        for position, (digest, text) in enumerate(examples.items())
    ]
    if rows:
        c.execute(insert(t.intent_examples), rows)


def intent_removed(c: Connection, r: Recorded, event: e.IntentRemoved) -> None:
    """The intent and its examples are gone."""
    _forget(c, r, event.name)


def _forget(c: Connection, r: Recorded, name: str) -> None:
    for table, column in (
        (t.own_intents, t.own_intents.c.name),
        (t.intent_examples, t.intent_examples.c.intent),
    ):
        c.execute(delete(table).where(table.c.workspace == r.workspace, column == name))


def reading_corrected(c: Connection, r: Recorded, event: e.ReadingCorrected) -> None:
    """The reading is shown as the owner says; how it was read first is kept beside."""
    c.execute(
        insert(t.corrections).values(
            workspace=r.workspace,
            id=event.id,
            seq=r.seq,
            at=r.at,
            person=r.person,
            conversation=r.conversation,
            reading=event.corrects,
            message=event.message,
            text=event.text,
            said=event.said,
            labels=event.labels.model_dump(mode="json"),
            made=event.reading.model_dump(mode="json"),
            said_by=event.by,
        )
    )
    columns = t.readings.c
    c.execute(
        update(t.readings)
        .where(and_(columns.workspace == r.workspace, columns.id == event.corrects))
        .values(as_read=case((columns.as_read.is_(null()), columns.body), else_=columns.as_read))
    )
    _show(c, r, event.corrects, event.reading)


def correction_undone(c: Connection, r: Recorded, event: e.CorrectionUndone) -> None:
    """The correction counts no more; the reading is what the others left in force make of it."""
    columns = t.corrections.c
    c.execute(delete(t.corrections).where(columns.workspace == r.workspace, columns.id == event.id))
    _show(c, r, event.corrects, event.reading)


def _show(c: Connection, r: Recorded, reading: ReadingId, shown: Reading) -> None:
    values: dict[str, Any] = {
        "temperature": shown.temperature,
        "stall": shown.stall.reason.value if shown.stall else None,
        "body": shown.model_dump(mode="json"),
    }
    columns = t.readings.c
    c.execute(
        update(t.readings)
        .where(columns.workspace == r.workspace, columns.id == reading)
        .values(**values)
    )


def examples_taken(c: Connection, workspace: str, name: str, examples: tuple[str, ...]) -> int:
    """How many of these examples stand under another intent than `name`."""
    columns = t.intent_examples.c
    found = c.execute(
        select(columns.digest).where(
            columns.workspace == workspace,
            columns.intent != name,
            columns.digest.in_([example_digest(text) for text in examples]),
        )
    ).all()
    return len(found)
