"""Remembering the vectors of the last questions: in a turn several agents ask for the same."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from memory.embedding import Embedder, Vectors

_log = logging.getLogger(__name__)

QUESTIONS = 2_048
"""Vectors kept: 384 floats each, 3 MB in all."""


class CachedEmbedder:
    """An embedder that keeps the vectors of the last questions; passages go straight through."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._kept: OrderedDict[str, Vectors] = OrderedDict()
        self._coming: dict[str, asyncio.Task[Vectors]] = {}

    @property
    def name(self) -> str:
        """The name of the embedder behind."""
        return self._embedder.name

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._embedder.dimensions

    async def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, made only for those not seen lately."""
        coming = {self._coming[text] for text in texts if text in self._coming}
        if coming:
            # Not awaited by value: whoever asks makes again what could not be made ahead.
            await asyncio.wait(coming)
        new = self._unknown(texts)
        made = dict(zip(new, await self._embedder.queries(new), strict=True)) if new else {}
        return self._together(texts, made)

    def foresee(self, text: str) -> None:
        """Begins to make the vector of a question that will be asked in a moment; whoever asks
        meanwhile waits for the same vector instead of making it twice."""
        if text in self._kept or text in self._coming:
            return
        task = asyncio.get_running_loop().create_task(self._ahead(text), name="embedding-ahead")
        self._coming[text] = task
        task.add_done_callback(lambda done: self._came(text, done))

    async def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what is to be found."""
        return await self._embedder.passages(texts)

    def queries_now(self, texts: Sequence[str]) -> Vectors:
        """`queries` for callers that may block."""
        new = self._unknown(texts)
        made = dict(zip(new, self._embedder.queries_now(new), strict=True)) if new else {}
        return self._together(texts, made)

    def passages_now(self, texts: Sequence[str]) -> Vectors:
        """`passages` for callers that may block."""
        return self._embedder.passages_now(texts)

    async def _ahead(self, text: str) -> Vectors:
        made = await self._embedder.queries([text])
        return self._together([text], {text: made[0]})

    def _came(self, text: str, task: "asyncio.Task[Vectors]") -> None:
        self._coming.pop(text, None)
        # Whoever asks next makes it again, and is told what is wrong.
        if not task.cancelled() and task.exception() is not None:
            _log.debug("embedding ahead failed", exc_info=task.exception())

    def forget(self) -> None:
        """Lets go of every kept question and its vector."""
        self._kept.clear()

    def _unknown(self, texts: Sequence[str]) -> list[str]:
        return [text for text in dict.fromkeys(texts) if text not in self._kept]

    def _together(self, texts: Sequence[str], made: dict[str, Vectors]) -> Vectors:
        rows = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for place, text in enumerate(texts):
            rows[place] = vector = made[text] if text in made else self._kept[text]
            self._kept[text] = np.array(vector, copy=True) if text in made else vector
            self._kept.move_to_end(text)
        while len(self._kept) > QUESTIONS:
            self._kept.popitem(last=False)
        return rows
