"""Where this user's own tokens lie, so that `kizashi coach` finds them: one small private file.

The server keeps only hashes; this file belongs to the person at the keyboard, like a key ring.
"""

import json
import os
from pathlib import Path

from kizashi.errors import Misconfigured


def credentials_file() -> Path:
    """`$XDG_CONFIG_HOME/kizashi/credentials.json`, or under `~/.config`."""
    base = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(base) / "kizashi" / "credentials.json"


def remembered(address: str) -> str | None:
    """The token kept for a server's address. Raises `Misconfigured` for a damaged file."""
    return _read().get(address)


def remember(address: str, token: str) -> Path:
    """Keeps a token for a server's address; only this user can read the file.

    Raises `Misconfigured` when the file is damaged or cannot be written.
    """
    file = credentials_file()
    content = {**_read(), address: token}
    fresh = file.with_suffix(".new")
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Never written into what lies there: its rights may be wider than these.
        fresh.unlink(missing_ok=True)
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            json.dump(content, stream, indent=1)
        fresh.replace(file)
    except OSError as error:
        raise Misconfigured(
            f"{file} cannot be written: {error.strerror}.",
            "Give this user the right to write there, or set XDG_CONFIG_HOME to another folder.",
        ) from error
    return file


def _read() -> dict[str, str]:
    file = credentials_file()
    if not file.exists():
        return {}
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        return {str(key): str(value) for key, value in content.items()}
    except (OSError, ValueError, AttributeError) as error:
        raise Misconfigured(
            f"{file} cannot be read.",
            "Delete it, then make a new token with `kizashi keys create --owner`.",
        ) from error
