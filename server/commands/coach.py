"""`kizashi coach`: opens the terminal coach on a server, near or far."""

import contextlib
from pathlib import Path

from kizashi.errors import NotAllowed
from kizashi.language import Language
from kizashi.settings import read_settings
from server.commands.first_start import is_first, serving_meanwhile, set_up
from server.credentials import remembered


def serve_coach(
    home: Path, url: str | None, language: str | None, host: str, port: int, public_url: str | None
) -> None:
    """Serves the coach to browsers until it is told to stop. The owner logs in with their token."""
    settings = read_settings(home)
    address = (url or f"http://{settings.server.host}:{settings.server.port}").rstrip("/")
    spoken = Language(language) if language else settings.business.language
    from server.web_seat import serve_seat

    serve_seat(address, host, port, spoken, public_url)


def open_coach(
    home: Path, url: str | None, token: str | None, language: str | None, theme: str | None
) -> int:
    """Runs the coach and returns its exit code; where there is no business yet, after a guided
    setup, and with a server of its own. Raises `NotAllowed` when no token is known."""
    first = url is None and token is None and is_first(home)
    if first and not set_up(home, language):
        return 0
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
    from tui.start import run

    with serving_meanwhile(home, settings) if first else contextlib.nullcontext():
        return run(address, known, Language(language) if language else None, theme)
