"""Jump mode: a letter stands on everything in view that can be gone to."""

from tests.tui.conftest import seated
from tests.tui.server import SmallServer
from tui.conversation import Conversation
from tui.jump import Jump, lettered


async def test_a_letter_goes_to_a_person(server: SmallServer) -> None:
    async with seated(server) as seat:
        await seat.press("f")
        await seat.until(lambda: isinstance(seat.coach.screen, Jump))
        shown = seat.text_of("#people")
        line = next(line for line in shown.splitlines() if "加藤" in line)
        await seat.press(line[0])
        await seat.until(lambda: seat.coach.selected == "con_kato")
        await seat.until(lambda: seat.dialog == "Seat")
        line = next(line for line in seat.text_of("#people").splitlines() if "加藤" in line)
        assert line[0] == " "


async def test_a_letter_goes_to_a_message(server: SmallServer) -> None:
    async with seated(server) as seat:
        await seat.press("f")
        await seat.until(lambda: isinstance(seat.coach.screen, Jump))
        pane = seat.coach.seat.query_one(Conversation)
        first = pane.targets()[0]
        letter = pane._letters[first]
        await seat.press(letter)
        await seat.until(lambda: seat.coach.seat.part == "conversation")
        assert pane.cursor == first


async def test_leaving_goes_nowhere(server: SmallServer) -> None:
    async with seated(server) as seat:
        selected = seat.coach.selected
        await seat.press("f")
        await seat.until(lambda: isinstance(seat.coach.screen, Jump))
        await seat.press("escape")
        await seat.until(lambda: seat.dialog == "Seat")
        assert (seat.coach.selected, seat.coach.seat.part) == (selected, "people")


def test_letters_are_handed_out_from_the_home_row() -> None:
    assert lettered(["one", "two"]) == {"a": "one", "s": "two"}
    assert len(lettered(str(number) for number in range(99))) == 26
