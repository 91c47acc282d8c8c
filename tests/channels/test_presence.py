"""Who is here is told to the other side, and nobody's broken line keeps the news from others."""

import asyncio
import json
from collections.abc import Mapping

from channels.presence import Presences
from kizashi.ids import ConversationId
from kizashi.protocol import Presence, ServerFrame, TypingNotice

A, B = ConversationId("con_a"), ConversationId("con_b")


class Peer:
    """A connection that notes what it is told."""

    def __init__(self, *, broken: bool = False) -> None:
        self.told: list[ServerFrame] = []
        self._broken = broken

    async def send(self, frame: ServerFrame) -> None:
        if self._broken:
            raise ConnectionResetError
        self.told.append(frame)


def online(conversation: ConversationId, on: bool = True) -> Presence:
    return Presence(who="customer", online=on, conversation=conversation)


async def test_an_owner_learns_who_comes_and_goes() -> None:
    presences, owner, customer = Presences(), Peer(), Peer()
    await presences.owner_joined(owner.send)
    await presences.customer_joined(A, customer.send)
    await presences.customer_left(A, customer.send)
    assert owner.told == [online(A), online(A, False)]


async def test_an_owner_who_comes_later_learns_who_is_here() -> None:
    presences, early, late = Presences(), Peer(), Peer()
    await presences.owner_joined(early.send)
    for conversation in (A, B):
        await presences.customer_joined(conversation, Peer().send)
    early.told.clear()
    await presences.owner_joined(late.send)
    assert late.told == [online(A), online(B)]
    assert early.told == []


async def test_a_customer_with_two_windows_is_here_until_the_last_is_closed() -> None:
    presences, owner, one, two = Presences(), Peer(), Peer(), Peer()
    await presences.owner_joined(owner.send)
    await presences.customer_joined(A, one.send)
    await presences.customer_joined(A, two.send)
    await presences.customer_left(A, one.send)
    assert owner.told == [online(A)]
    await presences.customer_left(A, two.send)
    assert owner.told == [online(A), online(A, False)]


async def test_who_leaves_twice_left_once() -> None:
    presences, owner, customer = Presences(), Peer(), Peer()
    await presences.owner_joined(owner.send)
    await presences.customer_joined(A, customer.send)
    await presences.customer_left(A, customer.send)
    await presences.customer_left(A, customer.send)
    assert owner.told == [online(A), online(A, False)]


async def test_an_owner_who_left_is_told_nothing() -> None:
    presences, owner = Presences(), Peer()
    await presences.owner_joined(owner.send)
    await presences.owner_left(owner.send)
    await presences.customer_joined(A, Peer().send)
    assert owner.told == []


def in_the_shop(on: bool = True) -> Presence:
    return Presence(who="business", online=on)


async def test_customers_learn_when_somebody_of_the_business_is_in() -> None:
    presences, early, late, one, two = Presences(), Peer(), Peer(), Peer(), Peer()
    await presences.customer_joined(A, early.send)
    await presences.owner_joined(one.send)
    await presences.owner_joined(two.send)
    await presences.customer_joined(B, late.send)
    assert early.told == late.told == [in_the_shop()]

    await presences.owner_left(one.send)
    await presences.owner_left(one.send)
    assert early.told == [in_the_shop()]
    await presences.owner_left(two.send)
    assert early.told == late.told == [in_the_shop(), in_the_shop(False)]


async def test_typing_is_told_to_the_other_side_only() -> None:
    presences, owner, customer, other = Presences(), Peer(), Peer(), Peer()
    await presences.customer_joined(A, customer.send)
    await presences.customer_joined(B, other.send)
    await presences.owner_joined(owner.send)
    for peer in (owner, customer, other):
        peer.told.clear()
    await presences.customer_typing(A, True)
    await presences.business_typing(A, True)
    assert owner.told == [TypingNotice(who="customer", on=True, conversation=A)]
    assert customer.told == [TypingNotice(who="business", on=True, conversation=A)]
    assert other.told == []


async def test_a_broken_line_does_not_keep_the_news_from_the_others() -> None:
    presences, broken, sound = Presences(), Peer(broken=True), Peer()
    await presences.owner_joined(broken.send)
    await presences.owner_joined(sound.send)
    await presences.customer_joined(A, Peer().send)
    assert sound.told == [online(A)]


def test_connections_are_counted_by_address() -> None:
    presences = Presences()
    presences.arrived("192.0.2.1")
    presences.arrived("192.0.2.1")
    presences.left("192.0.2.1")
    assert presences.connections_from("192.0.2.1") == 1
    presences.left("192.0.2.1")
    assert presences.connections_from("192.0.2.1") == 0
    assert presences.connections_from("192.0.2.2") == 0


# ── beside other processes ───────────────────────────────────────────────────────────────────────


class Processes:
    """Two processes that hear what the other tells."""

    def __init__(self) -> None:
        self.one, self.other = Presences(), Presences()
        self._said: list[tuple[Presences, str, dict[str, object]]] = []
        self.typed: list[tuple[ConversationId, bool]] = []
        self.one.beside(lambda said: self._tell(self.other, "one", said), self._typed)
        self.other.beside(lambda said: self._tell(self.one, "other", said), self._typed)

    def _tell(self, whom: Presences, sender: str, said: Mapping[str, object]) -> None:
        # As it travels: as JSON.
        self._said.append((whom, sender, json.loads(json.dumps(said))))

    def _typed(self, conversation: ConversationId, on: bool) -> None:
        self.typed.append((conversation, on))

    async def heard(self, now: float = 0.0) -> None:
        while self._said:
            whom, sender, said = self._said.pop(0)
            await whom.take(sender, said, now)


async def test_an_owner_learns_who_is_here_with_another_process() -> None:
    both, owner, customer = Processes(), Peer(), Peer()
    await both.one.owner_joined(owner.send)
    await both.other.customer_joined(A, customer.send)
    await both.heard()
    assert owner.told == [online(A)]
    assert customer.told == [Presence(who="business", online=True)]
    await both.other.customer_left(A, customer.send)
    await both.heard()
    assert owner.told == [online(A), online(A, False)]


async def test_a_customer_who_moves_to_another_process_does_not_seem_to_leave() -> None:
    both, owner, old, new = Processes(), Peer(), Peer(), Peer()
    await both.one.owner_joined(owner.send)
    await both.one.customer_joined(A, old.send)
    await both.other.customer_joined(A, new.send)
    await both.heard()
    await both.one.customer_left(A, old.send)
    await both.heard()
    assert owner.told == [online(A)]


async def test_a_process_that_comes_later_asks_who_is_here() -> None:
    both, owner = Processes(), Peer()
    async with asyncio.timeout(5):
        for number in range(130):
            await both.one.customer_joined(ConversationId(f"con_{number}"), Peer().send)
        both._said.clear()  # before the other one was there
        await both.one.take("other", {"kind": "who"}, 0.0)
        await both.heard()
    await both.other.owner_joined(owner.send)
    assert len(owner.told) == 130


async def test_who_was_with_a_process_that_fell_silent_is_gone() -> None:
    both, owner, customer = Processes(), Peer(), Peer()
    await both.one.owner_joined(owner.send)
    await both.other.customer_joined(A, customer.send)
    await both.heard(now=100.0)
    await both.one.forget_the_silent(100.0)
    assert owner.told == [online(A)]
    await both.one.forget_the_silent(100.5)
    assert owner.told == [online(A), online(A, False)]


async def test_typing_reaches_the_other_side_at_another_process() -> None:
    both, owner, customer = Processes(), Peer(), Peer()
    await both.one.owner_joined(owner.send)
    await both.other.customer_joined(A, customer.send)
    await both.heard()
    await both.other.customer_typing(A, True)
    await both.one.business_typing(A, True)
    await both.heard()
    assert owner.told[-1] == TypingNotice(who="customer", on=True, conversation=A)
    assert customer.told[-1] == TypingNotice(who="business", on=True, conversation=A)
    assert both.typed == [(A, True)]
