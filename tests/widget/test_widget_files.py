"""Sending a picture or a file from the chat: shown, refused kindly, saved, never run."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, expect

from kizashi.settings import Server, Settings
from tests.channels.test_file_kinds import PDF, picture
from tests.doors import Doors, doors
from tests.widget.conftest import Chat
from tests.widget.test_widget_identity import kept_session

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def business(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    folder = tmp_path_factory.mktemp("business")
    with doors(folder, Settings(root=folder, server=Server(file_megabytes=1))) as found:
        yield found


def attach(chat: Chat, *files: FilePayload) -> None:
    with chat.page.expect_file_chooser() as chooser:
        chat.panel.get_by_role("button", name="写真やファイルを送る").click()
    chooser.value.set_files(list(files))


def file(name: str, content: bytes, media_type: str = "image/png") -> FilePayload:
    return {"name": name, "mimeType": media_type, "buffer": content}


def test_a_picture_is_sent_and_drawn_under_a_strict_policy(arrive: Any, business: Doors) -> None:
    chat: Chat = arrive(business).visit()
    chat.open()
    attach(chat, file("茶碗.png", picture(size=(60, 40))))
    chat.state("写真を送ります：茶碗.png", "sent")
    drawn = chat.panel.get_by_role("img", name="茶碗.png")
    expect(drawn).to_be_visible()
    chat.page.wait_for_function(
        """() => document.querySelector('kizashi-chat').shadowRoot.querySelector('canvas')
          .getContext('2d').getImageData(5, 5, 1, 1).data[0] === 200"""
    )
    assert chat.page.evaluate("window.violations") == []

    chat.page.reload()
    expect(drawn).to_be_visible()
    session = kept_session(chat)
    detail = business.get(f"/v1/conversations/{session['conversation']}", business.token).body
    assert detail["messages"][0]["parts"][0]["name"] == "茶碗.png"


def test_a_file_can_be_saved(arrive: Any, business: Doors, tmp_path: Path) -> None:
    chat: Chat = arrive(business).visit()
    chat.open()
    attach(chat, file("案内.pdf", PDF, "application/pdf"))
    chat.state("ファイルを送ります：案内.pdf", "sent")
    with chat.page.expect_download() as download:
        chat.panel.get_by_role("button", name="保存する 案内.pdf").click()

    download.value.save_as(tmp_path / "kept.pdf")
    assert (tmp_path / "kept.pdf").read_bytes() == PDF
    assert download.value.suggested_filename == "案内.pdf"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg onload='alert(1)'/>", "この種類は送れません"),
        (b"x" * (1024 * 1024 + 1), "大きすぎて送れません"),
        (picture()[:40], "読めませんでした"),
    ],
)
def test_what_is_not_taken_is_told_kindly_and_can_be_removed(
    arrive: Any, business: Doors, content: bytes, words: str
) -> None:
    chat: Chat = arrive(business).visit()
    chat.open()
    attach(chat, file("a.png", content))
    failed = chat.state("a.png", "failed")
    expect(failed.locator(".why")).to_contain_text(words)
    expect(failed.get_by_role("button", name="もう一度送る")).to_have_count(0)

    failed.get_by_role("button", name="取り消す").click()

    expect(chat.panel.locator(".message")).to_have_count(0)


def test_a_file_goes_out_once_the_network_is_back(arrive: Any, business: Doors) -> None:
    chat: Chat = arrive(business).visit()
    chat.open()
    chat.write("まず")
    chat.state("まず", "sent")
    chat.page.route("**/v1/me/files?*", lambda route: route.abort())
    attach(chat, file("a.png", picture()))
    failed = chat.state("a.png", "failed")
    chat.page.unroute("**/v1/me/files?*")
    failed.get_by_role("button", name="もう一度送る").click()

    chat.state("写真を送ります：a.png", "sent")


def test_a_pasted_picture_is_sent(arrive: Any, business: Doors) -> None:
    chat: Chat = arrive(business).visit()
    chat.open()
    expect(chat.panel.get_by_role("button", name="写真やファイルを送る")).to_be_visible()
    chat.field.evaluate(
        """(field, bytes) => {
          const data = new DataTransfer();
          data.items.add(new File([new Uint8Array(bytes)], 'pasted.png', { type: 'image/png' }));
          field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true }));
        }""",
        list(picture()),
    )

    chat.state("写真を送ります：pasted.png", "sent")
