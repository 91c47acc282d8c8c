"""Every provider's protocol, spoken by a server on the loopback address.

What the servers answer is written by hand after each provider's public reference of its API, and
plays a model that greets in Japanese, as a stream and in JSON.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from autogen_core.models import SystemMessage, UserMessage

from agents.minds.model.clients import client_of
from agents.minds.model.trial import Trial, tried
from agents.minds.model.unavailable import ModelUnavailable
from kizashi.clock import SystemClock
from kizashi.minds import Model

WORDS = ("こんにち", "は。", "ようこそ。")
SHAPED = json.dumps({"greeting": "こんにちは"}, ensure_ascii=False)
KEY = "a-key-of-ours"


@dataclass
class Asked:
    """One request as it came in."""

    path: str
    headers: Mapping[str, str]
    body: dict[str, Any]


@dataclass
class Provider:
    """One provider's side of the wire."""

    name: str
    address: str = ""
    refuses: int | None = None
    """The HTTP status with which every call is refused."""
    asked: list[Asked] = field(default_factory=list)

    def answer(self, asked: Asked) -> tuple[str, bytes]:
        """Content type and body."""
        streamed = bool(asked.body.get("stream"))
        if self.name == "anthropic":
            return _events(_anthropic_stream()) if streamed else _json(_anthropic_message())
        if self.name == "ollama":
            lines = _ollama_stream() if streamed else [_ollama_message(SHAPED, done=True)]
            return "application/x-ndjson", b"".join(_encoded(line) + b"\n" for line in lines)
        if streamed:
            return _events([(None, one) for one in _openai_stream()], done=True)
        return _json(_openai_message())


def _encoded(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _json(value: object) -> tuple[str, bytes]:
    return "application/json", _encoded(value)


def _events(
    events: Iterable[tuple[str | None, object]], *, done: bool = False
) -> tuple[str, bytes]:
    parts = []
    for name, data in events:
        head = f"event: {name}\n".encode() if name else b""
        parts.append(head + b"data: " + _encoded(data) + b"\n\n")
    if done:
        parts.append(b"data: [DONE]\n\n")
    return "text/event-stream", b"".join(parts)


def _openai_message() -> dict[str, Any]:
    message = {"role": "assistant", "content": SHAPED}
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18},
    }


def _openai_stream() -> Iterable[dict[str, Any]]:
    for word in (*WORDS, None):
        delta = {"content": word} if word else {}
        choice = {"index": 0, "delta": delta, "finish_reason": None if word else "stop"}
        yield {
            "id": "c1",
            "object": "chat.completion.chunk",
            "created": 1,
            "model": "m",
            "choices": [choice],
        }


def _anthropic_message(text: str | None = SHAPED) -> dict[str, Any]:
    return {
        "id": "m1",
        "type": "message",
        "role": "assistant",
        "model": "m",
        "content": [{"type": "text", "text": text}] if text else [],
        "stop_reason": "end_turn" if text else None,
        "stop_sequence": None,
        "usage": {"input_tokens": 11, "output_tokens": 7},
    }


def _anthropic_stream() -> Iterable[tuple[str, dict[str, Any]]]:
    block = {"type": "text", "text": ""}
    ended = {"stop_reason": "end_turn", "stop_sequence": None}
    yield "message_start", {"type": "message_start", "message": _anthropic_message(None)}
    yield (
        "content_block_start",
        {"type": "content_block_start", "index": 0, "content_block": block},
    )
    for word in WORDS:
        delta = {"type": "text_delta", "text": word}
        yield "content_block_delta", {"type": "content_block_delta", "index": 0, "delta": delta}
    yield "content_block_stop", {"type": "content_block_stop", "index": 0}
    usage = {"output_tokens": 7}
    yield "message_delta", {"type": "message_delta", "delta": ended, "usage": usage}
    yield "message_stop", {"type": "message_stop"}


def _ollama_message(text: str, *, done: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "model": "m",
        "created_at": "2026-01-01T00:00:00Z",
        "message": {"role": "assistant", "content": text},
        "done": done,
    }
    if done:
        told |= {"done_reason": "stop", "prompt_eval_count": 11, "eval_count": 7}
    return told


def _ollama_stream() -> list[dict[str, Any]]:
    return [*(_ollama_message(word, done=False) for word in WORDS), _ollama_message("", done=True)]


@asynccontextmanager
async def speaking(name: str, refuses: int | None = None) -> AsyncIterator[Provider]:
    provider = Provider(name, refuses=refuses)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        first, *lines = head.strip().split("\r\n")
        headers = {key.lower(): value for key, value in (line.split(": ", 1) for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        asked = Asked(first.split()[1], headers, json.loads(body))
        provider.asked.append(asked)
        if refuses is not None:
            kind, answer = _json({"error": {"message": "secret details"}})
        else:
            kind, answer = provider.answer(asked)
        status = f"{refuses or 200} X"
        writer.write(
            f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(answer)}\r\n"
            "Connection: close\r\n\r\n".encode()
            + answer
        )
        await writer.drain()
        writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    provider.address = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    async with listening:
        yield provider


def model_of(provider: Provider, **more: Any) -> Model:
    v1 = "/v1" if provider.name in ("openai", "gemini") else ""
    return Model(
        provider=provider.name,
        name="m",
        endpoint=provider.address + v1,
        key=None if provider.name == "ollama" else KEY,
        **more,
    )


PROVIDERS = ("openai", "azure", "anthropic", "gemini", "ollama")


@pytest.mark.parametrize("structured", ["schema", "json", "words"])
@pytest.mark.parametrize("name", PROVIDERS)
async def test_each_provider_answers_in_shape_in_japanese_and_word_by_word(
    name, structured, tmp_path
):
    async with speaking(name) as provider:
        model = model_of(provider, structured=structured)
        trial = await tried("negotiator", model, tmp_path, SystemClock())

    assert trial == Trial(shape=True, japanese=True, streams=True, seconds=trial.seconds)
    assert len(provider.asked) == 2


@pytest.mark.parametrize(
    ("name", "path", "header", "value"),
    [
        ("openai", "/v1/chat/completions", "authorization", f"Bearer {KEY}"),
        ("gemini", "/v1/chat/completions", "authorization", f"Bearer {KEY}"),
        (
            "azure",
            "/openai/deployments/m/chat/completions?api-version=2024-10-21",
            "api-key",
            KEY,
        ),
        ("anthropic", "/v1/messages", "authorization", f"Bearer {KEY}"),
        ("ollama", "/api/chat", "accept", "application/json"),
    ],
)
async def test_each_is_asked_at_its_own_place_with_its_key(name, path, header, value, tmp_path):
    async with speaking(name) as provider:
        await tried("negotiator", model_of(provider), tmp_path, SystemClock())

    assert {one.path for one in provider.asked} == {path}
    assert {one.headers.get(header) for one in provider.asked} == {value}


@pytest.mark.parametrize(
    ("status", "trouble"), [(401, "refused"), (404, "unknown"), (429, "limited"), (529, "failed")]
)
@pytest.mark.parametrize("name", PROVIDERS)
async def test_what_each_refuses_is_named_alike(name, status, trouble, tmp_path):
    async with speaking(name, refuses=status) as provider:
        with pytest.raises(ModelUnavailable) as raised:
            await tried("negotiator", model_of(provider), tmp_path, SystemClock())

    assert raised.value.code == f"model.{trouble}"
    assert "secret" not in str(raised.value)


async def test_anthropic_is_asked_to_keep_the_standing_part_of_a_prompt():
    async with speaking("anthropic") as provider:
        client = client_of(model_of(provider))
        standing = SystemMessage(content="You are kind.")
        said = await client.create(
            [standing, UserMessage(content="Hello.", source="test")],
            extra_create_args={"temperature": 0.2, "max_tokens": 50},
        )
        await client.close()

    [asked] = provider.asked
    assert said.content == SHAPED
    assert asked.body["system"] == [
        {"type": "text", "text": "You are kind.", "cache_control": {"type": "ephemeral"}}
    ]
    # The API of today takes no temperature, which AutoGen's client always sends
    assert "temperature" not in asked.body
    assert asked.body["max_tokens"] == 50
