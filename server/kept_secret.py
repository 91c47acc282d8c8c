"""Secrets that Kizashi makes for itself: files in the data folder that only its user reads."""

import secrets
from pathlib import Path

from kizashi.errors import Misconfigured

LEAST_CHARACTERS = 32


def kept_secret(data: Path, name: str, after_deleting: str) -> str:
    """The secret in the file `name`; made at the first call. `after_deleting` says what happens
    when somebody deletes the file. Raises `Misconfigured` when it cannot be used."""
    file = data / name
    try:
        if not file.exists():
            keep_secret(data, name, secrets.token_urlsafe(48))
        secret = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Misconfigured(
            f"The file {name} in the data folder cannot be used: {error}.",
            "Give this user the right to read and write it, or delete it: " + after_deleting,
        ) from error
    if len(secret) < LEAST_CHARACTERS:
        raise Misconfigured(
            f"The file {name} in the data folder is damaged.", "Delete it: " + after_deleting
        )
    return secret


def keep_secret(data: Path, name: str, secret: str) -> None:
    """Puts a secret into its file, unless it is there already."""
    file = data / name
    if file.exists() and file.read_text(encoding="ascii").strip() == secret:
        return
    # Written beside and moved into place: a half-written secret would end every session.
    fresh = file.with_suffix(f".{secrets.token_hex(4)}")
    fresh.touch(mode=0o600)
    fresh.write_text(secret, encoding="ascii")
    fresh.replace(file)
