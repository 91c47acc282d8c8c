"""The twelve layers of E5 as a graph for ONNX Runtime, its matrices in 8 bits.

A layer is BERT's (Devlin et al. 2019): attention, then two matrices with GELU between, each added
to what came in and normalised. Weights are rounded to one scale for each output, what flows in to
one scale for the text (`DynamicQuantizeMatMul`).
"""

import numpy as np

from memory.e5.onnx_file import FUSED, OnnxGraph
from memory.e5.wheel import Floats, Wheel

GIVEN, STATES = "embedded", "states"
"""Names of what goes in (texts, tokens, width), and of what comes out in the same shape."""

_MOST = 63
"""Largest weight in 8 bits. Processors without VNNI add two products in 16 bits, which larger
weights would overflow; the full range brings the mean cosine to the model in 32 bits no nearer
than from 0.9986 to 0.9990."""

_FAR = (318, 1462, 354, 408, 778, 658, 1152, 413, 563)
"""The one inner channel of each of the first layers that is 6 to 68 where the others stay below 5,
at the marks of begin and end (Sun et al. 2024, "Massive Activations in Large Language Models").
It goes a way of its own in 32 bits: inside, it would take the scale from all others (mean cosine
0.9956 instead of 0.9986)."""


def layers_graph(wheel: Wheel, start: int, end: int) -> bytes:
    """The model file of the layers from `start` up to `end`: from tokens' states below them (or
    embedded tokens) to those above."""
    graph = OnnxGraph()
    flow = GIVEN
    for layer in range(start, end):
        last = layer == end - 1
        flow = _Layer(graph, wheel, f"l{layer}", _FAR[layer : layer + 1]).put(flow, last)
    return graph.model((GIVEN,), flow, wheel.width)


class _Layer:
    """One layer; its names begin with those of the wheel's tensors."""

    def __init__(self, graph: OnnxGraph, wheel: Wheel, name: str, far: tuple[int, ...]) -> None:
        self._graph = graph
        self._wheel = wheel
        self._name = name
        self._far = far

    def put(self, flow: str, last: bool) -> str:
        """Puts the layer behind `flow`; gives the name of its states."""
        mixed = self._normalised("aln", self._attention(flow), flow)
        states = STATES if last else f"{self._name}.{STATES}"
        return self._normalised("oln", self._inner(mixed), mixed, states)

    def _attention(self, flow: str) -> str:
        parts = [f"{self._name}.{part}" for part in "qkv"]
        weights = np.concatenate([self._wheel.matrix(f"{part}.w") for part in parts])
        bias = np.concatenate([self._wheel.vector(f"{part}.b") for part in parts])
        joined = self._product(flow, f"{self._name}.qkv", weights, bias)
        self._graph.node("Split", [joined], *parts, axis=-1, num_outputs=3)
        found = self._graph.node(
            "MultiHeadAttention",
            parts,
            f"{self._name}.attended",
            domain=FUSED,
            num_heads=self._wheel.heads,
        )
        return self._product(found, *self._weights("ao"))

    def _inner(self, flow: str) -> str:
        name, wide, wide_bias = self._weights("fi")
        _, narrow, narrow_bias = self._weights("fo")
        far = list(self._far)
        into, into_bias, out = wide[far].T, wide_bias[far], narrow[:, far].T
        wide[far], wide_bias[far], narrow[:, far] = 0, 0, 0
        grown = self._graph.node("Gelu", [self._product(flow, name, wide, wide_bias)], f"{name}.on")
        result = self._product(grown, f"{self._name}.fo", narrow, narrow_bias)
        if not far:
            return result
        apart = self._exact(flow, f"{name}.far", into)
        apart = self._graph.node(
            "Add", [apart, self._graph.constant(f"{apart}.b", into_bias)], f"{apart}.sum"
        )
        apart = self._graph.node("Gelu", [apart], f"{apart}.on")
        apart = self._exact(apart, f"{self._name}.fo.far", out)
        return self._graph.node("Add", [result, apart], f"{result}.sum")

    def _weights(self, part: str) -> tuple[str, Floats, Floats]:
        name = f"{self._name}.{part}"
        return name, self._wheel.matrix(f"{name}.w"), self._wheel.vector(f"{name}.b")

    def _exact(self, flow: str, name: str, weights: Floats) -> str:
        return self._graph.node("MatMul", [flow, self._graph.constant(f"{name}.w", weights)], name)

    def _product(self, flow: str, name: str, weights: Floats, bias: Floats) -> str:
        """`flow` times `weights` (one row for each output) in 8 bits, and `bias` added."""
        tiny = np.finfo(np.float32).tiny
        scales = np.maximum(np.abs(weights).max(axis=1) / np.float32(_MOST), tiny)
        rounded = np.rint(weights / scales[:, np.newaxis]).astype(np.int8).T
        constant = self._graph.constant
        return self._graph.node(
            "DynamicQuantizeMatMul",
            [
                flow,
                constant(f"{name}.w", rounded),
                constant(f"{name}.scales", scales),
                "",
                constant(f"{name}.b", bias),
            ],
            name,
            domain=FUSED,
        )

    def _normalised(self, part: str, change: str, flow: str, result: str = "") -> str:
        name = f"{self._name}.{part}"
        gain = self._graph.constant(f"{name}.w", self._wheel.vector(f"{name}.w"))
        shift = self._graph.constant(f"{name}.b", self._wheel.vector(f"{name}.b"))
        return self._graph.node(
            "SkipLayerNormalization",
            [change, flow, gain, shift],
            result or name,
            domain=FUSED,
            epsilon=self._wheel.epsilon,
        )
