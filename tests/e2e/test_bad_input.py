"""What is malformed, oversized, forged or hostile is refused clearly, and the house stands."""

import asyncio
import contextlib
import json
import urllib.error
import urllib.request
from typing import Any

import pytest
import websockets

from kizashi.protocol import MAX_FRAME_BYTES
from tests.client import Client
from tests.e2e.conftest import Connect, visitor
from tests.live import LiveServer


async def refused(server: LiveServer, first: str | bytes) -> dict[str, Any]:
    """What the server says to a first frame before it closes the connection."""
    async with websockets.connect(server.socket_address, max_size=None) as connection:
        await connection.send(first)
        return json.loads(await connection.recv())


@pytest.mark.parametrize(
    ("first", "code"),
    [
        ("{", "frame.json"),
        ("[1, 2]", "frame.shape"),
        ('{"type": "dance"}', "frame.unknown"),
        ('{"type": "ping"}', "hello.missing"),
        ('{"type": "hello"}', "hello.credentials"),
        ('{"type": "hello", "token": "kz_wrong"}', "auth.token"),
        ('{"type": "hello", "session": "forged.session.here"}', "session.invalid"),
        ('{"type": "hello", "protocol": 99, "token": "x"}', "protocol.version"),
        (b"\x00\x01", "frame.binary"),
        pytest.param('{"type":' * 5000, "frame.json", id="deep"),
    ],
)
async def test_a_bad_first_frame_is_refused_with_words(
    server: LiveServer, first: str | bytes, code: str
) -> None:
    error = await refused(server, first)
    assert error["type"] == "error"
    assert error["code"] == code
    assert error["fatal"] is True
    assert error["message"]
    assert error["remedy"]


async def test_a_bad_frame_later_does_not_end_the_connection(
    server: LiveServer, connect: Connect
) -> None:
    customer = await visitor(server, connect)
    for text, code in (
        ("not json", "frame.json"),
        (json.dumps({"type": "message", "id": "a", "text": ""}), "frame.field"),
        (json.dumps({"type": "message", "id": "a", "text": "x" * 10_001}), "frame.field"),
        (json.dumps({"type": "message", "id": "a b!", "text": "x"}), "frame.field"),
        (json.dumps({"type": "message", "id": "a", "text": "x", "extra": 1}), "frame.field"),
        (json.dumps({"type": "message", "id": "blank", "text": " \x00\x07 "}), "input.invalid"),
        (json.dumps({"type": "ping", "pad": "x" * MAX_FRAME_BYTES}), "frame.too_large"),
        (json.dumps({"type": "message", "id": "mb", "text": "x" * 1_000_000}), "frame.too_large"),
        (json.dumps({"type": "set_autonomy", "id": "s", "autonomy": "run"}), "auth.scope"),
        (json.dumps({"type": "subscribe", "id": "c", "after": 10**12}), "cursor.unknown"),
    ):
        seen = len(customer.frames)
        await customer.connection.send(text)
        error = await customer.frame(lambda f: f["type"] == "error", after=seen)
        assert error["code"] == code, text[:60]
        assert not error.get("fatal")
    assert (await customer.ask(type="message", text="こんにちは"))["type"] == "ack"


async def test_invalid_utf8_closes_that_connection_only(
    server: LiveServer, connect: Connect
) -> None:
    customer = await visitor(server, connect)
    broken = await websockets.connect(server.socket_address)
    with contextlib.suppress(websockets.ConnectionClosed):
        await broken.send(b"\xff\xfe\xfd", text=True)
        await broken.recv()
    assert broken.close_code == 1007
    assert (await customer.ask(type="message", text="まだ話せますか"))["type"] == "ack"


async def test_markup_and_control_characters_arrive_as_harmless_text(
    server: LiveServer, connect: Connect, owner: Client
) -> None:
    customer = await visitor(server, connect)
    sent = "<script>alert(1)</script>\x1b[31m\u202e<img src=x onerror=alert(1)>\r\nこんにちは"
    await customer.ask(type="message", text=sent)
    received = (await owner.event("message.received"))["body"]["text"]
    assert received == ("<script>alert(1)</script>[31m<img src=x onerror=alert(1)>\nこんにちは")


async def test_the_same_message_sent_again_is_stored_once(
    server: LiveServer, connect: Connect, owner: Client
) -> None:
    customer = await visitor(server, connect)
    first = await customer.ask(type="message", id="same", text="一度だけ")
    again = await customer.ask(type="message", id="same", text="一度だけ")
    assert again["seq"] == first["seq"]
    assert again["duplicate"] is True
    await owner.event("message.received", id="same")
    assert len(owner.events("message.received")) == 1


async def test_a_customer_sees_only_their_own_conversation_and_nothing_of_the_agents(
    server: LiveServer, connect: Connect, owner: Client
) -> None:
    one, other = await visitor(server, connect), await visitor(server, connect)
    await one.ask(type="message", text="秘密の相談です。主人には内緒で贈り物をしたくて")
    await owner.event("draft.held")
    await other.ask(type="message", text="はじめまして")
    await other.event("message.received")
    assert {f["body"]["kind"] for f in other.frames if f["type"] == "event"} <= {
        "message.received",
        "message.sent",
    }
    assert all("秘密" not in json.dumps(f, ensure_ascii=False) for f in other.frames)


async def test_too_many_messages_in_a_short_time_are_refused_with_a_time_to_wait(
    server: LiveServer, connect: Connect
) -> None:
    customer = await visitor(server, connect)
    answers = [await customer.ask(type="message", text=f"{n} 回目") for n in range(20)]
    limited = [a for a in answers if a["type"] == "error"]
    assert limited
    assert limited[0]["code"] == "rate.limited"
    assert limited[0]["retry_after"] > 0


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        pytest.param("/v1/readings", b"{", 422, "input.json", id="not-json"),
        pytest.param("/v1/readings", b'{"items": [{"text": 5}]}', 422, "input.invalid", id="type"),
        pytest.param("/v1/readings", b"[" * 100_000, 422, "input.json", id="deep"),
        pytest.param("/v1/readings", b'{"items": "\xff"}', 422, "input.json", id="not-utf8"),
        pytest.param(
            "/v1/replies",
            b'{"items": [{"id": "1", "text": "' + b"x" * 20_000 + b'"}]}',
            422,
            "input.invalid",
            id="long-text",
        ),
        pytest.param("/v1/recall", b'{"query": "x"}', 422, "recall.who", id="nobody"),
        pytest.param("/v1/memories", b'{"person": "p"}', 422, "input.invalid", id="no-lines"),
        pytest.param("/v1/nothing", b"{}", 404, "not_found", id="nowhere"),
        pytest.param("/v1/readings", b"x" * (17 * 1024 * 1024), 413, "input.too_large", id="17-mb"),
    ],
)
async def test_a_bad_request_is_refused_with_words(
    server: LiveServer, path: str, body: bytes, status: int, code: str
) -> None:
    got, error = await asyncio.to_thread(raw_post, server, path, body, server.token)
    assert (got, error["code"]) == (status, code)
    assert error["message"]
    assert error["remedy"]


async def test_what_is_null_or_written_otherwise_is_taken_as_it_is_meant(
    server: LiveServer,
) -> None:
    def post(path: str, body: object) -> dict[str, object]:
        return server.post(path, body, server.token)

    moment = {"id": 7, "text": None, "language": "fr", "context": None}
    visit = {"event": "page", "properties": None, "local_time": None}
    asked = {"items": [{**moment, "behaviour": [visit]}]}
    read = await asyncio.to_thread(post, "/v1/readings", asked)
    assert [one["id"] for one in read["items"]] == [7]

    text = {"id": None, "text": None, "context": {"language": "fr", "dialogue": None}}
    reviewed = await asyncio.to_thread(post, "/v1/reviews", {"items": [text]})
    assert [one["decision"] for one in reviewed["items"]] == ["send"]

    lines = [
        {"speaker": "Mio", "text": "陶芸が好きです", "reference": 12},
        {"speaker": "Mio", "text": ""},
    ]
    kept = await asyncio.to_thread(post, "/v1/memories", {"person": "mio", "items": lines})
    assert kept["added"] == 1
    empty = await asyncio.to_thread(post, "/v1/memories", {"person": "mio", "items": []})
    assert empty["added"] == 0
    hits = await asyncio.to_thread(post, "/v1/recall", {"person": "mio", "query": "趣味"})
    assert [hit["reference"] for hit in hits["hits"]] == ["12"]


@pytest.mark.parametrize(
    ("token", "code"), [(None, "auth.missing"), ("kz_wrong", "auth.token"), ("ø", "auth.token")]
)
async def test_wrong_tokens_are_refused(server: LiveServer, token: str | None, code: str) -> None:
    status, error = await asyncio.to_thread(
        raw_post, server, "/v1/readings", b'{"items": []}', token
    )
    assert (status, error["code"]) == (401, code)


async def test_a_key_does_what_its_scopes_say_until_it_is_revoked(server: LiveServer) -> None:
    made = server.run("keys", "create", "checker", "--scope", "readings")
    token = next(word for word in made.split() if word.startswith("kz_"))
    key = next(word for word in made.split() if word.startswith("key_"))
    assert server.post("/v1/readings", {"items": []}, token) == {"items": []}
    status, error = raw_post(server, "/v1/replies", b'{"items": []}', token)
    assert (status, error["code"]) == (403, "auth.scope")
    server.run("keys", "revoke", key)
    status, error = raw_post(server, "/v1/readings", b'{"items": []}', token)
    assert (status, error["code"]) == (401, "auth.token")


def raw_post(
    server: LiveServer, path: str, body: bytes, token: str | None
) -> tuple[int, dict[str, str]]:
    """Status and error of a request that is expected to fail."""
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    headers = {"Content-Type": "application/json"}
    if token is not None:
        headers["Authorization"] = f"Bearer {token}".encode().decode("latin-1")
    connection.request("POST", path, body=body, headers=headers)
    answer = connection.getresponse()
    content = json.loads(answer.read())
    connection.close()
    return answer.status, content["error"]


async def test_the_house_still_stands(server: LiveServer) -> None:
    with contextlib.suppress(urllib.error.URLError):
        assert server.get("/v1/health")["status"] == "ok"
        return
    raise AssertionError("the server is gone")


def test_the_description_tells_what_failures_look_like(server: LiveServer) -> None:
    described = server.get("/openapi.json")
    error = described["components"]["schemas"]["Failed"]["properties"]["error"]
    with pytest.raises(urllib.error.HTTPError) as failed:
        server.get("/v1/overview")
    shown = json.load(failed.value)["error"]

    assert error == {"$ref": "#/components/schemas/Failure"}
    assert set(described["components"]["schemas"]["Failure"]["required"]) == set(shown)
    assert "HTTPValidationError" not in described["components"]["schemas"]
    every = [way for path in described["paths"].values() for way in path.values()]
    assert all("4XX" in way["responses"] for way in every)
