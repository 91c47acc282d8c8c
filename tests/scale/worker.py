"""A process of a business on PostgreSQL that does jobs, as `kizashi serve` does them, and says on
its standard output what it does. `python -m tests.scale.worker URL CONFIGURATION`, where the second
is JSON: `keys` that are open until `journal` says that they are done, and `hangs`: it never ends a
job, as if it were killed in the middle.
"""

import asyncio
import json
import sys
from collections.abc import Sequence
from functools import partial

from kizashi.clock import SystemClock
from kizashi.events import PersonSeen
from kizashi.ids import DEFAULT_WORKSPACE, PersonId, Seq, random_id
from kizashi.job import Job
from memory.journal import Journal
from memory.neighbours import PostgresqlNeighbours
from memory.store import Store
from server.durable import PLANNING, DurableJobs
from server.leading import forever, led


async def main(url: str, keys: Sequence[str], hangs: bool, fails: bool) -> None:
    store = await Store.open(url)
    journal = Journal(store, DEFAULT_WORKSPACE, SystemClock())

    async def done() -> set[str]:
        read = await journal.read(after=Seq(0), limit=10_000)
        return {one.person or "" for one in read if one.event.kind == "person.seen"}

    async def still_open() -> Sequence[str]:
        there = await done()
        return [key for key in keys if key not in there]

    async def do(key: str) -> None:
        nonlocal fails
        print(f"begins {key}", flush=True)
        if hangs:
            await asyncio.get_running_loop().create_future()
        if fails:
            fails = False
            raise OSError("the customer wrote this")
        await asyncio.sleep(0.02)
        await journal.append(PersonSeen(), person=PersonId(key))
        print(f"ends {key}", flush=True)

    async with (
        journal.opened(),
        PostgresqlNeighbours(
            url, DEFAULT_WORKSPACE, journal.grew, lambda *_: None
        ).opened() as all_,
    ):
        journal.beside(all_)
        jobs = DurableJobs(
            journal, all_, {"greeting": Job(still_open, do)}, SystemClock(), random_id
        )
        work = {PLANNING: forever, jobs.presence: jobs.run}
        print("ready", flush=True)
        await asyncio.gather(*(partial(led, all_, name, one)() for name, one in work.items()))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], **json.loads(sys.argv[2])))
