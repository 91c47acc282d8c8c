"""The coach in a browser: the same program, drawn by the browser, behind the owner's login.

Each browser that logged in gets a coach of its own in a process of its own, with the token that
was typed at the login; the token stands in that process's environment, never on a command line.
"""

import asyncio
import hmac
import secrets
import shlex
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from importlib import resources
from string import Template
from typing import Any
from urllib.parse import quote, urlsplit

import httpx
from aiohttp import web
from textual_serve.app_service import AppService
from textual_serve.server import Server

from kizashi.language import Language
from kizashi.texts import text

COOKIE = "kizashi_seat"
HOURS = 12
"""A login lasts this long."""
TRIES_PER_MINUTE = 6
_CHECK_SECONDS = 10.0
_END_SECONDS = 5.0

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(slots=True)
class _Login:
    token: str
    until: float


@dataclass(slots=True)
class Logins:
    """Who is logged in, by the secret in their cookie; and how often an address has tried."""

    now: Callable[[], float] = time.monotonic
    _known: dict[str, _Login] = field(default_factory=dict)
    _tries: dict[str, list[float]] = field(default_factory=dict)

    def may_try(self, address: str) -> bool:
        """Counts a try; false when there were too many in the last minute."""
        now = self.now()
        lately = [at for at in self._tries.get(address, ()) if now - at < 60]
        self._tries[address] = [*lately, now]
        return len(lately) < TRIES_PER_MINUTE

    def open(self, token: str) -> str:
        """A new login; the secret for the cookie."""
        now = self.now()
        self._known = {key: one for key, one in self._known.items() if one.until > now}
        secret = secrets.token_urlsafe(32)
        self._known[secret] = _Login(token, now + HOURS * 3600)
        return secret

    def token(self, secret: str) -> str | None:
        """The token behind a cookie; `None` when nobody is logged in with it."""
        for known, login in self._known.items():
            if hmac.compare_digest(known, secret) and login.until > self.now():
                return login.token
        return None

    def close(self, secret: str) -> None:
        """Ends a login."""
        self._known.pop(secret, None)


class _Coach(AppService):
    """One coach of one browser."""

    def __init__(self, command: str, token: str, **more: Any) -> None:
        super().__init__(command, **more)
        self._token = token

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        environment: dict[str, str] = super()._build_environment(width, height)
        return {**environment, "KIZASHI_TOKEN": self._token}

    async def stop(self) -> None:
        """Ends the coach's process; one that does not end is ended."""
        await super().stop()
        process = self._process
        if process is not None and process.returncode is None:
            try:
                await asyncio.wait_for(process.wait(), _END_SECONDS)
            except TimeoutError:
                process.kill()
                await process.wait()


class WebSeat(Server):
    """Serves the coach of one Kizashi to browsers."""

    def __init__(
        self,
        kizashi: str,
        host: str,
        port: int,
        language: Language,
        public_url: str | None = None,
    ) -> None:
        """`kizashi` is the address of the server that the coach speaks to."""
        self.kizashi = kizashi
        self.language = language
        self.logins = Logins()
        command = shlex.join(
            [sys.executable, "-m", "tui", "--url", kizashi, "--language", language.value]
        )
        super().__init__(command, host=host, port=port, title="Kizashi", public_url=public_url)

    async def _make_app(self) -> web.Application:
        app = web.Application(middlewares=[self._guard])
        app.add_routes(
            [
                web.get("/", self.page, name="index"),
                web.get("/login", self.login_page, name="login"),
                web.post("/login", self.log_in),
                web.post("/logout", self.log_out),
                web.get("/ws", self.handle_websocket, name="websocket"),
                web.get("/download/{key}", self.handle_download, name="download"),
                web.static("/static", self.statics_path, name="static"),
            ]
        )
        return app

    # ── who may come in ──────────────────────────────────────────────────────────────────────────

    @web.middleware
    async def _guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path not in ("/login",) and not request.path.startswith("/static/"):
            if self._token(request) is None:
                if request.path == "/ws":
                    raise web.HTTPUnauthorized
                raise web.HTTPFound("/login")
            if not _same_origin(request):
                raise web.HTTPForbidden
        response = await handler(request)
        if not response.prepared:
            response.headers["X-Frame-Options"] = "DENY"
            response.headers["Referrer-Policy"] = "same-origin"
            response.headers["Cache-Control"] = "no-store"
        return response

    def _token(self, request: web.Request) -> str | None:
        return self.logins.token(request.cookies.get(COOKIE, ""))

    async def login_page(self, request: web.Request) -> web.Response:
        """Asks for the owner's key."""
        return self._login_page("")

    async def log_in(self, request: web.Request) -> web.Response:
        """Checks the key with Kizashi itself, and remembers the browser for some hours."""
        if not _same_origin(request):
            raise web.HTTPForbidden
        if not self.logins.may_try(request.remote or "unknown"):
            return self._login_page("web.too_many", 429)
        given = str((await request.post()).get("token", "")).strip()
        problem = await self._problem_with(given)
        if problem is not None:
            return self._login_page(problem, 401)
        response = _see_other("/")
        response.set_cookie(
            COOKIE,
            self.logins.open(given),
            max_age=HOURS * 3600,
            httponly=True,
            samesite="Strict",
            secure=self.public_url.startswith("https"),
        )
        return response

    async def _problem_with(self, token: str) -> str | None:
        """Why the key does not open the owner's seat, as a key of the texts."""
        headers = {"Authorization": f"Bearer {token}"}
        try:
            async with httpx.AsyncClient(timeout=_CHECK_SECONDS) as http:
                # The Coach's own page: only the owner's token opens it.
                answer = await http.get(f"{self.kizashi}/v1/coach", headers=headers)
        except (httpx.HTTPError, ValueError):
            return "web.unreachable"
        return None if answer.status_code == 200 else "web.wrong"

    async def log_out(self, request: web.Request) -> web.Response:
        """Forgets the browser."""
        self.logins.close(request.cookies.get(COOKIE, ""))
        response = _see_other("/login")
        response.del_cookie(COOKIE)
        return response

    # ── what is shown ────────────────────────────────────────────────────────────────────────────

    async def page(self, request: web.Request) -> web.Response:
        """The coach's page."""
        socket = f"{self.public_url.replace('http', 'ws', 1)}/ws"
        return self._html("seat.html", socket=socket)

    async def handle_download(self, request: web.Request) -> web.StreamResponse:
        """Hands over a file that a coach delivers. A customer sent it: the browser keeps it, and
        runs nothing of it here."""
        key = request.match_info["key"]
        try:
            file = await self.download_manager.get_download_metadata(key)
        except KeyError:
            raise web.HTTPNotFound from None
        name = quote(file.file_name, safe="")
        headers = {
            "Content-Type": file.mime_type,
            "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
            "Content-Security-Policy": "sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        }
        response = web.StreamResponse(headers=headers)
        await response.prepare(request)
        async for chunk in self.download_manager.download(key):
            await response.write(chunk)
        await response.write_eof()
        return response

    def _login_page(self, problem: str, status: int = 200) -> web.Response:
        told = text(self.language, f"server.{problem}") if problem else ""
        return self._html("login.html", status, problem=told)

    def _html(self, name: str, status: int = 200, **values: str) -> web.Response:
        page = resources.files("server").joinpath("pages", name).read_text(encoding="utf-8")
        said = {
            key: text(self.language, f"server.web.{key}")
            for key in ("title", "ask", "placeholder", "open", "private", "ended", "again", "leave")
        }
        filled = Template(page).substitute(lang=self.language.value, **said, **values)
        return web.Response(text=filled, content_type="text/html", status=status)

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Runs a coach for as long as the browser stays."""
        websocket = web.WebSocketResponse(heartbeat=15)
        await websocket.prepare(request)
        coach = _Coach(
            self.command,
            self._token(request) or "",
            write_bytes=websocket.send_bytes,
            write_str=websocket.send_str,
            close=websocket.close,
            download_manager=self.download_manager,
        )
        try:
            await coach.start(
                _cells(request.query.get("width"), 80), _cells(request.query.get("height"), 24)
            )
            await self._process_messages(websocket, coach)
        except (asyncio.CancelledError, ConnectionError):
            await websocket.close()
        finally:
            await coach.stop()
        return websocket


def _see_other(path: str) -> web.Response:
    return web.Response(status=303, headers={"Location": path})


def _same_origin(request: web.Request) -> bool:
    """Whether a request comes from our own page: no other page may act with the owner's cookie."""
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host


def _cells(given: str | None, otherwise: int) -> int:
    return min(500, max(10, int(given))) if given is not None and given.isdigit() else otherwise


def serve_seat(
    kizashi: str, host: str, port: int, language: Language, public_url: str | None
) -> None:
    """Serves until it is told to stop."""
    seat = WebSeat(kizashi, host, port, language, public_url)
    sys.stdout.write(text(language, "server.web.ready", address=seat.public_url) + "\n")
    sys.stdout.flush()
    web.run_app(seat._make_app(), host=host, port=port, print=None, access_log=None)
