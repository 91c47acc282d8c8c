"""Trying the owner's tool servers: does each start, and offer what the settings name?"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from agents.tools.server import OPEN_SECONDS, Server
from agents.tools.trouble import ToolUnavailable, unavailable
from kizashi.tools import ToolServer
from policies.tools import refusal


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of trying one server: the tools it offers, and what is wrong, if anything is:
    with the server, or (with its name) with one tool that the settings name. No tool is called."""

    server: str
    offered: tuple[str, ...] = ()
    seconds: float = 0.0
    wrong: tuple[tuple[str | None, ToolUnavailable], ...] = ()


async def tried(servers: Sequence[ToolServer], root: Path) -> tuple[Tried, ...]:
    """Each server once, one after another."""
    return tuple([await _tried(one, root) for one in servers])


async def _tried(settings: ToolServer, root: Path) -> Tried:
    server, begun = Server(settings, root, time.monotonic), time.monotonic()
    try:
        await server.ready(OPEN_SECONDS)
    except ToolUnavailable as error:
        return Tried(settings.name, wrong=((None, error),))
    finally:
        await server.close()
    wrong = []
    for use in settings.use:
        code = refusal(use, server.offered.get(use.tool), {})
        if code is not None:
            wrong.append((use.tool, unavailable(code)))
    seconds = time.monotonic() - begun
    return Tried(settings.name, tuple(sorted(server.offered)), seconds, tuple(wrong))
