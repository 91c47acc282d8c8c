"""Jobs on DBOS, done by processes that come and go: each is done, and done once."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import Any

import psycopg
import pytest

from memory.postgresql import connect_arguments

pytestmark = pytest.mark.postgresql

ROOT = Path(__file__).parents[2]


class Worker:
    """A process that does jobs."""

    def __init__(self, url: str, keys: list[str], hangs: bool = False, fails: bool = False) -> None:
        configuration = json.dumps({"keys": keys, "hangs": hangs, "fails": fails})
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.scale.worker", url, configuration],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.said: list[str] = []
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line.strip())

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


def wait(condition: Callable[[], Any], seconds: float = 40) -> None:
    deadline = monotonic() + seconds
    while not condition():
        assert monotonic() < deadline
        sleep(0.05)


@pytest.fixture
def worker(url: str) -> Iterator[Callable[..., Worker]]:
    made: list[Worker] = []

    def make(*arguments: Any, **more: Any) -> Worker:
        made.append(Worker(url, *arguments, **more))
        return made[-1]

    yield make
    for one in made:
        one.kill()


def ended(*workers: Worker) -> list[str]:
    return sorted(line for one in workers for line in one.said if line.startswith("ends"))


def stored(url: str) -> str:
    """All that the database holds, as text."""
    with psycopg.connect(**connect_arguments(url)) as server:
        (text,) = server.execute(
            "SELECT schema_to_xml(current_schema(), true, false, '')::text"
        ).fetchone() or ("",)
    return str(text)


def test_two_processes_share_the_jobs_and_each_is_done_once(
    worker: Callable[..., Worker],
) -> None:
    keys = [f"k{number:02}" for number in range(30)]
    one, other = worker(keys), worker(keys)
    wait(lambda: len(ended(one, other)) >= len(keys))
    sleep(2)  # nothing comes after it
    assert ended(one, other) == [f"ends {key}" for key in keys]
    assert [one.said.count("ready"), other.said.count("ready")] == [1, 1]


def test_a_job_of_a_process_that_is_killed_is_finished_by_another_within_seconds(
    worker: Callable[..., Worker],
) -> None:
    first = worker(["a", "b"], hangs=True)
    wait(lambda: {"begins a", "begins b"} <= set(first.said))
    second = worker(["a", "b"])
    wait(lambda: "ready" in second.said)
    sleep(3)  # several looks: the first one lives, and has them
    assert ended(second) == []
    killed = monotonic()
    first.kill()
    wait(lambda: ended(second) == ["ends a", "ends b"])
    assert second.said.count("begins a") == 1
    assert monotonic() - killed < 30


def test_a_job_that_failed_is_tried_anew_and_its_error_is_not_stored(
    worker: Callable[..., Worker], url: str
) -> None:
    one = worker(["a"], fails=True)
    wait(lambda: "begins a" in one.said)

    wait(lambda: "OSError" in stored(url))
    assert "customer" not in stored(url)
    wait(lambda: ended(one) == ["ends a"])
