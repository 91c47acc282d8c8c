"""Vectors of questions are made once, also while they are still being made."""

import asyncio
from collections.abc import Sequence

import numpy as np
import pytest

from memory.embedding import Vectors
from memory.embedding_cache import CachedEmbedder
from tests.memory.hashing import HashingEmbedder


class SlowEmbedder(HashingEmbedder):
    """Waits for leave before it makes questions' vectors, and counts them."""

    def __init__(self) -> None:
        self.leave = asyncio.Event()
        self.made: list[str] = []
        self.broken = False

    async def queries(self, texts: Sequence[str]) -> Vectors:
        await self.leave.wait()
        if self.broken:
            raise RuntimeError("no vectors today")
        self.made += texts
        return await super().queries(texts)


@pytest.fixture
def slow():
    return SlowEmbedder()


async def test_a_question_is_made_once(slow):
    slow.leave.set()
    embedder = CachedEmbedder(slow)

    first = await embedder.queries(["開いていますか", "Are you open?"])
    again = await embedder.queries(["Are you open?"])

    assert slow.made == ["開いていますか", "Are you open?"]
    assert np.array_equal(first[1], again[0])


async def test_who_asks_for_a_foreseen_question_waits_for_its_vector(slow):
    embedder = CachedEmbedder(slow)
    embedder.foresee("Are you open?")
    asked = asyncio.create_task(embedder.queries(["Are you open?", "And on Sundays?"]))
    await asyncio.sleep(0)

    slow.leave.set()
    vectors = await asked

    assert slow.made == ["Are you open?", "And on Sundays?"]
    assert np.array_equal(vectors, await HashingEmbedder().queries(slow.made))


async def test_what_could_not_be_foreseen_is_made_when_asked(slow):
    embedder = CachedEmbedder(slow)
    slow.broken = True
    embedder.foresee("Are you open?")
    slow.leave.set()
    await asyncio.sleep(0.01)

    with pytest.raises(RuntimeError):
        await embedder.queries(["Are you open?"])
    slow.broken = False

    assert (await embedder.queries(["Are you open?"])).shape == (1, embedder.dimensions)


async def test_one_who_gives_up_does_not_take_the_vector_from_the_others(slow):
    embedder = CachedEmbedder(slow)
    embedder.foresee("Are you open?")
    hasty = asyncio.create_task(embedder.queries(["Are you open?"]))
    patient = asyncio.create_task(embedder.queries(["Are you open?"]))
    await asyncio.sleep(0)

    hasty.cancel()
    slow.leave.set()

    assert (await patient).shape == (1, embedder.dimensions)
    assert slow.made == ["Are you open?"]
