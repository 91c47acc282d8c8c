"""Who is here and who is typing: told to the other side, never stored.

Where several processes share the business, each tells the others who is here with it. What they
say is forgotten when they fall silent.
"""

import asyncio
import contextlib
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kizashi.ids import ConversationId
from kizashi.protocol import Presence, ServerFrame, TypingNotice

Send = Callable[[ServerFrame], Awaitable[None]]
Notice = Mapping[str, Any]

BEAT_SECONDS = 10.0
"""How often a process says that it is there."""
SILENCE_SECONDS = 25.0
"""A process that has said nothing for this long is gone, and everybody with it."""
CUSTOMERS_A_NOTICE = 60
"""Conversations named in one notice: it has to be short."""


@dataclass(slots=True)
class _Elsewhere:
    """Who is with another process, as it said."""

    heard_at: float
    owner: bool = False
    customers: set[ConversationId] = field(default_factory=set)


class Presences:
    """The connections of this process, by what they look at, and who is with the others.

    `tell` reaches the other processes; `typed` is told that a customer types elsewhere.
    """

    def __init__(self) -> None:
        self._customers: dict[ConversationId, set[Send]] = {}
        self._owners: set[Send] = set()
        self._addresses: Counter[str] = Counter()
        self._elsewhere: dict[str, _Elsewhere] = {}
        self._heard: asyncio.Queue[tuple[str, Notice]] = asyncio.Queue(10_000)
        self._say: Callable[[Notice], None] = lambda _: None
        self._typed: Callable[[ConversationId, bool], None] = lambda *_: None

    def beside(
        self, tell: Callable[[Notice], None], typed: Callable[[ConversationId, bool], None]
    ) -> None:
        """From now on other processes are told through `tell`, and `typed` learns of customers
        who type elsewhere."""
        self._say, self._typed = tell, typed

    def connections_from(self, address: str) -> int:
        """Open connections of this process from one network address."""
        return self._addresses[address]

    @property
    def connections(self) -> int:
        """All open connections of this process."""
        return self._addresses.total()

    def arrived(self, address: str) -> None:
        """A connection was opened."""
        self._addresses[address] += 1

    def left(self, address: str) -> None:
        """A connection was closed."""
        self._addresses[address] -= 1
        if not self._addresses[address]:
            del self._addresses[address]

    async def customer_joined(self, conversation: ConversationId, send: Send) -> None:
        """A customer's widget is connected: it learns whether the owner is here."""
        was_here = self._is_here(conversation)
        there = self._customers.setdefault(conversation, set())
        there.add(send)
        if len(there) == 1:
            self._say({"kind": "customer", "conversation": conversation, "on": True})
        if not was_here:
            await self._tell_owners(conversation, True)
        if self._owner_is_here():
            await self._tell({send}, Presence(who="business", online=True))

    async def customer_left(self, conversation: ConversationId, send: Send) -> None:
        """A customer's widget went away."""
        there = self._customers.get(conversation, set())
        there.discard(send)
        if there or self._customers.pop(conversation, None) is None:
            return
        self._say({"kind": "customer", "conversation": conversation, "on": False})
        if not self._is_here(conversation):
            await self._tell_owners(conversation, False)

    async def owner_joined(self, send: Send) -> None:
        """A coach is connected: it learns which customers are here, and they that it is."""
        was_here = self._owner_is_here()
        self._owners.add(send)
        if len(self._owners) == 1:
            self._say({"kind": "owner", "on": True})
        here = dict.fromkeys(self._customers)
        for other in self._elsewhere.values():
            here |= dict.fromkeys(sorted(other.customers))
        for conversation in here:
            await self._tell(
                {send}, Presence(who="customer", online=True, conversation=conversation)
            )
        if not was_here:
            await self._tell_customers(Presence(who="business", online=True))

    async def owner_left(self, send: Send) -> None:
        """A coach went away; the customers learn when it was the last."""
        if send not in self._owners:
            return
        self._owners.discard(send)
        if self._owners:
            return
        self._say({"kind": "owner", "on": False})
        if not self._owner_is_here():
            await self._tell_customers(Presence(who="business", online=False))

    async def customer_typing(self, conversation: ConversationId, on: bool) -> None:
        """A customer types: the owner sees it."""
        self._say({"kind": "typing", "who": "customer", "conversation": conversation, "on": on})
        await self._show_customer_typing(conversation, on)

    async def business_typing(self, conversation: ConversationId, on: bool) -> None:
        """The owner types: the customer sees it."""
        self._say({"kind": "typing", "who": "business", "conversation": conversation, "on": on})
        await self._show_business_typing(conversation, on)

    # ── beside other processes ───────────────────────────────────────────────────────────────────

    def heard(self, sender: str, notice: Notice) -> None:
        """Another process told something."""
        with contextlib.suppress(asyncio.QueueFull):
            self._heard.put_nowait((sender, notice))

    async def run(self) -> None:
        """Takes in what the others tell, and says now and then that this process is there."""
        loop = asyncio.get_running_loop()
        self._say({"kind": "who"})
        beat_at = loop.time()
        while True:
            if loop.time() >= beat_at:
                self._say({"kind": "beat"})
                beat_at = loop.time() + BEAT_SECONDS
                await self.forget_the_silent(loop.time() - SILENCE_SECONDS)
            with contextlib.suppress(TimeoutError):
                sender, notice = await asyncio.wait_for(
                    self._heard.get(), max(0.0, beat_at - loop.time())
                )
                await self.take(sender, notice, loop.time())

    async def take(self, sender: str, notice: Notice, now: float) -> None:
        """Takes in what a process told."""
        other = self._elsewhere.setdefault(sender, _Elsewhere(now))
        other.heard_at = now
        conversation, on = ConversationId(notice.get("conversation", "")), notice.get("on") is True
        match notice.get("kind"):
            case "typing" if notice.get("who") == "customer":
                self._typed(conversation, on)
                await self._show_customer_typing(conversation, on)
            case "typing":
                await self._show_business_typing(conversation, on)
            case "customer":
                await self._change(other, None, {conversation} if on else set(), {conversation})
            case "owner":
                await self._change(other, on, set(), set())
            case "here":
                await self._change(other, notice.get("owner") is True, set(notice["of"]), set())
            case "who":
                self._say_all()
            case _:
                pass

    async def forget_the_silent(self, since: float) -> None:
        """Lets go of processes that were last heard before this moment."""
        for sender, other in list(self._elsewhere.items()):
            if other.heard_at < since:
                await self._change(other, False, set(), set(other.customers))
                del self._elsewhere[sender]

    async def _change(
        self,
        other: _Elsewhere,
        owner: bool | None,
        came: set[ConversationId],
        touched: set[ConversationId],
    ) -> None:
        """Puts who is with another process in its place, and tells who learns something by it:
        those who came are there now, the others of the touched are not."""
        touched = touched | came
        before = {one: self._is_here(one) for one in touched}
        owner_before = self._owner_is_here()
        other.customers = (other.customers - touched) | came
        if owner is not None:
            other.owner = owner
        for conversation, was in before.items():
            if was != self._is_here(conversation):
                await self._tell_owners(conversation, not was)
        if owner_before != self._owner_is_here():
            await self._tell_customers(Presence(who="business", online=not owner_before))

    def _say_all(self) -> None:
        there, owner = list(self._customers), bool(self._owners)
        for start in range(0, max(1, len(there)), CUSTOMERS_A_NOTICE):
            some = there[start : start + CUSTOMERS_A_NOTICE]
            self._say({"kind": "here", "owner": owner, "of": some})

    def _is_here(self, conversation: ConversationId) -> bool:
        return conversation in self._customers or any(
            conversation in other.customers for other in self._elsewhere.values()
        )

    def _owner_is_here(self) -> bool:
        return bool(self._owners) or any(other.owner for other in self._elsewhere.values())

    # ── telling ──────────────────────────────────────────────────────────────────────────────────

    async def _show_customer_typing(self, conversation: ConversationId, on: bool) -> None:
        await self._tell(
            self._owners, TypingNotice(who="customer", on=on, conversation=conversation)
        )

    async def _show_business_typing(self, conversation: ConversationId, on: bool) -> None:
        await self._tell(
            self._customers.get(conversation, set()),
            TypingNotice(who="business", on=on, conversation=conversation),
        )

    async def _tell_owners(self, conversation: ConversationId, online: bool) -> None:
        await self._tell(
            self._owners, Presence(who="customer", online=online, conversation=conversation)
        )

    async def _tell_customers(self, frame: ServerFrame) -> None:
        await self._tell({send for there in self._customers.values() for send in there}, frame)

    async def _tell(self, whom: set[Send], frame: ServerFrame) -> None:
        # One peer whose connection just broke must not keep the news from the others.
        await asyncio.gather(*(send(frame) for send in list(whom)), return_exceptions=True)
