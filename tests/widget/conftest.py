"""A studio to talk to, and a visitor with a real browser."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from tests.browser import chromium
from tests.doors import Doors
from tests.widget.studio import Studio

WATCH_POLICY = """
window.violations = [];
document.addEventListener('securitypolicyviolation', (event) =>
  violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
"""


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def studio() -> Iterator[Studio]:
    found = Studio()
    found.start()
    yield found
    found.stop()


@dataclass
class Chat:
    """The widget on a page, as a visitor meets it."""

    page: Page
    errors: list[str] = field(default_factory=list)
    """What the page's scripts failed at."""

    @property
    def launcher(self) -> Locator:
        return self.page.locator("kizashi-chat .launcher")

    @property
    def panel(self) -> Locator:
        return self.page.locator("kizashi-chat .panel")

    @property
    def field(self) -> Locator:
        return self.page.locator("kizashi-chat textarea")

    @property
    def notice(self) -> Locator:
        """What is said about the connection; hidden while all is well."""
        return self.page.locator("kizashi-chat .notice [role=status]")

    def message(self, text: str) -> Locator:
        """The message with exactly this text."""
        return self.page.locator("kizashi-chat .message").filter(
            has=self.page.locator(".bubble").get_by_text(text, exact=True)
        )

    def texts(self) -> list[str]:
        """Every message of the log, in order."""
        return self.page.locator("kizashi-chat .message .bubble").all_inner_texts()

    def open(self) -> None:
        self.launcher.click()
        self.panel.wait_for()

    def write(self, text: str) -> None:
        self.field.fill(text)
        self.field.press("Enter")

    def state(self, text: str, state: str) -> Locator:
        """The message with this text once it is in this state."""
        found = self.message(text).and_(self.page.locator(f"[data-state={state}]"))
        found.wait_for()
        return found


class Visitor:
    """One person with one browser: pages of it share their storage."""

    def __init__(self, context: BrowserContext, business: Studio | Doors) -> None:
        self.context = context
        self.business = business

    def visit(self, path: str = "/") -> Chat:
        """Opens a page in a new tab and waits for the widget."""
        chat = Chat(self.context.new_page())
        chat.page.on("pageerror", lambda error: chat.errors.append(str(error)))
        chat.page.goto(f"{self.business.address}{path}")
        chat.launcher.wait_for()
        return chat


@pytest.fixture
def arrive(browser: Browser) -> Iterator[Any]:
    """Makes visitors of a business: `arrive(business)` has the defaults of a desktop,
    `arrive(business, **options)` what Playwright calls a context's options."""
    contexts: list[BrowserContext] = []

    def make(business: Studio | Doors, **options: Any) -> Visitor:
        context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 800}, "locale": "ja-JP", **options}
        )
        context.set_default_timeout(10_000)
        context.add_init_script(WATCH_POLICY)
        contexts.append(context)
        return Visitor(context, business)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def visit(arrive: Any, studio: Studio) -> Any:
    """Makes visitors of the studio."""
    return partial(arrive, studio)


@pytest.fixture
def visitor(visit: Any) -> Visitor:
    """A visitor at a desk, reading Japanese."""
    made: Visitor = visit()
    return made
