"""Jobs done in this process: for a business that one process has to itself.

`server/durable.py` does the same jobs where many processes share a PostgreSQL.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from kizashi.job import Job
from memory.journal import Journal

LOOK_SECONDS = 30.0
"""How often to look for what no event announced: the next try of a mail, a record past its time."""


async def looks(journal: Journal, kinds: frozenset[str]) -> AsyncIterator[None]:
    """When to look for open jobs: now, whenever an event of one of these kinds is committed by
    whichever process, and every half minute."""
    with journal.subscribed(journal.head) as subscription:
        while True:
            yield
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    while True:
                        news = await subscription.next()
                        if any(recorded.event.kind in kinds for recorded in news):
                            break


async def done_here(journal: Journal, job: Job) -> None:
    """Does the jobs of one kind as they open, one after another, until cancelled. One that fails
    does not keep the others waiting. Raises the first failure: begin again after a while, and what
    failed is tried anew."""
    done: set[str] = set()
    async for _ in looks(journal, job.kinds):
        while fresh := [key for key in await _still(done, job) if key not in done]:
            failures = await _all_tried(job, fresh, done)
            if failures:
                raise failures[0]


async def _still(done: set[str], job: Job) -> list[str]:
    """What is open now; what was done and is open no longer need not be known any more."""
    keys = list(await job.open())
    done.intersection_update(keys)
    return keys


async def _all_tried(job: Job, keys: list[str], done: set[str]) -> list[Exception]:
    failures: list[Exception] = []
    for key in keys:
        try:
            await job.do(key)
            done.add(key)
        except Exception as error:
            failures.append(error)
    return failures
