"""The widget on other people's pages: one snippet, a strict policy, small files, a polite guest."""

import gzip
import re
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from playwright.sync_api import expect

from channels.widget import widget_router
from kizashi import protocol as p
from kizashi import texts
from kizashi.errors import KizashiError
from kizashi.language import Language
from tests.widget.conftest import Chat, Visitor
from tests.widget.studio import HOST, Studio, problem, until

LOADER_LIMIT = 10_000
TOTAL_LIMIT = 60_000


@pytest.fixture
def files() -> Iterator[TestClient]:
    app = FastAPI()
    app.include_router(widget_router())
    app.add_exception_handler(KizashiError, problem)
    with TestClient(app) as client:
        yield client


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """Another site: a folder for its pages, and its address."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Says nothing."""

    server = ThreadingHTTPServer((HOST, 0), partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield tmp_path, f"http://{HOST}:{server.server_port}"
    server.shutdown()


# ── the files ────────────────────────────────────────────────────────────────────────────────────


def test_the_widget_is_small(files: TestClient) -> None:
    folder = resources.files("channels") / "widget"
    names = [entry.name for entry in folder.iterdir() if entry.name.endswith(".js")]
    sizes = {name: len(gzip.compress(files.get(f"/widget/{name}").content)) for name in names}
    words = len(gzip.compress(files.get("/widget/texts/ja.json").content))

    assert len(files.get("/widget/kizashi.js").content) <= LOADER_LIMIT
    assert sum(sizes.values()) + words <= TOTAL_LIMIT


def test_files_come_with_their_type_and_can_be_kept(files: TestClient) -> None:
    loader = files.get("/widget/kizashi.js")
    assert loader.headers["content-type"] == "text/javascript; charset=utf-8"
    assert loader.headers["cache-control"] == "no-cache"
    assert loader.headers["access-control-allow-origin"] == "*"
    version = re.search(r'VERSION = "([0-9a-f]{12})"', loader.text)
    assert version is not None

    module = files.get(f"/widget/{version[1]}/app.js")
    assert "immutable" in module.headers["cache-control"]
    assert module.text == files.get("/widget/app.js").text
    # A loader from before an update still works, but keeps nothing under the old name.
    assert files.get("/widget/0123456789ab/app.js").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_an_unchanged_file_is_not_sent_again(files: TestClient, encoding: str) -> None:
    wanted = {"accept-encoding": encoding}
    first = files.get("/widget/kizashi.js", headers=wanted)
    again = files.get(
        "/widget/kizashi.js", headers={**wanted, "if-none-match": first.headers["etag"]}
    )

    assert first.headers.get("content-encoding", "identity") == encoding
    assert again.status_code == 304
    assert again.content == b""


@pytest.mark.parametrize(
    "path",
    [
        "/widget/nothing.js",
        "/widget/texts/fr.json",
        "/widget/%2E%2E/widget.py",
        "/widget/x/page.html",
        "/demo/page.html",
    ],
)
def test_what_is_no_file_of_the_widget_is_not_found(files: TestClient, path: str) -> None:
    answer = files.get(path)

    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "not_found"


@pytest.mark.parametrize("language", list(Language))
def test_the_texts_are_the_rooms_without_the_demo_page(
    files: TestClient, language: Language
) -> None:
    served = files.get(f"/widget/texts/{language.value}.json").json()

    assert served["person.button"] == texts.text(language, "widget.person.button")
    assert not [key for key in served if key.startswith("demo.")]


def test_every_text_the_scripts_name_exists(files: TestClient) -> None:
    served = files.get("/widget/texts/en.json").json()
    folder = resources.files("channels") / "widget"
    named: set[str] = set()
    for entry in folder.iterdir():
        if entry.name.endswith(".js"):
            code = entry.read_text(encoding="utf-8")
            named |= set(re.findall(r"""\bt\("([a-z_.]+)\"""", code))
    assert len(named) > 20
    assert named <= set(served)


@pytest.mark.parametrize(
    ("query", "language"), [("", "ja"), ("?lang=en", "en"), ("?lang=<x>", "ja")]
)
def test_the_demo_page_speaks_both_languages(files: TestClient, query: str, language: str) -> None:
    page = files.get(f"/{query}").text

    assert f'<html lang="{language}">' in page
    assert texts.text(Language(language), "widget.demo.hero_ask") in page
    assert "<x>" not in page


# ── on a page ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.browser
@pytest.mark.parametrize("path", ["/", "/?lang=en", "/demo"])
def test_a_strict_policy_has_nothing_to_forbid(visitor: Visitor, studio: Studio, path: str) -> None:
    chat = visitor.visit(path)
    chat.open()
    chat.write("こんにちは")
    chat.state("こんにちは", "sent")
    studio.say("https://example.jp")
    expect(chat.panel.locator(".bubble a")).to_be_visible()

    assert chat.page.evaluate("violations") == []
    assert chat.errors == []
    policy = chat.page.request.get(f"{studio.address}{path}").headers["content-security-policy"]
    assert "unsafe" not in policy
    # The policy is at work: what it forbids does not happen.
    chat.page.evaluate("document.body.setAttribute('style', 'opacity: .5')")
    until(lambda: chat.page.evaluate("violations.length") == 1)


@pytest.mark.browser
@pytest.mark.parametrize("scripts", ["{server}", "'nonce-n0'", "'nonce-n0' 'strict-dynamic'"])
def test_another_site_embeds_it_with_one_tag_and_no_script_of_its_own(
    visitor: Visitor, studio: Studio, shop: tuple[Path, str], scripts: str
) -> None:
    folder, address = shop
    folder.joinpath("index.html").write_text(
        f"""<!doctype html><html lang="ja"><meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none';
          script-src {scripts.format(server=studio.address)};
          connect-src {studio.address} ws://{HOST}:{studio.port}">
        <title>店</title><p>店</p>
        <script async nonce="n0" data-language="en"
          src="{studio.address}/widget/kizashi.js"></script>""",
        encoding="utf-8",
    )
    page = visitor.context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    chat = Chat(page)
    chat.launcher.wait_for()

    chat.open()

    expect(chat.panel.get_by_role("button", name="Talk to a person")).to_be_visible()
    chat.write("From another site")
    chat.state("From another site", "sent")
    assert page.evaluate("violations") == []
    assert all(url.startswith((studio.address, address)) for url in asked)


@pytest.mark.browser
def test_calls_made_before_it_has_arrived_are_kept_in_order(
    visitor: Visitor, studio: Studio, shop: tuple[Path, str]
) -> None:
    folder, address = shop
    folder.joinpath("index.html").write_text(
        f"""<!doctype html><html><meta charset="utf-8"><title>店</title>
        <script>
          window.log = [];
          window.kizashi = window.kizashi ||
            function () {{ (kizashi.q = kizashi.q || []).push(arguments); }};
          kizashi('boot', {{ language: 'en' }});
          kizashi('on', 'ready', () => log.push('ready'));
          kizashi('on', 'open', () => log.push('open'));
          kizashi('on', 'close', () => log.push('close'));
          addEventListener('kizashi:ready', () => log.push('ready event'));
          kizashi('open', {{ text: 'Hello' }});
          kizashi('close');
          kizashi('open');
        </script>
        <script async src="{studio.address}/widget/kizashi.js"></script>""",
        encoding="utf-8",
    )
    page = visitor.context.new_page()
    page.goto(address)
    chat = Chat(page)

    expect(chat.field).to_have_value("Hello")
    assert page.evaluate("log") == ["ready", "ready event", "open", "close", "open"]


@pytest.mark.browser
def test_a_page_may_start_it_itself_and_bring_its_own_button(
    visitor: Visitor, studio: Studio, shop: tuple[Path, str]
) -> None:
    folder, address = shop
    folder.joinpath("index.html").write_text(
        f"""<!doctype html><html lang="ja"><meta charset="utf-8"><title>店</title>
        <script async data-boot="manual" data-launcher="false"
          src="{studio.address}/widget/kizashi.js"></script>
        <button id="ask" onclick="kizashi('open')">相談</button>""",
        encoding="utf-8",
    )
    page = visitor.context.new_page()
    page.goto(address, wait_until="networkidle")
    chat = Chat(page)
    expect(page.locator("kizashi-chat")).to_have_count(0)
    page.evaluate("kizashi('boot')")
    expect(page.locator("kizashi-chat")).to_have_count(1)
    expect(chat.launcher).to_be_hidden()

    page.locator("#ask").click()
    expect(chat.field).to_be_focused()
    page.keyboard.press("Escape")

    expect(chat.panel).to_be_hidden()
    expect(page.locator("#ask")).to_be_focused()


@pytest.mark.browser
def test_commands_of_the_page(visitor: Visitor, studio: Studio) -> None:
    chat = visitor.visit()
    run = chat.page.evaluate
    run("() => { window.log = []; kizashi('on', 'unread', ({ count }) => log.push(count)); }")
    run("kizashi('open')")
    expect(chat.field).to_be_focused()
    chat.write("こんにちは")
    chat.state("こんにちは", "sent")
    run("kizashi('close')")
    expect(chat.panel).to_be_hidden()
    studio.say("お返事")
    expect(chat.launcher.locator(".badge")).to_have_text("1")
    run("kizashi('hide')")
    expect(chat.launcher).to_be_hidden()
    run("kizashi('show')")
    expect(chat.launcher).to_be_visible()
    run("kizashi('update', { language: 'en', side: 'left' })")
    expect(chat.launcher).to_have_attribute("aria-label", "Open the chat (1 unread)")
    assert chat.launcher.bounding_box()["x"] < 100  # type: ignore[index]
    run("kizashi('open')")
    until(lambda: run("log") == [1, 0])

    run("kizashi('shutdown')")

    expect(chat.page.locator("kizashi-chat")).to_have_count(0)
    assert run("Object.keys(localStorage).filter((key) => /session|out:/.test(key))") == []
    run("kizashi('boot', { language: 'ja' })")
    chat.open()
    expect(chat.panel.locator(".message")).to_have_count(0)
    until(lambda: len(studio.sessions) == 2)


@pytest.mark.browser
@pytest.mark.parametrize(
    "call",
    [
        "'open', null",
        "'update', null",
        "'identify', null, null, null",
        "'page', null, null",
        "'track', 'big', { amount: 10n }",
        "'track', 'round', (() => { const round = {}; round.again = round; return round; })()",
        "'track'",
        "'no such command'",
    ],
)
def test_whatever_a_page_calls_its_own_script_goes_on(visitor: Visitor, call: str) -> None:
    chat = visitor.visit()
    chat.page.evaluate("kizashi('update', { consent: true })")

    after = chat.page.evaluate(f"() => {{ kizashi({call}); return 'went on'; }}")

    assert after == "went on"
    assert chat.errors == []
    chat.page.evaluate("kizashi('open')")
    expect(chat.panel).to_be_visible()


def test_behaviour_is_told_only_with_consent(visitor: Visitor, studio: Studio) -> None:
    chat = visitor.visit("/?lang=ja&mail=hanako@example.jp")
    run = chat.page.evaluate
    run("kizashi('track', 'cart_leave', { item: 'C-01' }); kizashi('page')")
    chat.open()
    until(lambda: studio.lines)
    assert studio.behaviour == []

    run("kizashi('update', { consent: true, capture: false })")
    run("kizashi('track', 'cart_leave', { item: 'C-01' })")
    run("kizashi('page', '料金')")
    run("kizashi('identify', 'u-7', { plan: 'slow' })")

    until(lambda: len(studio.behaviour) == 3)
    cart, page, who = (frame.behaviour for frame in studio.behaviour)
    assert (cart.event, cart.properties) == ("cart_leave", {"item": "C-01"})
    assert (page.event, page.properties) == ("page", {"name": "料金", "path": "/"})
    assert (who.event, who.properties) == (
        "identify",
        {"user_id": "u-7", "traits": {"plan": "slow"}},
    )
    assert re.fullmatch(r"\d\d:\d\d", cart.local_time or "")
    assert "hanako" not in "".join(frame.model_dump_json() for frame in studio.heard)


@pytest.mark.browser
def test_behaviour_noted_without_a_line_goes_once_it_is_back(
    visitor: Visitor, studio: Studio
) -> None:
    chat = visitor.visit()
    chat.open()
    until(lambda: studio.lines)
    studio.stop()
    chat.page.evaluate(
        "kizashi('update', { consent: true, capture: false }); kizashi('track', 'form_open')"
    )
    chat.page.evaluate("kizashi('track', 'form_close')")
    studio.start()

    until(lambda: [f.behaviour.event for f in studio.behaviour] == ["form_open", "form_close"])


@pytest.mark.browser
def test_the_page_around_it_does_not_move(visitor: Visitor, studio: Studio) -> None:
    page = visitor.context.new_page()
    page.add_init_script(
        """window.shift = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) shift += entry.value;
        }).observe({ type: 'layout-shift', buffered: true });"""
    )
    page.goto(studio.address)
    chat = Chat(page)
    height = page.evaluate("document.documentElement.scrollHeight")
    chat.launcher.wait_for()
    chat.open()

    assert page.evaluate("shift") == 0
    assert page.evaluate("document.documentElement.scrollHeight") == height


@pytest.mark.browser
def test_a_hostile_stylesheet_of_the_page_does_not_reach_inside(
    visitor: Visitor, studio: Studio, shop: tuple[Path, str]
) -> None:
    folder, address = shop
    folder.joinpath("index.html").write_text(
        f"""<!doctype html><html lang="ja"><meta charset="utf-8"><title>店</title>
        <style>
          * {{ display: none !important; font-size: 60px !important; opacity: 0 !important }}
          html, body {{ display: block !important; opacity: 1 !important }}
          :root {{ --kizashi-accent: rgb(90, 30, 90) }}
        </style>
        <script async src="{studio.address}/widget/kizashi.js"></script>""",
        encoding="utf-8",
    )
    page = visitor.context.new_page()
    page.goto(address)
    chat = Chat(page)

    chat.open()

    expect(chat.field).to_have_css("font-size", "16px")
    # What the page may change, it changes through the properties.
    expect(chat.launcher).to_have_css("background-color", "rgb(90, 30, 90)")


@pytest.mark.browser
def test_a_page_left_and_come_back_to_talks_on(visitor: Visitor, studio: Studio) -> None:
    chat = visitor.visit()
    chat.open()
    chat.write("行ってきます")
    chat.state("行ってきます", "sent")
    chat.page.goto(f"{studio.address}/demo?lang=ja")
    until(lambda: len(studio.frames(p.Hello)) == 2)
    studio.say("おかえりなさい")

    chat.page.go_back()

    expect(chat.message("おかえりなさい")).to_be_visible()
    chat.write("ただいま")
    chat.state("ただいま", "sent")
