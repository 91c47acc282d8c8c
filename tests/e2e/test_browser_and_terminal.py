"""The whole loop as people meet it: a real Chromium, a real terminal, one real server."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import chromium
from tests.live import ROOT, LiveServer, live_server
from tests.terminal import Terminal

pytestmark = [pytest.mark.browser, pytest.mark.terminal]

PASSED_ON = ("XDG_CONFIG_HOME", "KIZASHI_SERVER__PORT", "PATH", "HOME")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    with live_server(tmp_path) as live:
        yield live


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


def coach(server: LiveServer, columns: int, rows: int, language: str) -> Terminal:
    return Terminal(
        server.command("coach", "--language", language),
        columns=columns,
        rows=rows,
        environment={k: v for k, v in server.environment.items() if k in PASSED_ON},
        folder=ROOT,
    )


def until(terminal: Terminal, shown: Callable[[str], bool], seconds: float = 40) -> str:
    """The screen once it shows what is awaited."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        screen = terminal.screen()
        if shown(screen.replace("\n", "")):
            return screen
        time.sleep(0.1)
    raise AssertionError(f"the screen never showed it:\n{terminal.screen()}")


def opened_chat(browser: Browser, server: LiveServer, language: str) -> Page:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(f"{server.address}/?lang={language}")
    page.evaluate("kizashi('open')")
    page.locator("textarea").wait_for()
    return page


def write(page: Page, text: str) -> None:
    page.locator("textarea").fill(text)
    page.keyboard.press("Enter")


SAID = {
    "ja": {
        "message": "年間プランが気になるんですけど、続けられるか不安で…",
        "reading": ("ためらい", "失敗の不安"),
        "draft": "返事の下書き",
        "source": "annual-plan.ja.md",
        "person": "店の人（AIの下書きを確認）",
    },
    "en": {
        "message": "I like the annual plan but I'm afraid I won't keep it up",
        "reading": ("hesitating", "fear of failing"),
        "draft": "Draft",
        "source": "annual-plan.en.md",
        "person": "A person (checked an AI draft)",
    },
}


@pytest.mark.parametrize(("language", "columns", "rows"), [("ja", 140, 40), ("en", 140, 40)])
def test_a_customer_writes_and_reads_what_the_owner_approves_in_the_terminal(
    server: LiveServer, browser: Browser, language: str, columns: int, rows: int
) -> None:
    said = SAID[language]
    page = opened_chat(browser, server, language)
    with coach(server, columns, rows, language) as terminal:
        until(terminal, lambda screen: "陶房ひととせ" in screen)
        write(page, said["message"])
        until(terminal, lambda screen: all(word in screen for word in said["reading"]))
        until(terminal, lambda screen: said["source"] in screen)
        time.sleep(1.0)  # A draft that just came into view cannot be approved for a moment.
        terminal.press("a")
        # Five seconds in which the owner can take it back, then it goes out.
        expect(page.get_by_text(said["person"]).last).to_be_visible(timeout=20_000)
    page.context.close()


def test_killed_and_started_again_the_draft_is_held_and_both_sides_come_back(
    server: LiveServer, browser: Browser
) -> None:
    page = opened_chat(browser, server, "ja")
    with coach(server, 140, 40, "ja") as terminal:
        until(terminal, lambda screen: "接続中" in screen)
        write(page, "手びねりの体験は何分ですか？")
        until(
            terminal, lambda screen: "手びねりの体験は何分" in screen and "返事の下書き" in screen
        )
        server.kill()
        until(terminal, lambda screen: "接続中" not in screen)
        write(page, "あと、駐車場はありますか？")
        expect(page.get_by_text("あと、駐車場はありますか？")).to_be_visible()
        server.start()
        until(terminal, lambda screen: "接続中" in screen, 60)
        until(terminal, lambda screen: "駐車場" in screen, 60)
        held = _held(server, "駐車場")
        time.sleep(1.0)
        until(terminal, lambda screen: "返事の下書き" in screen)
        terminal.press("a")
        expect(page.get_by_text("店の人（AIの下書きを確認）").last).to_be_visible(timeout=20_000)
    sent = server.get(f"/v1/drafts/{held}", server.token)
    assert sent["status"] == "approved"
    page.context.close()


def _held(server: LiveServer, words: str) -> str:
    """The held draft that answers these words."""
    deadline = time.monotonic() + 40
    while time.monotonic() < deadline:
        drafts = server.get("/v1/drafts?status=held", server.token)["items"]
        for draft in drafts:
            if words in draft["answers"]:
                return str(draft["id"])
        time.sleep(0.2)
    raise AssertionError("no draft was held")


def test_the_sample_page_is_found_at_the_address_that_is_printed(
    server: LiveServer, browser: Browser, tmp_path: Path
) -> None:
    page = browser.new_page()
    problems: list[str] = []
    page.on("console", lambda m: problems.append(m.text) if m.type == "error" else None)
    page.goto(server.address)
    expect(page.get_by_role("heading").first).to_be_visible()
    page.screenshot(path=tmp_path / "page.png")
    assert problems == []
    page.close()
