"""A real PostgreSQL and a real Chroma server for the tests of many machines."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live import free_port
from tests.support import POSTGRESQL, schema_of

ROOT = Path(__file__).parents[2]
START_SECONDS = 60


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a database that may be filled: the one that is named, or one made for this
    run."""
    if POSTGRESQL is not None:
        yield POSTGRESQL
        return
    note = Path(tempfile.mkstemp()[1])
    environment = {**os.environ, "KIZASHI_POSTGRESQL_FOLDER": str(note)}
    done = subprocess.run(
        [ROOT / ".ci" / "postgresql"],
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield done.stdout.strip()
    lines = (Path(note.read_text().strip()) / "data" / "postmaster.pid").read_text().splitlines()
    os.kill(int(lines[0]), signal.SIGINT)
    note.unlink()


@pytest.fixture
def url(postgresql: str, tmp_path: Path) -> str:
    """The address of an empty schema of this test's own."""
    return schema_of(str(tmp_path), postgresql)


@pytest.fixture(scope="session")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Chroma server."""
    port = free_port()
    command = Path(sys.executable).with_name("chroma")
    folder = tmp_path_factory.mktemp("chroma")
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [command, "run", "--host", "127.0.0.1", "--port", str(port), "--path", str(folder)],
            stdout=log,
            stderr=log,
        )
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            with urllib.request.urlopen(f"{address}/api/v2/heartbeat", timeout=2):
                break
        except OSError:
            assert server.poll() is None, (folder / "log").read_text()
            assert time.monotonic() < deadline, "Chroma did not start"
            time.sleep(0.1)
    yield address
    server.terminate()
    server.wait(10)
