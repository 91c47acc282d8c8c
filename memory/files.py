"""Files that customers and the owner send: their bytes lie beside the journal."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection, func, insert, select

from kizashi.errors import NotFound, TooMany
from kizashi.events import FileStored
from kizashi.ids import ConversationId, FileId, PersonId
from kizashi.parts import FileCard
from memory import schema as t
from memory.journal import Journal, Ledger

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stored:
    """A stored file with its bytes."""

    card: FileCard
    conversation: ConversationId
    content: bytes


class FileCabinet:
    """The files of one workspace. They lie in the database: whoever erases a person erases them in
    the same transaction, and every process of a grown house sees them."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    async def put(
        self,
        card: FileCard,
        content: bytes,
        person: PersonId,
        conversation: ConversationId,
        by: Literal["customer", "owner"],
        *,
        most_a_day: int,
        now: datetime,
    ) -> None:
        """Stores an examined file. Raises `TooMany` (`files.too_many`) past the day's measure."""
        stored = FileStored(file=card, digest=hashlib.sha256(content).hexdigest(), by=by)

        def write(ledger: Ledger) -> None:
            if _since(ledger, conversation, now - DAY) >= most_a_day:
                raise TooMany(
                    f"At most {most_a_day} files may be sent in a day.",
                    "Send the others tomorrow, or ask the shop for another way.",
                    retry_after=3_600,
                    code="files.too_many",
                )
            ledger.connection.execute(
                insert(t.file_contents).values(
                    workspace=ledger.workspace,
                    id=card.id,
                    person=person,
                    conversation=conversation,
                    content=content,
                )
            )
            ledger.append(stored, person=person, conversation=conversation)

        await self._journal.transact(write)

    async def cards(
        self, conversation: ConversationId, wanted: tuple[FileId, ...]
    ) -> tuple[FileCard, ...]:
        """What is known of these files of a conversation. Raises `NotFound` for others."""
        columns = t.files.c

        def look(connection: Connection) -> dict[str, FileCard]:
            rows = connection.execute(
                select(columns.id, columns.body).where(
                    columns.workspace == self._journal.workspace,
                    columns.conversation == conversation,
                    columns.id.in_(wanted),
                )
            )
            return {row.id: FileCard(**row.body) for row in rows}

        found = await self._journal.store.read(look) if wanted else {}
        if set(found) != set(wanted):
            raise _no_file()
        return tuple(found[one] for one in dict.fromkeys(wanted))

    async def open(self, file: FileId) -> Stored:
        """A file with its bytes. Raises `NotFound`."""
        files, contents = t.files.c, t.file_contents.c
        query = (
            select(files.body, files.conversation, contents.content)
            .join(
                t.file_contents,
                (contents.workspace == files.workspace) & (contents.id == files.id),
            )
            .where(files.workspace == self._journal.workspace, files.id == file)
        )
        async with self._journal.store.reader.connect() as connection:
            row = (await connection.execute(query)).one_or_none()
        if row is None:
            raise _no_file()
        return Stored(FileCard(**row.body), ConversationId(row.conversation), row.content)


def _since(ledger: Ledger, conversation: ConversationId, moment: datetime) -> int:
    columns = t.files.c
    query = select(func.count()).where(
        columns.workspace == ledger.workspace,
        columns.conversation == conversation,
        columns.at > moment,
    )
    return int(ledger.connection.execute(query).scalar_one())


def _no_file() -> NotFound:
    return NotFound("There is no such file here.", "Send it again.", code="file.unknown")
