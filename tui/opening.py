"""Opening a file of a conversation: where it is put, and what opens it."""

import os
import subprocess
import sys
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

_FORBIDDEN = frozenset('/\\:*?"<>|')
_LONGEST_NAME = 120


def safe_name(name: str) -> str:
    """A name that is a file's own on every system: no path, no control characters, not hidden."""
    kept = "".join(
        "_" if character in _FORBIDDEN else character
        for character in unicodedata.normalize("NFC", name)
        if unicodedata.category(character)[0] != "C"
    ).strip(" .")
    stem, dot, ending = kept.rpartition(".")
    if not dot:
        return kept[:_LONGEST_NAME] or "file"
    return f"{stem[: _LONGEST_NAME - len(ending) - 1]}.{ending}"


def downloads() -> Path:
    """Where this owner keeps what they download."""
    from platformdirs import user_downloads_path

    return user_downloads_path()


def put(folder: Path, name: str, content: bytes) -> Path:
    """Writes the file beside those that are there; where it lies. Raises `OSError`."""
    folder = folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    safe = Path(safe_name(name))
    for number in range(1, 1_000):
        path = folder / (safe.name if number == 1 else f"{safe.stem} ({number}){safe.suffix}")
        try:
            with path.open("xb") as file:
                file.write(content)
        except FileExistsError:
            continue
        return path
    raise FileExistsError(folder / safe.name)


def opener(platform: str, environment: Mapping[str, str]) -> Sequence[str] | None:
    """The command that shows a file in a window; `None` where there are no windows: far away over
    ssh a file can be stored, not shown."""
    if platform == "darwin":
        return ("open",)
    if platform == "win32":
        return ("explorer",)
    if environment.get("WAYLAND_DISPLAY") or environment.get("DISPLAY"):
        return ("xdg-open",)
    return None


def show(path: Path) -> bool:
    """Shows a file with the program the owner uses for its kind; false where that cannot be."""
    command = opener(sys.platform, os.environ)
    if command is None:
        return False
    quiet = subprocess.DEVNULL
    try:
        # Apart from the coach: a picture stays open when the terminal is closed. No shell reads
        # the path, and it is absolute, so it is never taken for an option.
        subprocess.Popen(  # noqa: S603
            [*command, str(path)], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )
    except OSError:
        return False
    return True
