"""The pages of figures and settings."""

from datetime import date

import pytest

from kizashi import events as e
from kizashi.insight import Insight, Week
from kizashi.proposals import Preferences, Proposal, RuleEffect
from tests.tui.conftest import Seated, seated
from tests.tui.scene import NOON
from tests.tui.server import SmallServer
from tui.board import Board
from tui.dialogs import Choice, Question
from tui.fields import LineField
from tui.gauge import bar
from tui.insight_screen import InsightScreen
from tui.page_screen import PageScreen
from tui.settings_screen import SettingsScreen

FIGURES = Insight(
    people=5,
    phases={"hesitating": 2, "preparing": 2, "dormant": 1},
    stalls={"price": 2, "authority": 1},
    weeks=(
        Week(begins=date(2026, 11, 9)),
        Week(
            begins=date(2026, 11, 16),
            temperature=64.2,
            readings=9,
            messages=12,
            approved=6,
            edited=3,
            rejected=1,
            seconds=240,
        ),
    ),
    sent_alone=4,
    moments=8,
    moved=5,
)


async def test_insight_shows_people_stalls_and_weeks(server: SmallServer) -> None:
    server.pages["/v1/coach/insight"] = FIGURES.model_dump_json()
    async with seated(server) as seat:
        await seat.press("i")
        await seat.until(lambda: seat.asks("いまの意志の温度（5人）"))
        assert seat.asks("価格")
        assert seat.asks("64°C")
        assert seat.asks("6/3/1")
        assert seat.asks("10件のうち6件（60%）")
        assert seat.asks("8のうち5")
        await seat.press("escape")
        await seat.until(lambda: seat.dialog == "Seat")


async def test_insight_that_cannot_be_loaded_is_said(server: SmallServer) -> None:
    async with seated(server) as seat:
        await seat.press("i")
        await seat.until(lambda: isinstance(seat.coach.screen, InsightScreen))
        await seat.until(lambda: any("読み込めません" in told for told in seat.told))


def test_a_bar_is_drawn_to_an_eighth() -> None:
    assert (bar(0, 4), bar(1, 4), bar(0.5, 4)) == ("", "████", "██")
    assert bar(1 / 32, 4) == "▏"


async def settle_on(seat: Seated, key: str) -> None:
    """Opens the settings with the cursor on this line."""
    await seat.press("comma")
    await seat.until(lambda: isinstance(seat.coach.screen, SettingsScreen))
    board = seat.coach.screen.query_one("#settings", Board)
    await seat.until(lambda: key in board._places)
    board.move_to(key)
    await seat.press("enter")


async def test_an_aim_is_added_and_removed(server: SmallServer) -> None:
    async with seated(server) as seat:
        await settle_on(seat, "add_aim")
        await seat.until(lambda: isinstance(seat.coach.screen, Question))
        seat.coach.screen.query_one(LineField).value = "今月は値引きを減らしたい"
        await seat.press("enter")
        await seat.until(lambda: server.preferences.aims == ("今月は値引きを減らしたい",))
        await seat.until(lambda: seat.asks("今月は値引きを減らしたい"))
        board = seat.coach.screen.query_one("#settings", Board)
        board.move_to("aim:0")
        await seat.press("enter")
        await seat.until(lambda: isinstance(seat.coach.screen, Choice))
        await seat.press("2")
        await seat.until(lambda: server.preferences.aims == ())


async def test_quiet_hours_and_how_often_the_coach_speaks_are_set(server: SmallServer) -> None:
    async with seated(server) as seat:
        await settle_on(seat, "quiet")
        await seat.until(lambda: isinstance(seat.coach.screen, Choice))
        await seat.press("3")
        await seat.until(lambda: server.preferences.quiet_time is not None)
        await seat.until(lambda: seat.asks("21:00–08:00"))
        seat.coach.screen.query_one("#settings", Board).move_to("notes")
        await seat.press("enter")
        await seat.until(lambda: isinstance(seat.coach.screen, Choice))
        await seat.press("1")
        await seat.until(lambda: server.preferences.notes == "never")
        assert server.preferences.quiet_time is not None


async def test_an_accepted_proposal_is_undone_from_the_settings(server: SmallServer) -> None:
    proposal = Proposal(id="prp_1", key="rule:x", effect=RuleEffect(avoid="お早めに"), at=NOON)
    server.happens(e.ProposalMade(proposal=proposal))
    server.happens(e.ProposalDecided(proposal="prp_1", decision="accepted", by="owner"))
    async with seated(server) as seat:
        await settle_on(seat, "proposal:prp_1")
        await seat.until(lambda: isinstance(seat.coach.screen, Choice))
        await seat.press("1")
        await seat.until(lambda: server.proposals["prp_1"].standing == "undone")


async def test_a_correction_is_taken_back_from_the_settings(server: SmallServer) -> None:
    server.pages["/v1/corrections"] = """{"items": [{"id": "cor_1", "reading": "rdg_1",
        "conversation": "con_sato", "message": "m1", "text": "高くて迷っています", "said": "",
        "labels": {"micro_intents": null, "phase": null, "stall": "risk", "stall_corrected": true},
        "by": "owner", "at": "2026-11-21T03:00:00Z"}]}"""
    async with seated(server) as seat:
        await settle_on(seat, "correction:cor_1")
        await seat.until(lambda: isinstance(seat.coach.screen, Choice))
        await seat.press("2")
        await seat.until(lambda: server.requests("undo_correction"))
        await seat.until(lambda: not seat.asks("高くて迷っています"))


async def test_the_hold_switch_is_turned_from_the_settings(server: SmallServer) -> None:
    async with seated(server) as seat:
        await settle_on(seat, "hold")
        await seat.until(lambda: server.everything_held)
        await seat.until(lambda: seat.asks("すべて止める入"))


def test_preferences_begin_with_a_weekly_note() -> None:
    assert Preferences().notes == "weekly"


@pytest.mark.parametrize(
    ("opens", "named", "told"),
    [
        ("i", "insight", "属性によって扱いに差がないか"),
        ("comma", "settings", "いちばん細かい設定が優先"),
        ("c", "coach", "記録と資料だけから答えます"),
    ],
)
async def test_every_page_has_help_of_its_own(
    server: SmallServer, opens: str, named: str, told: str
) -> None:
    async with seated(server) as seat:
        await seat.press(opens)
        await seat.until(lambda: isinstance(seat.coach.screen, PageScreen))
        await seat.press("f1")
        await seat.until(lambda: seat.dialog == "Reader" and seat.asks(told))
        await seat.press("escape")
        await seat.until(lambda: isinstance(seat.coach.screen, PageScreen))
        assert seat.coach.screen.named == named  # type: ignore[attr-defined]


async def test_a_page_leads_to_the_others_and_its_own_key_closes_it(server: SmallServer) -> None:
    async with seated(server) as seat:
        await seat.press("i")
        await seat.until(lambda: seat.dialog == "InsightScreen")
        await seat.press("comma")
        await seat.until(lambda: seat.dialog == "SettingsScreen")
        await seat.press("comma")
        await seat.until(lambda: seat.dialog == "Seat")
        await seat.press("i")
        await seat.until(lambda: seat.dialog == "InsightScreen")
        await seat.press("L")
        await seat.until(lambda: seat.asks("Insight"))
