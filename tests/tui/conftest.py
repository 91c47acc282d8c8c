"""The coach in front of a small server, as the tests of the screen use it."""

import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta, tzinfo
from typing import Protocol

import pytest
from textual.pilot import Pilot

from kizashi.language import Language
from tests.tui.scene import NOON, TOKYO, SetClock, morning
from tests.tui.server import OWNER_TOKEN, SmallServer
from tui.address import read_address
from tui.app import Coach


@dataclass
class Seated:
    """A coach that runs, with what a test needs to look at it and use it."""

    coach: Coach
    pilot: Pilot[int]
    clock: SetClock
    told: list[str] = field(default_factory=list)

    async def until(self, condition: Callable[[], object], within: float = 15.0) -> None:
        """Waits until something is so."""
        deadline = time.monotonic() + within
        while not condition():
            assert time.monotonic() < deadline, f"never so; told: {self.told}"
            await self.pilot.pause(0.02)

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)

    def text_of(self, selector: str) -> str:
        """What a part of the seat shows in its own lines, as text."""
        widget = self.coach.seat.query_one(selector)
        rows = range(widget.size.height)
        return "\n".join(widget.render_line(y).text.rstrip() for y in rows)

    def shows(self, selector: str, words: str) -> bool:
        """Whether a part shows these words, wherever its lines break."""
        return _flowing(words) in _flowing(self.text_of(selector))

    def asks(self, words: str) -> bool:
        """Whether the dialog on top shows these words, wherever its lines break."""
        return _flowing(words) in _flowing(self.dialog_text())

    def dialog_text(self) -> str:
        """What the dialog on top shows, without its fields."""
        from tui.board import Board
        from tui.painting import Rows

        parts = []
        for widget in self.coach.screen.query("Rows, Board").results():
            assert isinstance(widget, Rows | Board)
            rows = range(widget.size.height)
            parts += [widget.render_line(y).text.rstrip() for y in rows]
        return "\n".join(parts)

    @property
    def dialog(self) -> str:
        """The kind of screen on top."""
        return type(self.coach.screen).__name__


def _flowing(shown: str) -> str:
    return "".join(character for character in shown if character not in " \n▎┆")


class Reached(Protocol):
    """A server that can be reached."""

    @property
    def url(self) -> str: ...


@asynccontextmanager
async def seated(
    server: Reached,
    size: tuple[int, int] = (150, 44),
    *,
    language: Language | None = Language.JA,
    theme: str = "dark",
    token: str = OWNER_TOKEN,
    ready: bool = True,
    grace: timedelta = timedelta(),
    zone: tzinfo | None = TOKYO,
) -> AsyncIterator[Seated]:
    """A coach connected to the server; `ready` waits until the first conversation is open;
    `grace` is how long decisions can be taken back (not at all, unless a test says so)."""
    clock = SetClock()
    coach = Coach(
        read_address(server.url), token, language, theme, clock=clock, zone=zone, grace=grace
    )
    async with coach.run_test(size=size, notifications=True) as pilot:
        seat = Seated(coach, pilot, clock)
        tell = coach.notify

        def heard(message: str, **kwargs: object) -> None:
            seat.told.append(message)
            tell(message, **kwargs)  # type: ignore[arg-type]

        coach.notify = heard  # type: ignore[assignment, method-assign]
        if ready:
            await seat.until(lambda: coach.desk.connection == "live")
            await seat.until(lambda: coach.selected in coach.desk.state.threads)
            await pilot.pause(0.1)
        yield seat


@pytest.fixture
def server() -> Iterator[SmallServer]:
    """A server on a Japanese morning."""
    with SmallServer(NOON) as running:
        morning(running)
        yield running
