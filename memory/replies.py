"""Replies that are shown while they are worded, and were broken off."""

from collections.abc import Sequence

from sqlalchemy import select

from kizashi.events import MessageSent, ReplySaid
from kizashi.ids import ConversationId, PersonId
from kizashi.signal import Speaker
from memory import schema as t
from memory.journal import Ledger, recorded_of


def end_reply(
    sent: MessageSent, person: PersonId, conversation: ConversationId, ledger: Ledger
) -> None:
    """Records what was shown of a reply as said, unless its end is on record already."""
    columns = t.messages.c
    ended = ledger.connection.execute(
        select(columns.seq).where(
            columns.workspace == ledger.workspace,
            columns.conversation == conversation,
            columns.id == sent.id,
        )
    ).first()
    if ended is None:
        ledger.append(sent, person=person, conversation=conversation)


def end_left_open(conversations: Sequence[ConversationId], ledger: Ledger) -> None:
    """Ends the replies that a crash broke off in these conversations: what was shown was said."""
    columns = t.journal.c
    for conversation in conversations:
        row = ledger.connection.execute(
            select(t.journal)
            .where(
                columns.workspace == ledger.workspace,
                columns.conversation == conversation,
                columns.kind == "reply.said",
            )
            .order_by(columns.seq.desc())
            .limit(1)
        ).one_or_none()
        event = recorded_of(row).event if row is not None else None
        if row is not None and isinstance(event, ReplySaid):
            said = MessageSent(
                id=event.id, speaker=Speaker.AI, text=event.text, turn=event.turn, cut=True
            )
            end_reply(said, PersonId(row.person), conversation, ledger)
