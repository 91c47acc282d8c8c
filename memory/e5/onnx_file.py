"""Writes a model in the format of ONNX (onnx.proto, IR version 10), as far as `graph.py` needs it.

The numbers of the fields are those of onnx.proto; the encoding is that of Protocol Buffers.
"""

import struct
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

_TYPES = {np.dtype("f4"): 1, np.dtype("i1"): 3, np.dtype("i8"): 7}
_FLOAT, _INTEGER = 1, 2
_OPSET = 20
"""The first with `Gelu`."""

FUSED = "com.microsoft"
"""The domain of the operators that ONNX Runtime adds to the standard's."""


class OnnxGraph:
    """A graph that grows node by node; every result is known by its name."""

    def __init__(self) -> None:
        self._nodes: list[bytes] = []
        self._constants: list[bytes] = []

    def constant(self, name: str, values: NDArray[np.generic]) -> str:
        """Puts in fixed values."""
        self._constants.append(
            _bytes(
                5,
                b"".join(_number(1, size) for size in values.shape)
                + _number(2, _TYPES[values.dtype])
                + _bytes(8, name.encode())
                + _bytes(9, np.ascontiguousarray(values).tobytes()),
            )
        )
        return name

    def node(
        self,
        operator: str,
        inputs: Iterable[str],
        *outputs: str,
        domain: str = "",
        **attributes: float,
    ) -> str:
        """Puts in an operation; an empty name stands for an input left out. Gives the first
        output's name."""
        self._nodes.append(
            b"".join(_bytes(1, name.encode()) for name in inputs)
            + b"".join(_bytes(2, name.encode()) for name in outputs)
            + _bytes(4, operator.encode())
            + b"".join(_bytes(5, _attribute(*each)) for each in attributes.items())
            + _bytes(7, domain.encode())
        )
        return outputs[0]

    def model(self, given: Iterable[str], result: str, width: int) -> bytes:
        """The whole, taking and giving tensors of (texts, tokens, `width`) in 32 bits; how many
        tokens there are may differ from tensor to tensor."""
        graph = [
            *(_bytes(1, node) for node in self._nodes),
            _bytes(2, b"layers"),
            *self._constants,
            *(_bytes(11, _value(each, width)) for each in given),
            _bytes(12, _value(result, width)),
        ]
        opsets = [_number(2, _OPSET), _bytes(1, FUSED.encode()) + _number(2, 1)]
        # Joined once: every copy of the whole would be 20 MB
        whole = [_number(1, 10), _key(7), _variable(sum(map(len, graph))), *graph]
        return b"".join([*whole, *(_bytes(8, each) for each in opsets)])


def _attribute(name: str, value: float) -> bytes:
    if isinstance(value, int):
        kind = _number(3, value) + _number(20, _INTEGER)
    else:
        kind = _variable(2 << 3 | 5) + struct.pack("<f", value) + _number(20, _FLOAT)
    return _bytes(1, name.encode()) + kind


def _value(name: str, width: int) -> bytes:
    sizes = [_bytes(2, b"texts"), _bytes(2, name.encode()), _number(1, width)]
    shape = _bytes(2, b"".join(_bytes(1, size) for size in sizes))
    tensor = _number(1, _TYPES[np.dtype("f4")]) + shape
    return _bytes(1, name.encode()) + _bytes(2, _bytes(1, tensor))


def _number(field: int, value: int) -> bytes:
    return _variable(field << 3) + _variable(value & (1 << 64) - 1)


def _bytes(field: int, value: bytes) -> bytes:
    return _key(field) + _variable(len(value)) + value


def _key(field: int) -> bytes:
    return _variable(field << 3 | 2)


def _variable(value: int) -> bytes:
    written = bytearray()
    while value > 127:
        written.append(value & 127 | 128)
        value >>= 7
    return bytes([*written, value])
