"""Who a visitor is has to be proven, on the real server: tokens, renewals, origins, claims."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import jwt
import pytest
import websockets

from kizashi.settings import Identity, Server, Settings
from server.identity import identity_secret
from tests.client import Client
from tests.doors import Doors, doors

Connect = Callable[[Doors, dict[str, Any]], Awaitable[Client]]
SHOP = "https://shop.example.jp"


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    """A business that takes nobody's word for who a visitor is, on one page of its own."""
    folder = tmp_path_factory.mktemp("strict")
    settings = Settings(
        root=folder,
        identity=Identity(enforced=True),
        server=Server(allowed_origins=(SHOP,)),
    )
    with doors(folder, settings) as found:
        yield found


@pytest.fixture
async def connect() -> AsyncIterator[Connect]:
    clients: list[Client] = []

    async def connected(strict: Doors, session: dict[str, Any]) -> Client:
        client = await Client.connect(strict.socket_address, session=session["session"])
        clients.append(client)
        return client

    yield connected
    for client in clients:
        await client.close()


def token(strict: Doors, user: str, **claims: Any) -> str:
    now = strict.services.clock.now().timestamp()
    body = {"user_id": user, "aud": "kizashi", "iat": now, "exp": now + 300, **claims}
    return jwt.encode(body, identity_secret(strict.settings.data), "HS256")


def refused(strict: Doors, body: dict[str, Any], **headers: str) -> tuple[int, str]:
    """Status and code of the refusal of `POST /v1/sessions`."""
    answer = strict.post("/v1/sessions", body, **headers)
    return answer.status, answer.code


async def told(strict: Doors, connect: Connect, session: dict[str, Any]) -> list[str]:
    """The texts that this session is shown."""
    client: Client = await connect(strict, session)
    await client.ask(type="subscribe", after=0)
    await client.frame(lambda frame: frame["type"] == "caught_up")
    return [event["body"]["text"] for event in client.events("message.received")]


async def test_a_user_finds_their_conversation_in_another_browser(
    strict: Doors, connect: Connect
) -> None:
    desk = strict.visitor(token=token(strict, "u-1"))
    client = await connect(strict, desk)
    await client.ask(type="message", text="机から書きました。")

    phone = strict.visitor(token=token(strict, "u-1"))

    assert await told(strict, connect, phone) == ["机から書きました。"]
    assert phone["verified"] is True


async def test_nobody_else_sees_anything_of_that_user(strict: Doors, connect: Connect) -> None:
    mine = strict.visitor(token=token(strict, "u-2"))
    client = await connect(strict, mine)
    await client.ask(type="message", id="m-secret", text="わたしだけの話です。")

    stranger = strict.visitor()
    another = strict.visitor(token=token(strict, "u-3"))

    for session in (stranger, another):
        assert await told(strict, connect, session) == []
        # The id of somebody else's message brings nothing back and takes nothing away.
        other = await connect(strict, session)
        replayed = await other.ask(type="message", id="m-secret", text="まねです。")
        assert replayed["duplicate"] is False
        assert await told(strict, connect, session) == ["まねです。"]
    assert await told(strict, connect, mine) == ["わたしだけの話です。"]


async def test_a_stranger_comes_back_as_the_same_person(strict: Doors) -> None:
    first = strict.visitor()
    again = strict.visitor(session=first["session"])

    assert again["person"] == first["person"]
    assert again["conversation"] == first["conversation"]
    assert again["verified"] is False


def test_a_user_is_not_renewed_without_a_proof(strict: Doors) -> None:
    mine = strict.visitor(token=token(strict, "u-4"))

    assert refused(strict, {"session": mine["session"]}) == (401, "session.proof")


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"exp": 1}, "identity.expired"),
        ({"aud": "another"}, "identity.audience"),
        ({"user_id": "anonymous"}, "identity.user"),
    ],
)
def test_a_token_that_does_not_fit_is_refused(
    strict: Doors, claims: dict[str, Any], code: str
) -> None:
    assert refused(strict, {"token": token(strict, "u-5", **claims)})[1] == code


def test_an_unsigned_token_is_refused(strict: Doors) -> None:
    now = strict.services.clock.now().timestamp()
    claims = {"user_id": "u-1", "aud": "kizashi", "iat": now, "exp": now + 300}
    unsigned = jwt.encode(claims, None, "none")

    assert refused(strict, {"token": unsigned}) == (401, "identity.token")


def test_a_hash_is_refused_unless_it_was_allowed(strict: Doors) -> None:
    body = {"user_id": "u-1", "user_hash": "0" * 64}

    assert refused(strict, body) == (401, "identity.hash")


@pytest.mark.parametrize("body", [{"user_id": "u-1"}, {"user_hash": "00"}, {"person": "per_1"}])
def test_a_claim_without_a_proof_is_no_request(strict: Doors, body: dict[str, str]) -> None:
    assert refused(strict, body) == (422, "input.invalid")


@pytest.mark.parametrize("event", ["identify", "alias", "group"])
async def test_a_page_cannot_say_who_its_visitor_is(
    strict: Doors, connect: Connect, event: str
) -> None:
    stranger = strict.visitor()
    client = await connect(strict, stranger)
    claim = {"event": event, "properties": {"user_id": "u-1"}}

    answer = await client.ask(type="behaviour", behaviour=claim)

    assert (answer["type"], answer["code"]) == ("error", "identity.unverified")


def test_another_page_gets_no_session(strict: Doors) -> None:
    assert refused(strict, {}, Origin="https://evil.example") == (403, "origin.denied")
    assert strict.post("/v1/sessions", {}, Origin=SHOP).status == 200
    assert strict.post("/v1/sessions", {}, Origin=strict.address).status == 200


async def test_another_page_gets_no_connection(strict: Doors) -> None:
    session = strict.visitor()["session"]
    connecting = websockets.connect(strict.socket_address, origin="https://evil.example")
    async with connecting as connection:
        await connection.send(f'{{"type": "hello", "session": "{session}"}}')
        assert '"origin.denied"' in str(await connection.recv())
