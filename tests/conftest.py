"""What concerns a test run as a whole."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from tests.live import SHARED


def pytest_configure() -> None:
    """Makes the folder that the processes of a run share; the first one hands it to the others."""
    os.environ.setdefault(SHARED, tempfile.mkdtemp(prefix="kizashi-tests-"))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Takes it away when all of them are done."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(Path(os.environ.pop(SHARED)), ignore_errors=True)
