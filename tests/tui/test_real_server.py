"""The coach in front of the product's own server: what is set on its pages holds there."""

from dataclasses import dataclass
from pathlib import Path

from tests.doors import doors
from tests.tui.conftest import seated
from tui.settings_screen import SettingsScreen


@dataclass(frozen=True)
class Address:
    """Where a server is reached."""

    url: str


async def test_autonomy_of_a_kind_of_step_is_set_and_taken_back(tmp_path: Path) -> None:
    with doors(tmp_path) as business:
        here = Address(business.address)
        async with seated(here, token=business.token, ready=False) as seat:
            await seat.until(lambda: seat.coach.desk.connection == "live")

            async def choose(option: str) -> None:
                await seat.until(lambda: seat.dialog == "SettingsScreen")
                lines = seat.coach.screen.query_one("#settings")
                await seat.until(lambda: "kind:ask" in lines.targets())  # type: ignore[attr-defined]
                lines.move_to("kind:ask")  # type: ignore[attr-defined]
                await seat.press("enter")
                await seat.until(lambda: seat.dialog == "Choice")
                await seat.press(option)
                await seat.until(lambda: seat.dialog == "SettingsScreen")

            await seat.press("comma")
            await seat.until(lambda: isinstance(seat.coach.screen, SettingsScreen))
            await choose("3")
            await seat.until(lambda: business.get("/v1/autonomy", business.token).body["scoped"])
            (one,) = business.get("/v1/autonomy", business.token).body["scoped"]
            assert (one["scope"], one["name"], one["autonomy"]) == ("kind", "ask", "walk")
            await choose("1")
            await seat.until(
                lambda: not business.get("/v1/autonomy", business.token).body["scoped"]
            )


async def test_the_screen_goes_by_the_clock_of_the_business(tmp_path: Path) -> None:
    with doors(tmp_path) as business:
        here = Address(business.address)
        async with seated(here, token=business.token, ready=False, zone=None) as seat:
            await seat.until(lambda: seat.coach.desk.connection == "live")
            assert str(seat.coach.words.zone) == business.settings.business.time_zone
