"""Every action of the registry does what it says when its key is pressed.

An action without an example here makes `test_every_action_has_an_example` fail.
"""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from kizashi import events as e
from kizashi.counsel import Whisper
from kizashi.draft import DraftStatus
from kizashi.language import Language
from kizashi.parts import FileCard
from kizashi.values import Value
from tests.tui.conftest import Seated, seated
from tests.tui.scene import NOON, draft_of, morning
from tests.tui.server import SmallServer
from tests.tui.test_pages import FIGURES
from tests.tui.whys import WHY
from tui.actions import ACTIONS, key_sign
from tui.coach_screen import CoachScreen
from tui.conversation import Conversation
from tui.deliberation_screen import DeliberationScreen
from tui.dialogs import Choice, Question, Reader
from tui.editor import Editor
from tui.insight_screen import InsightScreen
from tui.jump import Jump
from tui.settings_screen import SettingsScreen
from tui.sheet import Sheet
from tui.theme import DAY, NIGHT

Example = Callable[[Seated, SmallServer], Awaitable[None]]
GRACE = timedelta(seconds=5)
EXAMPLES: dict[str, Example] = {}


def example(*actions: str) -> Callable[[Example], Example]:
    """An example for these actions; it presses the key of each."""

    def known(made: Example) -> Example:
        EXAMPLES.update(dict.fromkeys(actions, made))
        return made

    return known


@contextmanager
def business(tmp_path: Path) -> Iterator[SmallServer]:
    with SmallServer(NOON) as server:
        morning(server)
        card = FileCard(id="fil_1", name="割れた器.png", media_type="image/png", size=4)
        sent = e.MessageReceived(id="msg_photo", text="写真です", parts=(card,))
        server.happens(sent, person="per_mori", conversation="con_mori")
        server.pages["/v1/coach/insight"] = FIGURES.model_dump_json()
        server.pages["/v1/autonomy"] = '{"business": "crawl"}'
        server.pages["/v1/files/fil_1"] = "PNG…"
        yield server


async def on(seat: Seated, kind: type[object]) -> None:
    await seat.until(lambda: isinstance(seat.coach.screen, kind))


async def at(seat: Seated, conversation: str) -> None:
    """Opens a conversation, with its messages."""
    seat.coach.select(conversation)
    await seat.until(lambda: conversation in seat.coach.desk.state.threads)


def status(server: SmallServer, draft: str) -> DraftStatus:
    return server.drafts[draft].status


# ── drafts ───────────────────────────────────────────────────────────────────────────────────────


@example("approve", "undo")
async def _(seat: Seated, server: SmallServer) -> None:
    await seat.press("a")
    await seat.until(lambda: seat.coach.desk.wishes.partings.waiting)
    await seat.press("u")
    await seat.until(lambda: not seat.coach.desk.wishes.partings.waiting)
    assert server.requests("decide") == []
    await seat.press("a")
    await seat.until(lambda: seat.coach.desk.wishes.partings.waiting)
    seat.clock.later(seconds=5)
    await seat.until(lambda: status(server, "dft_sato") is DraftStatus.APPROVED)


@example("send_now")
async def _(seat: Seated, server: SmallServer) -> None:
    await seat.press("a")
    await seat.until(lambda: seat.coach.desk.wishes.partings.waiting)
    await seat.press("s")
    await seat.until(lambda: status(server, "dft_sato") is DraftStatus.APPROVED)


@example("edit")
async def _(seat: Seated, server: SmallServer) -> None:
    await seat.press("e")
    await on(seat, Editor)


@example("reject")
async def _(seat: Seated, server: SmallServer) -> None:
    await seat.press("r")
    await on(seat, Question)
    await seat.press(*"kataku", "enter")
    await seat.until(lambda: status(server, "dft_sato") is DraftStatus.REJECTED)
    assert server.requests("decide")[-1]["reason"] == "kataku"


@example("next_draft", "previous_draft")
async def _(seat: Seated, server: SmallServer) -> None:
    await seat.press("n")
    await seat.until(lambda: seat.coach.selected == "con_ono")
    await seat.press("p")
    await seat.until(lambda: seat.coach.selected == "con_sato")


@example("bulk")
async def _(seat: Seated, server: SmallServer) -> None:
    draft = draft_of(server, "con_mori", "ようこそ。", key="dft_low")
    server.holds(draft.model_copy(update={"low_risk": True}))
    await seat.until(lambda: "dft_low" in seat.coach.desk.state.drafts)
    await seat.press("B")
    await seat.until(lambda: seat.dialog == "Bulk")
    assert "森 拓也さん" in seat.dialog_text()


# ── conversations ────────────────────────────────────────────────────────────────────────────────


@example("take_over", "hand_back")
async def _(seat: Seated, server: SmallServer) -> None:
    await seat.press("t")
    await seat.until(lambda: server.talks["con_sato"].view["mode"] == "owner")
    await seat.until(lambda: seat.shows("#conversation-title", "あなたが応対中"))
    await seat.press("b")
    await seat.until(lambda: server.talks["con_sato"].view["mode"] == "agents")


@example("write")
async def _(seat: Seated, server: SmallServer) -> None:
    await seat.press("w")
    await on(seat, Editor)


@example("use_whisper")
async def _(seat: Seated, server: SmallServer) -> None:
    await seat.press("t")
    whisper = Whisper(language=Language.JA, words="お気持ち、よくわかります。")
    told = e.CoachWhispered(whisper=whisper, covers=1)
    server.happens(told, person="per_sato", conversation="con_sato")
    await seat.until(lambda: seat.coach.picture.whisper)
    await seat.press("W")
    await on(seat, Editor)
    assert seat.coach.desk.papers.kept_letter("con_sato") == "お気持ち、よくわかります。"


@example("snooze")
async def _(seat: Seated, server: SmallServer) -> None:
    await seat.press("z")
    await on(seat, Choice)
    await seat.press("1")
    await seat.until(lambda: server.talks["con_sato"].view["snoozed_until"])


@example("course")
async def _(seat: Seated, server: SmallServer) -> None:
    await seat.press("o")
    await on(seat, Sheet)
    assert "100" in seat.dialog_text()


@example("correct")
async def _(seat: Seated, server: SmallServer) -> None:
    await seat.press("m")
    await on(seat, Choice)
    assert seat.asks("価格")


@example("why_sent")
async def _(seat: Seated, server: SmallServer) -> None:
    await at(seat, "con_mori")
    sent = server.talks["con_mori"].messages[1]["id"]
    server.pages[f"/v1/messages/{sent}/why?conversation=con_mori"] = WHY.model_dump_json()
    await seat.press("d")
    await on(seat, Sheet)
    await seat.until(lambda: seat.asks("どのルールにも当たりませんでした"))


@example("open_file")
async def _(seat: Seated, server: SmallServer) -> None:
    await at(seat, "con_mori")
    await seat.press("v")
    await seat.until(lambda: list(seat.coach.downloads().iterdir()))
    (kept,) = seat.coach.downloads().iterdir()
    assert (kept.name, kept.read_text()) == ("割れた器.png", "PNG…")


@example("person_autonomy")
async def _(seat: Seated, server: SmallServer) -> None:
    asked: list[tuple[str, str, str]] = []

    async def change(method: str, path: str, body: Value) -> bool:
        asked.append((method, path, body.model_dump_json()))
        return True

    seat.coach.desk.pages.change = change
    await seat.press("P")
    await on(seat, Choice)
    assert seat.asks("佐藤 美咲さんへの返事")
    await seat.press("2")
    await seat.until(lambda: asked)
    assert asked == [("PUT", "/v1/autonomy/person/per_sato", '{"autonomy":"crawl"}')]


@example("copy")
async def _(seat: Seated, server: SmallServer) -> None:
    await seat.press("3", "y")
    await seat.until(lambda: seat.coach.clipboard == server.drafts["dft_sato"].step.text)


# ── the Coach, and finding people ────────────────────────────────────────────────────────────────


@example("coach")
async def _(seat: Seated, server: SmallServer) -> None:
    await seat.press("c")
    await on(seat, CoachScreen)


@example("ask_why")
async def _(seat: Seated, server: SmallServer) -> None:
    await seat.press("x")
    await on(seat, CoachScreen)
    await seat.until(lambda: server.requests("ask"))
    assert server.requests("ask")[-1]["looking_at"] == "con_sato"


@example("deliberate")
async def _(seat: Seated, server: SmallServer) -> None:
    await seat.press("T")
    await seat.until(lambda: isinstance(seat.coach.screen, DeliberationScreen))
    await seat.until(lambda: server.requests("deliberate"))


@example("insight")
async def _(seat: Seated, server: SmallServer) -> None:
    await seat.press("i")
    await on(seat, InsightScreen)


@example("filter")
async def _(seat: Seated, server: SmallServer) -> None:
    await seat.press("slash", *"ito")
    await seat.until(lambda: seat.coach.seat.sought == "ito")


@example("jump")
async def _(seat: Seated, server: SmallServer) -> None:
    await seat.press("f")
    await on(seat, Jump)


# ── the business ─────────────────────────────────────────────────────────────────────────────────


@example("autonomy")
async def _(seat: Seated, server: SmallServer) -> None:
    await seat.press("A")
    await on(seat, Choice)
    await seat.press("2")
    await seat.until(lambda: server.autonomy == "walk")


@example("hold_everything")
async def _(seat: Seated, server: SmallServer) -> None:
    await seat.press("H")
    await seat.until(lambda: server.everything_held)


@example("settings")
async def _(seat: Seated, server: SmallServer) -> None:
    await seat.press("comma")
    await on(seat, SettingsScreen)


# ── the screen ───────────────────────────────────────────────────────────────────────────────────


@example("people", "conversation", "drafts")
async def _(seat: Seated, server: SmallServer) -> None:
    for key, part in (("2", "conversation"), ("3", "drafts"), ("1", "people")):
        await seat.press(key)
        assert seat.coach.seat.part == part


@example("next_part", "previous_part", "back")
async def _(seat: Seated, server: SmallServer) -> None:
    for key, part in (
        ("tab", "conversation"),
        ("tab", "drafts"),
        ("shift+tab", "conversation"),
        ("escape", "people"),
    ):
        await seat.press(key)
        assert seat.coach.seat.part == part


@example("retry")
async def _(seat: Seated, server: SmallServer) -> None:
    server.go_away()
    await seat.until(lambda: seat.coach.desk.connection == "lost")
    server.listen()
    await seat.press("R")
    await seat.until(lambda: seat.coach.desk.connection == "live")


@example("theme")
async def _(seat: Seated, server: SmallServer) -> None:
    assert seat.coach.theme == NIGHT
    await seat.press("D")
    assert seat.coach.theme == DAY


@example("language")
async def _(seat: Seated, server: SmallServer) -> None:
    await seat.press("L")
    await seat.until(lambda: seat.shows("#status", "waiting"))


@example("sound")
async def _(seat: Seated, server: SmallServer) -> None:
    await seat.press("S")
    assert not seat.coach.calling.on


@example("palette")
async def _(seat: Seated, server: SmallServer) -> None:
    await seat.press("ctrl+p")
    await seat.until(lambda: seat.dialog == "CommandPalette")


@example("help")
async def _(seat: Seated, server: SmallServer) -> None:
    await seat.press("2", "question_mark")
    await on(seat, Reader)
    assert seat.asks("使い方: 会話")


@example("quit")
async def _(seat: Seated, server: SmallServer) -> None:
    await seat.press("q")
    await seat.until(lambda: seat.coach.return_code == 0 and not seat.coach.is_running)


@pytest.mark.parametrize("made", dict.fromkeys(EXAMPLES.values()), ids=lambda made: _named(made))
async def test_an_action_does_what_it_says(made: Example, tmp_path: Path) -> None:
    with business(tmp_path) as server:
        async with seated(server, grace=GRACE) as seat:
            seat.coach.downloads = lambda: tmp_path
            seat.coach.show_file = lambda path: False
            assert seat.coach.seat.query_one(Conversation) is not None
            await made(seat, server)


def test_every_action_has_an_example() -> None:
    assert {action.id for action in ACTIONS} == set(EXAMPLES)


def test_every_key_of_an_action_can_be_written() -> None:
    assert all(key_sign(key).strip() for action in ACTIONS for key in action.keys)


def _named(made: Example) -> str:
    return "+".join(action for action, its in EXAMPLES.items() if its is made)
