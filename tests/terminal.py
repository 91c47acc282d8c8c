"""A real terminal for tests: tmux in a server of its own, with a screen that can be read."""

import os
import secrets
import shlex
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path


class NoTerminal(RuntimeError):
    """tmux is missing and could not be installed."""


def tmux() -> str:
    """The path of tmux; installed with apt-get where that is possible. Raises `NoTerminal`."""
    found = shutil.which("tmux")
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(["apt-get", "update"], check=False, **quiet)
        subprocess.run(["apt-get", "install", "-y", "tmux"], check=False, **quiet)
        found = shutil.which("tmux")
    if found is None:
        raise NoTerminal("This test drives a real terminal: install tmux (apt-get install tmux).")
    return found


class Terminal:
    """One program in a terminal of its own size. Use it with `with`."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:
        self._tmux = tmux()
        self._socket = f"kizashi-{os.getpid()}-{secrets.token_hex(4)}"
        self._command, self._size = command, (columns, rows)
        self._environment = {"LANG": "C.UTF-8", "TERM": "xterm-256color", **(environment or {})}
        self._folder = folder or Path.cwd()

    def __enter__(self) -> "Terminal":
        assignments = [f"{name}={value}" for name, value in self._environment.items()]
        # A size that the tests' own process claims to have is not this terminal's.
        unset = ["-u", "COLUMNS", "-u", "LINES"]
        program = shlex.join(["env", *unset, *assignments, *self._command])
        columns, rows = self._size
        # The program's end is shown with its exit code, so that a test can wait for it.
        shell = f'{program}; echo "[ended $?]"; sleep 3600'
        self._call(
            *("-f", os.devnull, "new-session", "-d", "-s", "main"),
            *("-x", str(columns), "-y", str(rows), "-c", str(self._folder), shell),
        )
        self._call("set-option", "-g", "escape-time", "0")
        return self

    def __exit__(self, *_: object) -> None:
        self._call("kill-server", check=False)

    def _call(self, *arguments: str, check: bool = True) -> str:
        done = subprocess.run(
            [self._tmux, "-u", "-L", self._socket, *arguments],
            check=check,
            capture_output=True,
            text=True,
            timeout=20,
        )
        return done.stdout

    def screen(self, *, colours: bool = False) -> str:
        """What stands on the screen now, with its colour codes if wanted."""
        return self._call("capture-pane", "-p", *(["-e"] if colours else []), "-t", "main")

    def cursor(self) -> tuple[int, int]:
        """Where the terminal's own cursor stands: column and row, from 0."""
        said = self._call("display-message", "-p", "-t", "main", "#{cursor_x} #{cursor_y}")
        column, row = said.split()
        return int(column), int(row)

    def press(self, *keys: str) -> None:
        """Presses keys by their tmux names: `a`, `Enter`, `Escape`, `C-s`, …"""
        self._call("send-keys", "-t", "main", *keys)

    def write(self, text: str) -> None:
        """Types a text as it is."""
        self._call("send-keys", "-t", "main", "-l", text)

    def resize(self, columns: int, rows: int) -> None:
        """Changes the size of the terminal."""
        self._call("resize-window", "-t", "main", "-x", str(columns), "-y", str(rows))

    def wait_for(self, wanted: str | Callable[[str], bool], *, within: float = 20.0) -> str:
        """Waits until the screen shows the text (or meets the condition); the screen. Raises
        `AssertionError` with the last screen when it does not."""
        deadline = time.monotonic() + within
        while True:
            screen = self.screen()
            if wanted in screen if isinstance(wanted, str) else wanted(screen):
                return screen
            if time.monotonic() > deadline:
                raise AssertionError(f"The screen never showed {wanted!r}:\n{screen}")
            time.sleep(0.05)
