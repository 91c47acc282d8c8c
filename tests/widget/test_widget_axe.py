"""axe-core finds nothing in any state of the chat: both languages, light and dark, all sizes.

axe-core (MPL-2.0) comes with axe-playwright-python and runs in this test only.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from kizashi.parts import DocumentCard, Part, ProductCard, QuickReply, SlotCard
from tests.doors import Doors, doors
from tests.post_office import post_office
from tests.widget.conftest import Chat
from tests.widget.test_widget_access import PHONE

pytestmark = pytest.mark.browser

RULES = {
    "runOnly": [
        *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"),
        "best-practice",
    ]
}
PARTS: tuple[Part, ...] = (
    ProductCard(title="手びねり", price="4,200円", text="手だけで。", says="手びねりについて"),
    SlotCard(title="土曜の体験", begins="2026-12-05T10:00:00+09:00", says="土曜にします"),
    DocumentCard(title="教室の決まり", url="https://example.jp/rules"),
    QuickReply(label="はい"),
    QuickReply(label="いいえ"),
)


@pytest.fixture(scope="module")
def business(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    folder = tmp_path_factory.mktemp("business")
    with post_office() as office, doors(folder, office.settings(folder)) as found:
        yield found


def findings(chat: Chat) -> list[str]:
    """What axe has to say, by rule and place."""
    # Colours are judged where they stand, not half-way through a transition.
    chat.page.wait_for_function(
        "() => !document.querySelector('kizashi-chat').shadowRoot.getAnimations().length"
    )
    violations = Axe().run(chat.page, options=RULES).response["violations"]
    return [
        f"{violation['id']}: {node['target']} {node.get('failureSummary', '')}"
        for violation in violations
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize(
    ("path", "options"),
    [
        pytest.param("/", {}, id="Japanese, light"),
        pytest.param("/?lang=en", {"color_scheme": "dark"}, id="English, dark"),
        pytest.param("/?lang=en", PHONE, id="English, phone"),
        pytest.param("/", {**PHONE, "color_scheme": "dark"}, id="Japanese, phone, dark"),
        pytest.param("/", {"viewport": {"width": 640, "height": 400}}, id="zoomed to 200 %"),
    ],
)
def test_axe_finds_nothing(
    arrive: Any, business: Doors, path: str, options: dict[str, Any]
) -> None:
    chat: Chat = arrive(business, reduced_motion="reduce", **options).visit(path)
    assert findings(chat) == []
    chat.open()
    assert findings(chat) == []

    chat.write("こんにちは")
    chat.state("こんにちは", "sent")
    expect(chat.panel.locator(".checking")).to_be_visible()
    assert findings(chat) == []

    session = chat.page.evaluate(
        """() => JSON.parse(Object.entries(localStorage)
          .find(([key]) => key.endsWith(':session'))[1])"""
    )
    business.say(session["conversation"], "こちらです。https://example.jp/", PARTS)
    expect(chat.panel.locator(".reply")).to_have_count(2)
    assert findings(chat) == []

    chat.panel.locator(".more-open").click()
    expect(chat.panel.locator(".more")).to_be_visible()
    address = chat.panel.locator("form.mail input")
    expect(address).to_be_visible()
    assert findings(chat) == []

    address.fill("nobody")
    address.press("Enter")
    expect(address).to_have_attribute("aria-invalid", "true")
    chat.panel.locator(".act", has=chat.page.locator(".icon-ask")).click()
    expect(chat.panel.locator(".known li").first).to_be_visible()
    assert findings(chat) == []


def test_axe_does_find_what_is_wrong(arrive: Any, business: Doors) -> None:
    chat: Chat = arrive(business).visit()
    chat.page.evaluate(
        """document.querySelector('kizashi-chat').shadowRoot
          .querySelector('.launcher').ariaLabel = ''"""
    )

    assert any(found.startswith("button-name") for found in findings(chat))
