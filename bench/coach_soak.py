"""How the terminal coach bears a busy day: many conversations, a stream of events, and keys.

    python -m bench.coach_soak [--conversations 2000] [--events 50] [--seconds 60]

A small server in a thread of its own speaks the coach's protocol over real sockets; the coach runs
headless. Every key is timed from the press to the coach having handled it. At the end every event
must have been heard. Prints one JSON line.
"""

import argparse
import asyncio
import json
import os
import random
import statistics
import sys
import threading
import time

from textual.events import Key

from kizashi.language import Language
from tests.tui.conftest import Seated, seated
from tests.tui.crowd import crowd
from tests.tui.scene import NOON
from tests.tui.server import SmallServer

KEYS = ("down", "down", "down", "up", "2", "down", "1", "3", "n", "1", "pagedown", "pageup")
KEYS_PER_SECOND = 3.0
SEED = 20261122


def stream(server: SmallServer, per_second: float, stop: threading.Event, count: list[int]) -> None:
    """Lets things happen at an even pace until told to stop."""
    chance = random.Random(SEED)
    names = list(server.talks)
    began = time.monotonic()
    while not stop.is_set():
        conversation = chance.choice(names)
        if chance.random() < 0.5:
            server.says(conversation, "もうひとつ質問してもいいですか？")
        else:
            server.does(conversation, chance.choice(("page", "dwell", "return")))
        count[0] += 1
        ahead = count[0] / per_second - (time.monotonic() - began)
        if ahead > 0:
            time.sleep(ahead)


async def answered(seat: Seated, key: str) -> float:
    """Seconds from a key's press to the next drawing of the screen after it was handled."""
    coach, done = seat.coach, asyncio.Event()
    character = key if len(key) == 1 else None
    driver = coach._driver
    assert driver is not None
    pressed = time.monotonic()
    driver.send_message(Key(key, character))

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
    return time.monotonic() - pressed


async def soak(conversations: int, per_second: float, seconds: float) -> dict[str, object]:
    """The figures of one run."""
    books = crowd(conversations)
    waits: list[float] = []
    with SmallServer(NOON) as server:
        server.journal, server.talks = books.journal, books.talks
        server.names, server.drafts = books.names, books.drafts
        began = time.monotonic()
        async with seated(server, (150, 44), language=Language.JA) as seat:
            start = time.monotonic() - began
            stop, count = threading.Event(), [0]
            thread = threading.Thread(
                target=stream, args=(server, per_second, stop, count), daemon=True
            )
            thread.start()
            end = time.monotonic() + seconds
            number = 0
            while time.monotonic() < end:
                waits.append(await answered(seat, KEYS[number % len(KEYS)]))
                number += 1
                await asyncio.sleep(max(0.0, 1 / KEYS_PER_SECOND - waits[-1]))
            stop.set()
            thread.join()
            caught_up = time.monotonic()
            while seat.coach.desk.state.head < len(server.journal):
                await asyncio.sleep(0.01)
                if time.monotonic() - caught_up > 30:
                    break
            missed = len(server.journal) - seat.coach.desk.state.head
    waits.sort()
    return {
        "conversations": conversations,
        "events": count[0],
        "events_per_second": round(count[0] / seconds, 1),
        "missed": missed,
        "keys": len(waits),
        "key_p50_ms": round(statistics.median(waits) * 1000, 1),
        "key_p99_ms": round(waits[int(len(waits) * 0.99) - 1] * 1000, 1),
        "key_max_ms": round(waits[-1] * 1000, 1),
        "start_s": round(start, 2),
        "load": round(os.getloadavg()[0], 1),
    }


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
