"""Starting the coach in the terminal it was called from."""

import gc
import os
import sys

from kizashi.errors import BadInput
from kizashi.language import Language
from kizashi.texts import text
from tui.address import read_address
from tui.app import Coach
from tui.surroundings import language_of_terminal

_CANNOT_DRAW = ("dumb", "unknown")
"""What terminals call themselves that only take one line after the other."""


def _in_browser() -> bool:
    """Whether a browser draws the screen (`kizashi coach --serve`)."""
    return bool(os.environ.get("TEXTUAL_DRIVER"))


def run(base_url: str, token: str, language: Language | None, theme: str | None) -> int:
    """Runs the coach until the owner leaves. The result is the process's exit code: 0, or 2 when
    it could not begin (the words are on standard error, or were on the screen)."""
    words = language or language_of_terminal()
    try:
        address = read_address(base_url)
    except BadInput as error:
        sys.stderr.write(f"{error}\n")
        return 2
    problem = None
    if not token.strip():
        problem = "start.no_token"
    elif not (_in_browser() or (sys.stdin.isatty() and sys.stdout.isatty())):
        problem = "start.no_terminal"
    elif not _in_browser() and os.environ.get("TERM") in _CANNOT_DRAW:
        problem = "start.plain_terminal"
    if problem is not None:
        sys.stderr.write(f"{text(words, f'coach.{problem}')}\n")
        return 2
    # Everything that is there once the list has come stays there for the day. Out of the garbage
    # collector's sight it no longer makes a key wait while thousands of people are gone through.
    result = Coach(address, token.strip(), language, theme, when_begun=gc.freeze).run()
    return result if result is not None else 0
