"""`kizashi coach`: opens the terminal coach on a server, near or far."""

from pathlib import Path

from kizashi.errors import NotAllowed
from kizashi.language import Language
from kizashi.settings import read_settings
from server.credentials import remembered


def open_coach(
    home: Path, url: str | None, token: str | None, language: str | None, theme: str | None
) -> int:
    """Runs the coach and returns its exit code. Raises `NotAllowed` when no token is known."""
    settings = read_settings(home)
    address = (url or f"http://{settings.server.host}:{settings.server.port}").rstrip("/")
    # A business on this machine is known by its folder: two of them may use the same port.
    known = token or (remembered(str(settings.data)) if url is None else remembered(address))
    if known is None:
        raise NotAllowed(
            f"No owner's token is known for {address}.",
            "Give it with --token or KIZASHI_TOKEN, or make one with"
            " `kizashi keys create NAME --owner`.",
            code="auth.missing",
        )
    from tui.app import run

    return run(address, known, Language(language) if language else None, theme)
