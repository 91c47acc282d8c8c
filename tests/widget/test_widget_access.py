"""The chat for everybody: keyboard alone, input methods, phones, dark rooms, screen readers."""

from typing import Any

import pytest
from playwright.sync_api import ViewportSize, expect

from kizashi.signal import Speaker
from tests.widget.conftest import Chat, Visitor
from tests.widget.studio import Studio, until

pytestmark = pytest.mark.browser

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}


def focused(chat: Chat) -> str:
    """The class of the element inside the widget that has the focus, or what has it outside."""
    name: str = chat.page.evaluate(
        """() => {
          const host = document.querySelector('kizashi-chat');
          const inner = host.shadowRoot.activeElement;
          if (inner) return inner.className || inner.localName;
          return document.activeElement.id || document.activeElement.localName;
        }"""
    )
    return name


def test_a_whole_chat_by_keyboard(visitor: Visitor, studio: Studio) -> None:
    chat = visitor.visit()
    chat.launcher.focus()
    keys = chat.page.keyboard
    keys.press("Enter")
    expect(chat.field).to_be_focused()
    keys.type("鍵盤だけで")
    keys.press("Enter")
    until(lambda: studio.received == ["鍵盤だけで"])
    keys.press("Tab")
    assert focused(chat) == "send"
    keys.press("Shift+Tab")
    keys.press("Shift+Tab")
    assert focused(chat) == "person"
    keys.press("Space")
    until(lambda: studio.received == ["鍵盤だけで", "人と話したいです。"])
    keys.press("Shift+Tab")
    assert focused(chat) == "scroll"
    keys.press("Escape")

    expect(chat.panel).to_be_hidden()
    assert focused(chat) == "launcher"


def test_closing_gives_the_focus_back_to_where_it_was(visitor: Visitor) -> None:
    chat = visitor.visit()
    chat.page.locator(".hero .main").focus()
    chat.page.keyboard.press("Enter")
    expect(chat.field).to_be_focused()
    chat.page.keyboard.press("Escape")

    expect(chat.page.locator(".hero .main")).to_be_focused()


def test_beside_a_card_the_page_stays_in_reach(visitor: Visitor) -> None:
    chat = visitor.visit()
    chat.open()
    expect(chat.panel).not_to_have_attribute("aria-modal", "true")

    chat.panel.locator(".language").focus()
    chat.page.keyboard.press("Shift+Tab")  # the panel's start: out of the widget, to the page

    assert focused(chat) == "consent"


def test_enter_during_a_composition_chooses_and_does_not_send(
    visitor: Visitor, studio: Studio
) -> None:
    chat = visitor.visit()
    chat.open()
    chat.write("まえ")
    until(lambda: studio.received == ["まえ"])
    input_method = chat.page.context.new_cdp_session(chat.page)
    input_method.send(
        "Input.imeSetComposition", {"text": "とうげい", "selectionStart": 4, "selectionEnd": 4}
    )
    enter = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
    input_method.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    input_method.send("Input.insertText", {"text": "陶芸"})
    input_method.send("Input.dispatchKeyEvent", {"type": "keyUp", **enter})
    expect(chat.field).to_have_value("陶芸")
    assert studio.received == ["まえ"]

    chat.field.press("Enter")

    until(lambda: studio.received == ["まえ", "陶芸"])


@pytest.mark.parametrize("how", [{"isComposing": True}, {"keyCode": 229}])
def test_both_signs_of_a_composition_are_known(
    visitor: Visitor, studio: Studio, how: dict[str, Any]
) -> None:
    chat = visitor.visit()
    chat.open()
    chat.field.fill("へんかん")
    chat.field.evaluate(
        """(field, how) => field.dispatchEvent(new KeyboardEvent('keydown',
          { key: 'Enter', bubbles: true, cancelable: true, ...how }))""",
        how,
    )
    chat.field.evaluate(
        """(field, how) => field.dispatchEvent(new KeyboardEvent('keydown',
          { key: 'Escape', bubbles: true, cancelable: true, ...how }))""",
        how,
    )

    expect(chat.panel).to_be_visible()
    expect(chat.field).to_have_value("へんかん")
    chat.field.press("Enter")
    until(lambda: studio.received == ["へんかん"])


def test_on_a_phone_it_is_a_sheet_with_the_field_in_sight(visit: Any, studio: Studio) -> None:
    chat: Chat = visit(**PHONE).visit()
    chat.launcher.tap()
    chat.panel.wait_for()
    chat.page.wait_for_function(
        "() => !document.querySelector('kizashi-chat').shadowRoot.getAnimations().length"
    )

    box = chat.panel.bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 844}
    expect(chat.panel).to_have_attribute("aria-modal", "true")
    expect(chat.launcher).to_be_hidden()
    expect(chat.field).not_to_be_focused()  # the keyboard comes when the visitor calls it
    assert chat.page.evaluate("getComputedStyle(document.documentElement).overflow") == "hidden"
    assert all(
        size["height"] >= 38
        for size in (button.bounding_box() for button in chat.panel.locator("button:visible").all())
        if size
    )

    chat.field.tap()
    chat.write("電話から")
    until(lambda: studio.received == ["電話から"])
    chat.panel.get_by_role("button", name="チャットを閉じる").tap()
    expect(chat.panel).to_be_hidden()
    assert focused(chat) == "launcher"
    assert chat.page.evaluate("document.documentElement.style.overflow") == ""


def test_the_sheet_stays_above_the_phones_keyboard(visit: Any, studio: Studio) -> None:
    chat: Chat = visit(**PHONE).visit()
    chat.launcher.tap()
    chat.panel.wait_for()
    # What a phone does when its keyboard comes: the visible part shrinks and moves.
    chat.page.evaluate(
        """() => {
          const view = window.visualViewport;
          Object.defineProperty(view, 'height', { value: 500, configurable: true });
          Object.defineProperty(view, 'offsetTop', { value: 40, configurable: true });
          view.dispatchEvent(new Event('resize'));
        }"""
    )
    chat.page.wait_for_function(
        "() => !document.querySelector('kizashi-chat').shadowRoot.getAnimations().length"
    )

    box = chat.panel.bounding_box()
    field = chat.field.bounding_box()
    assert box
    assert field
    assert (box["y"], box["height"]) == (40, 500)
    assert field["y"] + field["height"] <= 540


def test_a_sheet_keeps_the_focus_inside(visit: Any) -> None:
    chat: Chat = visit(viewport=ViewportSize(width=390, height=844)).visit()
    chat.open()
    stops = []
    for _ in range(9):
        chat.page.keyboard.press("Tab")
        stops.append(focused(chat))

    bar = ["quiet language", "quiet more-open", "quiet close"]
    assert stops[:7] == [*bar, "scroll", "person", "textarea", "send"]
    assert stops[7] == "quiet language"
    chat.page.keyboard.press("Shift+Tab")
    chat.page.keyboard.press("Shift+Tab")
    assert focused(chat) == "send"


CONTRAST = """
() => {
  const root = document.querySelector('kizashi-chat').shadowRoot;
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const over = (colours) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((v) => v / 255)
      .map((v) => (v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4));
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const found = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue;
    if (element.localName === 'style' || element.closest('.unseen')) continue;
    const layers = [];
    for (let at = element; at; at = at.parentElement) {
      layers.unshift(getComputedStyle(at).backgroundColor);
    }
    const back = over(layers);
    const front = over([...layers, getComputedStyle(element).color]);
    const [a, b] = [light(front), light(back)].sort((x, y) => y - x);
    found.push([walker.currentNode.data, (a + .05) / (b + .05)]);
  }
  return found;
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_enough_contrast(visit: Any, studio: Studio, scheme: str) -> None:
    chat: Chat = visit(color_scheme=scheme, reduced_motion="reduce").visit()
    chat.open()
    chat.write("こんにちは")
    chat.state("こんにちは", "sent")
    studio.say("AIです。")
    studio.take_over()
    studio.say("人です。", Speaker.OWNER)
    expect(chat.message("人です。")).to_be_visible()
    studio.stop()
    chat.write("まだ")
    chat.state("まだ", "waiting")
    expect(chat.notice).to_be_visible()

    measured: list[tuple[str, float]] = chat.page.evaluate(CONTRAST)

    assert len(measured) > 12
    assert [line for line in measured if line[1] < 4.5] == []
    root = chat.page.locator("kizashi-chat .root")
    expect(root).to_have_attribute("data-theme", scheme)


def test_the_theme_can_be_told_by_the_page(visit: Any) -> None:
    chat: Chat = visit(color_scheme="dark").visit()
    root = chat.page.locator("kizashi-chat .root")
    expect(root).to_have_attribute("data-theme", "dark")
    chat.page.evaluate("kizashi('update', { theme: 'light' })")

    expect(root).to_have_attribute("data-theme", "light")


def test_nothing_moves_for_those_who_do_not_want_it(visit: Any, studio: Studio) -> None:
    chat: Chat = visit(reduced_motion="reduce").visit()
    chat.open()
    chat.write("しずかに")
    chat.state("しずかに", "sent")
    studio.types(True)
    expect(chat.panel.locator(".typing")).to_be_visible()

    running = "document.querySelector('kizashi-chat').shadowRoot.getAnimations().length"
    assert chat.page.evaluate(running) == 0


def test_a_switch_shows_its_state_where_the_system_chooses_the_colours(visit: Any) -> None:
    chat: Chat = visit(forced_colors="active", reduced_motion="reduce").visit()
    chat.open()
    chat.panel.locator(".more-open").click()
    switch = chat.panel.get_by_role("switch").first
    look = """(knob) => [getComputedStyle(knob, '::after').backgroundColor,
      getComputedStyle(knob).backgroundColor,
      getComputedStyle(knob.closest('.panel')).backgroundColor]"""

    handle_off, _, behind = switch.locator(".knob").evaluate(look)
    switch.click()
    expect(switch).to_have_attribute("aria-checked", "true")
    handle_on, filled, _ = switch.locator(".knob").evaluate(look)

    assert handle_off != behind
    assert handle_on != filled
    assert filled != behind


def test_news_is_told_to_those_who_listen_and_history_is_not(
    visitor: Visitor, studio: Studio
) -> None:
    chat = visitor.visit()
    chat.open()
    chat.write("はい")
    chat.state("はい", "sent")
    live = chat.page.locator("kizashi-chat [aria-live=polite]")
    studio.say("お返事です。")
    expect(live).to_have_text("AI：お返事です。")

    second = visitor.visit()
    second.open()
    expect(second.message("お返事です。")).to_be_visible()
    assert second.page.locator("kizashi-chat [aria-live=polite]").inner_text() == ""
    second.field.press("Escape")
    studio.say("もうひとつ。")
    expect(second.page.locator("kizashi-chat [aria-live=polite]")).to_have_text(
        "チャットに新しいメッセージが届きました。"
    )


def test_everything_that_can_be_pressed_has_a_name(visitor: Visitor, studio: Studio) -> None:
    chat = visitor.visit()
    chat.open()
    nameless = chat.page.evaluate(
        """() => [...document.querySelector('kizashi-chat').shadowRoot
          .querySelectorAll('button, textarea, [role]')]
          .filter((element) => element.checkVisibility())
          .filter((element) => !['status', 'list'].includes(element.role))
          .filter((element) => !(element.ariaLabel || element.textContent.trim()))
          .map((element) => element.outerHTML.slice(0, 80))"""
    )

    assert nameless == []
    expect(chat.panel).to_have_accessible_name("陶房ひととせ")
    expect(chat.field).to_have_accessible_name("メッセージ")


def test_zoomed_to_twice_the_size_nothing_is_cut_off(visit: Any) -> None:
    chat: Chat = visit(viewport=ViewportSize(width=640, height=400)).visit()
    chat.open()

    box = chat.field.bounding_box()
    assert box
    assert box["y"] + box["height"] <= 400
    assert chat.panel.evaluate("(panel) => panel.scrollWidth <= panel.clientWidth")


def test_zoomed_to_four_times_the_size_the_log_keeps_its_room(visit: Any, studio: Studio) -> None:
    chat: Chat = visit(viewport=ViewportSize(width=320, height=256)).visit()
    chat.open()
    chat.write("こんにちは")
    chat.state("こんにちは", "sent")

    log, field = chat.panel.locator(".scroll").bounding_box(), chat.field.bounding_box()
    person = chat.panel.get_by_role("button", name="人と話す")
    assert log
    assert field
    assert log["height"] >= 100
    assert field["y"] + field["height"] <= 256
    assert chat.panel.evaluate("(panel) => panel.scrollWidth <= panel.clientWidth")
    person.click()
    until(lambda: studio.received == ["こんにちは", "人と話したいです。"])
