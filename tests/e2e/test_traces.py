"""The spans of a turn reach a collector that speaks OTLP, at the latest when the server stops."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import grpc
import pytest
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2_grpc as rpc
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)

from tests.client import Client
from tests.live import live_server


class Collector(rpc.TraceServiceServicer):
    """Keeps the names of the spans that are sent to it."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.received = b""

    def Export(  # noqa: N802 - the name of the method in the protocol
        self, request: ExportTraceServiceRequest, context: grpc.ServicerContext
    ) -> ExportTraceServiceResponse:
        self.received += request.SerializeToString()
        for resource in request.resource_spans:
            for scope in resource.scope_spans:
                self.names.extend(one.name for one in scope.spans)
        return ExportTraceServiceResponse()


@pytest.fixture
def collector() -> Iterator[tuple[Collector, str]]:
    """A collector on this machine, and its address."""
    kept, server = Collector(), grpc.server(ThreadPoolExecutor(2))
    rpc.add_TraceServiceServicer_to_server(kept, server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    yield kept, f"http://127.0.0.1:{port}"
    server.stop(grace=None).wait()


async def test_a_turn_can_be_followed_in_a_collector(
    tmp_path: Path, collector: tuple[Collector, str]
) -> None:
    kept, address = collector
    with live_server(tmp_path, KIZASHI_OPERATIONS__TRACES=address) as server:
        owner = await Client.connect(server.socket_address, token=server.token)
        await owner.ask(type="subscribe", after=0)
        session = server.post("/v1/sessions", {"language": "ja"})
        customer = await Client.connect(server.socket_address, session=session["session"])
        await customer.ask(type="message", text="内緒の贈り物を探しています")
        await owner.event("turn.finished")
        await owner.close()
        await customer.close()
        assert server.stop() == 0

    assert {"turn", "listener", "memory", "negotiator", "reviewer", "outcome"} <= set(kept.names)
    assert "内緒".encode() not in kept.received


@pytest.mark.slow
async def test_a_collector_that_is_gone_costs_nothing_but_its_spans(tmp_path: Path) -> None:
    with live_server(tmp_path, KIZASHI_OPERATIONS__TRACES="http://127.0.0.1:9") as server:
        owner = await Client.connect(server.socket_address, token=server.token)
        await owner.ask(type="subscribe", after=0)
        session = server.post("/v1/sessions", {"language": "en"})
        customer = await Client.connect(server.socket_address, session=session["session"])
        await customer.ask(type="message", text="hello")
        await owner.event("turn.finished")
        await owner.close()
        await customer.close()
        assert server.stop() == 0
