"""What the widget notices by itself: only with the visitor's agreement, never what they type."""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.widget.conftest import Visitor
from tests.widget.studio import HOST, Studio, until

pytestmark = pytest.mark.browser

SHOP = """<!doctype html><title>Shop</title>
<form id="booking"><input name="who"><textarea name="wish"></textarea><button>Send</button></form>
<form id="login"><input name="mail"><input type="password"></form>
<button data-kizashi-track="cart_add" data-kizashi-item="W-01"><b>Into the cart</b></button>
<div style="height: 6000px"></div>
<script>
  window.kizashiSettings = { language: "en", capture: true, consent: CONSENT };
  document.addEventListener("submit", (event) => event.preventDefault());
</script>
<script async src="ADDRESS/widget/kizashi.js"></script>
"""


@pytest.fixture
def shop(tmp_path: Path, studio: Studio) -> Iterator[str]:
    """A shop's own page with forms and a cart; `/yes.html` agrees to be watched, `/no.html` not."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Says nothing."""

    for name, consent in (("yes", "true"), ("no", "false")):
        page = SHOP.replace("ADDRESS", studio.address).replace("CONSENT", consent)
        (tmp_path / f"{name}.html").write_text(page)
    server = ThreadingHTTPServer((HOST, 0), partial(Quiet, directory=str(tmp_path)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://{HOST}:{server.server_port}"
    server.shutdown()


def visit(visitor: Visitor, address: str) -> Page:
    page = visitor.context.new_page()
    page.clock.install()
    page.goto(address)
    page.locator("kizashi-chat .launcher").wait_for()
    return page


def told(studio: Studio) -> list[tuple[str, dict[str, Any]]]:
    return [(frame.behaviour.event, frame.behaviour.properties) for frame in studio.behaviour]


def test_without_agreement_nothing_is_noticed(visitor: Visitor, studio: Studio, shop: str) -> None:
    page = visit(visitor, f"{shop}/no.html")
    page.locator("[name=who]").fill("Hanako")
    page.get_by_role("button", name="Into the cart").click()
    page.locator("kizashi-chat .launcher").click()
    until(lambda: studio.lines)
    page.clock.run_for(100_000)

    assert studio.behaviour == []
    assert "places" not in page.evaluate("JSON.stringify(localStorage)")


def test_pages_forms_and_carts_are_told_and_never_a_word_of_what_is_typed(
    visitor: Visitor, studio: Studio, shop: str
) -> None:
    page = visit(visitor, f"{shop}/yes.html?mail=hanako@example.jp")
    until(lambda: told(studio)[:1])
    page.locator("[name=who]").press_sequentially("Hanako")
    page.locator("[name=wish]").fill("my secret wish")
    page.get_by_role("button", name="Into the cart").click()
    page.clock.run_for(31_000)
    page.locator("[name=mail]").fill("hanako@example.jp")
    until(lambda: len(studio.behaviour) == 4)

    assert told(studio) == [
        ("page", {"path": "/yes.html", "name": "Shop"}),
        ("form_open", {"path": "/yes.html", "form": "booking"}),
        ("cart_add", {"path": "/yes.html", "item": "W-01"}),
        ("form_close", {"path": "/yes.html", "form": "booking"}),
    ]
    heard = "".join(frame.model_dump_json() for frame in studio.heard)
    for secret in ("Hanako", "secret", "hanako@example.jp", "login"):
        assert secret not in heard


def test_a_form_that_was_sent_was_not_left(visitor: Visitor, studio: Studio, shop: str) -> None:
    page = visit(visitor, f"{shop}/yes.html")
    page.locator("[name=who]").focus()
    page.get_by_role("button", name="Send").click()
    page.clock.run_for(31_000)
    until(lambda: len(studio.behaviour) == 3)

    assert [event for event, _ in told(studio)] == ["page", "form_open", "form_submit"]


def test_stopping_on_a_page_and_scrolling_back_are_told_once(
    visitor: Visitor, studio: Studio, shop: str
) -> None:
    page = visit(visitor, f"{shop}/yes.html")
    until(lambda: told(studio)[:1])
    for where in (4_500, 500, 4_500, 500):
        page.evaluate("(where) => window.scrollTo(0, where)", where)
        page.clock.run_for(1_000)
        page.wait_for_function("(where) => Math.abs(scrollY - where) < 5", arg=where)
    page.clock.run_for(120_000)
    until(lambda: len(studio.behaviour) == 3)

    assert told(studio)[1:] == [
        ("scroll_back", {"path": "/yes.html"}),
        ("dwell", {"path": "/yes.html", "seconds": 90}),
    ]


def test_coming_back_later_is_a_return(visitor: Visitor, studio: Studio, shop: str) -> None:
    page = visit(visitor, f"{shop}/yes.html")
    until(lambda: told(studio)[:1])
    page.clock.set_system_time(page.evaluate("Date.now() / 1000") + 3_600)
    page.evaluate("history.pushState({}, '', '/other')")
    until(lambda: len(studio.behaviour) == 2)
    page.evaluate("history.pushState({}, '', '/yes.html')")
    until(lambda: len(studio.behaviour) == 3)

    assert told(studio)[1][1]["path"] == "/other"
    assert told(studio)[2] == ("return", {"path": "/yes.html", "times": 2})


def test_what_was_kept_goes_when_the_agreement_does(
    visitor: Visitor, studio: Studio, shop: str
) -> None:
    page = visit(visitor, f"{shop}/yes.html")
    until(lambda: told(studio)[:1])
    assert "yes.html" in page.evaluate("JSON.stringify(localStorage)")

    page.evaluate("kizashi('update', { consent: false })")
    page.get_by_role("button", name="Into the cart").click()
    page.locator("kizashi-chat .launcher").click()
    page.clock.run_for(100_000)

    assert [event for event, _ in told(studio)] == ["page"]
    assert "yes.html" not in page.evaluate("JSON.stringify(localStorage)")
