"""More than words: cards, answers to choose from, what was read, feedback, news, a copy to keep."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from kizashi import protocol as p
from kizashi.parts import DocumentCard, ProductCard, QuickReply, SlotCard
from kizashi.signal import Speaker
from tests.widget.conftest import Chat, Visitor
from tests.widget.studio import Studio, until

pytestmark = pytest.mark.browser


def talking(visitor: Visitor, text: str = "こんにちは") -> Chat:
    chat = visitor.visit()
    chat.open()
    chat.write(text)
    chat.state(text, "sent")
    return chat


def test_an_answer_is_chosen_with_the_keyboard(visitor: Visitor, studio: Studio) -> None:
    chat = talking(visitor)
    studio.say(
        "どちらになさいますか。",
        Speaker.AI,
        QuickReply(label="手びねり"),
        QuickReply(label="ろくろ", says="電動ろくろにします。"),
    )
    replies = chat.panel.get_by_role("group", name="お返事の候補").get_by_role("button")
    expect(replies).to_have_text(["手びねり", "ろくろ"])

    replies.last.focus()
    chat.page.keyboard.press("Enter")

    until(lambda: studio.received == ["こんにちは", "電動ろくろにします。"])
    # Once answered, they are gone: chosen later they would mislead.
    expect(replies).to_have_count(0)


def test_cards_show_what_is_offered_and_when(arrive: Any, studio: Studio) -> None:
    chat = talking(arrive(studio, timezone_id="Europe/London"))
    begins = datetime(2026, 12, 5, 1, 0, tzinfo=UTC)
    studio.say(
        "ご案内です。",
        Speaker.OWNER,
        ProductCard(title="手びねり", price="4,200円", url="https://example.jp/t", says="手びねり"),
        SlotCard(title="土曜の体験", begins=begins, says="土曜10時にします。"),
        DocumentCard(title="教室の決まり", url="https://example.jp/rules"),
    )
    cards = chat.panel.locator(".card")
    expect(cards).to_have_count(3)

    expect(cards.nth(0)).to_contain_text("4,200円")
    expect(cards.nth(0).get_by_role("link")).to_have_attribute("href", "https://example.jp/t")
    # The shop's wall clock, and whose clock it is for a reader who lives by another.
    expect(cards.nth(1)).to_contain_text("12月5日(土) 10:00 JST")
    cards.nth(1).get_by_role("button", name="この時間にする").click()
    until(lambda: studio.received[-1] == "土曜10時にします。")
    assert cards.nth(2).get_by_role("link").get_attribute("rel") == (
        "noopener noreferrer nofollow ugc"
    )


def test_markup_in_a_card_stays_text_and_a_foreign_address_is_no_link(
    visitor: Visitor, studio: Studio
) -> None:
    chat = talking(visitor)
    card = ProductCard.model_construct(
        kind="product", title="<img src=x onerror=alert(1)>", url="javascript:alert(1)"
    )
    studio.say("はい。", Speaker.AI, card)
    unknown = QuickReply.model_construct(kind="dance", label="x")
    studio.say("つぎ。", Speaker.AI, unknown)

    expect(chat.message("つぎ。")).to_be_visible()
    expect(chat.panel.locator(".card")).to_have_text("<img src=x onerror=alert(1)>")
    assert chat.panel.locator(".card a, .card img").count() == 0
    assert chat.errors == []


def test_it_is_told_that_a_person_has_read(visitor: Visitor, studio: Studio) -> None:
    chat = talking(visitor)
    studio.read()
    chat.state("こんにちは", "read")
    expect(chat.message("こんにちは").locator(".state")).to_have_text("既読")

    chat.page.reload()
    chat.state("こんにちは", "read")


def test_it_is_told_that_an_answer_waits_for_a_person(visitor: Visitor, studio: Studio) -> None:
    chat = talking(visitor)
    waiting = chat.panel.get_by_text("お返事は、店の人が確かめてからお届けします")
    expect(waiting).to_be_hidden()
    studio.happen({"kind": "turn.finished", "outcome": "held"})
    expect(waiting).to_be_visible()

    studio.say("お待たせしました。", Speaker.OWNER_THROUGH_AI)

    expect(waiting).to_be_hidden()


def test_an_answer_is_judged_and_the_judgement_can_change(visitor: Visitor, studio: Studio) -> None:
    chat = talking(visitor)
    answer = studio.say("5,800円です。")
    helped = chat.panel.get_by_role("button", name="役に立った", exact=True)
    helped.click()
    until(lambda: [frame.helpful for frame in studio.frames(p.Feedback)] == [True])
    chat.panel.get_by_role("button", name="役に立たなかった").click()
    until(lambda: [frame.helpful for frame in studio.frames(p.Feedback)] == [True, False])
    assert studio.frames(p.Feedback)[0].message == answer.body["id"]
    expect(helped).to_have_attribute("aria-pressed", "false")

    chat.page.evaluate("sessionStorage.clear()")
    chat.page.reload()
    chat.open()

    unhelpful = chat.panel.get_by_role("button", name="役に立たなかった")
    expect(unhelpful).to_have_attribute("aria-pressed", "true")


def test_what_a_person_says_is_not_judged(visitor: Visitor, studio: Studio) -> None:
    chat = talking(visitor)
    studio.say("店の者です。", Speaker.OWNER)
    expect(chat.message("店の者です。")).to_be_visible()

    expect(chat.panel.locator(".judge")).to_have_count(0)


NOTICES = """
window.notices = [];
window.Notification = class {
  static permission = 'default';
  static requestPermission() { return (this.permission = window.wanted ?? 'granted'); }
  constructor(title, { body }) { window.notices.push([title, body]); }
  close() {}
};
window.AudioContext = class {
  currentTime = 0;
  createOscillator() { window.tones = (window.tones ?? 0) + 1; return this.#node(); }
  createGain() { return this.#node(); }
  #node() {
    const gain = new Proxy({}, { get: () => () => {} });
    return { frequency: {}, gain, connect: (next) => next, start() {}, stop() {} };
  }
};
"""


def test_news_is_told_by_sound_and_notice_once_the_visitor_asked(
    visitor: Visitor, studio: Studio
) -> None:
    visitor.context.add_init_script(NOTICES)
    chat = talking(visitor)
    chat.field.press("Escape")
    studio.say("まだ静かに。")
    expect(chat.launcher.locator(".badge")).to_have_text("1")
    assert chat.page.evaluate("[window.tones ?? 0, window.notices.length]") == [0, 0]

    chat.open()
    chat.panel.get_by_role("button", name="設定とあなたの情報").click()
    sound = chat.panel.get_by_role("switch", name="音で知らせる")
    sound.click()
    expect(sound).to_have_attribute("aria-checked", "true")
    notices = chat.panel.get_by_role("switch", name="ブラウザの通知で知らせる")
    notices.click()
    expect(notices).to_have_attribute("aria-checked", "true")
    heard = chat.page.evaluate("window.tones")
    chat.page.keyboard.press("Escape")
    chat.page.keyboard.press("Escape")
    expect(chat.panel).to_be_hidden()
    # The visitor looks at another tab.
    chat.page.evaluate(
        "Object.defineProperty(document, 'visibilityState', { get: () => 'hidden' })"
    )
    studio.say("届きました。")

    expect(chat.launcher.locator(".badge")).to_be_visible()
    assert chat.page.evaluate("window.notices") == [["陶房ひととせ · AI", "届きました。"]]
    assert chat.page.evaluate("window.tones") > heard


def test_it_is_said_when_the_browser_blocks_notifications(visitor: Visitor, studio: Studio) -> None:
    visitor.context.add_init_script(NOTICES + "window.wanted = 'denied';")
    chat = visitor.visit()
    chat.open()
    chat.panel.get_by_role("button", name="設定とあなたの情報").click()
    notices = chat.panel.get_by_role("switch", name="ブラウザの通知で知らせる")
    notices.click()

    expect(chat.panel.get_by_text("このブラウザの設定で止められています")).to_be_visible()
    expect(notices).to_have_attribute("aria-checked", "false")


def test_the_conversation_can_be_kept_as_a_file(
    visitor: Visitor, studio: Studio, tmp_path: Path
) -> None:
    chat = talking(visitor)
    studio.say("5,800円です。\n税込みです。")
    expect(chat.panel.get_by_text("税込みです。")).to_be_visible()
    chat.panel.get_by_role("button", name="設定とあなたの情報").click()
    with chat.page.expect_download() as download:
        chat.panel.get_by_role("button", name="ファイルに保存する").click()

    assert download.value.suggested_filename.startswith("陶房ひととせ")
    download.value.save_as(tmp_path / "copy.txt")
    kept = (tmp_path / "copy.txt").read_text(encoding="utf-8-sig")
    assert kept.startswith("陶房ひととせ\n")
    assert "あなた\nこんにちは\n" in kept
    assert "AI\n5,800円です。\n税込みです。\n" in kept


def test_the_page_behind_the_chat_is_left_by_keyboard(visitor: Visitor, studio: Studio) -> None:
    chat = visitor.visit()
    chat.open()
    more = chat.panel.get_by_role("button", name="設定とあなたの情報")
    more.focus()
    chat.page.keyboard.press("Enter")
    expect(chat.panel.get_by_role("button", name="チャットに戻る")).to_be_focused()
    expect(chat.field).to_be_hidden()

    chat.page.keyboard.press("Escape")

    expect(chat.panel).to_be_visible()
    expect(more).to_be_focused()
    expect(chat.field).to_be_visible()


def test_a_long_answer_is_read_from_its_beginning(visitor: Visitor, studio: Studio) -> None:
    chat = talking(visitor)
    studio.say("はじめの一行。\n" + "つづき。\n" * 60 + "おわりの一行。")
    expect(chat.panel.locator(".theirs")).to_be_visible()

    who = chat.panel.locator(".theirs .who")
    expect(who).to_be_in_viewport()
