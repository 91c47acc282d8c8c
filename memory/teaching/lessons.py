"""Reading back what the owner taught: intents with their examples, corrections in force."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection, Row, and_, func, or_, select

from kizashi.errors import NotFound
from kizashi.ids import ConversationId, CorrectionId, MessageId, PersonId, ReadingId, WorkspaceId
from kizashi.reading import Reading
from kizashi.signal import Speaker
from kizashi.teaching import CorrectionView, Labels, OwnIntent
from kizashi.values import Value
from memory import schema as t


class ReadMoment(Value):
    """A reading with the words it was made at: what a correction speaks of."""

    reading: ReadingId
    person: PersonId
    conversation: ConversationId
    message: MessageId | None
    text: str
    said: str
    as_read: Reading
    shown: Reading


def own_intents_in(c: Connection, workspace: WorkspaceId) -> tuple[OwnIntent, ...]:
    """The intents of the owner's own, in the order in which they were defined."""
    columns = t.intent_examples.c
    examples: dict[str, list[str]] = defaultdict(list)
    for row in c.execute(
        select(columns.intent, columns.text)
        .where(columns.workspace == workspace)
        .order_by(columns.intent, columns.position)
    ):
        examples[row.intent].append(row.text)
    names = c.execute(
        select(t.own_intents.c.name)
        .where(t.own_intents.c.workspace == workspace)
        .order_by(t.own_intents.c.seq)
    ).scalars()
    return tuple(OwnIntent(name=name, examples=tuple(examples[name])) for name in names)


def count_own_intents(c: Connection, workspace: WorkspaceId) -> int:
    """How many intents of their own the owner has defined."""
    query = select(func.count()).where(t.own_intents.c.workspace == workspace)
    return int(c.execute(query).scalar_one())


def has_own_intent(c: Connection, workspace: WorkspaceId, name: str) -> bool:
    """Whether an intent of this name is defined."""
    query = select(t.own_intents.c.name).where(
        t.own_intents.c.workspace == workspace, t.own_intents.c.name == name
    )
    return c.execute(query).first() is not None


def corrections_in(
    c: Connection, workspace: WorkspaceId, conversation: ConversationId | None = None
) -> tuple[CorrectionView, ...]:
    """The corrections in force, oldest first. One of a message that is gone counts no more."""
    columns, messages = t.corrections.c, t.messages.c
    query = (
        select(t.corrections)
        .outerjoin(
            t.messages,
            and_(
                messages.workspace == columns.workspace,
                messages.conversation == columns.conversation,
                messages.id == columns.message,
            ),
        )
        .where(
            columns.workspace == workspace,
            or_(columns.message.is_(None), messages.id.is_not(None)),
        )
        .order_by(columns.seq)
    )
    if conversation is not None:
        query = query.where(columns.conversation == conversation)
    return tuple(_view(row) for row in c.execute(query))


def correction_in(c: Connection, workspace: WorkspaceId, correction: CorrectionId) -> Row[Any]:
    """The row of a correction. Raises `NotFound` (`correction.unknown`)."""
    columns = t.corrections.c
    row = c.execute(
        select(t.corrections).where(columns.workspace == workspace, columns.id == correction)
    ).one_or_none()
    if row is None:
        raise NotFound(
            f"There is no correction {correction}.",
            "Load the list of corrections again: it may have been undone already.",
            code="correction.unknown",
        )
    return row


def without(c: Connection, workspace: WorkspaceId, row: Row[Any]) -> Reading:
    """What a reading is when this correction of it is left out: the latest other one's, else as it
    was read first."""
    columns = t.corrections.c
    other = c.execute(
        select(columns.made)
        .where(
            columns.workspace == workspace,
            columns.reading == row.reading,
            columns.id != row.id,
        )
        .order_by(columns.seq.desc())
        .limit(1)
    ).scalar_one_or_none()
    if other is not None:
        return Reading.model_validate(other)
    return read_moment(c, workspace, ReadingId(row.reading)).as_read


def is_corrected(c: Connection, workspace: WorkspaceId, reading: ReadingId) -> bool:
    """Whether a correction of this reading is in force."""
    columns = t.corrections.c
    found = select(columns.id).where(columns.workspace == workspace, columns.reading == reading)
    return c.execute(found.limit(1)).first() is not None


def reading_of_message(
    c: Connection, workspace: WorkspaceId, conversation: ConversationId, message: MessageId
) -> ReadingId:
    """The last reading made at a message. Raises `NotFound` (`correction.message_gone`,
    `correction.unread`)."""
    if _message(c, workspace, conversation, message) is None:
        raise _gone()
    columns = t.readings.c
    found = c.execute(
        select(columns.id)
        .where(
            columns.workspace == workspace,
            columns.conversation == conversation,
            columns.message == message,
        )
        .order_by(columns.seq.desc())
        .limit(1)
    ).scalar_one_or_none()
    if found is None:
        raise NotFound(
            "This message has no reading of its own.",
            "Correct the reading of the last message of its burst, or wait until it is read.",
            code="correction.unread",
        )
    return ReadingId(found)


def read_moment(c: Connection, workspace: WorkspaceId, reading: ReadingId) -> ReadMoment:
    """A reading with its words: the customer's lines since the business last spoke. Raises
    `NotFound` (`correction.reading_unknown`, `correction.message_gone`)."""
    row = c.execute(
        select(t.readings).where(t.readings.c.workspace == workspace, t.readings.c.id == reading)
    ).one_or_none()
    if row is None:
        raise NotFound(
            f"There is no reading {reading}.",
            "Load the conversation again.",
            code="correction.reading_unknown",
        )
    shown = Reading.model_validate(row.body)
    lines: list[str] = []
    said = ""
    if row.message is not None:
        last = _message(c, workspace, row.conversation, row.message)
        if last is None:
            raise _gone()
        messages = t.messages.c
        query = (
            select(messages.speaker, messages.text)
            .where(
                messages.workspace == workspace,
                messages.conversation == row.conversation,
                messages.seq <= last.seq,
            )
            .order_by(messages.seq.desc())
        )
        for line in c.execute(query):
            if line.speaker != Speaker.CUSTOMER.value:
                said = line.text
                break
            lines.append(line.text)
    return ReadMoment(
        reading=reading,
        person=PersonId(row.person),
        conversation=ConversationId(row.conversation),
        message=row.message,
        text="\n".join(reversed(lines)),
        said=said,
        as_read=shown if row.as_read is None else Reading.model_validate(row.as_read),
        shown=shown,
    )


def _message(
    c: Connection, workspace: WorkspaceId, conversation: str, message: str
) -> Row[Any] | None:
    columns = t.messages.c
    return c.execute(
        select(columns.seq).where(
            columns.workspace == workspace,
            columns.conversation == conversation,
            columns.id == message,
        )
    ).one_or_none()


def _gone() -> NotFound:
    return NotFound(
        "The message of this reading no longer exists.",
        "Nothing was corrected: teach it by an intent of your own, or correct another message.",
        code="correction.message_gone",
    )


def _view(row: Row[Any]) -> CorrectionView:
    return CorrectionView(
        id=row.id,
        reading=row.reading,
        conversation=row.conversation,
        message=row.message,
        text=row.text,
        said=row.said,
        labels=Labels.model_validate(row.labels),
        by=row.said_by,
        at=row.at,
    )
