"""The agents' table: what the four say comes as they say it, and their draft is one key away."""

from kizashi.counsel import Paragraph, Reference
from kizashi.deliberation import (
    Contribution,
    DeliberationBegun,
    DeliberationEnded,
    DeliberationSaid,
)
from tests.tui.conftest import Seated, seated
from tests.tui.server import SmallServer
from tui.deliberation_screen import DeliberationScreen

CON = "con_sato"
PERSON = "per_sato"


def begun(server: SmallServer, id_: str = "dlb_1") -> None:
    version = server.talks[CON].view["version"]
    event = DeliberationBegun(id=id_, version=version, language="ja", by="owner")
    server.happens(event, person=PERSON, conversation=CON)


def said(server: SmallServer, speaker: str, text: str, *references: Reference) -> None:
    paragraphs = (Paragraph(text=text, references=references),)
    contribution = Contribution(speaker=speaker, round=1, paragraphs=paragraphs)
    event = DeliberationSaid(deliberation="dlb_1", contribution=contribution)
    server.happens(event, person=PERSON, conversation=CON)


def ended(server: SmallServer, how: str, draft: str | None = None) -> None:
    event = DeliberationEnded(deliberation="dlb_1", ended=how, draft=draft)
    server.happens(event, person=PERSON, conversation=CON)


async def at_the_table(seat: Seated) -> None:
    seat.coach.select(CON)
    await seat.press("T")
    await seat.until(lambda: isinstance(seat.coach.screen, DeliberationScreen))


async def test_one_key_asks_and_each_contribution_is_shown_as_it_comes(
    server: SmallServer,
) -> None:
    async with seated(server) as seat:
        await at_the_table(seat)
        await seat.until(lambda: server.requests("deliberate"))
        (request,) = server.requests("deliberate")
        assert (request["conversation"], request["language"]) == (CON, "ja")
        begun(server)
        said(server, "listener", "92℃と読みました。")
        await seat.until(lambda: seat.asks("92℃と読みました。"))
        assert seat.asks("リスナー")
        assert seat.asks("話し合っています")


async def test_the_owner_can_stop_it(server: SmallServer) -> None:
    async with seated(server) as seat:
        await at_the_table(seat)
        begun(server)
        await seat.until(lambda: seat.asks("話し合っています"))
        await seat.press("x")
        await seat.until(lambda: server.requests("stop_deliberation"))
        ended(server, "stopped")
        await seat.until(lambda: seat.asks("話し合いを止めました"))


async def test_their_draft_opens_with_enter(server: SmallServer) -> None:
    async with seated(server) as seat:
        await at_the_table(seat)
        begun(server)
        said(server, "reviewer", "どのルールにも触れません。")
        ended(server, "draft", "drf_x")
        await seat.until(lambda: seat.asks("判断を待っています"))
        await seat.press("end", "enter")
        await seat.until(lambda: seat.dialog == "Seat")
        assert seat.coach.seat.part == "drafts"


async def test_one_that_is_over_is_shown_again_without_asking_anew(server: SmallServer) -> None:
    async with seated(server) as seat:
        begun(server)
        ended(server, "failed")
        await seat.until(lambda: CON in seat.coach.desk.deliberations)
        await at_the_table(seat)
        await seat.until(lambda: seat.asks("うまく働かず"))
        assert server.requests("deliberate") == []
        await seat.press("T")
        await seat.until(lambda: server.requests("deliberate"))
