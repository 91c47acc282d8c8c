"""Spans of a turn, for OpenTelemetry: which agent took how long, and how the turn ended.

Names, times and outcomes travel, and the ids of turn and conversation, which name nobody; never a
text, and of an exception not even its words, for they may quote one. Without a collector
(`operations.traces`) a span costs next to nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry.trace import (
    INVALID_SPAN,
    ProxyTracerProvider,
    Span,
    Status,
    StatusCode,
    Tracer,
    get_tracer,
    get_tracer_provider,
)

TRACER = get_tracer("kizashi")


@contextmanager
def span(tracer: Tracer, name: str, **attributes: str) -> Iterator[Span]:
    """A span around the block. `attributes` get the prefix `kizashi.`."""
    if tracer is TRACER and isinstance(get_tracer_provider(), ProxyTracerProvider):
        # Nobody collects: not even the context of a span need be made.
        yield INVALID_SPAN
        return
    with tracer.start_as_current_span(
        name,
        attributes={f"kizashi.{key}": value for key, value in attributes.items()},
        record_exception=False,
        set_status_on_exception=False,
    ) as one:
        yield one


def failed(one: Span, how: str) -> None:
    """Marks the span as failed; `how` is the name of an error's type, never its words."""
    one.set_status(Status(StatusCode.ERROR, how))
