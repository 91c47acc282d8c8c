"""The coach in a browser opens for the owner's token, and for nobody without it."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar, WSServerHandshakeError
from aiohttp.test_utils import TestServer

from kizashi.events import MessageReceived
from kizashi.language import Language
from kizashi.parts import FileCard
from server.web_seat import COOKIE, HOURS, TRIES_PER_MINUTE, Logins, WebSeat
from tests.tui.scene import NOON, morning
from tests.tui.server import OWNER_TOKEN, SmallServer


@pytest.fixture
def kizashi() -> Iterator[SmallServer]:
    with SmallServer(NOON) as server:
        morning(server)
        yield server


@asynccontextmanager
async def a_browser(kizashi: SmallServer) -> AsyncIterator[tuple[ClientSession, str]]:
    """A browser in front of a seat; it keeps cookies and does not follow redirects by itself."""
    seat = WebSeat(kizashi.url, "127.0.0.1", 0, Language.JA)
    async with TestServer(await seat._make_app()) as server:
        jar = CookieJar(unsafe=True)
        async with ClientSession(cookie_jar=jar) as session:
            yield session, str(server.make_url("")).rstrip("/")


async def log_in(session: ClientSession, base: str, token: str, **headers: str) -> tuple[int, str]:
    posted = session.post(
        f"{base}/login", data={"token": token}, headers=headers, allow_redirects=False
    )
    async with posted as answer:
        return answer.status, await answer.text()


async def test_nobody_gets_in_without_the_owners_key(kizashi: SmallServer) -> None:
    async with a_browser(kizashi) as (session, base):
        async with session.get(base, allow_redirects=False) as answer:
            assert (answer.status, answer.headers["Location"]) == (302, "/login")
        with pytest.raises(WSServerHandshakeError):
            await session.ws_connect(f"{base}/ws")
        status, page = await log_in(session, base, "kz_wrong")
        assert status == 401
        assert "この合鍵では開けません" in page


async def test_the_owners_key_opens_a_coach_and_logging_out_closes_it(
    kizashi: SmallServer,
) -> None:
    async with a_browser(kizashi) as (session, base):
        status, _ = await log_in(session, base, OWNER_TOKEN)
        assert status == 303
        cookie = next(one for one in session.cookie_jar if one.key == COOKIE)
        assert cookie["httponly"]
        assert cookie["samesite"] == "Strict"
        assert OWNER_TOKEN not in cookie.value
        async with session.get(base) as answer:
            page = await answer.text()
            assert OWNER_TOKEN not in page
            assert answer.headers["X-Frame-Options"] == "DENY"
        async with session.ws_connect(f"{base}/ws?width=100&height=30") as socket:
            drawn = ""
            async with asyncio.timeout(60):
                while "佐藤" not in drawn:
                    message = await socket.receive()
                    if isinstance(message.data, bytes):
                        drawn += message.data.decode("utf-8", "ignore")
        async with session.post(f"{base}/logout", allow_redirects=False) as answer:
            assert answer.status == 303
        async with session.get(base, allow_redirects=False) as answer:
            assert answer.status == 302


async def test_another_page_may_not_act_in_the_owners_name(kizashi: SmallServer) -> None:
    async with a_browser(kizashi) as (session, base):
        status, _ = await log_in(session, base, OWNER_TOKEN, Origin="https://evil.example")
        assert status == 403


async def test_guessing_is_slowed_down(kizashi: SmallServer) -> None:
    async with a_browser(kizashi) as (session, base):
        for _ in range(TRIES_PER_MINUTE):
            await log_in(session, base, "kz_wrong")
        status, _ = await log_in(session, base, OWNER_TOKEN)
        assert status == 429


async def test_a_kizashi_that_is_away_is_said(kizashi: SmallServer) -> None:
    async with a_browser(kizashi) as (session, base):
        kizashi.go_away()
        status, page = await log_in(session, base, OWNER_TOKEN)
        assert status == 401
        assert "つながりません" in page


def test_a_login_ends_after_its_hours() -> None:
    now = [0.0]
    logins = Logins(now=lambda: now[0])
    secret = logins.open("kz_token")
    assert logins.token(secret) == "kz_token"
    now[0] = HOURS * 3600 + 1
    assert logins.token(secret) is None
    assert logins.token("somebody's") is None


async def test_a_file_of_a_customer_is_kept_by_the_browser_and_never_run(
    kizashi: SmallServer,
) -> None:
    card = FileCard(id="fil_1", name="割れた 器.png", media_type="image/png", size=4)
    sent = MessageReceived(id="msg_photo", text="写真です", parts=(card,))
    kizashi.happens(sent, person="per_sato", conversation="con_sato")
    kizashi.pages["/v1/files/fil_1"] = "PNG…"
    async with a_browser(kizashi) as (session, base):
        await log_in(session, base, OWNER_TOKEN)
        async with session.ws_connect(f"{base}/ws?width=140&height=40") as socket:
            key = await asyncio.wait_for(_delivered(socket), 60)
            async with session.get(f"{base}/download/{key}") as answer:
                content = await answer.read()
                headers = answer.headers
        async with session.get(f"{base}/download/another") as answer:
            assert answer.status == 404
    assert content == "PNG…".encode()
    assert headers["Content-Disposition"].endswith("%E5%89%B2%E3%82%8C%E3%81%9F%20%E5%99%A8.png")
    assert headers["Content-Disposition"].startswith("attachment")
    assert headers["X-Content-Type-Options"] == "nosniff"


async def _delivered(socket: ClientWebSocketResponse) -> str:
    """Opens the file once it is on the screen; the key under which it is delivered."""
    drawn, asked = "", False
    while True:
        message = await socket.receive()
        if isinstance(message.data, bytes):
            drawn += message.data.decode("utf-8", "ignore")
        elif isinstance(message.data, str):
            kind, *rest = json.loads(message.data)
            if kind == "deliver_file_start":
                return str(rest[0])
        if not asked and "割れた" in drawn:
            asked = True
            await socket.send_json(["stdin", "v"])
