"""A real Kizashi in a process of its own, on a copy of the sample business."""

import atexit
import contextlib
import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, make_url, text
from sqlalchemy.pool import NullPool

from tests.support import POSTGRESQL

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "examples" / "pottery"
START_SECONDS = 60
SHARED = "KIZASHI_TEST_SHARED"
"""The variable with the folder that all processes of a test run share."""


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class LiveServer:
    """One business folder and the `kizashi serve` that serves it."""

    def __init__(self, home: Path, config_home: Path, **environment: str) -> None:
        self.home = home
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.socket_address = f"ws://127.0.0.1:{self.port}/v1/socket"
        self.environment = {
            **os.environ,
            "XDG_CONFIG_HOME": str(config_home),
            "KIZASHI_SERVER__PORT": str(self.port),
            **environment,
        }
        self._process: subprocess.Popen[str] | None = None

    def command(self, *arguments: str) -> list[str]:
        """The command line of a `kizashi` command on this business."""
        return [sys.executable, "-m", "server.cli", "--home", str(self.home), *arguments]

    def run(self, *arguments: str) -> str:
        """Runs a `kizashi` command and returns what it printed."""
        done = subprocess.run(
            self.command(*arguments),
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=400,
        )
        if done.returncode != 0:
            raise AssertionError(f"kizashi {arguments}: {done.stdout}\n{done.stderr}")
        return done.stdout

    @property
    def running(self) -> bool:
        """Whether it was started, and not stopped or killed since."""
        return self._process is not None

    @property
    def token(self) -> str:
        """The owner's token, from where `kizashi init` kept it."""
        file = Path(self.environment["XDG_CONFIG_HOME"]) / "kizashi" / "credentials.json"
        return str(json.loads(file.read_text())[str(self.home.resolve() / ".kizashi")])

    def start(self) -> None:
        """Starts serving and waits until it answers."""
        self._process = subprocess.Popen(
            self.command("serve"),
            env=self.environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                raise AssertionError(f"the server ended: {self._process.stdout.read()}")  # type: ignore[union-attr]
            with contextlib.suppress(OSError):
                self.get("/v1/health")
                return
            time.sleep(0.05)
        self.kill()
        raise AssertionError("the server did not answer in time")

    def kill(self) -> None:
        """SIGKILL: no chance to tidy up."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def stop(self) -> int:
        """SIGTERM: an orderly end. Returns the exit code."""
        process, self._process = self._process, None
        assert process is not None
        process.terminate()
        return process.wait(timeout=15)

    def get(self, path: str, token: str | None = None) -> Any:
        """The JSON of a GET request."""
        return self._call("GET", path, None, token, {})

    def post(
        self,
        path: str,
        body: Any,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Any:
        """The JSON of a POST request."""
        return self._call("POST", path, body, token, headers or {})

    def delete(self, path: str, token: str | None = None) -> Any:
        """The JSON of a DELETE request."""
        return self._call("DELETE", path, None, token, {})

    def text(self, path: str, token: str) -> str:
        """What a GET request answers, as text."""
        return self._answer("GET", path, None, token, {}).decode()

    def _call(
        self,
        method: str,
        path: str,
        body: Any,
        token: str | None,
        headers: Mapping[str, str],
    ) -> Any:
        return json.loads(self._answer(method, path, body, token, headers))

    def _answer(
        self,
        method: str,
        path: str,
        body: Any,
        token: str | None,
        headers: Mapping[str, str],
    ) -> bytes:
        request = urllib.request.Request(self.address + path, method=method, headers=dict(headers))
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        if token is not None:
            request.add_header("Authorization", f"Bearer {token}")
        with urllib.request.urlopen(request, timeout=60) as answer:
            return bytes(answer.read())


_numbers = count()


def _database(like: str | None = None) -> str:
    """The address of a new PostgreSQL database, a copy of `like` where that is named. It goes with
    the server that the tests may fill."""
    assert POSTGRESQL is not None
    name = f"kizashi_live_{os.getpid()}_{next(_numbers)}"
    copied = f' TEMPLATE "{make_url(like).database}"' if like else ""
    _on_server(f'CREATE DATABASE "{name}"{copied}')
    return make_url(POSTGRESQL).set(database=name).render_as_string(hide_password=False)


def _on_server(statement: str) -> None:
    assert POSTGRESQL is not None
    server = create_engine(POSTGRESQL, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with server.connect() as connection:
        connection.execute(text(statement))


@dataclass(frozen=True)
class Learned:
    """The sample business, initialised and learned once for the whole test run."""

    folder: Path
    token: str
    url: str
    """Where it lives in PostgreSQL; empty: in its folder."""


@cache
def _learned_sample() -> Learned:
    """The sample, learned once for the whole test run, however many processes share the tests."""
    folder = _shared_folder()
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "token").exists():
            shutil.copytree(SAMPLE, folder / "home", ignore=shutil.ignore_patterns(".kizashi"))
            url = "" if POSTGRESQL is None else _database()
            server = LiveServer(folder / "home", folder / "config", **stored_at(url))
            server.run("init", "--yes")
            server.run("learn")
            (folder / "url").write_text(url)
            (folder / "token").write_text(server.token)
    return Learned(folder, (folder / "token").read_text(), (folder / "url").read_text())


def stored_at(url: str) -> dict[str, str]:
    """The environment of a business that lives there."""
    return {"KIZASHI_STORE__URL": url} if url else {}


def _shared_folder() -> Path:
    if SHARED in os.environ:
        return Path(os.environ[SHARED])
    alone = Path(tempfile.mkdtemp(prefix="kizashi-sample-"))
    atexit.register(shutil.rmtree, alone, ignore_errors=True)
    return alone


@contextlib.contextmanager
def live_server(folder: Path, **environment: str) -> Iterator[LiveServer]:
    """A sample business that has learned its knowledge and is being served: on SQLite, or in a
    PostgreSQL database of its own where the tests run on one."""
    learned = _learned_sample()
    shutil.copytree(learned.folder / "home", folder / "home")
    url = _database(learned.url) if learned.url else ""
    server = LiveServer(folder / "home", folder / "config", **{**stored_at(url), **environment})
    credentials = folder / "config" / "kizashi" / "credentials.json"
    credentials.parent.mkdir(parents=True)
    credentials.write_text(json.dumps({str(server.home.resolve() / ".kizashi"): learned.token}))
    server.start()
    try:
        yield server
    finally:
        server.kill()
        if url:
            _on_server(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)')
