"""Ten thousand connections from one address: bounded, told why, and the others are served."""

import asyncio
import json
from collections.abc import Iterator

import pytest
import websockets

from kizashi.settings import Server, Settings
from tests.client import Client
from tests.doors import Doors, doors

MOST = 20


@pytest.fixture(scope="module")
def business(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    folder = tmp_path_factory.mktemp("business")
    settings = Settings(root=folder, server=Server(connections_per_address=MOST))
    with doors(folder, settings) as found:
        yield found


async def refused(business: Doors) -> str:
    """Opens one more connection; the code it is refused with."""
    async with websockets.connect(business.socket_address, open_timeout=30) as connection:
        return str(json.loads(await connection.recv())["code"])


async def flood(business: Doors, connections: int, at_once: int) -> set[str]:
    gate = asyncio.Semaphore(at_once)

    async def one() -> str:
        async with gate:
            return await refused(business)

    return set(await asyncio.gather(*(one() for _ in range(connections))))


async def test_past_the_limit_connections_are_refused_and_those_inside_go_on(
    business: Doors,
) -> None:
    await bounded(business, connections=300, at_once=50)


@pytest.mark.slow
@pytest.mark.timeout(600)
async def test_ten_thousand_connections_from_one_address_are_bounded(business: Doors) -> None:
    await bounded(business, connections=10_000, at_once=200)


async def bounded(business: Doors, connections: int, at_once: int) -> None:
    inside = [
        await Client.connect(business.socket_address, session=business.visitor()["session"])
        for _ in range(MOST)
    ]

    assert await flood(business, connections, at_once) == {"connections.too_many"}

    answer = await inside[0].ask(type="message", text="まだ話せますか")
    assert answer["type"] == "ack"
    assert business.services.presences.connections_from("127.0.0.1") == MOST
    for client in inside:
        await client.close()


async def test_sessions_from_one_address_are_bounded(business: Doors) -> None:
    answers = [business.post("/v1/sessions", {}) for _ in range(150)]

    assert {answer.status for answer in answers} == {200, 429}
    late = next(answer for answer in answers if answer.status == 429)
    assert late.code == "rate.limited"
    assert int(late.headers["Retry-After"]) >= 1
