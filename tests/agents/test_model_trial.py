"""What is said of a model that cannot be used: in `doctor`, in the owner's own language.


The servers are real ones on the loopback address; what they answer is hand-written.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from agents.minds.model.trial import tried
from agents.minds.model.unavailable import ModelUnavailable
from kizashi.clock import SystemClock
from kizashi.language import Language
from kizashi.minds import MindSettings, Model
from kizashi.settings import Business, Settings
from kizashi.texts import text
from server.commands.doctor import _models

Answering = Callable[[asyncio.StreamWriter], None]


def http(status: str, body: str, kind: str = "application/json") -> Answering:
    def answer(writer: asyncio.StreamWriter) -> None:
        head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        writer.write(f"{head}Connection: close\r\n\r\n{body}".encode())

    return answer


def another_protocol(writer: asyncio.StreamWriter) -> None:
    writer.write(b"220 mail.example ESMTP ready\r\n")


@asynccontextmanager
async def server(answer: Answering) -> AsyncIterator[str]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(65_536)
        answer(writer)
        await writer.drain()
        writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    async with listening:
        yield f"http://127.0.0.1:{port}/v1"


ERROR = '{"error": {"message": "secret details", "code": "%s"}}'
SERVERS = [
    (http("401 Unauthorized", ERROR % "invalid_api_key"), "refused"),
    (http("404 Not Found", ERROR % "model_not_found"), "unknown"),
    (http("429 Too Many Requests", ERROR % "rate_limit"), "limited"),
    (http("400 Bad Request", ERROR % "context_length_exceeded"), "overflow"),
    (http("200 OK", "<html>Welcome to nginx</html>", "text/html"), "failed"),
    (http("200 OK", '{"hello": "world"}'), "failed"),
    (another_protocol, "failed"),
]


@pytest.mark.parametrize(("answer", "trouble"), SERVERS)
async def test_what_a_server_cannot_do_is_named(answer, trouble, tmp_path):
    async with server(answer) as address:
        model = Model(provider="openai", name="x", endpoint=address)
        with pytest.raises(ModelUnavailable) as raised:
            await tried("listener", model, tmp_path, SystemClock())

    assert raised.value.code == f"model.{trouble}"
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize("language", list(Language))
async def test_doctor_says_it_in_the_owners_language_with_what_to_do(language, tmp_path):
    async with server(SERVERS[0][0]) as address:
        mind = MindSettings(shared=Model(provider="openai", name="x", endpoint=address))
        settings = Settings(root=tmp_path, mind=mind, business=Business(language=language))
        (check,) = [check async for check in _models(settings)]

    assert check.wrong == text(language, "coach.news.model.refused")
    assert check.remedy == text(language, "server.doctor.model_remedies.refused")
    assert not check.serious


async def test_doctor_tries_the_same_model_at_each_place_where_it_is_reached(tmp_path):
    async with server(SERVERS[0][0]) as one, server(SERVERS[2][0]) as other:
        shared = Model(provider="openai", name="x", endpoint=one)
        mind = MindSettings(
            shared=shared, of_agent={"coach": shared.model_copy(update={"endpoint": other})}
        )
        settings = Settings(root=tmp_path, mind=mind)
        checks = [check async for check in _models(settings)]

    language = settings.business.language
    assert {check.wrong for check in checks} == {
        text(language, "coach.news.model.refused"),
        text(language, "coach.news.model.limited"),
    }
