"""A real Chromium on the real server: what a visitor goes through, in both languages."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from kizashi.ids import ConversationId
from tests.doors import Doors, doors
from tests.widget.conftest import Chat
from tests.widget.test_widget_access import PHONE
from tests.widget.test_widget_identity import kept_session

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def business(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    with doors(tmp_path_factory.mktemp("business")) as found:
        yield found


def received(business: Doors, chat: Chat) -> list[str]:
    """What the server has of the visitor's words, in order."""
    conversation = ConversationId(kept_session(chat)["conversation"])
    return [
        text
        for who, text in business.do(business.house.messages(conversation))
        if who == "customer"
    ]


@pytest.mark.parametrize(
    ("path", "text", "person", "speaker"),
    [
        ("/", "駐車場はありますか", "人と話す", "店の人"),
        ("/?lang=en", "Is there parking?", "Talk to a person", "A person"),
    ],
)
def test_a_talk_from_the_first_word_to_a_persons_answer(
    arrive: Any, business: Doors, path: str, text: str, person: str, speaker: str
) -> None:
    chat: Chat = arrive(business).visit(path)
    chat.open()
    chat.write(text)
    chat.state(text, "sent")
    expect(chat.panel.locator(".checking")).to_be_visible()
    chat.panel.get_by_role("button", name=person).click()
    session = kept_session(chat)
    business.say(session["conversation"], "<b>はい</b> 3台あります。")

    answer = chat.message("<b>はい</b> 3台あります。")
    expect(answer.locator(".who")).to_have_text(speaker)
    expect(chat.message(text)).to_have_attribute("data-state", "read")
    assert chat.page.evaluate("window.violations") == []
    assert chat.errors == []


def test_a_reload_and_a_second_tab_show_the_same(arrive: Any, business: Doors) -> None:
    visitor = arrive(business)
    chat: Chat = visitor.visit()
    chat.open()
    chat.write("ひとつめ")
    chat.state("ひとつめ", "sent")
    chat.page.reload()
    chat.state("ひとつめ", "sent")
    second: Chat = visitor.visit()
    second.open()
    expect(second.message("ひとつめ")).to_be_visible()

    second.write("ふたつめ")

    expect(chat.message("ふたつめ")).to_be_visible()
    assert chat.texts() == second.texts() == ["ひとつめ", "ふたつめ"]


def test_what_is_written_offline_goes_out_once_and_in_order(arrive: Any, business: Doors) -> None:
    chat: Chat = arrive(business).visit()
    chat.open()
    chat.write("まず")
    chat.state("まず", "sent")
    chat.page.context.set_offline(True)
    business.cut_lines()
    for text in ("一", "二", "三"):
        chat.write(text)
        chat.state(text, "waiting")
    business.say(kept_session(chat)["conversation"], "そのあいだに書きました。")

    chat.page.context.set_offline(False)

    expect(chat.message("そのあいだに書きました。")).to_be_visible()
    expect(chat.panel.locator("[data-state=waiting], [data-state=sending]")).to_have_count(0)
    assert received(business, chat) == ["まず", "一", "二", "三"]


def test_a_phone_and_nothing_but_touch(arrive: Any, business: Doors) -> None:
    chat: Chat = arrive(business, **PHONE).visit()
    chat.launcher.tap()
    chat.panel.wait_for()
    chat.field.tap()
    chat.write("電話から")
    chat.state("電話から", "sent")
    chat.panel.get_by_role("button", name="設定とあなたの情報").tap()
    switch = chat.panel.get_by_role("switch", name="お店からあとで連絡を受け取る")
    switch.tap()

    expect(switch).to_have_attribute("aria-checked", "true")
    assert chat.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_nothing_but_the_keyboard(arrive: Any, business: Doors) -> None:
    chat: Chat = arrive(business).visit()
    keys = chat.page.keyboard
    chat.launcher.focus()
    keys.press("Enter")
    expect(chat.field).to_be_focused()
    keys.type("鍵盤だけで")
    keys.press("Enter")
    chat.state("鍵盤だけで", "sent")
    for _ in range(6):
        keys.press("Shift+Tab")
        if chat.panel.get_by_role("button", name="設定とあなたの情報").evaluate(
            "(button) => button.matches(':focus')"
        ):
            break
    keys.press("Enter")
    expect(chat.panel.get_by_role("button", name="チャットに戻る")).to_be_focused()
    for _ in range(2):
        keys.press("Tab")
    keys.press("Space")
    expect(chat.panel.get_by_role("switch", name="音で知らせる")).to_have_attribute(
        "aria-checked", "true"
    )
    keys.press("Escape")
    keys.press("Escape")

    expect(chat.panel).to_be_hidden()
    expect(chat.launcher).to_be_focused()
