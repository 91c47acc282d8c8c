"""The one door: every channel hands its signals here, and is answered when they are durable."""

import asyncio
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Row, select

from agents.turns import Turns
from kizashi.draft import DraftStatus
from kizashi.errors import BadInput, NotFound
from kizashi.events import (
    BehaviourObserved,
    ConversationOpened,
    DraftDecided,
    MessageReceived,
    PersonSeen,
)
from kizashi.ids import ConversationId, MessageId, PersonId, Seq
from kizashi.signal import Message, Observation, Signal
from memory import schema as t
from memory.journal import Journal, Ledger


@dataclass(frozen=True, slots=True)
class Receipt:
    """A signal is durable at `seq`; `duplicate` when it had been accepted before."""

    seq: Seq
    message: MessageId
    duplicate: bool


class Inbox:
    """Journals signals and lets the turns know."""

    def __init__(self, journal: Journal, turns: Turns) -> None:
        self._journal = journal
        self._turns = turns

    async def accept(self, signal: Signal, *, language: str | None = None) -> Receipt:
        """Makes a signal durable. A message opens its person and conversation when they are new
        (`language` is the one the person chose), overtakes a held draft, and wants a turn.

        Raises `NotFound` when the conversation is another person's, `BadInput` for text with
        nothing to read, `StorageUnavailable` when it could not be stored.
        """
        if isinstance(signal, Message) and not signal.text.strip():
            raise BadInput("The message is empty.", "Write something, then send it.")
        # Shielded: a caller that goes away during the commit must not leave a durable message
        # without its turn.
        return await asyncio.shield(self._accept(signal, language))

    async def _accept(self, signal: Signal, language: str | None) -> Receipt:
        receipt = await self._journal.transact(lambda ledger: _accept(signal, language, ledger))
        if isinstance(signal, Message) and not receipt.duplicate:
            self._turns.wanted(signal.conversation)
        return receipt

    def typing(self, conversation: ConversationId, on: bool) -> None:
        """The customer types; never stored."""
        self._turns.typing(conversation, on)


def _accept(signal: Signal, language: str | None, ledger: Ledger) -> Receipt:
    conversation = _open(signal, language, ledger)
    append = partial(ledger.append, person=signal.person, conversation=signal.conversation)
    known = _known(signal, ledger)
    if known is not None:
        return Receipt(Seq(known), signal.id, duplicate=True)
    if isinstance(signal, Observation):
        recorded = append(
            BehaviourObserved(
                id=signal.id, behaviour=signal.behaviour, observed_at=signal.observed_at
            )
        )
        return Receipt(recorded.seq, signal.id, duplicate=False)
    recorded = append(MessageReceived(id=signal.id, text=signal.text, channel=signal.channel))
    if conversation is not None and conversation.held_draft is not None:
        append(
            DraftDecided(draft=conversation.held_draft, status=DraftStatus.SUPERSEDED, by="turn")
        )
    return Receipt(recorded.seq, signal.id, duplicate=False)


def _open(signal: Signal, language: str | None, ledger: Ledger) -> Row[Any, Any] | None:
    """The conversation's row; `None` when this signal opens it."""
    columns = t.conversations.c
    row = ledger.connection.execute(
        select(columns.person, columns.held_draft).where(
            columns.workspace == ledger.workspace, columns.id == signal.conversation
        )
    ).one_or_none()
    if row is not None:
        if row.person != signal.person:
            raise NotFound(
                "This conversation belongs to somebody else.", "Start a new conversation."
            )
        return row
    channel = signal.channel if isinstance(signal, Message) else "widget"
    if not _person_known(signal.person, ledger):
        ledger.append(PersonSeen(language=language, channel=channel), person=signal.person)
    ledger.append(
        ConversationOpened(channel=channel),
        person=signal.person,
        conversation=signal.conversation,
    )
    return None


def _person_known(person: PersonId, ledger: Ledger) -> bool:
    query = select(t.people.c.id).where(
        t.people.c.workspace == ledger.workspace, t.people.c.id == person
    )
    return ledger.connection.execute(query).first() is not None


def _known(signal: Signal, ledger: Ledger) -> int | None:
    table = t.messages if isinstance(signal, Message) else t.behaviours
    query = select(table.c.seq).where(
        table.c.workspace == ledger.workspace,
        table.c.conversation == signal.conversation,
        table.c.id == signal.id,
    )
    return ledger.connection.execute(query).scalar_one_or_none()
