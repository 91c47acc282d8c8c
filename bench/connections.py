"""Many websocket connections: events handed to 1,000 subscribers, and 5,000 that say nothing.

Run `python -m bench.connections`. A real `kizashi serve` and, in the same run, a bare `websockets`
server that broadcasts the same text are asked by the same clients, each in a process of its own.
The clients need a core as well, so on a machine with two the rates are of both; the processor time
of the server alone stands beside them.
"""

import argparse
import asyncio
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import websockets

from bench.speed import RESULTS

SUBSCRIBERS = 1_000
IDLE = 5_000
EVENTS = 40
OPENING = 100
"""Connections that are opened at the same time."""
KB = 1_000

BARE = """
import asyncio, sys, websockets
from websockets.asyncio.server import broadcast, serve

there = set()

async def handle(connection):
    there.add(connection)
    try:
        async for text in connection:
            if text.startswith("event"):
                broadcast(there, text)
    finally:
        there.discard(connection)

async def main():
    async with serve(handle, "127.0.0.1", int(sys.argv[1])):
        print("ready", flush=True)
        await asyncio.get_running_loop().create_future()

asyncio.run(main())
"""


@dataclass(frozen=True)
class Server:
    """A server under test, and how to speak with it."""

    process: subprocess.Popen[str]
    port: int
    token: str = ""

    @property
    def address(self) -> str:
        """Where its sockets are."""
        return f"ws://127.0.0.1:{self.port}/v1/socket"

    def processor(self) -> float:
        """Seconds of processor that it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """Resident memory in kB."""
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return float(next(line for line in lines if line.startswith("VmRSS")).split()[1]) * 1.024

    def post(self, path: str, body: Any, address: str = "127.0.0.1") -> Any:
        """The answer to a POST request that comes, as a proxy says, from this address."""
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            json.dumps(body).encode(),
            {
                "Content-Type": "application/json",
                "Authorization": f"Bearer {self.token}",
                "X-Forwarded-For": address,
            },
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)


@contextlib.contextmanager
def bare(port: int) -> Iterator[Server]:
    """A server of the bare library."""
    process = subprocess.Popen(
        [sys.executable, "-c", BARE, str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    process.stdout.readline()
    try:
        yield Server(process, port)
    finally:
        process.kill()
        process.wait()


@contextlib.contextmanager
def kizashi(port: int) -> Iterator[Server]:
    """A new business that is being served."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "XDG_CONFIG_HOME": f"{folder}/config",
            "KIZASHI_SERVER__PORT": str(port),
            "KIZASHI_SERVER__CONNECTIONS_PER_ADDRESS": "100000",
        }
        command = [sys.executable, "-m", "server.cli", "--home", f"{folder}/home"]
        subprocess.run(
            [*command, "init", "--yes"], env=environment, check=True, capture_output=True
        )
        kept = json.loads(Path(f"{folder}/config/kizashi/credentials.json").read_text())
        process = subprocess.Popen(
            [*command, "serve"], env=environment, stdout=subprocess.DEVNULL, text=True
        )
        server = Server(process, port, next(iter(kept.values())))
        for _ in range(600):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/v1/ready", timeout=2).close()
                break
            time.sleep(0.1)
        try:
            yield server
        finally:
            process.kill()
            process.wait()


@contextlib.asynccontextmanager
async def connected(
    server: Server, greetings: list[list[dict[str, Any]]]
) -> AsyncIterator[list[websockets.ClientConnection]]:
    """A connection for each greeting, which is what it says first; every answer is read."""
    gate = asyncio.Semaphore(OPENING)

    async def one(number: int) -> websockets.ClientConnection:
        async with gate:
            from_ = f"10.1.{number // 250}.{number % 250 + 1}"
            connection = await websockets.connect(
                server.address, additional_headers={"X-Forwarded-For": from_}, ping_interval=None
            )
            for frame in greetings[number]:
                await connection.send(json.dumps(frame))
            if greetings[number]:
                while json.loads(await connection.recv())["type"] != "caught_up":
                    pass
            return connection

    made = await asyncio.gather(*(one(number) for number in range(len(greetings))))
    try:
        yield list(made)
    finally:
        for connection in made:
            connection.transport.abort()


async def told(connections: list[websockets.ClientConnection], events: int) -> None:
    """Waits until every connection has had so many events."""

    async def one(connection: websockets.ClientConnection) -> None:
        for _ in range(events):
            while '"event"' not in str(await connection.recv())[:40]:
                pass

    await asyncio.gather(*(one(connection) for connection in connections))


async def handed_out(server: Server, greeting: list[dict[str, Any]], say: Any) -> dict[str, float]:
    """Deliveries a second, and microseconds of the server's processor for each."""
    async with connected(server, [greeting] * SUBSCRIBERS) as connections:
        await asyncio.sleep(1)
        worked, begun = server.processor(), time.perf_counter()
        hearing = asyncio.create_task(told(connections, EVENTS))
        await say(connections)
        await hearing
        deliveries = SUBSCRIBERS * EVENTS
        return {
            "per_second": deliveries / (time.perf_counter() - begun),
            "server_microseconds": (server.processor() - worked) / deliveries * 1e6,
        }


async def at_rest(server: Server, greetings: list[list[dict[str, Any]]]) -> float:
    """Resident kB of the server for each connection that has greeted and says no more."""
    async with connected(server, greetings[:50]):
        before = server.memory()
    async with connected(server, greetings):
        await asyncio.sleep(3)
        return (server.memory() - before) / len(greetings)


async def measured(port: int) -> dict[str, Any]:
    """Every figure of one run."""
    with kizashi(port) as server:
        greeting = [
            {"type": "hello", "token": server.token},
            {"type": "subscribe", "id": "s", "after": 0},
        ]

        async def switch(_: Any) -> None:
            for number in range(EVENTS):
                await asyncio.to_thread(server.post, "/v1/hold-everything", {"on": number % 2 == 0})

        fan_out = await handed_out(server, greeting, switch)
    with kizashi(port) as server:
        sessions = [
            server.post("/v1/sessions", {"language": "ja"}, f"10.1.{n // 250}.{n % 250 + 1}")
            for n in range(IDLE)
        ]
        greetings = [
            [
                {"type": "hello", "session": one["session"]},
                {"type": "subscribe", "id": "s", "after": 0},
            ]
            for one in sessions
        ]
        idle = await at_rest(server, greetings)
    text = json.dumps({"type": "event", "body": {"kind": "everything.held", "words": "x" * 120}})
    with bare(port) as server:

        async def shout(connections: list[websockets.ClientConnection]) -> None:
            for _ in range(EVENTS):
                await connections[0].send("event" + text)

        bare_fan_out = await handed_out(server, [], shout)
    with bare(port) as server:
        bare_idle = await at_rest(server, [[] for _ in range(IDLE)])
    return {
        "fan_out": fan_out,
        "bare_fan_out": bare_fan_out,
        "fan_out_ratio": fan_out["per_second"] / bare_fan_out["per_second"],
        "idle_kb": idle,
        "bare_idle_kb": bare_idle,
        "idle_kb_beyond_bare": idle - bare_idle,
    }


def table(figures: dict[str, Any]) -> str:
    """The figures as a table for people."""
    rows = [f"{'':44}{'Kizashi':>12}{'bare':>12}"]
    for key, name in (
        ("per_second", f"deliveries/s to {SUBSCRIBERS:,} subscribers"),
        ("server_microseconds", "server's processor for each, µs"),
    ):
        ours, theirs = figures["fan_out"][key], figures["bare_fan_out"][key]
        rows.append(f"{name:44}{ours:12,.1f}{theirs:12,.1f}")
    rows.append(f"{'… as a share (aim: 0.5)':44}{figures['fan_out_ratio']:12.2f}")
    idle = f"kB for each of {IDLE:,} idle connections"
    rows.append(f"{idle:44}{figures['idle_kb']:12.1f}{figures['bare_idle_kb']:12.1f}")
    rows.append(f"{'… beyond bare (aim: 60)':44}{figures['idle_kb_beyond_bare']:12.1f}")
    return "\n".join(rows)


def main(port: int) -> None:
    """Measures, prints and writes."""
    figures = asyncio.run(measured(port))
    print(table(figures))
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "connections.json").write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=18_420, help="a free port")
    main(parser.parse_args().port)
