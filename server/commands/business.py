"""Opening a business's store for a command."""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from kizashi.clock import SystemClock
from kizashi.errors import Misconfigured, StorageUnavailable
from kizashi.ids import DEFAULT_WORKSPACE
from kizashi.settings import SETTINGS_FILE, Settings, read_settings
from memory.journal import Journal
from memory.store import DATABASE_FILE, Store, store_url


def settings_of(home: Path) -> Settings:
    """The settings of an initialised business. Raises `Misconfigured` when there is none."""
    settings = read_settings(home)
    if not settings.alone:
        # The business is in the database; the folder is this machine's own.
        prepare_data(settings)
    elif not (settings.data / DATABASE_FILE).exists():
        raise Misconfigured(
            f"There is no business in {home.resolve()} yet.",
            "Run `kizashi init` there first, or name the folder with --home.",
            code="config.missing",
        )
    return settings


def prepare_data(settings: Settings) -> None:
    """Makes the data folder. Raises `StorageUnavailable` when it cannot be made or written."""
    try:
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StorageUnavailable(
            f"The data folder {settings.data} cannot be made: {error.strerror}.",
            f"Free some space or change `folders.data` in {SETTINGS_FILE}.",
            code="storage.read_only",
        ) from error


@contextlib.asynccontextmanager
async def opened_journal(settings: Settings) -> AsyncIterator[Journal]:
    """The business's journal for as long as the block lasts."""
    store = await Store.open(store_url(settings))
    try:
        async with Journal(store, DEFAULT_WORKSPACE, SystemClock()).opened() as journal:
            yield journal
    finally:
        await store.close()
