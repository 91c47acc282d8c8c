"""The visitor asks for the conversation by e-mail, in a real browser, over a real mail server."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.doors import Doors, doors
from tests.post_office import PostOffice, post_office
from tests.widget.conftest import Chat
from tests.widget.studio import until
from tests.widget.test_widget_access import PHONE

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def office() -> Iterator[PostOffice]:
    with post_office() as found:
        yield found


@pytest.fixture(scope="module")
def business(tmp_path_factory: pytest.TempPathFactory, office: PostOffice) -> Iterator[Doors]:
    with doors(*_home(tmp_path_factory, office)) as found:
        found.works()
        yield found


def _home(factory: pytest.TempPathFactory, office: PostOffice) -> tuple[Any, Any]:
    folder = factory.mktemp("business")
    return folder, office.settings(folder)


def behind(chat: Chat) -> None:
    chat.panel.get_by_role("button", name="設定とあなたの情報").click()


def test_the_conversation_is_asked_for_and_arrives(
    arrive: Any, business: Doors, office: PostOffice
) -> None:
    chat: Chat = arrive(business).visit()
    chat.open()
    chat.write("土曜は空いていますか")
    chat.state("土曜は空いていますか", "sent")
    behind(chat)
    address = chat.panel.get_by_role("textbox", name="メールで受け取る")
    told = chat.panel.locator(".mail + .note")

    address.fill("aiko@example")
    address.press("Enter")
    expect(told).to_have_text("メールアドレスの形をご確認ください。")
    expect(address).to_have_attribute("aria-invalid", "true")

    address.fill("aiko@example.com")
    address.press("Enter")

    expect(told).to_contain_text("お送りしました。")
    until(lambda: len(office.taken) == 1)
    to, letter = office.taken[0]
    assert to == ["aiko@example.com"]
    assert "土曜は空いていますか" in letter.get_content()
    assert chat.page.evaluate("window.violations") == []
    assert chat.errors == []


@pytest.mark.parametrize(("width", "path"), [(390, "/?lang=en"), (390, "/"), (360, "/?lang=en")])
def test_on_a_phone_the_button_stands_beside_the_address(
    arrive: Any, business: Doors, width: int, path: str
) -> None:
    phone = {**PHONE, "viewport": {"width": width, "height": 800}}
    chat: Chat = arrive(business, **phone).visit(path)
    chat.open()
    chat.write("こんにちは")
    chat.state("こんにちは", "sent")
    chat.panel.locator(".more-open").click()
    address, send = (chat.panel.locator(f"form.mail {part}") for part in ("input", "button"))
    expect(send).to_be_visible()

    beside = (address.bounding_box(), send.bounding_box())

    assert [box and (box["y"], box["height"]) for box in beside[:1]] == [
        box and (box["y"], box["height"]) for box in beside[1:]
    ]


def test_without_a_mail_server_only_the_file_is_offered(
    arrive: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with doors(tmp_path_factory.mktemp("no-mail")) as business:
        chat: Chat = arrive(business).visit()
        chat.open()
        chat.write("こんにちは")
        chat.state("こんにちは", "sent")
        behind(chat)
        expect(chat.panel.get_by_role("button", name="ファイルに保存する")).to_be_enabled()
        expect(chat.panel.get_by_role("switch").nth(2)).to_be_visible()
        expect(chat.panel.locator("form.mail")).to_be_hidden()
