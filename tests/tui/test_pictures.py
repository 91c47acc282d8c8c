"""Pictures of the coach, compared with those that were looked at and found good.

After a wanted change, look at them anew and keep them with `pytest tests/tui --snapshot-update`.
"""

import time
from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot

from kizashi.language import Language
from tests.tui.scene import NOON, TOKYO, SetClock, morning
from tests.tui.server import OWNER_TOKEN, SmallServer
from tui.address import read_address
from tui.app import Coach

SMALL, WIDE = (80, 24), (150, 40)


def opened(coach: Coach, *keys: str) -> Callable[[Pilot[int]], Awaitable[None]]:
    """Waits until everything is on the screen, then presses keys."""

    async def wait(pilot: Pilot[int]) -> None:
        deadline = time.monotonic() + 20
        while coach.selected not in coach.desk.state.threads:
            assert time.monotonic() < deadline
            await pilot.pause(0.02)
        while coach.desk.connection != "live":
            assert time.monotonic() < deadline
            await pilot.pause(0.02)
        await pilot.pause(0.3)
        for key in keys:
            await pilot.press(key)
        await pilot.pause(0.3)

    return wait


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["small", "wide"])
def test_the_morning(
    snap_compare: Callable[..., bool], size: tuple[int, int], language: str, theme: str
) -> None:
    business = "陶房 こだま" if language == "ja" else "Kodama Pottery"
    with SmallServer(NOON, language=language, business=business) as server:
        morning(server)
        coach = Coach(
            read_address(server.url),
            OWNER_TOKEN,
            Language(language),
            theme,
            clock=SetClock(),
            zone=TOKYO,
        )
        keys = ("2", "enter") if size == WIDE else ()
        assert snap_compare(coach, terminal_size=size, run_before=opened(coach, *keys))
