"""One Kizashi serves a data folder, however the last one ended."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kizashi.errors import StorageUnavailable
from server.lock import is_served, serving

ROOT = Path(__file__).parents[2]
HOLD = """
import sys, time
from pathlib import Path
from server.lock import serving
with serving(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_one_is_refused_with_words(tmp_path: Path) -> None:
    with serving(tmp_path):
        with pytest.raises(StorageUnavailable) as refused, serving(tmp_path):
            pass
        assert refused.value.code == "storage.served"
        assert is_served(tmp_path)


def test_the_folder_is_free_when_the_first_one_ends(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), serving(tmp_path):
        raise ZeroDivisionError
    assert not is_served(tmp_path)
    with serving(tmp_path):
        pass


def test_two_folders_are_served_side_by_side(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    with serving(one), serving(other):
        assert is_served(one)


def test_another_process_holds_it_until_it_is_killed(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    assert is_served(tmp_path)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert not is_served(tmp_path)


def test_a_folder_that_cannot_be_written_is_told_as_that(tmp_path: Path) -> None:
    with pytest.raises(StorageUnavailable) as refused, serving(tmp_path / "nowhere"):
        pass
    assert refused.value.code == "storage.read_only"
    assert not is_served(tmp_path / "nowhere")
