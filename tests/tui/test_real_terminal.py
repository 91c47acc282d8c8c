"""The coach in a real terminal, started as its owner starts it."""

import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from kizashi.clock import SystemClock
from kizashi.draft import DraftStatus
from tests.terminal import Terminal
from tests.tui.scene import morning
from tests.tui.server import OWNER_TOKEN, SmallServer

pytestmark = pytest.mark.terminal
ROOT = Path(__file__).parents[2]


def coach_in(server: SmallServer, columns: int = 80, rows: int = 24, **more: str) -> Terminal:
    return Terminal(
        [sys.executable, "-m", "tui", "--url", server.url, "--language", "ja"],
        columns=columns,
        rows=rows,
        environment={"KIZASHI_TOKEN": OWNER_TOKEN, **more},
        folder=ROOT,
    )


def test_from_the_start_to_an_approved_draft(server: SmallServer) -> None:
    with coach_in(server) as terminal:
        screen = terminal.wait_for("返金いたします")
        assert "佐藤 美咲さん" in screen
        terminal.wait_for("a 承認")
        terminal.press("a")
        terminal.wait_for("あなたが決めました: 承認")
        assert server.drafts["dft_sato"].status is DraftStatus.APPROVED
        terminal.press("q")
        terminal.wait_for("[ended 0]")


def test_japanese_stands_in_straight_columns(server: SmallServer) -> None:
    with coach_in(server) as terminal:
        screen = terminal.wait_for("返金いたします")
        borders = {cell_len(line.partition("▕")[0]) for line in screen.splitlines() if "▕" in line}
        assert len(borders) == 1


def test_the_terminals_cursor_follows_japanese_input(server: SmallServer) -> None:
    with coach_in(server) as terminal:
        terminal.wait_for("返金いたします")
        terminal.press("/")
        terminal.wait_for("しぼり込みをやめる")
        terminal.write("価格")
        terminal.wait_for(lambda screen: "伊藤" not in screen)
        assert terminal.cursor() == (5, 1)


def test_keys_typed_faster_than_the_screen_is_drawn_find_their_part(server: SmallServer) -> None:
    with coach_in(server) as terminal:
        terminal.wait_for("返金いたします")
        terminal.press("2", "Enter")
        terminal.wait_for("fear_loss")


def test_letters_typed_behind_the_key_of_the_filter_are_letters(server: SmallServer) -> None:
    with coach_in(server) as terminal:
        terminal.wait_for("返金いたします")
        terminal.press("/", "a", "s", "a")
        terminal.wait_for("asa")
        assert server.drafts["dft_sato"].status is DraftStatus.HELD
        terminal.press("Escape")
        terminal.wait_for("佐藤 美咲さん")


def test_keys_typed_behind_the_filter_find_the_list(server: SmallServer) -> None:
    with coach_in(server) as terminal:
        terminal.wait_for("返金いたします")
        terminal.press("/")
        terminal.wait_for("しぼり込みをやめる")
        terminal.write("伊藤")
        terminal.press("Enter", "2")
        screen = terminal.wait_for("妻に相談してから")
        assert "伊藤2" not in screen


def test_a_small_terminal_and_one_without_colours(server: SmallServer) -> None:
    with coach_in(server, 40, 10, NO_COLOR="1", TERM="vt100") as terminal:
        terminal.wait_for("佐藤 美咲さん")
        terminal.press("3")
        terminal.wait_for("お客様のことば")
        terminal.resize(100, 30)
        terminal.wait_for("返金いたします")


def test_a_server_that_is_not_there_is_told_without_a_traceback() -> None:
    with SmallServer(SystemClock().now()) as server:
        morning(server)
        server.go_away()
        with coach_in(server) as terminal:
            screen = terminal.wait_for("再接続")
            assert "Traceback" not in screen
            server.listen()
            terminal.wait_for("佐藤 美咲さん", within=40)
            terminal.press("q")
            terminal.wait_for("[ended 0]")
