"""The layers tuned for reading as a graph for ONNX Runtime, in 8 bits.

Like the model's own layers (`memory/e5/graph.py`), but each also attends to what was said before:
the states of those lines come in from below and are not changed on the way, so that a line costs
two products a layer, not six.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from memory.e5.onnx_file import FUSED, OnnxGraph
from memory.e5.wheel import Floats

TEXT, BEFORE, READ = "text", "before", "read"
"""Names of what goes in, both (texts, tokens, width), and of what comes out, shaped as the text."""

_MOST = 63
"""Largest weight in 8 bits; see `memory/e5/graph.py`."""


def tuned_graph(layers: Sequence[Mapping[str, Floats]], heads: int, epsilon: float) -> bytes:
    """The model file. A layer holds `q.w` … `oln.b`, named as in the wheel."""
    graph = OnnxGraph()
    flow = TEXT
    for place, layer in enumerate(layers):
        result = READ if place == len(layers) - 1 else f"{place}.{READ}"
        flow = _layer(graph, layer, f"{place}", flow, result, heads, epsilon)
    width = len(layers[0]["q.b"])
    return graph.model((TEXT, BEFORE), READ, width)


def _layer(
    graph: OnnxGraph,
    weights: Mapping[str, Floats],
    name: str,
    flow: str,
    result: str,
    heads: int,
    epsilon: float,
) -> str:
    def product(given: str, *parts: str) -> str:
        joined = np.concatenate([weights[f"{part}.w"] for part in parts])
        bias = np.concatenate([weights[f"{part}.b"] for part in parts])
        scales = np.abs(joined).max(axis=1) / np.float32(_MOST)
        rounded = np.rint(joined / scales[:, np.newaxis]).astype(np.int8).T
        key = f"{name}.{''.join(parts)}"
        constants = (
            graph.constant(f"{key}.w", rounded),
            graph.constant(f"{key}.s", scales),
            "",
            graph.constant(f"{key}.b", bias),
        )
        return graph.node("DynamicQuantizeMatMul", (given, *constants), key, domain=FUSED)

    def normalised(change: str, before: str, part: str, into: str) -> str:
        gain = graph.constant(f"{name}.{part}.w", weights[f"{part}.w"])
        shift = graph.constant(f"{name}.{part}.b", weights[f"{part}.b"])
        return graph.node(
            "SkipLayerNormalization",
            (change, before, gain, shift),
            into,
            domain=FUSED,
            epsilon=epsilon,
        )

    seen = graph.node("Concat", (flow, BEFORE), f"{name}.seen", axis=1)
    asked = product(flow, "q")
    keys, values = f"{name}.keys", f"{name}.values"
    graph.node("Split", (product(seen, "k", "v"),), keys, values, axis=-1, num_outputs=2)
    attended = graph.node(
        "MultiHeadAttention",
        (asked, keys, values),
        f"{name}.attended",
        domain=FUSED,
        num_heads=heads,
    )
    mixed = normalised(product(attended, "ao"), flow, "aln", f"{name}.mixed")
    grown = graph.node("Gelu", (product(mixed, "fi"),), f"{name}.grown")
    return normalised(product(grown, "fo"), mixed, "oln", result)
