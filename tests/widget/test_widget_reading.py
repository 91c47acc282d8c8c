"""A card leads to the section of a document that the owner lets customers open, and to no other."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import expect

from kizashi.events import DocumentLearned
from kizashi.ids import DocumentId
from kizashi.knowledge import Passage
from kizashi.parts import DocumentCard
from kizashi.settings import Folders, Settings
from memory.documents.blocks import Grid, Heading, Items, Paragraph
from memory.documents.splitting import split
from tests.doors import Doors, doors
from tests.widget.conftest import Chat
from tests.widget.test_widget_identity import kept_session

pytestmark = pytest.mark.browser

RULES = (
    Heading(1, "ご利用のきまり"),
    Heading(2, "キャンセル"),
    Paragraph("前日の18時までのご連絡は無料です。<b>当日</b>は50%をいただきます。"),
    Items(("- 台風のときは無料です。", "- 日にちの変更は2回まで。")),
    Grid(("いつ", "いただく額"), (("当日", "50%"), ("ご連絡なし", "100%"))),
    Heading(2, "持ち物"),
    Paragraph("汚れてもよい服でお越しください。"),
)


@pytest.fixture(scope="module")
def business(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    folder = tmp_path_factory.mktemp("business")
    readable = Folders(readable=("rules.*.md",))
    with doors(folder, Settings(root=folder, folders=readable)) as found:
        yield found


def learned(business: Doors, name: str) -> tuple[Passage, ...]:
    """The passages of a document that is known from now on."""
    document = DocumentId(name)
    passages = split(document, RULES)
    event = DocumentLearned(document=document, digest="d" * 64, passages=passages, catalogue=())
    business.do(business.house.journal.append(event))
    return passages


def test_a_card_opens_the_section_that_the_answer_comes_from(arrive: Any, business: Doors) -> None:
    first = learned(business, "rules.ja.md")[0]
    chat: Chat = arrive(business).visit()
    chat.open()
    chat.write("キャンセルできますか")
    chat.state("キャンセルできますか", "sent")
    card = DocumentCard(title="キャンセル", passage=first.id)
    business.say(kept_session(chat)["conversation"], "前日の18時までは無料です。", (card,))

    with chat.page.context.expect_page() as opened:
        chat.panel.get_by_role("link", name="読む").click()

    page = opened.value
    expect(page.get_by_role("heading", level=1)).to_have_text("ご利用のきまり › キャンセル")
    shown = page.locator("main").inner_text()
    assert "<b>当日</b>は50%" in shown
    assert shown.count("台風のときは無料です。") == 1
    assert shown.count("100%") == 1
    assert "汚れてもよい服" not in shown
    assert page.evaluate("document.documentElement.lang") == "ja"


def test_what_the_owner_did_not_open_cannot_be_read(business: Doors) -> None:
    closed = learned(business, "suppliers.md")[0]

    assert business.get(f"/read/{closed.id}").code == "not_found"
    assert business.get("/read/psg_nothing").code == "not_found"
