"""Opening a business's store for a command."""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from kizashi.clock import SystemClock
from kizashi.errors import KizashiError, Misconfigured, StorageUnavailable
from kizashi.ids import DEFAULT_WORKSPACE
from kizashi.language import Language
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
        raise Misconfigured.told("config.missing", home=home.resolve())
    return settings


def language_of(home: Path) -> Language:
    """The owner's language: of the business, or where there is none to be read, of the terminal."""
    from tui.surroundings import language_of_terminal

    if not (home / SETTINGS_FILE).exists():
        return language_of_terminal()
    try:
        return read_settings(home).business.language
    except KizashiError:
        return language_of_terminal()


def prepare_data(settings: Settings) -> None:
    """Makes the data folder. Raises `StorageUnavailable` when it cannot be made or written."""
    try:
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StorageUnavailable.told(
            "storage.no_folder",
            code="storage.read_only",
            folder=settings.data,
            reason=error.strerror,
            file=SETTINGS_FILE,
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
