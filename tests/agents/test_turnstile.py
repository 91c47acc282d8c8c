"""Pieces of thinking pass one in each round of the event loop."""

import asyncio

from agents.turnstile import Turnstile


class Rounds:
    """Counts the rounds of the event loop."""

    def __init__(self) -> None:
        self.count = 0
        self._count()

    def _count(self) -> None:
        self.count += 1
        asyncio.get_running_loop().call_soon(self._count)


async def test_who_comes_alone_passes_at_once() -> None:
    rounds, turnstile = Rounds(), Turnstile()
    before = rounds.count
    await turnstile.passed()
    assert rounds.count == before


async def test_many_pass_in_order_and_in_rounds_of_their_own() -> None:
    rounds, turnstile = Rounds(), Turnstile()
    seen: list[tuple[int, int]] = []

    async def think(number: int) -> None:
        await turnstile.passed()
        seen.append((number, rounds.count))

    await asyncio.gather(*map(think, range(6)))
    assert [number for number, _ in seen] == list(range(6))
    assert len({when for _, when in seen}) == 6


async def test_who_gave_up_keeps_nobody_waiting() -> None:
    turnstile = Turnstile()
    await turnstile.passed()
    gone, stays = (asyncio.create_task(turnstile.passed()) for _ in range(2))
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.wait_for(stays, 5)
    assert gone.cancelled() or gone.done()
    await asyncio.wait_for(turnstile.passed(), 5)
