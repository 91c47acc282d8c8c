"""The first start of the coach: the guided setup becomes a business, and a server runs for it."""

import asyncio
import contextlib
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import click

from kizashi.errors import KizashiError, StorageUnavailable
from kizashi.events import AutonomySet
from kizashi.language import Language
from kizashi.settings import SETTINGS_FILE, Settings, read_settings
from kizashi.texts import text

START_SECONDS = 120
_ABOUT = "about.md"


def is_first(home: Path) -> bool:
    """True where there is no business yet and somebody sits at the terminal."""
    return not (home / SETTINGS_FILE).exists() and sys.stdin.isatty() and sys.stdout.isatty()


def set_up(home: Path, language: str | None) -> bool:
    """Asks, then makes the business. False when the owner left the questions; then nothing was
    written."""
    from server.commands.init import initialise
    from tui.setup import SetupApp

    setup = SetupApp(Language(language) if language else None).run()
    if setup is None:
        return False
    initialise(home, setup.name, setup.language.value, ask=False)
    settings = read_settings(home)
    asyncio.run(_set_autonomy(settings, AutonomySet(autonomy=setup.autonomy, by="owner")))
    if setup.knowledge:
        about = settings.knowledge / _ABOUT
        about.write_text(f"# {setup.name}\n\n{setup.knowledge}\n", encoding="utf-8")
        from server.commands.learn import learn_paths

        # What cannot be learned now can be learned later: the business is there all the same.
        with contextlib.suppress(KizashiError, SystemExit):
            learn_paths(home, [settings.knowledge])
    return True


async def _set_autonomy(settings: Settings, event: AutonomySet) -> None:
    # Only here: every other start of the coach does without the store, and is twice as quick.
    from server.commands.business import opened_journal

    async with opened_journal(settings) as journal:
        await journal.append(event)


@contextlib.contextmanager
def serving_meanwhile(home: Path, settings: Settings) -> Iterator[None]:
    """Runs `kizashi serve` for as long as the block lasts.

    Raises `StorageUnavailable` when it does not come up.
    """
    log = settings.data / "serve.log"
    address = f"http://{settings.server.host}:{settings.server.port}/v1/health"
    click.echo(text(settings.business.language, "server.first_serving"))
    with log.open("ab") as lines:
        server = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "server.cli", "--home", str(home), "serve"],
            stdin=subprocess.DEVNULL,
            stdout=lines,
            stderr=lines,
            env=dict(os.environ),
        )
        try:
            _wait_for(server, address, log)
            yield
        finally:
            server.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(10)


def _wait_for(server: "subprocess.Popen[bytes]", address: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=2):  # noqa: S310
            return
        time.sleep(0.2)
    raise StorageUnavailable(
        "Kizashi did not start.", f"Look at {log}, then run `kizashi serve`.", code="server.start"
    )
