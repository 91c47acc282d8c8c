"""What the owner decides, at the screen and against a real server: nothing goes out by accident."""

from kizashi.draft import DraftStatus
from kizashi.verdict import Decision, Severity
from tests.tui.conftest import Seated, seated
from tests.tui.scene import draft_of
from tests.tui.server import SmallServer
from tui.bell import Bell
from tui.dialogs import Question
from tui.editor import Editor
from tui.fields import LineField, TextField

ON_ONE_PANE = (80, 24)


def last_message(server: SmallServer, conversation: str) -> tuple[str, str]:
    message = server.talks[conversation].messages[-1]
    return message["speaker"], message["text"]


async def edit_to(seat: Seated, text: str) -> None:
    """Opens the editor and writes this text instead of the draft's."""
    await seat.press("e")
    await seat.until(lambda: isinstance(seat.coach.screen, Editor))
    seat.coach.screen.query_one(TextField).text = text
    await seat.pilot.pause()


async def test_one_key_approves_the_draft_in_view(server: SmallServer) -> None:
    draft = server.drafts["dft_sato"]
    async with seated(server) as seat:
        await seat.press("a")
        await seat.until(lambda: server.drafts["dft_sato"].status is DraftStatus.APPROVED)
        assert last_message(server, "con_sato") == ("owner_through_ai", draft.step.text)
        await seat.until(lambda: "承認しました。お客様に送られます。" in seat.told)
        await seat.until(lambda: seat.shows("#drafts", "あなたが決めました: 承認"))
        await seat.press("a")
        assert "この下書きは、もう決まっています。" in seat.told
        assert len(server.requests("decide")) == 1


async def test_a_draft_out_of_view_is_shown_before_it_can_be_approved(server: SmallServer) -> None:
    async with seated(server, ON_ONE_PANE) as seat:
        await seat.press("2", "a")
        await seat.until(lambda: seat.coach.seat.part == "drafts")
        assert server.requests("decide") == []
        await seat.press("a")
        await seat.until(lambda: server.requests("decide"))


async def test_a_full_width_letter_counts(server: SmallServer) -> None:
    async with seated(server) as seat:
        await seat.press("ａ")
        await seat.until(lambda: server.drafts["dft_sato"].status is DraftStatus.APPROVED)


async def test_an_edited_draft_is_compared_before_it_goes(server: SmallServer) -> None:
    async with seated(server) as seat:
        await edit_to(seat, "まずは一日体験からどうぞ。")
        await seat.press("ctrl+s")
        await seat.until(lambda: seat.asks("{+"))
        assert server.requests("decide") == []
        await seat.press("enter")
        await seat.until(lambda: server.drafts["dft_sato"].status is DraftStatus.EDITED)
        assert last_message(server, "con_sato")[1] == "まずは一日体験からどうぞ。"
        await seat.until(lambda: "直した文を送りました。" in seat.told)
        assert seat.coach.desk.papers.kept_edit("con_sato") is None


async def test_enter_writes_a_line_and_does_not_send(server: SmallServer) -> None:
    async with seated(server) as seat:
        await edit_to(seat, "一行目")
        await seat.press("end", "enter", "x")
        field = seat.coach.screen.query_one(TextField)
        assert "\n" in field.text
        assert server.requests("decide") == []


async def test_an_unchanged_or_empty_text_is_not_sent_as_edited(server: SmallServer) -> None:
    async with seated(server) as seat:
        await edit_to(seat, server.drafts["dft_sato"].step.text)
        await seat.press("ctrl+s")
        await seat.until(lambda: seat.asks("元の文と同じです"))
        seat.coach.screen.query_one(TextField).text = "  "
        await seat.press("ctrl+s")
        await seat.until(lambda: seat.asks("まだ何も書かれていません"))
        seat.coach.screen.query_one(TextField).text = "あ" * 10_001
        await seat.press("ctrl+s")
        await seat.until(lambda: seat.asks("長すぎます"))
        assert server.requests("decide") == []


async def test_words_begun_are_kept_and_the_original_can_be_restored(server: SmallServer) -> None:
    async with seated(server) as seat:
        await edit_to(seat, "書きかけ")
        await seat.press("escape")
        await seat.until(lambda: "書いた文は残してあります。" in seat.told)
        await seat.until(lambda: seat.shows("#drafts", "書きかけの文を残しています"))
        await seat.press("e")
        await seat.until(lambda: isinstance(seat.coach.screen, Editor))
        field = seat.coach.screen.query_one(TextField)
        assert field.text == "書きかけ"
        await seat.press("ctrl+r")
        await seat.until(lambda: field.text == server.drafts["dft_sato"].step.text)


async def test_a_draft_overtaken_while_it_is_edited_cannot_be_sent(server: SmallServer) -> None:
    async with seated(server) as seat:
        await edit_to(seat, "私のことば")
        server.says("con_sato", "やっぱり、もう一つ聞いてもいいですか？")
        await seat.until(lambda: seat.asks("もう送れません"))
        await seat.press("ctrl+s", "ctrl+s", "enter")
        assert server.requests("decide") == []
        server.decides("dft_sato", DraftStatus.SUPERSEDED, "turn")
        server.holds(draft_of(server, "con_sato", "新しい下書きです。", key="dft_new"))
        await seat.press("escape")
        await seat.until(lambda: seat.dialog == "Seat")
        await seat.press("e")
        await seat.until(lambda: isinstance(seat.coach.screen, Editor))
        assert "私のことば" in seat.coach.screen.query_one(TextField).text
        await seat.press("ctrl+s")
        await seat.until(lambda: seat.asks("{+"))
        await seat.press("enter")
        await seat.until(lambda: server.drafts["dft_new"].status is DraftStatus.EDITED)
        assert "私のことば" in last_message(server, "con_sato")[1]


async def test_an_overtaken_draft_is_marked_and_cannot_be_approved(server: SmallServer) -> None:
    async with seated(server) as seat:
        server.says("con_sato", "あ、あと駐車場はありますか？")
        await seat.until(lambda: seat.shows("#drafts", "この下書きは送れません"))
        await seat.press("a")
        assert "新しい発言があったため、この下書きは送れません。" in seat.told
        assert server.requests("decide") == []


async def test_a_draft_that_changes_under_the_finger_is_not_approved(server: SmallServer) -> None:
    async with seated(server) as seat:
        server.says("con_sato", "駐車場はありますか？")
        server.decides("dft_sato", DraftStatus.SUPERSEDED, "turn")
        server.holds(draft_of(server, "con_sato", "はい、3台分ございます。", key="dft_new"))
        await seat.until(lambda: seat.coach.draft and seat.coach.draft.id == "dft_new")
        await seat.press("a")
        await seat.until(lambda: any("入れ替わりました" in told for told in seat.told))
        assert server.requests("decide") == []
        seat.clock.later(seconds=1)
        await seat.press("a")
        await seat.until(lambda: server.drafts["dft_new"].status is DraftStatus.APPROVED)


async def test_a_draft_decided_elsewhere_says_by_whom(server: SmallServer) -> None:
    async with seated(server) as seat:
        server.decides("dft_sato", DraftStatus.APPROVED, "owner")
        await seat.until(lambda: seat.shows("#drafts", "別の画面のオーナーが決めました: 承認"))
        server.decides("dft_ono", DraftStatus.REJECTED, "レジ")
        seat.coach.select("con_ono")
        await seat.until(lambda: seat.shows("#drafts", "連携「レジ」が決めました: 却下"))


async def test_two_screens_cannot_both_send(server: SmallServer) -> None:
    async with seated(server) as seat, seated(server) as other:
        await seat.press("a")
        await other.press("a")
        await seat.until(lambda: len(server.requests("decide")) >= 1)
        await seat.until(lambda: server.drafts["dft_sato"].status is DraftStatus.APPROVED)
        await other.until(lambda: other.shows("#drafts", "が決めました: 承認"))
        sent = [m for m in server.talks["con_sato"].messages if m["speaker"] == "owner_through_ai"]
        assert len(sent) == 1


async def test_a_rejection_carries_its_reason(server: SmallServer) -> None:
    async with seated(server) as seat:
        await seat.press("r")
        await seat.until(lambda: isinstance(seat.coach.screen, Question))
        await seat.press("enter")
        await seat.until(lambda: seat.asks("ひとことお書きください"))
        seat.coach.screen.query_one(LineField).value = "もっと短く"
        await seat.press("enter")
        await seat.until(lambda: server.drafts["dft_sato"].status is DraftStatus.REJECTED)
        assert server.requests("decide")[0]["reason"] == "もっと短く"
        await seat.until(lambda: seat.shows("#drafts", "理由: もっと短く"))


async def test_leaving_the_question_rejects_nothing(server: SmallServer) -> None:
    async with seated(server) as seat:
        await seat.press("r")
        await seat.until(lambda: isinstance(seat.coach.screen, Question))
        await seat.press("escape")
        await seat.until(lambda: seat.dialog == "Seat")
        assert server.requests("decide") == []


async def test_a_forbidden_draft_needs_more_than_one_key(server: SmallServer) -> None:
    server.decides("dft_ono", DraftStatus.SUPERSEDED, "turn")
    forbidden = draft_of(
        server,
        "con_ono",
        "必ず上達します。",
        key="dft_bad",
        decision=Decision.BLOCK,
        finding=("promises.effect", Severity.BLOCK, "必ず", "効果の約束です", "a promise"),
    )
    server.holds(forbidden)
    async with seated(server) as seat:
        seat.coach.select("con_ono")
        await seat.press("a")
        await seat.until(lambda: seat.asks("禁じられている内容です"))
        await seat.press("1")
        await seat.until(lambda: seat.dialog == "Seat")
        assert server.requests("decide") == []
        await seat.press("a")
        await seat.until(lambda: seat.dialog == "Choice")
        await seat.press("2")
        await seat.until(lambda: server.drafts["dft_bad"].status is DraftStatus.APPROVED)


async def test_a_forbidden_wording_goes_only_with_the_owners_signature(server: SmallServer) -> None:
    server.forbidden = "絶対"
    async with seated(server) as seat:
        await edit_to(seat, "絶対に大丈夫です。")
        await seat.press("ctrl+s")
        await seat.until(lambda: seat.asks("{+"))
        await seat.press("enter")
        await seat.until(lambda: seat.dialog == "Choice")
        assert server.drafts["dft_sato"].status is DraftStatus.HELD
        assert seat.coach.desk.papers.kept_edit("con_sato") == "絶対に大丈夫です。"
        await seat.press("2")
        await seat.until(lambda: server.drafts["dft_sato"].status is DraftStatus.EDITED)
        assert server.requests("decide")[-1]["despite"] is True


async def test_take_over_and_hand_back(server: SmallServer) -> None:
    async with seated(server) as seat:
        await seat.press("t")
        await seat.until(lambda: seat.shows("#conversation-title", "あなたが応対中"))
        await seat.press("t")
        assert "もうあなたが応対しています。" in seat.told
        await seat.press("b")
        await seat.until(lambda: seat.shows("#conversation-title", "AIが応対中"))


async def test_writing_to_a_customer_shows_that_one_types(server: SmallServer) -> None:
    async with seated(server) as seat:
        await seat.press("w")
        await seat.until(lambda: isinstance(seat.coach.screen, Editor))
        await seat.press("o", "k")
        await seat.until(lambda: server.requests("typing"))
        assert server.requests("typing")[0]["on"] is True
        await seat.press("ctrl+s")
        await seat.until(lambda: last_message(server, "con_sato") == ("owner", "ok"))
        await seat.until(lambda: len(server.requests("typing")) == 2)
        assert server.requests("typing")[1]["on"] is False
        assert server.talks["con_sato"].view["mode"] == "owner"


async def test_a_letter_begun_is_kept(server: SmallServer) -> None:
    async with seated(server) as seat:
        await seat.press("w")
        await seat.until(lambda: isinstance(seat.coach.screen, Editor))
        await seat.press("o", "k", "escape")
        await seat.until(lambda: seat.dialog == "Seat")
        await seat.press("w")
        await seat.until(lambda: isinstance(seat.coach.screen, Editor))
        assert seat.coach.screen.query_one(TextField).text == "ok"
        assert server.requests("say") == []


async def test_autonomy_is_chosen_and_shown(server: SmallServer) -> None:
    async with seated(server) as seat:
        assert seat.shows("#status", "すべて確認")
        await seat.press("A")
        await seat.until(lambda: seat.dialog == "Choice")
        await seat.press("down", "enter")
        await seat.until(lambda: seat.shows("#status", "かんたんな返事は自動"))
        assert server.autonomy == "walk"


async def test_everything_is_held_at_once_and_let_go_after_a_question(server: SmallServer) -> None:
    async with seated(server) as seat:
        await seat.press("H")
        await seat.until(lambda: seat.shows("#status", "すべて停止中"))
        await seat.press("H")
        await seat.until(lambda: seat.dialog == "Choice")
        await seat.press("escape")
        await seat.until(lambda: seat.dialog == "Seat")
        assert server.everything_held is True
        await seat.press("H")
        await seat.until(lambda: seat.dialog == "Choice")
        await seat.press("2")
        await seat.until(lambda: not seat.shows("#status", "すべて停止中"))


async def test_next_and_previous_draft(server: SmallServer) -> None:
    async with seated(server) as seat:
        assert seat.coach.selected == "con_sato"
        await seat.press("n")
        assert seat.coach.selected == "con_ono"
        await seat.until(lambda: seat.shows("#drafts", "お子さまもご一緒に"))
        await seat.press("p")
        assert seat.coach.selected == "con_sato"


async def test_a_new_draft_rings_once_and_not_when_the_sound_is_off(server: SmallServer) -> None:
    async with seated(server) as seat:
        rung: list[str] = []
        seat.coach.calling = Bell(lambda: rung.append("bell"), rung.append)
        server.says("con_mori", "こんにちは")
        server.holds(draft_of(server, "con_mori", "こんにちは。", key="dft_1"))
        await seat.until(lambda: "森 拓也さんへの下書きができました。" in seat.told)
        assert rung == ["bell"]
        await seat.press("S")
        seat.clock.later(seconds=10)
        server.says("con_ito", "こんにちは")
        server.holds(draft_of(server, "con_ito", "こんにちは。", key="dft_2"))
        await seat.until(lambda: "伊藤 健さんへの下書きができました。" in seat.told)
        assert rung == ["bell"]


async def test_a_decision_survives_a_broken_line(server: SmallServer) -> None:
    server.answers = False
    async with seated(server) as seat:
        await seat.press("a")
        await seat.until(lambda: server.requests("decide"))
        await seat.press("a")
        assert len(server.requests("decide")) == 1
        server.answers = True
        server.break_connections()
        await seat.until(lambda: "承認しました。お客様に送られます。" in seat.told)
        sent = [m for m in server.talks["con_sato"].messages if m["speaker"] == "owner_through_ai"]
        assert len(sent) == 1
