"""What a visitor meets in the chat: words, speakers, states, languages."""

from typing import Any

import pytest
from playwright.sync_api import expect

from kizashi import protocol as p
from kizashi.signal import MAX_MESSAGE_CHARACTERS, Speaker
from tests.widget.conftest import Chat, Visitor
from tests.widget.studio import Studio, until

pytestmark = pytest.mark.browser


def test_a_visitor_asks_in_japanese_and_sees_who_answers(visitor: Visitor, studio: Studio) -> None:
    chat = visitor.visit()
    chat.open()
    expect(chat.panel.get_by_role("heading")).to_have_text("陶房ひととせ")
    expect(chat.panel.locator(".disclosure")).to_contain_text("AIがお答えします")

    chat.write("電動ろくろは、いくらですか")
    chat.state("電動ろくろは、いくらですか", "sent")
    studio.say("5,800円です。")

    answer = chat.message("5,800円です。")
    expect(answer.locator(".who")).to_have_text("AI")
    expect(chat.panel).to_have_attribute("role", "dialog")
    assert studio.frames(p.Hello)[0].language == "ja"
    assert studio.received == ["電動ろくろは、いくらですか"]
    assert chat.errors == []


def test_a_visitor_asks_in_english(visitor: Visitor, studio: Studio) -> None:
    chat = visitor.visit("/?lang=en")
    chat.open()
    expect(chat.panel.get_by_role("heading")).to_have_text("Tōbō Hitotose")

    chat.write("How much is the wheel?")
    studio.say("It is ¥5,800 a person.", Speaker.OWNER)

    expect(chat.message("It is ¥5,800 a person.").locator(".who")).to_have_text("A person")
    expect(chat.message("How much is the wheel?").locator(".state")).to_have_text("Read")
    assert studio.frames(p.Hello)[0].language == "en"


@pytest.mark.parametrize(
    ("speaker", "label"),
    [
        (Speaker.AI, "AI"),
        (Speaker.OWNER, "店の人"),
        (Speaker.OWNER_THROUGH_AI, "店の人（AIの下書きを確認）"),
    ],
)
def test_every_answer_carries_its_speaker(
    visitor: Visitor, studio: Studio, speaker: Speaker, label: str
) -> None:
    chat = visitor.visit()
    chat.open()
    chat.write("こんにちは")
    chat.state("こんにちは", "sent")

    studio.say("ひとつめ", speaker)
    studio.say("ふたつめ", speaker)

    expect(chat.message("ひとつめ").locator(".who")).to_have_text(label)
    expect(chat.message("ひとつめ").locator(".who")).to_be_visible()
    # Said for those who listen, shown once for those who look.
    expect(chat.message("ふたつめ").locator(".who")).to_have_text(label)


def test_a_message_is_on_the_screen_before_the_server_has_it(
    visitor: Visitor, studio: Studio
) -> None:
    chat = visitor.visit()
    chat.open()
    chat.field.fill("はい")
    studio.deaf = True

    shown_after = chat.page.evaluate(
        """() => {
          const root = document.querySelector('kizashi-chat').shadowRoot;
          const before = performance.now();
          root.querySelector('form').requestSubmit();
          return root.querySelector('.message .bubble')?.textContent === 'はい'
            ? performance.now() - before : null;
        }"""
    )

    assert shown_after is not None
    assert shown_after < 100
    expect(chat.message("はい").locator(".state")).to_have_text("送っています")


@pytest.mark.parametrize(
    "text",
    [
        "<img src=x onerror=alert(1)>",
        "<script>document.title='taken'</script>",
        "&lt;b&gt; {name} ${name} </div></kizashi-chat>",
        "javascript:alert(1) [押す](javascript:alert(1))",
    ],
)
def test_markup_in_a_message_stays_text(visitor: Visitor, studio: Studio, text: str) -> None:
    chat = visitor.visit()
    chat.open()
    chat.write(text)
    chat.state(text, "sent")
    studio.say(text)

    expect(chat.message(text)).to_have_count(2)
    bubble = chat.panel.locator(".bubble")
    assert bubble.locator("*").count() == 0
    assert chat.page.title() != "taken"
    assert chat.errors == []


def test_addresses_become_links_and_line_breaks_stay(visitor: Visitor, studio: Studio) -> None:
    chat = visitor.visit()
    chat.open()
    chat.write("場所は？")
    studio.say(
        "一行目\n（https://example.jp/地図は別です）\nhttps://example.jp/a_(b)?x=1&y=2。以上"
    )

    links = chat.panel.locator(".bubble a")
    expect(links).to_have_count(2)
    assert [link.get_attribute("href") for link in links.all()] == [
        "https://example.jp/",
        "https://example.jp/a_(b)?x=1&y=2",
    ]
    assert links.first.get_attribute("rel") == "noopener noreferrer nofollow ugc"
    assert "一行目\n（https" in chat.panel.locator(".theirs .bubble").inner_text()


def test_shift_enter_breaks_the_line_and_enter_sends(visitor: Visitor, studio: Studio) -> None:
    chat = visitor.visit()
    chat.open()
    chat.field.press_sequentially("一行目")
    chat.field.press("Shift+Enter")
    chat.field.press_sequentially("二行目")
    chat.field.press("Enter")

    until(lambda: studio.received == ["一行目\n二行目"])
    expect(chat.field).to_have_value("")


def test_nothing_but_blanks_is_not_sent(visitor: Visitor, studio: Studio) -> None:
    chat = visitor.visit()
    chat.open()
    chat.write("  \n ")
    chat.write("ほんとう")

    until(lambda: studio.received == ["ほんとう"])


def test_too_long_a_text_is_kept_and_said_kindly(visitor: Visitor, studio: Studio) -> None:
    chat = visitor.visit()
    chat.open()
    room = chat.panel.locator(".room")
    # Characters as the server counts them: this one is two for JavaScript.
    chat.field.fill("𠮷" * (MAX_MESSAGE_CHARACTERS + 5))
    expect(room).to_contain_text("5文字ほど長い")
    chat.field.press("Enter")
    expect(chat.panel.locator(".message")).to_have_count(0)

    chat.field.fill("𠮷" * MAX_MESSAGE_CHARACTERS)
    expect(room).to_have_text("あと0文字書けます")
    chat.field.press("Enter")

    until(lambda: [len(text) for text in studio.received] == [MAX_MESSAGE_CHARACTERS])


def test_a_person_is_one_click_away(visitor: Visitor, studio: Studio) -> None:
    chat = visitor.visit()
    chat.open()
    button = chat.panel.get_by_role("button", name="人と話す")
    button.click()
    until(lambda: studio.received == ["人と話したいです。"])

    studio.take_over()

    expect(chat.panel.locator(".presence")).to_have_text("いまは人がお答えしています")
    expect(chat.panel.locator(".mark")).to_have_text("ここからは、店の人がお答えします")
    expect(button).to_be_hidden()


def test_a_wish_for_a_person_is_seen_to_be_heard(visitor: Visitor, studio: Studio) -> None:
    chat = visitor.visit()
    chat.open()
    chat.panel.get_by_role("button", name="人と話す").click()
    until(lambda: studio.received == ["人と話したいです。"])

    studio.happen({"kind": "person.requested"})

    heard = "店の人に、お話ししたいとお伝えしました。お返事をお待ちください"
    expect(chat.panel.locator(".mark")).to_have_text(heard)


def test_it_is_told_when_somebody_is_in(visitor: Visitor, studio: Studio) -> None:
    chat = visitor.visit()
    chat.open()
    expect(chat.panel.locator(".presence")).to_have_text("AIがお答えします")
    until(lambda: studio.lines)
    studio.owner_arrives()

    expect(chat.panel.locator(".presence")).to_have_text("AIと店の人がお答えします")


def test_typing_is_told_both_ways_and_never_what_is_typed(visitor: Visitor, studio: Studio) -> None:
    chat = visitor.visit()
    chat.open()
    until(lambda: studio.lines)
    chat.field.press_sequentially("ないしょ")
    until(lambda: [f.on for f in studio.frames(p.Typing)] == [True])
    chat.field.fill("")
    until(lambda: [f.on for f in studio.frames(p.Typing)] == [True, False])
    assert "ないしょ" not in "".join(frame.model_dump_json() for frame in studio.heard)

    studio.types(True)
    expect(chat.panel.locator(".typing")).to_be_visible()
    studio.say("お待たせしました。")
    expect(chat.panel.locator(".typing")).to_be_hidden()


def test_the_visitors_language_is_remembered(visitor: Visitor, studio: Studio) -> None:
    chat = visitor.visit()
    chat.open()
    chat.write("こんにちは")
    chat.state("こんにちは", "sent")
    chat.panel.get_by_role("button", name="Switch to English").click()
    expect(chat.panel.get_by_role("button", name="Talk to a person")).to_be_visible()
    expect(chat.message("こんにちは").locator(".state")).to_have_text("Sent")
    until(lambda: studio.frames(p.Hello)[-1].language == "en")

    chat.page.reload()

    expect(chat.panel.get_by_role("button", name="Talk to a person")).to_be_visible()


def test_unread_answers_are_counted_until_they_are_seen(visitor: Visitor, studio: Studio) -> None:
    chat = visitor.visit()
    chat.open()
    chat.write("こんにちは")
    chat.state("こんにちは", "sent")
    chat.field.press("Escape")
    studio.say("ひとつめ")
    studio.say("ふたつめ")
    badge = chat.launcher.locator(".badge")
    expect(badge).to_have_text("2")
    expect(chat.launcher).to_have_attribute("aria-label", "チャットを開く（未読2件）")

    chat.page.reload()
    expect(badge).to_have_text("2")
    chat.open()

    expect(badge).to_be_hidden()
    until(lambda: [frame.seq for frame in studio.frames(p.Seen)] == [3])
    chat.page.reload()
    chat.launcher.wait_for()
    expect(badge).to_be_hidden()


def test_a_refused_message_can_be_sent_again(visitor: Visitor, studio: Studio) -> None:
    studio.refusal = lambda frame: p.ErrorFrame(
        code="input.invalid", message="No.", remedy="Another.", id=frame.id
    )
    chat = visitor.visit()
    chat.open()
    chat.write("だめなもの")
    failed = chat.state("だめなもの", "failed")
    expect(failed.locator(".state")).to_have_text("送れませんでした")

    studio.refusal = lambda frame: None
    failed.get_by_role("button", name="もう一度送る").click()

    chat.state("だめなもの", "sent")
    assert studio.received == ["だめなもの"]
    assert len({frame.id for frame in studio.frames(p.SendMessage)}) == 1


def test_a_refused_message_can_be_taken_back(visitor: Visitor, studio: Studio) -> None:
    studio.refusal = lambda frame: p.ErrorFrame(
        code="input.invalid", message="No.", remedy="Another.", id=frame.id
    )
    chat = visitor.visit()
    chat.open()
    chat.write("やめた")
    chat.state("やめた", "failed").get_by_role("button", name="取り消す").click()

    expect(chat.message("やめた")).to_have_count(0)
    chat.page.reload()
    expect(chat.panel).to_be_visible()
    expect(chat.message("やめた")).to_have_count(0)


def test_a_busy_server_is_asked_again_and_the_order_stays(visit: Any, studio: Studio) -> None:
    seen: list[str] = []

    def busy_once(frame: p.SendMessage) -> p.ErrorFrame | None:
        seen.append(frame.text)
        if len(seen) > 1:
            return None
        return p.ErrorFrame(
            code="rate.limited", message="Slow.", remedy="Wait.", id=frame.id, retry_after=0.2
        )

    studio.refusal = busy_once
    chat = visit().visit()
    chat.open()
    chat.write("一")
    chat.write("二")

    until(lambda: studio.received == ["一", "二"])
    assert seen == ["一", "一", "二"]
    chat.state("二", "sent")


def test_a_reader_further_up_is_not_moved(visitor: Visitor, studio: Studio) -> None:
    chat: Chat = visitor.visit()
    chat.open()
    chat.write("長い話を")
    chat.state("長い話を", "sent")
    for number in range(30):
        studio.say(f"{number}番目の話です。")
    expect(chat.message("29番目の話です。")).to_be_visible()
    scroll = chat.panel.locator(".scroll")
    scroll.evaluate("(element) => element.scrollTo(0, 0)")
    newer = chat.panel.get_by_role("button", name="新しいメッセージ")
    expect(newer).to_be_hidden()

    studio.say("最後の話です。")

    newer.click()
    expect(chat.message("最後の話です。")).to_be_in_viewport()


def test_an_answer_that_is_being_worded_grows_in_one_bubble_and_ends_as_a_message(
    visitor: Visitor, studio: Studio
) -> None:
    chat = visitor.visit()
    chat.open()
    chat.write("休会できますか")
    chat.state("休会できますか", "sent")

    studio.tells("はい。", "msg_growing")
    expect(chat.message("はい。")).to_be_visible()
    expect(chat.panel.locator(".typing")).to_be_visible()
    expect(chat.message("はい。").locator(".judge")).to_have_count(0)
    studio.tells("はい。3か月まで休会できます。", "msg_growing")
    expect(chat.message("はい。3か月まで休会できます。")).to_be_visible()
    assert chat.texts() == ["休会できますか", "はい。3か月まで休会できます。"]

    studio.say("はい。3か月まで休会できます。どうぞ。", message="msg_growing")
    whole = chat.message("はい。3か月まで休会できます。どうぞ。")
    expect(whole.locator(".judge")).to_be_visible()
    expect(chat.panel.locator(".typing")).to_be_hidden()
    assert len(chat.texts()) == 2
    assert chat.errors == []


def test_a_line_that_breaks_in_the_middle_of_an_answer_ends_with_the_whole_of_it(
    visitor: Visitor, studio: Studio
) -> None:
    chat = visitor.visit()
    chat.open()
    chat.write("休会できますか")
    chat.state("休会できますか", "sent")
    studio.tells("はい。", "msg_growing")
    expect(chat.message("はい。")).to_be_visible()

    studio.stop()
    studio.tells("はい。3か月まで。", "msg_growing")
    studio.say("はい。3か月まで。どうぞ。", message="msg_growing")
    studio.start()

    expect(chat.message("はい。3か月まで。どうぞ。")).to_be_visible()
    assert chat.texts() == ["休会できますか", "はい。3か月まで。どうぞ。"]
    chat.page.reload()
    expect(chat.message("はい。3か月まで。どうぞ。")).to_be_visible()
    assert chat.texts() == ["休会できますか", "はい。3か月まで。どうぞ。"]


def test_what_was_read_of_an_answer_stays_when_the_visitor_writes_on(
    visitor: Visitor, studio: Studio
) -> None:
    chat = visitor.visit()
    chat.open()
    chat.write("休会できますか")
    chat.state("休会できますか", "sent")
    studio.tells("はい。", "msg_cut")
    expect(chat.message("はい。")).to_be_visible()

    chat.write("あと、料金も")
    chat.state("あと、料金も", "sent")
    studio.say("はい。", message="msg_cut")
    studio.say("月に3,300円です。")

    expect(chat.message("月に3,300円です。")).to_be_visible()
    assert chat.texts() == ["休会できますか", "はい。", "あと、料金も", "月に3,300円です。"]
