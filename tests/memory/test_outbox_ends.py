"""The outbox ends when it is told to, also in the instant in which its waiting is over."""

import asyncio
from pathlib import Path

from kizashi.ids import DEFAULT_WORKSPACE
from memory.outbox import Outbox
from memory.store import Store, database_url
from tests.memory.hashing import HashingEmbedder


async def test_told_to_end_as_the_rest_is_over(tmp_path: Path) -> None:
    store = await Store.open(database_url(tmp_path))
    rested = asyncio.Event()

    async def rest() -> None:
        await rested.wait()

    outbox = Outbox(store, DEFAULT_WORKSPACE, HashingEmbedder())
    working = asyncio.create_task(outbox.run(rest))
    await asyncio.sleep(0.01)
    rested.set()
    # The rest is over, and before anybody could take note of it the end is asked for.
    await asyncio.sleep(0)
    working.cancel()
    await asyncio.wait({working}, timeout=5)
    ended = working.done()
    working.cancel()
    await asyncio.gather(working, return_exceptions=True)
    await store.close()
    assert ended
