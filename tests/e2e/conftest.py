"""One served sample business for the tests of a file, and clients to talk to it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import pytest
import pytest_asyncio

from tests.client import Client
from tests.live import LiveServer, live_server

Connect = Callable[..., Awaitable[Client]]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """A real server on a copy of the sample business, at autonomy `crawl`."""
    with live_server(tmp_path_factory.mktemp("business")) as live:
        yield live


@pytest_asyncio.fixture
async def connect(server: LiveServer) -> AsyncIterator[Connect]:
    """Connects clients to the server, and closes them at the end."""
    clients: list[Client] = []

    async def connected(**hello: Any) -> Client:
        client = await Client.connect(server.socket_address, **hello)
        clients.append(client)
        return client

    yield connected
    for client in clients:
        await client.close()


@pytest_asyncio.fixture
async def owner(server: LiveServer, connect: Connect) -> Client:
    """The owner, subscribed to what follows."""
    client = await connect(token=server.token)
    head = server.get("/v1/health")["head"]
    await client.ask(type="subscribe", after=head)
    return client


async def visitor(server: LiveServer, connect: Connect, language: str = "ja") -> Client:
    """A new visitor with a session, subscribed to their conversation."""
    session = server.post("/v1/sessions", {"language": language})
    client = await connect(session=session["session"], language=language)
    await client.ask(type="subscribe", after=0)
    return client
