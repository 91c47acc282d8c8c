"""The screen: parts, filter, help, palette, themes, languages, mouse, and the cursor."""

import pytest
from rich.cells import cell_len

from kizashi.language import Language
from tests.tui.conftest import seated
from tests.tui.scene import NOON, morning
from tests.tui.server import SmallServer
from tui.fields import LineField, TextField
from tui.layout import arrange
from tui.theme import DAY, NIGHT


async def test_the_first_in_need_is_open_and_read_after_a_second(server: SmallServer) -> None:
    async with seated(server) as seat:
        assert seat.coach.selected == "con_sato"
        assert server.talks["con_sato"].view["unread"] == 2
        seat.clock.later(seconds=2)
        await seat.until(lambda: server.talks["con_sato"].view["unread"] == 0)
        assert server.talks["con_ono"].view["unread"] == 1


async def test_moving_in_the_list_opens_the_conversation(server: SmallServer) -> None:
    async with seated(server) as seat:
        await seat.press("down", "down")
        assert seat.coach.selected == "con_ito"
        await seat.until(lambda: seat.shows("#conversation", "妻に相談してから"))
        await seat.press("home")
        assert seat.coach.selected == "con_sato"
        await seat.press("end")
        assert seat.coach.selected == "con_mori"


async def test_a_message_opens_to_its_evidence(server: SmallServer) -> None:
    async with seated(server) as seat:
        await seat.press("2")
        assert not seat.shows("#conversation", "price_concern")
        await seat.press("enter")
        assert seat.shows("#conversation", "価格の懸念 92%  price_concern")
        await seat.press("enter")
        assert not seat.shows("#conversation", "price_concern")


async def test_live_messages_readings_and_behaviour_appear(server: SmallServer) -> None:
    async with seated(server) as seat:
        server.comes_online("con_sato")
        await seat.until(lambda: seat.shows("#conversation-title", "オンライン"))
        server.types("con_sato")
        await seat.until(lambda: seat.shows("#conversation-title", "入力中"))
        server.says("con_sato", "駐車場はありますか？")
        await seat.until(lambda: seat.shows("#conversation", "駐車場はありますか？"))
        assert not seat.shows("#conversation-title", "入力中")
        server.does("con_sato", "form_open")
        await seat.until(lambda: seat.shows("#conversation", "フォームを開きました"))
        server.opens("con_new", "per_new", "新井 海")
        server.says("con_new", "はじめまして")
        await seat.until(lambda: seat.shows("#people", "新井 海さん"))


async def test_the_filter_narrows_as_one_types_and_never_points_elsewhere(
    server: SmallServer,
) -> None:
    async with seated(server) as seat:
        await seat.press("slash")
        await seat.press(*"妻")
        await seat.until(lambda: not seat.shows("#people", "伊藤"))
        await seat.press("backspace", *"誰か")
        await seat.until(lambda: seat.shows("#people", "伊藤"))
        assert not seat.shows("#people", "佐藤")
        assert seat.coach.selected == "con_sato"
        await seat.press("enter")
        assert seat.coach.selected == "con_ito"
        await seat.press("escape")
        assert seat.shows("#people", "佐藤")
        await seat.press("slash", "z", "z")
        await seat.until(lambda: seat.shows("#people", "あてはまる人はいません"))


async def test_keys_typed_into_the_filter_do_nothing_else(server: SmallServer) -> None:
    async with seated(server) as seat:
        await seat.press("slash", "a", "t", "q")
        assert seat.coach.seat.query_one("#filter", LineField).value == "atq"
        assert server.requests("decide") == []
        assert seat.shows("#keys", "Esc")


@pytest.mark.parametrize(
    ("key", "words"),
    [("1", "いまあなたを必要としている人"), ("2", "読み取りの根拠"), ("3", "確認を待つ理由")],
)
async def test_help_speaks_of_the_part_in_focus(server: SmallServer, key: str, words: str) -> None:
    async with seated(server) as seat:
        await seat.press(key, "question_mark")
        await seat.until(lambda: seat.dialog == "Reader")
        await seat.until(lambda: seat.asks(words))
        await seat.press("escape")
        await seat.until(lambda: seat.dialog == "Seat")


async def test_the_palette_finds_actions_and_people(server: SmallServer) -> None:
    async with seated(server) as seat:
        await seat.press("ctrl+p")
        await seat.until(lambda: seat.dialog == "CommandPalette")
        await seat.press(*"加藤")
        await seat.pilot.pause(0.4)
        await seat.press("enter")
        await seat.until(lambda: seat.coach.selected == "con_kato")
        await seat.press("ctrl+p")
        await seat.until(lambda: seat.dialog == "CommandPalette")
        await seat.press(*"すべて停止")
        await seat.pilot.pause(0.4)
        await seat.press("enter")
        await seat.until(lambda: server.everything_held)


async def test_theme_and_language_change_at_once(server: SmallServer) -> None:
    async with seated(server) as seat:
        assert seat.coach.theme == NIGHT
        await seat.press("D")
        assert seat.coach.theme == DAY
        await seat.press("L")
        assert seat.shows("#people", "Waiting for your decision")
        assert seat.shows("#keys", "approve")
        await seat.press("L")
        assert seat.shows("#people", "あなたの確認待ち")


async def test_without_a_wish_it_speaks_the_businesss_language() -> None:
    with SmallServer(NOON, language="en", business="Kodama Pottery") as server:
        morning(server)
        async with seated(server, language=None) as seat:
            assert seat.coach.words.language is Language.EN
            assert seat.shows("#people", "Waiting for your decision")


async def test_escape_and_tab_walk_through_the_parts(server: SmallServer) -> None:
    async with seated(server, (60, 20)) as seat:
        assert seat.coach.seat.part == "people"
        await seat.press("enter")
        assert seat.coach.seat.part == "drafts"
        await seat.press("shift+tab")
        assert seat.coach.seat.part == "conversation"
        assert not seat.coach.seat.query_one("#left").display
        await seat.press("escape")
        assert seat.coach.seat.part == "people"
        await seat.press("tab")
        assert seat.coach.seat.part == "conversation"


@pytest.mark.parametrize(
    ("size", "arrangement"),
    [
        ((40, 8), "tiny"),
        ((40, 10), "one"),
        ((80, 24), "two"),
        ((80, 50), "stack"),
        ((120, 36), "stack"),
        ((160, 44), "columns"),
        ((300, 90), "columns"),
    ],
)
def test_arrangements_by_size(size: tuple[int, int], arrangement: str) -> None:
    assert arrange(*size) == arrangement


@pytest.mark.parametrize("size", [(24, 6), (40, 10), (80, 24), (80, 50), (120, 36), (300, 60)])
async def test_every_size_can_be_used(server: SmallServer, size: tuple[int, int]) -> None:
    async with seated(server, size) as seat:
        assert seat.shows("#people", "佐藤")
        await seat.press("3")
        await seat.until(lambda: seat.shows("#drafts", "お客様のことば"))
        await seat.press("2")
        await seat.until(lambda: seat.text_of("#conversation").strip())
        await seat.press("3", "a")
        await seat.until(lambda: server.requests("decide"))


async def test_a_window_too_small_says_so_and_recovers(server: SmallServer) -> None:
    async with seated(server, (20, 5)) as seat:
        assert seat.shows("#too-small", "画面が小さすぎます")
        await seat.pilot.resize_terminal(80, 24)
        await seat.until(lambda: seat.shows("#people", "佐藤"))


async def test_the_mouse_opens_people_and_performs_hints(server: SmallServer) -> None:
    async with seated(server) as seat:
        row = (
            seat.text_of("#people")
            .splitlines()
            .index(next(line for line in seat.text_of("#people").splitlines() if "小野寺" in line))
        )
        await seat.pilot.click("#people", offset=(6, row))
        await seat.until(lambda: seat.coach.selected == "con_ono")
        column = cell_len(seat.text_of("#keys").partition("t 引")[0])
        await seat.pilot.click("#keys", offset=(column + 3, 0))
        await seat.until(lambda: server.talks["con_ono"].view["mode"] == "owner")


async def test_the_cursor_of_an_input_stands_where_the_text_ends(server: SmallServer) -> None:
    async with seated(server, (80, 24)) as seat:
        await seat.press("slash", *"日本a")
        field = seat.coach.seat.query_one("#filter", LineField)
        await seat.pilot.pause()
        assert seat.coach.cursor_position == (field.content_region.x + 5, field.content_region.y)
        await seat.press("left", "left")
        await seat.pilot.pause()
        assert seat.coach.cursor_position.x == field.content_region.x + 2


async def test_the_cursor_of_the_editor_stands_where_one_writes(server: SmallServer) -> None:
    async with seated(server, (80, 24)) as seat:
        await seat.press("w")
        await seat.until(lambda: seat.dialog == "Editor")
        await seat.press(*"日本a")
        await seat.pilot.pause()
        field = seat.coach.screen.query_one(TextField)
        assert seat.coach.cursor_position == field.cursor_screen_offset
        assert seat.coach.cursor_position.x == field.content_region.x + 5


async def test_what_is_chosen_can_be_copied(server: SmallServer) -> None:
    async with seated(server) as seat:
        await seat.press("3", "y")
        assert seat.coach.clipboard == server.drafts["dft_sato"].step.text
        await seat.press("2", "y")
        assert seat.coach.clipboard.startswith("年間プランの料金")


async def test_q_leaves(server: SmallServer) -> None:
    async with seated(server) as seat:
        await seat.press("q")
        await seat.until(lambda: seat.coach.return_value == 0)
