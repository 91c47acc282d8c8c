"""Tracked calls (Segment's `track`, `identify`, …): made durable by the hundred, each exactly once.

Calls that arrive while a commit is under way share the next one. What a call means for who is who
is decided in the same transaction as the call is stored.
"""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Row, Select, select

from kizashi.consent import EVERYTHING, ConsentState
from kizashi.errors import KizashiError, StorageUnavailable, TooMany
from kizashi.events import BehaviourObserved, PersonSeen
from kizashi.identity import Identifier, PersonDescribed
from kizashi.ids import ConversationId, IdSource, MessageId, PersonId, Seq
from kizashi.signal import Behaviour
from memory import schema as t
from memory.identity.accounts import Accounts
from memory.identity.normal import IdentityRules
from memory.journal import Entry, Journal, Ledger

T = TypeVar("T")

TRACKING = "tracking"
"""The purpose of consent that this is about."""

CALLS_AT_ONCE = 1_000
GATHERING_SECONDS = 0.003
"""How long a commit waits for those whose calls the last one brought home: they come again at
once, and sharing one commit is cheaper than taking turns."""
WAITING_CALLS = 20_000
"""Calls that may wait for a commit; past that a caller is told to come back."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call. Whom it is about: `visit` (a visitor's own session), or the `device`, or the
    `named` identifiers that somebody trusted vouches for. `id` is unique to caller and call."""

    id: MessageId
    at: datetime
    by: str
    visit: PersonId | None = None
    conversation: ConversationId | None = None
    device: Identifier | None = None
    named: tuple[Identifier, ...] = ()
    behaviour: Behaviour | None = None
    traits: Mapping[str, Any] = field(default_factory=dict)
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Tracked:
    """What became of calls: durable at `seq` or before; `duplicates` had been accepted before,
    `withheld` are of people who took back their consent to be tracked: nothing was kept."""

    accepted: int
    duplicates: int
    seq: Seq
    withheld: frozenset[MessageId] = frozenset()


@dataclass(slots=True)
class _Waiting:
    calls: Sequence[Call]
    done: "asyncio.Future[Tracked]"


class Tracking:
    """Journals tracked calls. `stirred` is told of each conversation whose customer did
    something."""

    def __init__(
        self,
        journal: Journal,
        rules: IdentityRules,
        new_id: IdSource,
        stirred: Callable[[ConversationId], None] | None = None,
    ) -> None:
        self._journal = journal
        self._rules = rules
        self._new_id = new_id
        self._stirred = stirred
        self._waiting: list[_Waiting] = []
        self._waiting_calls = 0
        self._writer: asyncio.Task[None] | None = None

    async def accept(self, calls: Sequence[Call]) -> Tracked:
        """Makes calls durable, in order. Raises `TooMany` when too many wait already,
        `StorageUnavailable` when they could not be stored; then none of them was."""
        if self._waiting_calls + len(calls) > WAITING_CALLS:
            raise TooMany(
                "More events arrive than can be stored.",
                "Send them again in a moment; those that are sent twice count once.",
                retry_after=1.0,
            )
        waiting = _Waiting(calls, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        self._waiting_calls += len(calls)
        if self._writer is None or self._writer.done():
            self._writer = asyncio.create_task(self._write_all(), name="tracking-writer")
        return await waiting.done

    async def _write_all(self) -> None:
        group: list[_Waiting] = []
        while self._waiting:
            if len(group) > 1:
                await asyncio.sleep(GATHERING_SECONDS)
            group, count = [], 0
            while self._waiting and count < CALLS_AT_ONCE:
                group.append(self._waiting.pop(0))
                count += len(group[-1].calls)
            self._waiting_calls -= count
            await self._write(group)

    async def _write(self, group: list[_Waiting]) -> None:
        try:
            done, stirred = await self._journal.transact(lambda ledger: self._take(ledger, group))
        except Exception as error:
            if len(group) > 1 and not isinstance(error, StorageUnavailable):
                # One caller's calls spoilt the shared transaction: give each its own.
                for waiting in group:
                    await self._write([waiting])
                return
            for waiting in group:
                if not waiting.done.done():
                    waiting.done.set_exception(error)
            if not isinstance(error, KizashiError):
                raise
            return
        for waiting, tracked in zip(group, done, strict=True):
            if not waiting.done.done():
                waiting.done.set_result(tracked)
        if self._stirred is not None:
            for conversation in stirred:
                self._stirred(conversation)

    def _take(
        self, ledger: Ledger, group: Sequence[_Waiting]
    ) -> tuple[list[Tracked], tuple[ConversationId, ...]]:
        taking = _Taking(ledger, Accounts(ledger, self._rules, self._new_id))
        calls = [call for waiting in group for call in waiting.calls]
        fresh = taking.fresh(calls)
        taking.look_up(fresh)
        entries = [entry for call in fresh if (entry := taking.entry(call)) is not None]
        ledger.append_all(entries)
        head = Seq(ledger.head)
        left = {id(call) for call in fresh}
        done = []
        for waiting in group:
            new = [call for call in waiting.calls if id(call) in left]
            withheld = frozenset(call.id for call in new) & taking.withheld
            kept = sum(call.id not in withheld for call in new)
            done.append(Tracked(kept, len(waiting.calls) - len(new), head, withheld))
        touched = (entry.conversation for entry in entries if entry.conversation is not None)
        return done, tuple(dict.fromkeys(touched))


class _Taking:
    """One transaction's view of who is who, looked up in few statements."""

    def __init__(self, ledger: Ledger, accounts: Accounts) -> None:
        self._ledger = ledger
        self._accounts = accounts
        self._devices: dict[Identifier, PersonId] = {}
        self._people: dict[tuple[Identifier | None, tuple[Identifier, ...]], PersonId] = {}
        self._conversations: dict[PersonId, ConversationId] = {}
        self._silent: dict[PersonId, bool] = {}
        self.withheld: set[MessageId] = set()

    def fresh(self, calls: Sequence[Call]) -> list[Call]:
        """The calls that were not accepted before, each once."""
        column = t.behaviours.c.id
        known = {row.id for row in self._rows(select(column), column, [call.id for call in calls])}
        found = []
        for call in calls:
            if call.id not in known:
                known.add(call.id)
                found.append(call)
        return found

    def look_up(self, calls: Sequence[Call]) -> None:
        """Finds at once what most calls need: the visits of their devices, made when they are
        new, and where those last talked."""
        c = t.identifiers.c
        devices = dict.fromkeys(call.device for call in calls if call.device is not None)
        for kind in {device.kind for device in devices}:
            of_kind = [device for device in devices if device.kind is kind]
            query = select(c.value, c.person).where(c.kind == kind.value)
            held = {
                row.value: PersonId(row.person)
                for row in self._rows(query, c.value, [one.value for one in of_kind])
            }
            self._devices |= {one: held[one.value] for one in of_kind if one.value in held}
        self._read_conversations([*self._devices.values()])
        made = self._accounts.visits([one for one in devices if one not in self._devices])
        self._devices |= made
        for person in made.values():
            self._conversations[person] = ConversationId(f"con_{person}")
            self._silent[person] = False

    def entry(self, call: Call) -> Entry | None:
        """The call's behaviour as an event that is to be appended; its traits are appended at
        once. `None` when the call carries no behaviour."""
        person = self._person(call)
        if self._wants_no_tracking(person):
            self.withheld.add(call.id)
            return None
        if call.traits:
            self._describe(person, call)
        if call.behaviour is None:
            return None
        return Entry(
            BehaviourObserved(id=call.id, behaviour=call.behaviour, observed_at=call.at),
            person=person,
            conversation=call.conversation or self._conversation(person),
        )

    def _person(self, call: Call) -> PersonId:
        if call.visit is not None:
            if call.named:
                return self._accounts.vouch(call.named, by=call.by, visit=call.visit).account
            self._met(call.visit)
            return call.visit
        key = (call.device, call.named)
        known = self._people.get(key)
        if known is None:
            known = self._people[key] = self._resolve(call)
        return known

    def _resolve(self, call: Call) -> PersonId:
        visit = self._devices[call.device] if call.device is not None else None
        if call.named:
            account = self._accounts.vouch(call.named, by=call.by, visit=visit).account
            self._conversations.clear()  # who is one may have changed
            self._silent.clear()
            return account
        if visit is None:
            raise ValueError("a call names nobody")
        return visit

    def _met(self, person: PersonId) -> None:
        columns = t.people.c
        query = select(columns.id).where(
            columns.workspace == self._ledger.workspace, columns.id == person
        )
        if self._ledger.connection.execute(query).first() is None:
            self._ledger.append(PersonSeen(channel="site"), person=person)

    def _conversation(self, person: PersonId) -> ConversationId:
        if person not in self._conversations:
            self._read_conversations([person])
        return self._conversations[person]

    def _read_conversations(self, people: Sequence[PersonId]) -> None:
        """For each person the conversation they (or whom they are one with) last took part in;
        for who never did, the one that the first word will open."""
        p, c = t.people.c, t.conversations.c
        # Step by step: as one query, SQLite walks through all conversations of the business.
        ones = self._rows(select(p.id, p.one), p.id, people)
        members = self._rows(select(p.id, p.one), p.one, {row.one for row in ones})
        one_of = {row.id: row.one for row in members}
        talks = self._rows(select(c.person, c.id, c.last_at), c.person, one_of)
        latest: dict[str, str] = {}
        for row in sorted(talks, key=lambda talk: (talk.last_at, talk.id)):
            latest[one_of[row.person]] = row.id
        found = {row.id: latest[row.one] for row in ones if row.one in latest}
        a = t.consents.c
        query = select(a.person, a.state, a.seq).where(a.purpose.in_((TRACKING, EVERYTHING)))
        last: dict[str, str] = {}
        for row in sorted(self._rows(query, a.person, one_of), key=lambda word: word.seq):
            last[one_of[row.person]] = row.state
        silent = {row.id for row in ones if last.get(row.one) == ConsentState.WITHDRAWN.value}
        for person in people:
            self._conversations[person] = ConversationId(found.get(person, f"con_{person}"))
            self._silent[person] = person in silent

    def _wants_no_tracking(self, person: PersonId) -> bool:
        if person not in self._silent:
            self._read_conversations([person])
        return self._silent[person]

    def _rows(self, query: Select[Any], column: Any, values: Iterable[str]) -> list[Row[Any]]:
        """The rows of this workspace whose column has one of the values."""
        workspace = column.table.c.workspace == self._ledger.workspace
        return [
            row
            for some in _chunks(values)
            for row in self._ledger.connection.execute(query.where(workspace, column.in_(some)))
        ]

    def _describe(self, person: PersonId, call: Call) -> None:
        """Appends the traits that are new or changed."""
        columns = t.traits.c
        rows = self._ledger.connection.execute(
            select(columns.name, columns.value).where(
                columns.workspace == self._ledger.workspace,
                columns.person == person,
                columns.verified.is_(call.verified),
            )
        )
        known = {row.name: row.value for row in rows}
        changed = {name: value for name, value in call.traits.items() if known.get(name) != value}
        if not changed:
            return
        self._ledger.append(
            PersonDescribed(traits=changed, by=call.by, verified=call.verified), person=person
        )
        name = changed.get("name")
        if isinstance(name, str) and name.strip():
            self._ledger.append(PersonSeen(name=name.strip()[:200], channel="site"), person=person)


def _chunks(values: Iterable[T], size: int = 500) -> Iterable[list[T]]:
    every = list(values)
    return (every[start : start + size] for start in range(0, len(every), size))
