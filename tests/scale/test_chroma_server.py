"""A Chroma server that several processes share: one writes, the others see; it may go away."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from kizashi.errors import StorageUnavailable
from memory.vectors import ChromaServer, SharedVectors
from tests.live import LiveServer, free_port

pytestmark = pytest.mark.postgresql


class FixedClock:
    def now(self) -> datetime:
        return datetime(2026, 4, 1, tzinfo=UTC)


def vectors_of(count: int, seed: int = 7) -> dict[str, bytes]:
    rows = np.random.default_rng(seed).normal(size=(count, 384)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return {f"id{number}": row.tobytes() for number, row in enumerate(rows)}


def shared_at(address: str, owner: str) -> SharedVectors:
    return SharedVectors(ChromaServer(address, owner), "tests", FixedClock())


async def test_what_one_process_writes_another_finds(chroma: str, tmp_path: Path) -> None:
    owner = tmp_path.name
    wanted = vectors_of(80)
    one, other = shared_at(chroma, owner), shared_at(chroma, owner)
    assert await one.open()
    assert await other.open()
    assert (await one.sync("knowledge", wanted)).added == 80
    assert await other.look("knowledge") == wanted.keys()
    asked = np.frombuffer(wanted["id5"], dtype=np.float32)
    assert (await other.query("knowledge", asked, 1))[0].id == "id5"
    for shared in (one, other):
        await shared.close()


async def test_two_businesses_on_one_server_do_not_meet(chroma: str, tmp_path: Path) -> None:
    one, other = shared_at(chroma, f"{tmp_path.name}a"), shared_at(chroma, f"{tmp_path.name}b")
    assert await one.open()
    assert await other.open()
    await one.sync("knowledge", vectors_of(3))
    assert (await other.sync("knowledge", vectors_of(2))).removed == 0
    assert len(await one.look("knowledge")) == 3
    for shared in (one, other):
        await shared.close()


async def test_a_server_that_does_not_answer_is_told_and_asked_again() -> None:
    shared = shared_at(f"http://127.0.0.1:{free_port()}", "nobody")
    assert not await shared.open()
    with pytest.raises(StorageUnavailable) as refused:
        await shared.look("knowledge")
    assert refused.value.code == "vectors.unavailable"
    await shared.close()


def test_doctor_says_whether_the_server_answers(tmp_path: Path, chroma: str) -> None:
    server = LiveServer(tmp_path / "home", tmp_path / "config")
    server.run("init", "--yes", "--language", "en")
    server.environment["KIZASHI_VECTORS__SERVER"] = chroma
    assert f"\u2713 search index on a server ({chroma})" in server.run("doctor")
    gone = f"http://127.0.0.1:{free_port()}"
    server.environment["KIZASHI_VECTORS__SERVER"] = gone
    assert f"! search index on a server ({gone})" in server.run("doctor")
