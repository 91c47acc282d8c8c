"""Looking closely: the course, what the customer has read, corrections, whispers, search by
meaning."""

from kizashi import events as e
from kizashi.counsel import Reference, Whisper
from kizashi.reading import Phase, Stall
from kizashi.recollection import Hit
from tests.tui.conftest import seated
from tests.tui.server import SmallServer
from tui.conversation import Conversation
from tui.course import plot_rows, points_of
from tui.dialogs import Choice
from tui.editor import Editor
from tui.fields import LineField, TextField
from tui.rows import plain
from tui.sheet import Sheet


async def test_the_course_shows_what_moved_it_and_opens_the_moment(server: SmallServer) -> None:
    async with seated(server) as seat:
        await seat.press("o")
        await seat.until(lambda: isinstance(seat.coach.screen, Sheet))
        assert seat.asks("+50°→88°C")
        assert seat.asks("思ったより高くて")
        assert seat.asks("その前のことば:ありがとうございます。一日体験")
        await seat.press("enter")
        await seat.until(lambda: seat.dialog == "Seat")
        message = seat.coach.seat.query_one(Conversation).message
        assert message is not None
        assert "思ったより高くて" in message.text


async def test_somebody_who_was_not_read_has_no_course(server: SmallServer) -> None:
    async with seated(server) as seat:
        seat.coach.select("con_ono")
        await seat.until(lambda: "con_ono" in seat.coach.desk.state.threads)
        await seat.press("o")
        await seat.until(lambda: "まだ温度の読み取りがありません。" in seat.told)


async def test_the_plot_stands_in_its_width_and_marks_moves(server: SmallServer) -> None:
    async with seated(server) as seat:
        points = points_of(seat.coach.desk.state.threads["con_sato"])
        assert [round(one.change) for one in points] == [0, 50]
        for width in (20, 40, 100):
            shown = plain(plot_rows(points, width)).splitlines()
            assert len(shown) == 11
            assert all(len(line) <= width for line in shown)
        assert "●" in plain(plot_rows(points, 40))


async def test_what_the_customer_has_read_is_marked(server: SmallServer) -> None:
    async with seated(server) as seat:
        await seat.until(lambda: seat.shows("#conversation", "送信済み"))
        sent = [m for m in server.talks["con_sato"].messages if m["speaker"] == "ai"][-1]
        seen = e.ConversationSeen(by="customer", seq=sent["seq"])
        server.happens(seen, person="per_sato", conversation="con_sato")
        await seat.until(lambda: seat.shows("#conversation", "既読"))


async def test_a_reading_is_corrected_with_one_key(server: SmallServer) -> None:
    async with seated(server) as seat:
        await seat.press("2", "m")
        await seat.until(lambda: isinstance(seat.coach.screen, Choice))
        await seat.press("1")
        await seat.until(lambda: seat.asks("止まっていない"))
        risk = list(Stall).index(Stall.RISK) + 2
        await seat.press(str(risk))
        await seat.until(lambda: server.requests("correct"))
        assert server.requests("correct")[0]["stall"] == "risk"
        await seat.until(lambda: seat.shows("#people", "失敗の不安"))


async def test_the_phase_of_a_reading_is_corrected(server: SmallServer) -> None:
    async with seated(server) as seat:
        await seat.press("2", "m")
        await seat.until(lambda: isinstance(seat.coach.screen, Choice))
        await seat.press("2")
        await seat.until(lambda: seat.asks("100°C"))
        await seat.press("5")
        await seat.until(lambda: server.requests("correct"))
        assert server.requests("correct")[0]["phase"] == Phase.DECIDING
        await seat.until(lambda: seat.shows("#conversation-title", "100°C"))


WHISPER = Whisper(
    words="まずは一日体験から始められます。",
    language="ja",
    facts=(Reference(label="trial.md", document="trial.md", quote="一日体験は3,300円です。"),),
    warnings=("返金の約束はしないでください。",),
    stall="price",
)


async def test_a_whisper_is_shown_and_its_words_begin_a_letter(server: SmallServer) -> None:
    async with seated(server) as seat:
        await seat.press("t")
        await seat.until(lambda: server.talks["con_sato"].view["mode"] == "owner")
        whispered = e.CoachWhispered(covers=1, whisper=WHISPER)
        server.happens(whispered, person="per_sato", conversation="con_sato")
        await seat.until(lambda: seat.shows("#drafts", "コーチのささやき"))
        assert seat.shows("#drafts", "返金の約束はしないでください")
        assert seat.shows("#drafts", "一日体験は3,300円です。")
        await seat.press("W")
        await seat.until(lambda: isinstance(seat.coach.screen, Editor))
        assert seat.coach.screen.query_one(TextField).text == WHISPER.words
        await seat.press("ctrl+s")
        await seat.until(lambda: server.requests("say"))
        await seat.until(lambda: not seat.shows("#drafts", "コーチのささやき"))


async def test_people_are_found_by_meaning_behind_those_found_by_words(
    server: SmallServer,
) -> None:
    server.meant = ("con_kato", "con_sato")
    async with seated(server) as seat:
        await seat.press("slash")
        seat.coach.seat.query_one("#filter", LineField).value = "price で迷っている人"
        await seat.until(lambda: seat.shows("#people", "意味の近い方"))
        assert server.searched == ["price で迷っている人"]
        assert seat.shows("#people", "加藤由紀さん")
        assert not seat.shows("#people", "森拓也さん")
        await seat.press("enter", "escape")
        await seat.until(lambda: seat.shows("#people", "森拓也さん"))


async def test_what_is_remembered_of_a_person_stands_beside_their_draft(
    server: SmallServer,
) -> None:
    hit = Hit(
        id="mem_1",
        text="娘が7月に七歳になります。",
        speaker="customer",
        at="2026-05-08T10:00:00",
        reference=None,
        score=0.9,
        source="conversation:con_sato",
    )
    draft = server.drafts["dft_sato"].model_copy(update={"remembered": (hit,)})
    server.drafts["dft_sato"] = draft
    async with seated(server) as seat:
        seat.coach.select("con_ono")
        seat.coach.select("con_sato")
        await seat.until(lambda: seat.shows("#drafts", "覚えていること"))
        assert seat.shows("#drafts", "娘が7月に七歳になります。")
        assert seat.shows("#drafts", "2026-05-08")
