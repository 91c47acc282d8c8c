"""`kizashi serve`: one process, one command."""

import asyncio
import contextlib
import gc
import signal
import socket
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from types import FrameType

import click
import uvicorn

from channels.socket import READ_LIMIT
from kizashi.errors import StorageUnavailable
from kizashi.settings import Settings
from kizashi.texts import text
from server.app import build_app
from server.commands.business import settings_of
from server.house import opened_house
from server.last_call import gone_within
from server.lock import serving_of
from server.logs import begin_logging
from server.tracing import traced

SHUTDOWN_SECONDS = 5


def serve_business(home: Path, host: str | None, port: int | None) -> None:
    """Serves until it is told to stop.

    Raises `StorageUnavailable` when the data folder is served already or the port is taken.
    """
    settings = settings_of(home)
    begin_logging(settings.operations.log_format, settings.operations.log_level)
    where = host or settings.server.host
    listener = _listen(where, settings.server.port if port is None else port)
    number = listener.getsockname()[1]
    address = f"http://{'[' + where + ']' if ':' in where else where}:{number}"
    runner = asyncio.Runner(loop_factory=_loop_factory())
    with serving_of(settings), listener, traced(settings.operations.traces), runner:
        runner.run(_serve(settings, listener, _welcome(settings, home, address)))


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """The quicker event loop where it can be had."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


async def _serve(settings: Settings, listener: socket.socket, lines: list[str]) -> None:
    async with opened_house(settings) as services:
        server = _TellingServer(
            uvicorn.Config(
                build_app(services),
                log_config=None,
                access_log=False,
                ws="websockets-sansio",
                ws_max_size=READ_LIMIT,
                timeout_graceful_shutdown=SHUTDOWN_SECONDS,
                server_header=False,
                forwarded_allow_ips=list(settings.server.proxies),
                lifespan="off",
            ),
            lines,
        )
        await server.serve(sockets=[listener])


SETTLED_SECONDS = 10.0
"""What is in memory so long after the start stays there: the garbage collector need not walk
through it again, for which the event loop stood still (up to 0.2 seconds, on a busy machine)."""


class _TellingServer(uvicorn.Server):
    """Says where it is found once it can be reached, and ends without ending the process: the
    house is closed after it."""

    def __init__(self, config: uvicorn.Config, lines: list[str]) -> None:
        super().__init__(config)
        self._lines = lines

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(number)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        super().handle_exit(sig, frame)
        gone_within()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        asyncio.get_running_loop().call_later(SETTLED_SECONDS, gc.freeze)
        for line in self._lines if self.started else ():
            click.echo(line)


def _welcome(settings: Settings, home: Path, address: str) -> list[str]:
    where = "" if home.resolve() == Path.cwd() else f"--home {home} "
    kizashi = ".venv/bin/kizashi" if Path(".venv/bin/kizashi").exists() else "kizashi"
    url = "" if address.endswith(f":{settings.server.port}") else f" --url {address}"
    say = partial(text, settings.business.language)
    return [
        say("server.serve_ready"),
        say("server.serve_widget", address=address),
        say("server.serve_coach", command=f"{kizashi} {where}coach{url}"),
        say("server.serve_api", address=address),
        say("server.serve_stop"),
    ]


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named as TCP: asyncio turns Nagle's algorithm off, and its 40 ms, only where it is told so.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise StorageUnavailable(
            f"Kizashi cannot listen on {host}:{port}: {error.strerror}.",
            "Stop the program that uses it, or choose another with --port.",
            code="server.port",
        ) from error
    listener.listen(2048)
    return listener
