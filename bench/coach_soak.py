"""How the terminal coach bears a busy day: many conversations, a stream of events, and keys.

    python -m bench.coach_soak [--conversations 2000] [--events 50] [--seconds 60]

A small server in a process of its own speaks the coach's protocol over real sockets; the coach runs
headless. Every key is timed from the press to the next drawing after all that it set off. At the
end every event must have been heard. Prints one JSON line.
"""

import argparse
import asyncio
import contextlib
import gc
import json
import multiprocessing
import os
import random
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import NamedTuple

from textual.events import Key

from kizashi.language import Language
from tests.tui.conftest import Seated, seated
from tests.tui.crowd import crowd
from tests.tui.scene import NOON
from tests.tui.server import SmallServer

KEYS = ("down", "down", "down", "up", "2", "down", "1", "3", "n", "1", "pagedown", "pageup")
KEYS_PER_SECOND = 3.0
SEED = 20261122
CATCH_UP_SECONDS = 30.0


# ── the server's side ────────────────────────────────────────────────────────────────────────────


def stream(server: SmallServer, per_second: float, stop: threading.Event) -> None:
    """Lets things happen at an even pace until told to stop."""
    chance = random.Random(SEED)
    names = list(server.talks)
    count, began = 0, time.monotonic()
    while not stop.is_set():
        conversation = chance.choice(names)
        if chance.random() < 0.5:
            server.says(conversation, "もうひとつ質問してもいいですか？")
        else:
            server.does(conversation, chance.choice(("page", "dwell", "return")))
        count += 1
        ahead = count / per_second - (time.monotonic() - began)
        if ahead > 0:
            time.sleep(ahead)


def serve(told: Connection, conversations: int, per_second: float) -> None:
    """Serves until told to leave; before that the stream may be begun and ended. Tells its address,
    and at the end of the stream how many events its journal has."""
    books = crowd(conversations)
    with SmallServer(NOON) as server:
        server.journal, server.talks = books.journal, books.talks
        server.names, server.drafts = books.names, books.drafts
        told.send((server.url, len(server.journal)))
        if told.recv() == "leave":
            return
        stop = threading.Event()
        streaming = threading.Thread(target=stream, args=(server, per_second, stop))
        streaming.start()
        told.recv()
        stop.set()
        streaming.join()
        told.send(len(server.journal))
        told.recv()


@dataclass
class Far:
    """A server in another process. `events` are those that it had at the start."""

    url: str
    events: int
    said: Connection

    def begin(self) -> None:
        """Lets the stream begin."""
        self.said.send("begin")

    def end(self) -> int:
        """Ends the stream; how many events there are now."""
        self.said.send("end")
        return int(self.said.recv())


@contextlib.contextmanager
def far_server(conversations: int, per_second: float) -> Iterator[Far]:
    """A small server with so many conversations, away from the coach's own interpreter."""
    spawning = multiprocessing.get_context("spawn")
    here, there = spawning.Pipe()
    process = spawning.Process(target=serve, args=(there, conversations, per_second), daemon=True)
    process.start()
    url, events = here.recv()
    try:
        yield Far(url, events, here)
    finally:
        here.send("leave")
        process.join(timeout=10)


# ── the coach's side ─────────────────────────────────────────────────────────────────────────────


class Wait(NamedTuple):
    """How long a key's answer took: `seconds` by the clock, `own` seconds of a processor's work of
    this process, which is what it would have taken with a processor to itself."""

    seconds: float
    own: float


async def answered(seat: Seated, key: str) -> Wait:
    """The wait from a key's press to the next drawing of the screen after it was handled."""
    coach, done = seat.coach, asyncio.Event()
    pressed, worked = time.monotonic(), time.process_time()
    coach.post_message(Key(key, key if len(key) == 1 else None))

    # What a key does travels as messages from part to part: this one follows behind, through the
    # same queues, and asks for the next drawing at the end of the way.
    target = coach.screen.focused or coach.screen
    way = [coach, *target.ancestors_with_self, coach, coach.screen]

    def onwards() -> None:
        if len(way) > 1:
            way.pop(0).call_later(onwards)
        else:
            way[0].call_after_refresh(done.set)

    onwards()
    async with asyncio.timeout(60):
        await done.wait()
    return Wait(time.monotonic() - pressed, time.process_time() - worked)


async def caught_up(seat: Seated, journal: int) -> int:
    """Events that were not heard in the end."""
    with contextlib.suppress(AssertionError):
        await seat.until(lambda: seat.coach.desk.state.head >= journal, CATCH_UP_SECONDS)
    return journal - seat.coach.desk.state.head


async def soak(conversations: int, per_second: float, seconds: float) -> dict[str, object]:
    """The figures of one run."""
    waits: list[Wait] = []
    with far_server(conversations, per_second) as server:
        async with seated(server, (150, 44), language=Language.JA) as seat:
            gc.freeze()  # as `kizashi coach` does once the list has come
            server.begin()
            end = time.monotonic() + seconds
            while time.monotonic() < end:
                waits.append(await answered(seat, KEYS[len(waits) % len(KEYS)]))
                await asyncio.sleep(max(0.0, 1 / KEYS_PER_SECOND - waits[-1].seconds))
            journal = server.end()
            missed = await caught_up(seat, journal)
    seconds_waited = sorted(wait.seconds for wait in waits)
    worked = sorted(wait.own for wait in waits)
    happened = journal - server.events
    return {
        "conversations": conversations,
        "events": happened,
        "events_per_second": round(happened / seconds, 1),
        "missed": missed,
        "keys": len(waits),
        "key_p50_ms": round(statistics.median(seconds_waited) * 1000, 1),
        "key_p99_ms": _ninety_ninth(seconds_waited),
        "key_max_ms": round(seconds_waited[-1] * 1000, 1),
        "own_p50_ms": round(statistics.median(worked) * 1000, 1),
        "own_p99_ms": _ninety_ninth(worked),
        "load": round(os.getloadavg()[0], 1),
    }


def _ninety_ninth(ordered: list[float]) -> float:
    return round(ordered[int(len(ordered) * 0.99) - 1] * 1000, 1)


def main() -> int:
    """Runs the soak; fails when an event was missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--conversations", type=int, default=2_000)
    parser.add_argument("--events", type=float, default=50.0)
    parser.add_argument("--seconds", type=float, default=60.0)
    given = parser.parse_args()
    figures = asyncio.run(soak(given.conversations, given.events, given.seconds))
    sys.stdout.write(json.dumps(figures) + "\n")
    return 1 if figures["missed"] else 0


if __name__ == "__main__":
    sys.exit(main())
