"""How many tracked events a second are durable? One run, one table, one JSON file.

    python -m bench.tracking

A real `kizashi serve` in a process of its own takes Segment's calls over HTTP, of 1,000 visitors,
with every tenth event sent twice. An event counts when its answer has come and it is found in the
journal afterwards, once. `alone` sends one event a request on 32 connections, `crowd` the same on
256, as the browsers of a busy page do; `batches` twenty on 32, as Segment's server libraries do.
The sender shares the machine; the server's own processor time is told beside, because on a busy
machine only that can be compared.
"""

import asyncio
import base64
import contextlib
import json
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"
VISITORS = 1_000
EVENTS = {"alone": 12_000, "crowd": 12_000, "batches": 30_000}
SIZES = {"alone": 1, "crowd": 1, "batches": 20}
CONNECTIONS = {"alone": 32, "crowd": 256, "batches": 32}
WANTED_PER_SECOND = 1_700
SETTLING_SECONDS = 8
"""The server still loads what it needs for turns when it first answers."""


@dataclass(frozen=True)
class Measured:
    """One way of sending. `cpu_ms` is the server's processor time for each event."""

    way: str
    events: int
    duplicates: int
    seconds: float
    per_second: float
    cpu_ms: float | None
    journaled: int


class Served:
    """A fresh business that is being served."""

    def __init__(self, home: Path) -> None:
        self.home = home
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self._environment = {
            **os.environ,
            "XDG_CONFIG_HOME": str(home / "config"),
            "KIZASHI_SERVER__PORT": str(self.port),
            "KIZASHI_TRACKING__EVENTS_PER_SECOND": "1000000",
            "KIZASHI_TRACKING__BURST": "1000000",
        }
        self._run("init", "--yes")
        made = self._run("keys", "create", "bench", "--scope", "track")
        self.key = next(word for word in made.split() if word.startswith("kz_"))
        self._process = subprocess.Popen(self._command("serve"), env=self._environment)

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "server.cli", "--home", str(self.home), *words]

    def _run(self, *words: str) -> str:
        return subprocess.run(
            self._command(*words), env=self._environment, capture_output=True, text=True, check=True
        ).stdout

    def wait(self) -> None:
        """Until it can be reached."""
        for _ in range(600):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                time.sleep(SETTLING_SECONDS)
                return
            time.sleep(0.1)
        raise RuntimeError("the server did not start")

    def cpu_seconds(self) -> float | None:
        """The server's processor time until now, where the system tells."""
        try:
            fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return None
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def journaled(self) -> int:
        """Tracked events in the journal, each counted once."""
        with contextlib.closing(sqlite3.connect(self.home / ".kizashi" / "kizashi.db")) as database:
            query = "SELECT count(DISTINCT id) FROM behaviours"
            return int(database.execute(query).fetchone()[0])

    def stop(self) -> None:
        """Ends it."""
        self._process.terminate()
        self._process.wait(30)


def event(way: str, number: int) -> dict[str, Any]:
    """An event as a page's library sends it."""
    return {
        "type": "track",
        "event": "Product Viewed",
        "messageId": f"ajs-next-{way}-{number:010d}-4f0cab19c2d7",
        "anonymousId": f"5f6c1a2e-visitor-{number % VISITORS:06d}",
        "timestamp": "2026-07-01T03:00:00.000Z",
        "properties": {"product_id": f"bowl-{number % 40}", "price": 4_800, "currency": "JPY"},
        "context": {
            "page": {"path": "/shop/bowl", "title": "器", "url": "https://example.jp/shop/bowl"},
            "locale": "ja-JP",
            "timezone": "Asia/Tokyo",
            "library": {"name": "analytics.js", "version": "next"},
        },
    }


def requests(way: str, key: str) -> Iterator[bytes]:
    """The requests' bytes; every tenth event comes twice."""
    numbers = [n for n in range(EVENTS[way]) for _ in range(2 if n % 10 == 0 else 1)]
    size = SIZES[way]
    authorization = base64.b64encode(f"{key}:".encode()).decode()
    for start in range(0, len(numbers), size):
        some = [event(way, number) for number in numbers[start : start + size]]
        content: dict[str, Any] = some[0] if size == 1 else {"batch": some}
        body = json.dumps({**content, "sentAt": "2026-07-01T03:00:01.000Z"}).encode()
        path = "/v1/track" if size == 1 else "/v1/batch"
        head = (
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic {authorization}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        yield head.encode() + body


@contextlib.asynccontextmanager
async def connected(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    """One connection that stays open."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.close()


async def send(port: int, waiting: Iterator[bytes]) -> tuple[int, int]:
    """Sends requests one after another on one connection; accepted events and duplicates."""
    accepted = duplicates = 0
    async with connected(port) as (reader, writer):
        for request in waiting:
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
            answer = json.loads(await reader.readexactly(length))
            accepted += answer["accepted"]
            duplicates += answer["duplicates"]
    return accepted, duplicates


async def measure(served: Served, way: str) -> Measured:
    """One way of sending, from the first request to the last answer."""
    ready = list(requests(way, served.key))
    waiting = iter(ready)
    before = served.journaled()
    cpu, begun = served.cpu_seconds(), time.perf_counter()
    done = await asyncio.gather(*(send(served.port, waiting) for _ in range(CONNECTIONS[way])))
    seconds = time.perf_counter() - begun
    cpu_after = served.cpu_seconds()
    accepted = sum(one for one, _ in done)
    duplicates = sum(two for _, two in done)
    spent = None if cpu is None or cpu_after is None else cpu_after - cpu
    return Measured(
        way=way,
        events=accepted,
        duplicates=duplicates,
        seconds=round(seconds, 2),
        per_second=round(accepted / seconds),
        cpu_ms=None if spent is None else round(1_000 * spent / accepted, 3),
        journaled=served.journaled() - before,
    )


def main() -> None:
    """Measures every way, prints the table, writes the JSON file."""
    with tempfile.TemporaryDirectory() as folder:
        served = Served(Path(folder))
        try:
            served.wait()
            found = [asyncio.run(measure(served, way)) for way in ("batches", "alone", "crowd")]
        finally:
            served.stop()
    print(
        f"{'way':<8} {'events':>7} {'twice':>6} {'s':>6} {'events/s':>9} {'cpu ms':>7}  in journal"
    )
    for one in found:
        print(
            f"{one.way:<8} {one.events:>7} {one.duplicates:>6} {one.seconds:>6} "
            f"{one.per_second:>9} {one.cpu_ms if one.cpu_ms is not None else '-':>7}  "
            f"{'all' if one.journaled == one.events else one.journaled}"
        )
    print(f"wanted: {WANTED_PER_SECOND} a second")
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "tracking.json").write_text(json.dumps([asdict(one) for one in found], indent=1))


if __name__ == "__main__":
    main()
