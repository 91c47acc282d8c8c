"""A real Chromium for tests that look at a page."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
PACKAGES = ("chromium", "fonts-noto-cjk")
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoBrowser(RuntimeError):
    """There is no Chromium here, and this user cannot install it."""


def chromium_path() -> Path:
    """Where Chromium is. Installs it with apt when it is missing and we are root; raises
    `NoBrowser` otherwise: a test that needs a browser does not pass without one."""
    if CHROMIUM.exists():
        return CHROMIUM
    if os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-q"], check=True, env=quiet)
        subprocess.run(["apt-get", "install", "-y", "-q", *PACKAGES], check=True, env=quiet)
    if not CHROMIUM.exists():
        raise NoBrowser(
            f"{CHROMIUM} is missing. Install it: apt-get install -y {' '.join(PACKAGES)}"
        )
    return CHROMIUM


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium with a fresh profile, closed at the end.

    Playwright's synchronous API keeps an event loop running in its thread while it is open, so
    asynchronous tests must not run inside this context.
    """
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    path = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=flags)
        try:
            yield browser
        finally:
            browser.close()
