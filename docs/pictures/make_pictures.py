"""Makes the pictures of the README from a running Kizashi: a real browser, a real terminal.

python -m docs.pictures.make_pictures         every picture
python -m docs.pictures.make_pictures chat    those of the chat alone
"""

import html
import re
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page
from rich.cells import cell_len

from kizashi.parts import Part, ProductCard, QuickReply, SlotCard
from kizashi.settings import Business, Settings
from tests.browser import chromium
from tests.doors import Doors, doors
from tests.live import ROOT, live_server
from tests.terminal import Terminal

HERE = Path(__file__).parent
COLUMNS, ROWS = 132, 36
MESSAGE = "年間プランが気になるんですけど、続けられるか不安で…"
_SGR = re.compile(r"\x1b\[([\d;]*)m")


def styled(screen: str) -> str:
    """A captured screen as HTML: colours and weight as the terminal was told."""
    out, style = [], {}
    place = 0
    for match in _SGR.finditer(screen):
        out.append(_span(screen[place : match.start()], style))
        style = _changed(style, match[1])
        place = match.end()
    out.append(_span(screen[place:], style))
    return "".join(out)


def _span(text: str, style: dict[str, str]) -> str:
    if not text:
        return ""
    rules = ";".join(f"{key}:{value}" for key, value in style.items())
    # Each character gets exactly its cells: fonts disagree about the width of lines and signs.
    cells = "".join(
        "\n" if sign == "\n" else f'<i class="w{cell_len(sign)}">{html.escape(sign)}</i>'
        for sign in text
    )
    return f'<span style="{rules}">{cells}</span>'


def _changed(style: dict[str, str], codes: str) -> dict[str, str]:
    style = dict(style)
    numbers = [int(code) for code in codes.split(";") if code] or [0]
    while numbers:
        code = numbers.pop(0)
        if code == 0:
            style = {}
        elif code == 1:
            style["font-weight"] = "bold"
        elif code == 22:
            style.pop("font-weight", None)
        elif code == 4:
            style["text-decoration"] = "underline"
        elif code == 24:
            style.pop("text-decoration", None)
        elif code in {38, 48} and len(numbers) >= 4 and numbers[0] == 2:
            key = "color" if code == 38 else "background"
            style[key] = "rgb({},{},{})".format(*numbers[1:4])
            del numbers[:4]
        elif code == 39:
            style.pop("color", None)
        elif code == 49:
            style.pop("background", None)
    return style


def photograph(browser: Browser, screen: str, file: Path) -> None:
    """A captured screen as a picture."""
    page = browser.new_page(viewport={"width": 1400, "height": 860}, device_scale_factor=1.5)
    page.set_content(
        "<style>body{margin:0;background:#1b1a18}pre{margin:0;padding:14px;display:inline-block;"
        "font:15px/21px 'Noto Sans Mono CJK JP',monospace;color:#e8e4da}"
        "i{display:inline-block;font-style:normal;height:21px;white-space:nowrap;vertical-align:top;"
        "background:inherit}.w0{width:0}.w1{width:8px}.w2{width:16px}</style>"
        f"<pre>{styled(screen)}</pre>"
    )
    page.locator("pre").screenshot(path=file)
    page.close()


def chatting(browser: Browser, address: str) -> Page:
    """The sample page with the chat open."""
    page = browser.new_page(viewport={"width": 1180, "height": 760}, device_scale_factor=1.5)
    page.goto(address)
    page.evaluate("kizashi('open')")
    page.locator("textarea").wait_for()
    return page


PHONE = {"viewport": {"width": 390, "height": 760}, "is_mobile": True, "has_touch": True}
SHOP = Business(name="陶房ひととせ", name_en="Tōbō Hitotose")
OFFERED: tuple[Part, ...] = (
    ProductCard(
        title="手びねり",
        price="4,200円（90分）",
        text="作品1点の焼成込み。6歳から。",
        says="手びねりについて聞きたいです。",
    ),
    SlotCard(
        title="手びねり", begins=datetime(2026, 12, 5, 1, 0, tzinfo=UTC), says="土曜10時にします。"
    ),
    QuickReply(label="ほかの日を見る"),
    QuickReply(label="二人で行きたい"),
)


def chats(browser: Browser, folder: Path) -> None:
    """The chat by itself: on a phone with cards, in a dark room, and the visitor's own data."""
    settings = Settings(root=folder, business=SHOP)
    with doors(folder, settings) as business:
        phone = opened_chat(browser, business, "/", **PHONE)
        said(phone, "手びねり、土曜は空いていますか？")
        answered(business, phone, "はい。土曜の午前が空いています。", OFFERED)
        phone.screenshot(path=HERE / "chat-phone.png")
        phone.locator("kizashi-chat .more-open").click()
        phone.locator("kizashi-chat .consents .toggle").first.wait_for()
        time.sleep(0.5)
        phone.screenshot(path=HERE / "chat-data.png")
        dark = opened_chat(browser, business, "/?lang=en", color_scheme="dark", **PHONE)
        said(dark, "I am close to booking, but I am not sure I will manage the wheel.")
        dark.locator("kizashi-chat .checking").wait_for()
        time.sleep(0.5)
        dark.screenshot(path=HERE / "chat-dark.png")


def opened_chat(browser: Browser, business: Doors, path: str, **options: Any) -> Page:
    page = browser.new_context(
        device_scale_factor=1.5, timezone_id="Asia/Tokyo", **options
    ).new_page()
    page.goto(f"{business.address}{path}")
    page.locator("kizashi-chat .launcher").click()
    return page


def said(page: Page, text: str) -> None:
    page.locator("kizashi-chat textarea").fill(text)
    page.locator("kizashi-chat textarea").press("Enter")
    page.locator("kizashi-chat [data-state=sent]").wait_for()


def answered(business: Doors, page: Page, text: str, parts: tuple[Part, ...]) -> None:
    kept: dict[str, str] = page.evaluate(
        """() => JSON.parse(Object.entries(localStorage)
          .find(([key]) => key.endsWith(':session'))[1])"""
    )
    business.say(kept["conversation"], text, parts)
    page.locator("kizashi-chat .reply").first.wait_for()
    time.sleep(0.5)


def main() -> None:
    """Makes every picture, or with `chat` those of the chat alone."""
    if sys.argv[1:] == ["chat"]:
        with tempfile.TemporaryDirectory() as folder, chromium() as browser:
            chats(browser, Path(folder))
        return
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        chats(browser, Path(folder))
    sample()


def sample() -> None:
    """Starts the sample business, lets a customer write and the owner approve."""
    with tempfile.TemporaryDirectory() as folder, live_server(Path(folder)) as server:
        names = ("XDG_CONFIG_HOME", "KIZASHI_SERVER__PORT", "PATH", "HOME")
        environment = {name: server.environment[name] for name in names}
        with (
            chromium() as browser,
            Terminal(
                server.command("coach"),
                columns=COLUMNS,
                rows=ROWS,
                environment={**environment, "COLORTERM": "truecolor"},
                folder=ROOT,
            ) as terminal,
        ):
            page = chatting(browser, server.address)
            page.locator("textarea").fill(MESSAGE)
            page.keyboard.press("Enter")
            terminal.wait_for("返事の下書き", within=60)
            time.sleep(1.5)
            photograph(browser, terminal.screen(colours=True), HERE / "coach.png")
            terminal.press("a")
            # The coach lets a decision be taken back for a moment before it leaves.
            page.locator("kizashi-chat .theirs").last.wait_for(timeout=60_000)
            time.sleep(1)
            page.screenshot(path=HERE / "widget.png")


if __name__ == "__main__":
    main()
