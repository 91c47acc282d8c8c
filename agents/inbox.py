"""The one door: every channel hands its signals here, and is answered when they are durable."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import Row, Select, Table, bindparam, select

from agents.distress import in_danger
from agents.turns import Turns
from kizashi.draft import DraftStatus
from kizashi.errors import BadInput, NotFound
from kizashi.events import (
    BehaviourObserved,
    ConsentWithdrawn,
    ConversationOpened,
    DraftDecided,
    Event,
    MessageReceived,
    PersonRequested,
    PersonSeen,
)
from kizashi.ids import ConversationId, MessageId, PersonId, Seq
from kizashi.signal import Message, Observation, Signal
from memory import schema as t
from memory.journal import Journal, Ledger
from policies.contact.minor import OLDEST_MINOR, told_age
from policies.contact.opted_out import asks_to_stop
from policies.honesty.person import asks_for_person

_CONVERSATION = select(
    *(t.conversations.c[name] for name in ("person", "held_draft", "mode", "person_wanted_since"))
).where(
    t.conversations.c.workspace == bindparam("workspace"), t.conversations.c.id == bindparam("id")
)
_PERSON = select(t.people.c.time_zone).where(
    t.people.c.workspace == bindparam("workspace"), t.people.c.id == bindparam("id")
)


def _place_in(table: Table) -> Select[int]:
    return select(table.c.seq).where(
        table.c.workspace == bindparam("workspace"),
        table.c.conversation == bindparam("conversation"),
        table.c.id == bindparam("id"),
    )


_MESSAGE, _BEHAVIOUR = _place_in(t.messages), _place_in(t.behaviours)


@dataclass(frozen=True, slots=True)
class Receipt:
    """A signal is durable at `seq`; `duplicate` when it had been accepted before."""

    seq: Seq
    message: MessageId
    duplicate: bool


class Inbox:
    """Journals signals and lets the turns know."""

    def __init__(
        self,
        journal: Journal,
        turns: Turns,
        noticed: Callable[[ConversationId], None] | None = None,
    ) -> None:
        """`noticed` is told of each conversation in which somebody did something."""
        self._journal = journal
        self._turns = turns
        self._noticed = noticed

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
        told: tuple[Event, ...] = ()
        if isinstance(signal, Message):
            told = tuple(_told(signal))
            self._turns.coming(signal.conversation, signal.text)
        receipt = await self._journal.transact(
            lambda ledger: _accept(signal, language, told, ledger)
        )
        if isinstance(signal, Message) and not receipt.duplicate:
            self._turns.wanted(signal.conversation, receipt.seq)
        if isinstance(signal, Observation) and not receipt.duplicate and self._noticed:
            self._noticed(signal.conversation)
        return receipt

    def typing(self, conversation: ConversationId, on: bool) -> None:
        """The customer types; never stored."""
        self._turns.typing(conversation, on)


def _accept(
    signal: Signal, language: str | None, told: tuple[Event, ...], ledger: Ledger
) -> Receipt:
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
    recorded = append(
        MessageReceived(id=signal.id, text=signal.text, parts=signal.parts, channel=signal.channel)
    )
    if signal.time_zone is not None and signal.time_zone != _time_zone(signal.person, ledger):
        append(PersonSeen(time_zone=signal.time_zone, channel=signal.channel))
    for event in told:
        if not (isinstance(event, PersonRequested) and _has_a_person(conversation)):
            append(event)
    if conversation is not None and conversation.held_draft is not None:
        append(
            DraftDecided(draft=conversation.held_draft, status=DraftStatus.SUPERSEDED, by="turn")
        )
    return Receipt(recorded.seq, signal.id, duplicate=False)


def _has_a_person(conversation: Row[Any, Any, Any, Any] | None) -> bool:
    """True when a person has the conversation, or has been asked for before and not spoken yet."""
    return conversation is not None and (
        conversation.mode == "owner" or conversation.person_wanted_since is not None
    )


def _told(message: Message) -> Iterator[Event]:
    """What a message says that binds from this instant on: a wish to be left alone, a wish (or the
    plain need) for a person, and that the writer is a minor."""
    if asks_to_stop(message.text):
        yield ConsentWithdrawn(
            words=message.text, method="message", by="customer", message=message.id
        )
    if asks_for_person(message.text) or in_danger(message.text):
        yield PersonRequested(message=message.id)
    age = told_age(message.text)
    if age is not None and age < OLDEST_MINOR:
        yield PersonSeen(age=age, channel=message.channel)


def _open(signal: Signal, language: str | None, ledger: Ledger) -> Row[Any, Any, Any, Any] | None:
    """The conversation's row; `None` when this signal opens it."""
    row = ledger.connection.execute(
        _CONVERSATION, {"workspace": ledger.workspace, "id": signal.conversation}
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


def _time_zone(person: PersonId, ledger: Ledger) -> str | None:
    of = {"workspace": ledger.workspace, "id": person}
    return ledger.connection.execute(_PERSON, of).scalar_one_or_none()


def _person_known(person: PersonId, ledger: Ledger) -> bool:
    of = {"workspace": ledger.workspace, "id": person}
    return ledger.connection.execute(_PERSON, of).first() is not None


def _known(signal: Signal, ledger: Ledger) -> int | None:
    query = _MESSAGE if isinstance(signal, Message) else _BEHAVIOUR
    of = {
        "workspace": ledger.workspace,
        "conversation": signal.conversation,
        "id": signal.id,
    }
    return ledger.connection.execute(query, of).scalar_one_or_none()
