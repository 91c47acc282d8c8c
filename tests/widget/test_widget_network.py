"""The chat over a network that breaks, a server that restarts, and a browser with several tabs."""

from typing import Any

import pytest
from playwright.sync_api import expect

from kizashi import protocol as p
from tests.widget.conftest import Visitor
from tests.widget.studio import Studio, until

pytestmark = pytest.mark.browser


def test_a_reload_keeps_the_history(visitor: Visitor, studio: Studio) -> None:
    chat = visitor.visit()
    chat.open()
    chat.write("ひとつめ")
    chat.state("ひとつめ", "sent")
    studio.say("ふたつめ")
    expect(chat.message("ふたつめ")).to_be_visible()

    chat.page.reload()

    expect(chat.message("ふたつめ")).to_be_visible()
    until(lambda: len(studio.frames(p.Subscribe)) == 2)
    assert chat.texts() == ["ひとつめ", "ふたつめ"]
    assert studio.frames(p.Subscribe)[1].after > 0
    assert len(studio.sessions) == 1


def test_a_reload_without_a_server_still_shows_what_was_said(
    visitor: Visitor, studio: Studio
) -> None:
    chat = visitor.visit()
    chat.open()
    chat.write("残る言葉")
    chat.state("残る言葉", "sent")
    chat.page.route("**/v1/**", lambda route: route.abort())
    studio.cut_lines()
    visitor.context.route_web_socket("**/v1/socket", lambda socket: socket.close())

    chat.page.reload()

    expect(chat.message("残る言葉")).to_be_visible()


def test_half_written_words_survive_a_reload(visitor: Visitor) -> None:
    chat = visitor.visit()
    chat.open()
    chat.field.press_sequentially("書きかけ")

    chat.page.reload()

    expect(chat.field).to_have_value("書きかけ")


def test_two_tabs_show_the_same_conversation(visitor: Visitor, studio: Studio) -> None:
    first = visitor.visit()
    first.open()
    first.write("一枚目から")
    first.state("一枚目から", "sent")

    second = visitor.visit()
    second.open()
    expect(second.message("一枚目から")).to_be_visible()
    second.write("二枚目から")
    second.state("二枚目から", "sent")
    studio.say("両方へ")

    for tab in (first, second):
        expect(tab.message("両方へ")).to_be_visible()
        assert tab.texts() == ["一枚目から", "二枚目から", "両方へ"]
    assert len(studio.sessions) == 1
    assert studio.received == ["一枚目から", "二枚目から"]


def test_two_tabs_opened_at_once_make_one_person(visitor: Visitor, studio: Studio) -> None:
    tabs = [visitor.visit(), visitor.visit()]
    for tab in tabs:
        tab.page.evaluate("kizashi('open')")

    until(lambda: len(studio.lines) == 2 and len({line.conversation for line in studio.lines}) == 1)
    tabs[0].write("ひとりです")
    expect(tabs[1].message("ひとりです")).to_be_visible()


def test_messages_written_without_a_server_go_out_once_and_in_order(
    visitor: Visitor, studio: Studio
) -> None:
    chat = visitor.visit()
    chat.open()
    chat.write("前")
    chat.state("前", "sent")
    studio.stop()
    expect(chat.notice).to_contain_text("つなぎ直しています")
    for text in ("一", "二", "三"):
        chat.write(text)
    waiting = chat.state("三", "waiting")
    expect(waiting.locator(".state")).to_contain_text("まだ送れていません")

    studio.start()

    chat.state("三", "sent")
    assert studio.received == ["前", "一", "二", "三"]
    assert chat.texts() == ["前", "一", "二", "三"]
    expect(chat.notice).to_have_text("つながりました。")
    expect(chat.notice).to_be_hidden()


def test_messages_written_offline_go_out_when_the_network_is_back(
    visitor: Visitor, studio: Studio
) -> None:
    chat = visitor.visit()
    chat.open()
    chat.write("駅で")
    chat.state("駅で", "sent")
    visitor.context.set_offline(True)
    studio.cut_lines()
    expect(chat.notice).to_be_visible()
    chat.write("電車の中から")
    chat.state("電車の中から", "waiting")
    assert studio.received == ["駅で"]

    visitor.context.set_offline(False)

    chat.state("電車の中から", "sent")
    assert studio.received == ["駅で", "電車の中から"]


def test_unsent_messages_survive_a_reload(visitor: Visitor, studio: Studio) -> None:
    chat = visitor.visit()
    chat.open()
    studio.deaf = True
    chat.write("一")
    chat.write("二")
    until(lambda: studio.frames(p.SendMessage))
    studio.deaf = False

    chat.page.reload()

    until(lambda: studio.received == ["一", "二"])
    expect(chat.message("二")).to_have_attribute("data-state", "sent")
    assert studio.frames(p.SendMessage)[0].id == studio.frames(p.SendMessage)[1].id


def test_what_a_closed_tab_could_not_send_is_sent_by_another(
    visitor: Visitor, studio: Studio
) -> None:
    chat = visitor.visit()
    chat.open()
    until(lambda: studio.lines)
    studio.stop()
    chat.write("閉じる前に")
    chat.state("閉じる前に", "waiting")
    # As if it had been written a while ago: a tab gets ten seconds for its own messages.
    chat.page.evaluate(
        """() => {
          const key = Object.keys(localStorage).find((name) => name.includes(':out:'));
          const entry = JSON.parse(localStorage.getItem(key));
          localStorage.setItem(key, JSON.stringify({ ...entry, order: entry.order - 20000 }));
        }"""
    )
    studio.start()
    other = visitor.visit()
    chat.page.close()
    other.open()

    other.state("閉じる前に", "sent")
    assert studio.received == ["閉じる前に"]


def test_a_message_whose_ack_was_lost_is_not_doubled(visitor: Visitor, studio: Studio) -> None:
    chat = visitor.visit()
    chat.open()
    until(lambda: studio.lines)
    studio.deaf = True
    chat.write("届いたかな")
    until(lambda: studio.frames(p.SendMessage))
    studio.deaf = False
    studio.cut_lines()

    chat.state("届いたかな", "sent")
    assert studio.received == ["届いたかな"]
    assert [f.text for f in studio.frames(p.SendMessage)] == ["届いたかな"] * 2
    assert chat.texts() == ["届いたかな"]


def test_a_message_that_is_never_acknowledged_goes_again_on_a_new_line(
    visitor: Visitor, studio: Studio
) -> None:
    visitor.context.clock.install()
    chat = visitor.visit()
    chat.open()
    until(lambda: studio.lines)
    studio.deaf = True
    chat.write("もしもし")
    until(lambda: studio.frames(p.SendMessage))
    studio.deaf = False
    chat.page.clock.run_for(12_500)

    chat.state("もしもし", "sent")
    assert len(studio.frames(p.Hello)) == 2
    assert studio.received == ["もしもし"]


def test_a_dead_line_is_noticed_and_left(visitor: Visitor, studio: Studio) -> None:
    studio.mute = True
    visitor.context.clock.install()
    chat = visitor.visit()
    chat.open()
    until(lambda: studio.frames(p.Subscribe))
    chat.page.clock.run_for(26_000)
    until(lambda: studio.frames(p.Ping))
    assert len(studio.frames(p.Hello)) == 1
    chat.page.clock.run_for(60_000)

    until(lambda: len(studio.frames(p.Hello)) == 2)


def test_a_ping_of_the_server_is_answered(visitor: Visitor, studio: Studio) -> None:
    chat = visitor.visit()
    chat.open()
    until(lambda: studio.lines)
    studio.ping()

    until(lambda: len(studio.frames(p.Pong)) == 1)


def test_a_restarted_server_tells_what_was_missed(visitor: Visitor, studio: Studio) -> None:
    chat = visitor.visit()
    chat.open()
    chat.write("はい")
    chat.state("はい", "sent")
    studio.stop()
    studio.say("留守の間に、ひとつ")
    studio.say("もうひとつ")

    studio.start()

    expect(chat.message("もうひとつ")).to_be_visible()
    assert chat.texts() == ["はい", "留守の間に、ひとつ", "もうひとつ"]


def test_the_visitor_can_ask_for_the_connection_at_once(visitor: Visitor, studio: Studio) -> None:
    chat = visitor.visit()
    chat.open()
    until(lambda: studio.lines)
    studio.stop()
    again = chat.panel.get_by_role("button", name="今つなぐ")
    again.wait_for()
    studio.start()
    again.click()

    expect(chat.notice).to_have_text("つながりました。")


def test_a_page_without_any_server_says_so_and_keeps_the_message(
    visitor: Visitor, studio: Studio
) -> None:
    chat = visitor.visit()
    studio.stop()
    chat.open()
    chat.write("だれかいますか")

    expect(chat.notice).to_contain_text("いまはお話しできません")
    chat.state("だれかいますか", "waiting")
    studio.start()
    chat.state("だれかいますか", "sent")


def test_an_expired_session_is_renewed_and_nothing_unsent_is_lost(
    visitor: Visitor, studio: Studio
) -> None:
    chat = visitor.visit()
    chat.open()
    chat.write("前の話")
    chat.state("前の話", "sent")
    old = studio.conversation
    studio.deaf = True
    chat.write("まだ届かない話")
    until(lambda: len(studio.frames(p.SendMessage)) == 2)
    studio.deaf = False
    studio.sessions.clear()
    studio.cut_lines()

    chat.state("まだ届かない話", "sent")

    assert studio.conversation != old
    assert studio.received == ["前の話", "まだ届かない話"]
    # What was said stays in sight, and where the new conversation begins is told.
    expect(chat.panel.locator(".mark")).to_contain_text("ここから新しい会話です")
    assert chat.texts() == ["前の話", "まだ届かない話"]


def test_a_page_that_may_not_embed_says_so(visitor: Visitor, studio: Studio) -> None:
    studio.origin_refused = True
    chat = visitor.visit()
    chat.open()

    expect(chat.notice).to_contain_text("このページからはお話しできない設定")


def test_a_visitor_who_never_opens_the_chat_is_nobody(visitor: Visitor, studio: Studio) -> None:
    chat = visitor.visit()
    chat.page.wait_for_load_state("networkidle")

    assert studio.sessions == {}
    assert chat.page.evaluate("Object.keys(localStorage).length") == 0


def test_attempts_are_spread_and_grow_to_half_a_minute(visitor: Visitor) -> None:
    chat = visitor.visit()
    delays: list[list[Any]] = chat.page.evaluate(
        """async () => {
          const { delayBefore } = await import('/widget/connection.js');
          return [0, 1, 2, 5, 6, 50].map((n) => [delayBefore(n, 0), delayBefore(n, 1)]);
        }"""
    )

    assert delays == [
        [350, 700],
        [700, 1400],
        [1400, 2800],
        [11200, 22400],
        [15000, 30000],
        [15000, 30000],
    ]
