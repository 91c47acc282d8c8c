"""Three processes, a real PostgreSQL and a real Chroma server, under load: one is killed, and all
are started anew in turn."""

import asyncio
import time
from pathlib import Path

import pytest

from tests.scale.fleet import Load, Watcher, a_fleet, all_saw, check, customer, journal_of, settled
from tests.support import until

pytestmark = [pytest.mark.slow, pytest.mark.postgresql]

CUSTOMERS = 18
MESSAGES = 4


async def test_a_killed_process_costs_nobody_a_word(tmp_path: Path, url: str, chroma: str) -> None:
    with a_fleet(tmp_path, url, chroma) as fleet:
        head = len(await journal_of(fleet, tmp_path))
        watchers = [Watcher(fleet, server) for server in fleet.servers]
        load = Load()
        talks = [
            asyncio.create_task(customer(fleet, number, MESSAGES, 0.5, load))
            for number in range(CUSTOMERS)
        ]
        await until(lambda: len(load.acknowledged) >= CUSTOMERS * MESSAGES // 3, 60)
        killed = time.monotonic()
        fleet.servers[1].kill()
        await asyncio.gather(*talks)
        recorded = await settled(fleet, tmp_path, seconds=60)
        print(
            f"\n{load.sent} messages, slowest acknowledgement {load.slowest:.2f} s; "
            f"all answered {time.monotonic() - killed:.1f} s after the kill, "
            f"{len(recorded) - head} records"
        )
        check(recorded, load)
        assert len(load.acknowledged) == CUSTOMERS * MESSAGES
        await all_saw(watchers, recorded)
        for watcher in watchers:
            await watcher.close()
        # No list differs from a replay of the journal.
        fleet.up().run("journal", "replay", "--dry-run")


async def test_a_rolling_restart_loses_and_doubles_nothing(
    tmp_path: Path, url: str, chroma: str
) -> None:
    with a_fleet(tmp_path, url, chroma) as fleet:
        watchers = [Watcher(fleet, server) for server in fleet.servers]
        load = Load()
        talks = [
            asyncio.create_task(customer(fleet, number, MESSAGES * 3, 1.5, load))
            for number in range(CUSTOMERS // 2)
        ]
        for server in fleet.servers:
            await asyncio.sleep(1.0)
            begun = time.monotonic()
            assert await asyncio.to_thread(server.stop) == 0
            print(f"\nstopped in {time.monotonic() - begun:.1f} s", end="")
            await asyncio.to_thread(server.start)
            print(f", up again after {time.monotonic() - begun:.1f} s", end="")
        await asyncio.gather(*talks)
        recorded = await settled(fleet, tmp_path, seconds=60)
        print(f"\n{load.sent} messages, slowest acknowledgement {load.slowest:.2f} s")
        check(recorded, load)
        assert len(load.acknowledged) == CUSTOMERS // 2 * MESSAGES * 3
        await all_saw(watchers, recorded)
        for watcher in watchers:
            await watcher.close()
