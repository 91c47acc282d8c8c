"""Sending the spans of turns to an OpenTelemetry collector, while the process serves.

OTLP over gRPC (https://opentelemetry.io/docs/specs/otlp/). A collector that is slow or gone costs
its spans and nothing else: they are sent from a thread of their own and dropped when they pile up.
"""

from collections.abc import Iterator
from contextlib import contextmanager

EXPORT_SECONDS = 2
"""How long one attempt to send may take, and so what the end of the process may wait for."""


@contextmanager
def traced(collector: str | None) -> Iterator[None]:
    """Sends the process's spans to the collector at this address; `None` sends nothing."""
    if collector is None:
        yield
        return
    # Here, for a process without a collector should not pay for loading them.
    from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import SERVICE_NAME, Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor
    from opentelemetry.trace import set_tracer_provider

    provider = TracerProvider(resource=Resource.create({SERVICE_NAME: "kizashi"}))
    exporter = OTLPSpanExporter(
        endpoint=collector, insecure=collector.startswith("http://"), timeout=EXPORT_SECONDS
    )
    provider.add_span_processor(BatchSpanProcessor(exporter))
    set_tracer_provider(provider)
    try:
        yield
    finally:
        provider.shutdown()
