"""Undo, putting aside, and approving together: what the owner can take back, delay and bundle."""

from datetime import timedelta

from kizashi.draft import DraftStatus
from kizashi.signal import Speaker
from tests.tui.conftest import seated
from tests.tui.scene import NOON, TOKYO, draft_of
from tests.tui.server import SmallServer
from tui.bulk import Bulk
from tui.dialogs import Choice
from tui.people import People
from tui.snooze import moments

GRACE = timedelta(seconds=5)


async def test_an_approval_leaves_after_a_few_seconds_and_not_before(server: SmallServer) -> None:
    async with seated(server, grace=GRACE) as seat:
        await seat.press("a")
        await seat.until(lambda: seat.shows("#drafts", "あと5秒で送ります"))
        assert server.requests("decide") == []
        seat.clock.later(seconds=5)
        await seat.until(lambda: server.drafts["dft_sato"].status is DraftStatus.APPROVED)


async def test_an_approval_is_taken_back_before_it_leaves(server: SmallServer) -> None:
    async with seated(server, grace=GRACE) as seat:
        await seat.press("a")
        await seat.until(lambda: seat.coach.desk.wishes.partings.waiting)
        await seat.press("u")
        await seat.until(lambda: any("取り消しました" in told for told in seat.told))
        seat.clock.later(seconds=60)
        await seat.pilot.pause(1.2)
        assert server.requests("decide") == []
        assert server.drafts["dft_sato"].status is DraftStatus.HELD
        await seat.press("a")
        await seat.until(lambda: seat.coach.desk.wishes.partings.waiting)


async def test_who_is_sure_need_not_wait(server: SmallServer) -> None:
    async with seated(server, grace=GRACE) as seat:
        await seat.press("a")
        await seat.until(lambda: seat.coach.desk.wishes.partings.waiting)
        await seat.press("s")
        await seat.until(lambda: server.drafts["dft_sato"].status is DraftStatus.APPROVED)
        assert len(server.requests("decide")) == 1


async def test_what_was_sent_cannot_be_taken_back(server: SmallServer) -> None:
    async with seated(server) as seat:
        await seat.press("a")
        await seat.until(lambda: server.drafts["dft_sato"].status is DraftStatus.APPROVED)
        await seat.press("u")
        assert "取り消せるものはありません。もう送られています。" in seat.told


async def test_an_approval_overtaken_while_it_waits_is_not_sent(server: SmallServer) -> None:
    async with seated(server, grace=GRACE) as seat:
        await seat.press("a")
        await seat.until(lambda: seat.coach.desk.wishes.partings.waiting)
        server.says("con_sato", "あ、もう一つだけ聞かせてください。")
        await seat.until(lambda: seat.shows("#drafts", "この下書きは送れません"))
        seat.clock.later(seconds=6)
        await seat.until(lambda: any("送られませんでした" in told for told in seat.told))
        assert server.requests("decide") == []


async def test_leaving_sends_what_was_decided(server: SmallServer) -> None:
    async with seated(server, grace=GRACE) as seat:
        await seat.press("a")
        await seat.until(lambda: seat.coach.desk.wishes.partings.waiting)
        await seat.press("q")
        await seat.until(lambda: server.drafts["dft_sato"].status is DraftStatus.APPROVED)
        await seat.until(lambda: seat.coach.return_code == 0)


async def test_leaving_without_a_line_asks_about_what_is_not_sent(server: SmallServer) -> None:
    async with seated(server, grace=GRACE) as seat:
        await seat.press("a")
        await seat.until(lambda: seat.coach.desk.wishes.partings.waiting)
        server.go_away()
        await seat.until(lambda: seat.coach.desk.connection == "lost")
        await seat.press("q")
        await seat.until(lambda: isinstance(seat.coach.screen, Choice))
        await seat.press("1")
        server.listen()
        seat.coach.desk.retry_now()
        await seat.until(lambda: server.drafts["dft_sato"].status is DraftStatus.APPROVED)


async def test_a_conversation_put_aside_leaves_the_queue_until_its_moment(
    server: SmallServer,
) -> None:
    async with seated(server) as seat:
        await seat.press("z")
        await seat.until(lambda: isinstance(seat.coach.screen, Choice))
        await seat.press("1")
        await seat.until(lambda: seat.shows("#people", "あとで"))
        (request,) = server.requests("snooze")
        assert request["conversation"] == "con_sato"
        queue = [one.id for one in seat.coach.desk.state.queue(seat.clock.now())]
        assert queue == ["dft_ono"]
        seat.clock.later(hours=1, seconds=1)
        await seat.until(lambda: any("佐藤 美咲さんの番が来ました" in told for told in seat.told))
        queue = [one.id for one in seat.coach.desk.state.queue(seat.clock.now())]
        assert "dft_sato" in queue


async def test_a_message_brings_back_who_was_put_aside(server: SmallServer) -> None:
    async with seated(server) as seat:
        await seat.press("z")
        await seat.until(lambda: isinstance(seat.coach.screen, Choice))
        await seat.press("1")
        await seat.until(lambda: seat.shows("#people", "あとで"))
        server.says("con_sato", "すみません、まだいらっしゃいますか？")
        await seat.until(lambda: not seat.shows("#people", "あとで"))


def test_moments_of_a_saturday_noon_are_the_owners_own() -> None:
    offered = {name: at.astimezone(TOKYO).strftime("%a %H:%M") for name, at in moments(NOON, TOKYO)}
    assert offered == {
        "hour": "Sat 13:00",
        "evening": "Sat 18:00",
        "tomorrow": "Sun 09:00",
        "monday": "Mon 09:00",
        "week": "Sat 09:00",
    }


def test_the_evening_is_not_offered_when_it_is_there_and_monday_not_twice() -> None:
    sunday_evening = NOON + timedelta(days=1, hours=6)
    names = [name for name, _ in moments(sunday_evening, TOKYO)]
    assert names == ["hour", "tomorrow", "week"]


def two_low_risk(server: SmallServer) -> None:
    """Two people whose drafts the policies call low-risk, beside those of the morning."""
    for key, said, answer in (
        ("con_abe", "営業時間を教えてください。", "10時から18時まで開いております。"),
        ("con_ueda", "駐車場はありますか？", "はい、3台分ございます。"),
    ):
        server.opens(key, key.replace("con", "per"), key.removeprefix("con_"))
        server.says(key, said)
        draft = draft_of(server, key, answer, key=key.replace("con", "dft"))
        server.holds(draft.model_copy(update={"low_risk": True}))


async def test_only_low_risk_drafts_are_approved_together(server: SmallServer) -> None:
    two_low_risk(server)
    async with seated(server) as seat:
        await seat.press("B")
        await seat.until(lambda: isinstance(seat.coach.screen, Bulk))
        assert seat.asks("10時から18時まで")
        assert not seat.asks("返金いたします")
        await seat.press("ctrl+s")
        await seat.until(lambda: server.drafts["dft_ueda"].status is DraftStatus.APPROVED)
        assert server.drafts["dft_abe"].status is DraftStatus.APPROVED
        assert server.drafts["dft_sato"].status is DraftStatus.HELD
        assert all(request["bulk"] for request in server.requests("decide"))


async def test_an_unmarked_draft_stays_and_all_are_taken_back_together(
    server: SmallServer,
) -> None:
    two_low_risk(server)
    async with seated(server, grace=GRACE) as seat:
        await seat.press("B")
        await seat.until(lambda: isinstance(seat.coach.screen, Bulk))
        await seat.press("space", "ctrl+s")
        await seat.until(lambda: len(seat.coach.desk.wishes.partings.waiting) == 1)
        await seat.press("B")
        await seat.until(lambda: isinstance(seat.coach.screen, Bulk))
        assert not seat.asks("3台分")
        await seat.press("escape")
        await seat.press("u")
        await seat.until(lambda: not seat.coach.desk.wishes.partings.waiting)
        assert server.requests("decide") == []


async def test_nothing_low_risk_is_said(server: SmallServer) -> None:
    async with seated(server) as seat:
        await seat.press("B")
        assert "まとめて承認できる下書きはありません。" in seat.told


async def test_what_was_changed_stays_to_be_seen(server: SmallServer) -> None:
    async with seated(server) as seat:
        draft = server.drafts["dft_sato"]
        await seat.coach.desk.wishes.edit(draft, "まずは一日体験からどうぞ。")
        await seat.until(lambda: server.talks["con_sato"].messages[-1]["speaker"] is not None)
        await seat.until(lambda: seat.shows("#drafts", "あなたが直したところ"))
        assert server.talks["con_sato"].messages[-1]["speaker"] == Speaker.OWNER_THROUGH_AI
        assert seat.coach.seat.query_one(People).cursor == "con_sato"


async def test_the_countdown_goes_along_to_the_next_draft(server: SmallServer) -> None:
    async with seated(server, grace=GRACE) as seat:
        await seat.press("a")
        await seat.until(lambda: seat.shows("#status", "5秒後に1件送信"))
        await seat.press("n")
        await seat.until(lambda: seat.coach.selected != "con_sato")
        seat.clock.later(seconds=2)
        await seat.until(lambda: seat.shows("#status", "3秒後に1件送信 u 取り消す s すぐ送る"))
        await seat.press("s")
        await seat.until(lambda: server.drafts["dft_sato"].status is DraftStatus.APPROVED)
        await seat.until(lambda: not seat.shows("#status", "秒後に"))
