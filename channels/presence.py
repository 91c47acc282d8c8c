"""Who is here and who is typing: told to the other side, never stored."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable

from kizashi.ids import ConversationId
from kizashi.protocol import Presence, ServerFrame, TypingNotice

Send = Callable[[ServerFrame], Awaitable[None]]


class Presences:
    """The connections of this process, by what they look at."""

    def __init__(self) -> None:
        self._customers: dict[ConversationId, set[Send]] = {}
        self._owners: set[Send] = set()
        self._addresses: Counter[str] = Counter()

    def connections_from(self, address: str) -> int:
        """Open connections from one network address."""
        return self._addresses[address]

    @property
    def connections(self) -> int:
        """All open connections."""
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
        there = self._customers.setdefault(conversation, set())
        there.add(send)
        if len(there) == 1:
            await self._tell(
                self._owners,
                Presence(who="customer", online=True, conversation=conversation),
            )
        if self._owners:
            await self._tell({send}, Presence(who="business", online=True))

    async def customer_left(self, conversation: ConversationId, send: Send) -> None:
        """A customer's widget went away."""
        there = self._customers.get(conversation, set())
        there.discard(send)
        if not there and self._customers.pop(conversation, None) is not None:
            await self._tell(
                self._owners,
                Presence(who="customer", online=False, conversation=conversation),
            )

    async def owner_joined(self, send: Send) -> None:
        """A coach is connected: it learns which customers are here, and they that it is."""
        self._owners.add(send)
        for conversation in list(self._customers):
            await self._tell(
                {send}, Presence(who="customer", online=True, conversation=conversation)
            )
        if len(self._owners) == 1:
            await self._tell_customers(Presence(who="business", online=True))

    async def owner_left(self, send: Send) -> None:
        """A coach went away; the customers learn when it was the last."""
        if send not in self._owners:
            return
        self._owners.discard(send)
        if not self._owners:
            await self._tell_customers(Presence(who="business", online=False))

    async def customer_typing(self, conversation: ConversationId, on: bool) -> None:
        """A customer types: the owner sees it."""
        await self._tell(
            self._owners, TypingNotice(who="customer", on=on, conversation=conversation)
        )

    async def business_typing(self, conversation: ConversationId, on: bool) -> None:
        """The owner types: the customer sees it."""
        await self._tell(
            self._customers.get(conversation, set()),
            TypingNotice(who="business", on=on, conversation=conversation),
        )

    async def _tell_customers(self, frame: ServerFrame) -> None:
        await self._tell({send for there in self._customers.values() for send in there}, frame)

    async def _tell(self, whom: set[Send], frame: ServerFrame) -> None:
        # One peer whose connection just broke must not keep the news from the others.
        await asyncio.gather(*(send(frame) for send in list(whom)), return_exceptions=True)
