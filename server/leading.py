"""Background work that one process of a business does at a time, and another takes up after it."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from memory.neighbours import Neighbours

LOOK_SECONDS = 2.0
"""How often to look whether the process that does a work is gone."""

Work = Callable[[], Coroutine[Any, Any, None]]


def claim_of(work: str) -> str:
    """The name under which a work is claimed."""
    return f"work/{work}"


async def led(neighbours: Neighbours, name: str, work: Work) -> None:
    """Does `work` while no other process does; returns or raises as it does, or returns when the
    claim is lost. A work may therefore be done twice for a moment, and must bear that."""
    claim = claim_of(name)
    while True:
        if await neighbours.claim(claim):
            break
        await asyncio.sleep(LOOK_SECONDS)
    doing = asyncio.create_task(work(), name=name)
    losing = asyncio.create_task(neighbours.lost())
    try:
        await asyncio.wait({doing, losing}, return_when=asyncio.FIRST_COMPLETED)
        if doing.done():
            doing.result()
    finally:
        doing.cancel()
        losing.cancel()
        await asyncio.gather(doing, losing, return_exceptions=True)
        neighbours.let_go(claim)


async def forever() -> None:
    """Nothing but having the claim: for work that asks whether it leads."""
    await asyncio.get_running_loop().create_future()
