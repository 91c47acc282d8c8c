"""Pictures of the coach, compared with those that were looked at and found good.

After a wanted change, look at them anew and keep them with `pytest tests/tui --snapshot-update`.
"""

import time
from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot

from kizashi import events as e
from kizashi.counsel import Counsel, Paragraph, Reference
from kizashi.language import Language
from kizashi.proposals import Example, PhraseEffect, Proposal
from tests.tui.scene import NOON, TOKYO, SetClock, morning
from tests.tui.server import OWNER_TOKEN, SmallServer
from tests.tui.test_pages import FIGURES
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


def spoken_with(server: SmallServer) -> None:
    """A question to the Coach with its answer, a proposal, figures and settings."""
    japanese = server.language == "ja"
    name = "佐藤 美咲さん" if japanese else "Anna Novak"
    conversation = "con_sato" if japanese else "con_novak"
    message = server.talks[conversation].messages[-1]
    reference = Reference(
        label=name,
        conversation=conversation,
        message=message["id"],
        at=message["at"],
        quote="思ったより高くて" if japanese else "costs more than I thought",
    )
    told = (
        (
            "「価格」で止まっている人は、いま1人です。",
            "値引きの前に、小さく始める方法をお伝えください。",
        )
        if japanese
        else (
            "One person fits (people held by price):",
            "Say how to begin small before any discount.",
        )
    )
    asked = "価格で迷っているのは誰？いつから？" if japanese else "Who is wavering about price?"
    more = ("今週はどうだった？",) if japanese else ("How did this week go?",)
    counsel = Counsel(
        kind="people",
        language=Language(server.language),
        paragraphs=(
            Paragraph(text=told[0], references=(reference,)),
            Paragraph(text=told[1], tone="warning"),
        ),
        more=more,
    )
    question = e.CoachAsked(id="ask_1", text=asked, language=Language(server.language))
    server.happens(question)
    server.happens(e.CoachAnswered(asked="ask_1", counsel=counsel))
    find, put = ("お客さま", "お客様") if japanese else ("client", "guest")
    example = Example(
        draft="dft_1", conversation=conversation, before=f"{find}…", after=f"{put}…", at=NOON
    )
    effect = PhraseEffect(find=find, put=put)
    proposal = Proposal(id="prp_1", key="k", effect=effect, examples=(example,), at=NOON)
    server.happens(e.ProposalMade(proposal=proposal))
    server.pages["/v1/coach/insight"] = FIGURES.model_dump_json()
    server.pages["/v1/autonomy"] = '{"business": "crawl"}'
    server.pages["/v1/intents"] = '{"items": []}'
    server.pages["/v1/corrections"] = '{"items": []}'


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("size", [SMALL, WIDE], ids=["small", "wide"])
@pytest.mark.parametrize("page", ["c", "i", "comma"], ids=["coach", "insight", "settings"])
def test_the_pages(
    snap_compare: Callable[..., bool],
    page: str,
    size: tuple[int, int],
    language: str,
    theme: str,
) -> None:
    business = "陶房 こだま" if language == "ja" else "Kodama Pottery"
    with SmallServer(NOON, language=language, business=business) as server:
        morning(server)
        spoken_with(server)
        coach = Coach(
            read_address(server.url),
            OWNER_TOKEN,
            Language(language),
            theme,
            clock=SetClock(),
            zone=TOKYO,
        )
        assert snap_compare(coach, terminal_size=size, run_before=opened(coach, page))


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
