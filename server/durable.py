"""Jobs on DBOS: for a business that many processes share on one PostgreSQL.

Every open job of the journal becomes a workflow in a queue, named after the job, so that it is
there once whoever puts it in. Every process takes workflows out and does them. The process that
leads also looks for workflows of processes that are gone and puts them back: DBOS itself waits for
a process of the same name to come again, or for a service of its own. The journal stays the truth:
what DBOS has stored may be lost, and is made anew from the jobs that are still open.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from kizashi.clock import Clock
from kizashi.ids import IdSource
from kizashi.job import Job
from memory.journal import Journal
from memory.neighbours import Neighbours
from server.jobs import looks
from server.leading import claim_of

if TYPE_CHECKING:
    from dbos import DBOS, WorkflowStatus

_log = logging.getLogger(__name__)

PLANNING = "jobs"
"""The work of the process that leads."""
TAKE_UP_SECONDS = 2.0
"""How often to look for jobs of processes that are gone."""
AGAIN_SECONDS = 10.0
"""How long a job that failed waits until it is tried anew."""
KEPT = timedelta(days=2)
"""How long DBOS remembers what was done; longer than any key stays open after it was done."""
AT_ONCE = 2
"""Jobs of one kind that one process does at the same time."""
CONNECTIONS = 2
POLL_SECONDS = 2.0
"""How often a process looks into each queue."""
BODY = "1"
"""The version of what a workflow does, which is one call: processes of every version of Kizashi do
one another's jobs, so that a rolling restart leaves none behind."""


class JobFailed(Exception):
    """A job failed. Holds the type of the error only: DBOS stores it, and an error's message may
    quote what a customer wrote."""


class DurableJobs:
    """The jobs of one business, done by all its processes. DBOS allows one of these a process."""

    def __init__(
        self,
        journal: Journal,
        neighbours: Neighbours,
        jobs: Mapping[str, Job],
        clock: Clock,
        new_id: IdSource,
    ) -> None:
        self._journal = journal
        self._neighbours = neighbours
        self._jobs = jobs
        self._clock = clock
        self._me = new_id("exe")
        self._name = f"kizashi-{journal.workspace}"
        self._loop: asyncio.AbstractEventLoop
        self._dbos: type[DBOS]
        self._workflow: Callable[[str, str], None]
        self._doing: set[Future[None]] = set()
        self._put_in: set[str] = set()

    @property
    def presence(self) -> str:
        """The work that this process leads for as long as it does jobs: it shows that it lives."""
        return _presence(self._me)

    async def run(self) -> None:
        """Does jobs until cancelled; only while `presence` is claimed."""
        self._loop = asyncio.get_running_loop()
        self._put_in.clear()
        await asyncio.to_thread(self._open)
        try:
            async with asyncio.TaskGroup() as tasks:
                for name, job in self._jobs.items():
                    tasks.create_task(self._put_in_as_they_open(name, job), name=f"jobs-{name}")
                tasks.create_task(self._tidy_on(), name="jobs-tidy")
        finally:
            for one in tuple(self._doing):
                one.cancel()
            await asyncio.to_thread(self._dbos.destroy, destroy_registry=True)

    # ── in threads of DBOS ───────────────────────────────────────────────────────────────────────

    def _open(self) -> None:
        # Here: an extra, of which a business on SQLite needs nothing, and slow to import.
        from dbos import DBOS, WorkflowSerializationFormat
        from sqlalchemy import create_engine, text
        from sqlalchemy.pool import NullPool

        logger = logging.getLogger("dbos")
        if not logger.handlers:
            # Else DBOS writes to the console by itself, in a form of its own.
            logger.addHandler(logging.NullHandler())
        url = self._journal.store.url
        engine = create_engine(url, poolclass=NullPool)
        with engine.connect() as connection:
            schema = str(connection.execute(text("SELECT current_schema()")).scalar_one())
        DBOS(
            config={
                "name": self._name,
                "system_database_url": url,
                # Beside the journal: the user need not be allowed to make a schema.
                "dbos_system_schema": schema,
                "executor_id": self._me,
                "application_version": BODY,
                "sys_db_pool_size": CONNECTIONS,
                # Nothing here sends messages to workflows: no connection need listen for them.
                "use_listen_notify": False,
                "log_level": "WARNING",
            }
        )
        self._dbos = DBOS

        def job(name: str, key: str) -> None:
            self._do(name, key)

        self._workflow = DBOS.workflow(
            name="job",
            max_recovery_attempts=None,
            serialization_type=WorkflowSerializationFormat.PORTABLE,
        )(job)
        DBOS.launch()
        for name in self._jobs:
            DBOS.register_queue(name, worker_concurrency=AT_ONCE, polling_interval_sec=POLL_SECONDS)

    def _do(self, name: str, key: str) -> None:
        """A workflow: the job itself runs on the loop of the house."""
        doing = asyncio.run_coroutine_threadsafe(self._done(name, key), self._loop)
        self._doing.add(doing)
        try:
            doing.result()
        except Exception as error:
            _log.warning("%s failed and is tried again: %s", name, type(error).__name__)
            raise JobFailed(type(error).__name__) from None
        finally:
            self._doing.discard(doing)

    async def _done(self, name: str, key: str) -> None:
        job = self._jobs.get(name)
        if job is not None:
            await job.do(key)

    # ── what the process that leads does ─────────────────────────────────────────────────────────

    async def _put_in_as_they_open(self, name: str, job: Job) -> None:
        async for _ in looks(self._journal, job.kinds):
            if not self._leads():
                continue
            keys = {f"{name}/{key}": key for key in await job.open()}
            self._put_in -= {one for one in self._put_in if one.startswith(f"{name}/")} - set(keys)
            for workflow, key in keys.items():
                if workflow not in self._put_in:
                    await asyncio.to_thread(self._put, workflow, name, key)
                    self._put_in.add(workflow)

    def _put(self, workflow: str, name: str, key: str) -> None:
        from dbos import SetWorkflowID

        with SetWorkflowID(workflow):
            self._dbos.enqueue_workflow(name, self._workflow, name, key)

    async def _tidy_on(self) -> None:
        while True:
            await asyncio.sleep(TAKE_UP_SECONDS)
            if self._leads():
                await self._take_up()
                await self._forget_the_ended()

    async def _take_up(self) -> None:
        """Puts the workflows of processes that are gone back into their queues."""
        pending = await self._found(status="PENDING")
        for executor in {one.executor_id for one in pending if one.executor_id} - {self._me}:
            claim = claim_of(_presence(executor))
            if not await self._neighbours.claim(claim):
                continue
            try:
                for one in pending:
                    if one.executor_id == executor:
                        _log.info("taking up %s of a process that is gone", one.workflow_id)
                        await self._dbos.resume_workflow_async(
                            one.workflow_id, queue_name=one.queue_name
                        )
            finally:
                self._neighbours.let_go(claim)

    async def _forget_the_ended(self) -> None:
        """What failed is put in anew while its job is open; what was done needs no memory."""
        now = self._clock.now()
        failed = await self._found(
            status=["ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"],
            completed_before=(now - timedelta(seconds=AGAIN_SECONDS)).isoformat(),
        )
        old = await self._found(status="SUCCESS", completed_before=(now - KEPT).isoformat())
        gone = [one.workflow_id for one in (*failed, *old)]
        if gone:
            await self._dbos.delete_workflows_async(gone)
            self._put_in.difference_update(gone)

    async def _found(self, **which: Any) -> "list[WorkflowStatus]":
        found: list[WorkflowStatus] = await self._dbos.list_workflows_async(
            application_name=self._name, load_input=False, load_output=False, limit=200, **which
        )
        return found

    def _leads(self) -> bool:
        return self._neighbours.holds(claim_of(PLANNING))


def _presence(executor: str) -> str:
    return f"executor/{executor}"
