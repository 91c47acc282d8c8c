"""A tool server on the web, spoken to within bounds.

The MCP package bounds each event of a stream, but reads an answer of plain JSON whole before
anybody can object. Here the body of such an answer has a greatest length too, and may not be
compressed: a small body could unfold into a large one.
"""

import contextlib
from collections.abc import AsyncIterator
from typing import Any

from agents.tools.pipe import Pipe
from agents.tools.trouble import unavailable

EVENTS = "text/event-stream"
UNPACKED = {"Accept-Encoding": "identity"}


@contextlib.asynccontextmanager
async def reached(
    url: str, key: str | None, seconds: float, longest: int, pipe: Pipe
) -> AsyncIterator[tuple[Any, Any]]:
    """The streams that an MCP session reads and writes. `longest` bounds one message in bytes,
    `seconds` the wait for a connection or the next piece of an answer. What was too large is told
    by `pipe`."""
    import httpx2
    from mcp.client.streamable_http import streamable_http_client

    class Bounded(httpx2.AsyncHTTPTransport):
        async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
            response = await super().handle_async_request(request)
            if "content-encoding" in response.headers:
                await response.aclose()
                raise unavailable("failed")
            if not response.headers.get("content-type", "").startswith(EVENTS):
                response.stream = Measured(response.stream)
            return response

    class Measured(httpx2.AsyncByteStream):
        def __init__(self, body: Any) -> None:
            self._body = body

        async def __aiter__(self) -> AsyncIterator[bytes]:
            size = 0
            async for piece in self._body:
                size += len(piece)
                if size > longest:
                    pipe.broken = "tool.too_large"
                    raise unavailable("too_large")
                yield piece

        async def aclose(self) -> None:
            await self._body.aclose()

    headers = UNPACKED | ({"Authorization": f"Bearer {key}"} if key else {})
    async with (
        httpx2.AsyncClient(headers=headers, timeout=seconds, transport=Bounded()) as client,
        streamable_http_client(url, http_client=client, max_sse_event_size=longest) as streams,
    ):
        yield streams
