"""Vectors of statements and words, each computed once while the process lives.

A question is answered from what is at hand: per call only a few missing vectors are computed, the
rest is left to `prepare`, which goes through what was found when nobody waits.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from agents.minds.negotiator import typical
from memory.embedding import Embedder
from memory.kept_vectors import KeptVectors

Matrix = NDArray[np.float32]

KEPT = 30_000
"""Vectors kept of each sort (1.5 KB each): a small business has a few thousand statements and
words, a conversation adds a handful."""

AT_ONCE = 8
"""Texts embedded at a time in the background, so that a question never waits long."""


class VectorCache:
    """Gives the vectors of texts; `asked` for questions and words, `stated` for statements."""

    def __init__(self, embedder: Embedder, kept: KeptVectors | None = None) -> None:
        self._embedder = embedder
        self._kept = kept
        self._asked: OrderedDict[str, Matrix] = OrderedDict()
        self._stated: OrderedDict[str, Matrix] = OrderedDict()
        self._waiting: dict[tuple[str, bool], bool] = {}
        """What is to be made, by text and sort; true for what may be kept between runs: words of
        the knowledge, never of a customer."""
        self._worker: asyncio.Task[None] | None = None
        self._typical = typical.shipped(embedder)
        self._common: dict[str, float] = {}

    def forget(self) -> None:
        """Lets go of every question; what the knowledge says stays."""
        self._asked.clear()

    async def question(self, text: str) -> Matrix:
        """The vector of a question."""
        if text not in self._asked:
            _keep(self._asked, [text], await self._embedder.queries([text]))
        return self._asked[text]

    async def words(self, texts: Sequence[str], at_most: int) -> dict[str, Matrix]:
        """The vectors of words and of a FAQ's questions that are at hand or can be made now."""
        return await self._of(texts, at_most, self._asked, asked=True)

    async def stated(self, texts: Sequence[str], at_most: int) -> dict[str, Matrix]:
        """The vectors of statements that are at hand or can be made now, the first ones first."""
        return await self._of(texts, at_most, self._stated, asked=False)

    def common(self, texts: Sequence[str], vectors: Matrix) -> Matrix:
        """How near each of these texts is to whatever customers ask, 0 while that is not known."""
        if self._typical is None:
            made = [self._asked.get(one) for one in typical.QUESTIONS]
            if any(one is None for one in made):
                return np.zeros(len(texts), dtype=np.float32)
            self._typical = np.stack([one for one in made if one is not None])
        fresh = [place for place, text in enumerate(texts) if text not in self._common]
        if fresh:
            if len(self._common) > KEPT:
                self._common.clear()
                fresh = list(range(len(texts)))
            found = typical.commonness(vectors[fresh], self._typical)
            self._common |= {
                texts[place]: float(value) for place, value in zip(fresh, found, strict=True)
            }
        return np.array([self._common[text] for text in texts], dtype=np.float32)

    async def _of(
        self,
        texts: Sequence[str],
        at_most: int,
        kept: "OrderedDict[str, Matrix]",
        *,
        asked: bool,
    ) -> dict[str, Matrix]:
        missing = list(dict.fromkeys(text for text in texts if text not in kept))
        now, later = missing[:at_most], missing[at_most:]
        if now:
            embed = self._embedder.queries if asked else self._embedder.passages
            _keep(kept, now, await embed(now))
        for text in later:
            self._waiting.setdefault((text, asked), False)
        found = {}
        for text in texts:
            vector = kept.get(text)
            if vector is not None:
                kept.move_to_end(text)
                found[text] = vector
        while len(kept) > KEPT:
            kept.popitem(last=False)
        self._work_on()
        return found

    def prepare(self, statements: Iterable[str], words: Iterable[str]) -> None:
        """Has the vectors of statements and words made in the background."""
        for text in statements:
            if text not in self._stated:
                self._waiting[text, False] = True
        for text in (*words, *(typical.QUESTIONS if self._typical is None else ())):
            if text not in self._asked:
                self._waiting[text, True] = True
        self._work_on()

    async def prepared(self) -> None:
        """Returns when nothing waits in the background any more."""
        while self._worker is not None and not self._worker.done():
            await asyncio.shield(self._worker)

    def _work_on(self) -> None:
        if self._waiting and (self._worker is None or self._worker.done()):
            self._worker = asyncio.get_running_loop().create_task(self._work())

    async def _work(self) -> None:
        await self._restore()
        while self._waiting:
            batch = dict(list(self._waiting.items())[:AT_ONCE])
            for entry in batch:
                del self._waiting[entry]
            made: dict[tuple[str, bool], Matrix] = {}
            for asked in (True, False):
                kept = self._asked if asked else self._stated
                texts = [text for text, is_asked in batch if is_asked is asked and text not in kept]
                if texts:
                    embed = self._embedder.queries if asked else self._embedder.passages
                    _keep(kept, texts, await embed(texts))
                    made |= {(text, asked): kept[text] for text in texts}
            if self._kept is not None:
                await self._kept.keep({_key(e): v for e, v in made.items() if batch[e]})

    async def _restore(self) -> None:
        """Takes what was made in an earlier run."""
        if self._kept is None:
            return
        entries = {_key(entry): entry for entry, keep in self._waiting.items() if keep}
        for key, vector in (await self._kept.find(list(entries))).items():
            text, asked = entries[key]
            (self._asked if asked else self._stated)[text] = vector
            self._waiting.pop((text, asked), None)


def _key(entry: tuple[str, bool]) -> str:
    return f"{'asked' if entry[1] else 'stated'}\n{entry[0]}"


def _keep(kept: "OrderedDict[str, Matrix]", texts: Sequence[str], vectors: Matrix) -> None:
    for text, vector in zip(texts, vectors, strict=True):
        kept[text] = vector
