"""One Kizashi serves a data folder at a time; a second one is refused with words."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from kizashi.errors import StorageUnavailable
from kizashi.settings import Settings

LOCK_FILE = "serving.lock"


@contextlib.contextmanager
def serving(data: Path) -> Iterator[None]:
    """Holds the data folder for this process; the system frees it however the process ends.

    Raises `StorageUnavailable` (`storage.served`) when another process serves it.
    """
    try:
        handle = os.open(data / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StorageUnavailable.told(
            "storage.not_writable", code="storage.read_only", reason=error.strerror
        ) from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StorageUnavailable.told("storage.served") from error
        yield
    finally:
        os.close(handle)


def serving_of(settings: Settings) -> contextlib.AbstractContextManager[None]:
    """Holds the data folder of a business where something in it may have one user only: SQLite,
    or a Chroma of this process. With both on servers, processes may share the folder."""
    if not settings.alone and settings.vectors.server is not None:
        return contextlib.nullcontext()
    return serving(settings.data)


def is_served(data: Path) -> bool:
    """True while another process serves the data folder."""
    try:
        with serving(data):
            return False
    except StorageUnavailable as error:
        return error.code == "storage.served"
