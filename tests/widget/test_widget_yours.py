"""The customer's own control in the chat: what they allow, and what is known of them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.doors import Doors, doors
from tests.widget.conftest import Chat
from tests.widget.test_widget_identity import kept_session

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def business(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    with doors(tmp_path_factory.mktemp("business")) as found:
        found.works()
        yield found


def behind(chat: Chat, name: str = "設定とあなたの情報") -> None:
    chat.open()
    chat.panel.get_by_role("button", name=name).click()


def test_what_is_allowed_can_be_changed_at_any_time(arrive: Any, business: Doors) -> None:
    chat: Chat = arrive(business).visit()
    behind(chat)
    contact = chat.panel.get_by_role("switch", name="お店からあとで連絡を受け取る")
    expect(contact).to_have_attribute("aria-checked", "false")
    contact.press("Space")
    expect(contact).to_have_attribute("aria-checked", "true")
    expect(chat.page.locator("kizashi-chat [aria-live=polite]")).to_have_text("承知しました。")

    chat.page.reload()
    chat.panel.get_by_role("button", name="設定とあなたの情報").click()
    expect(contact).to_have_attribute("aria-checked", "true")
    contact.click()
    expect(chat.page.locator("kizashi-chat [aria-live=polite]")).to_have_text("やめました。")

    proof = business.get(
        f"/v1/people/{kept_session(chat)['person']}/consents?history=true", business.token
    )
    assert [entry["state"] for entry in proof.body["history"]] == ["given", "withdrawn"]
    assert proof.body["history"][0]["words"] == contact.inner_text()


def test_the_visitor_asks_what_is_known_and_reads_plain_words(arrive: Any, business: Doors) -> None:
    chat: Chat = arrive(business).visit("/?lang=en")
    chat.open()
    chat.write("Is there parking?")
    chat.state("Is there parking?", "sent")
    expect(chat.panel.locator(".checking")).to_be_visible()
    behind_button = chat.panel.get_by_role("button", name="Settings and your data")
    behind_button.click()
    chat.panel.get_by_role("button", name="What do you know about me?").click()

    lines = chat.panel.locator(".known li")
    expect(lines.first).to_contain_text("We first met on")
    said = lines.all_inner_texts()
    assert "Messages from you: 1." in said
    assert "We take it that you are comparing and finding out." in said
    assert said[-1] == "This sums up what we know about you in this browser."
    expect(chat.panel.locator(".known")).to_be_focused()


def test_it_is_said_when_nothing_can_be_looked_up(arrive: Any, business: Doors) -> None:
    chat: Chat = arrive(business).visit()
    chat.page.route("**/v1/me**", lambda route: route.abort())
    behind(chat)

    expect(chat.panel.get_by_text("いまは読み込めませんでした")).to_be_visible()
    chat.panel.get_by_role("button", name="わたしについて何を知っていますか").click()
    expect(chat.panel.get_by_text("いまは調べられませんでした")).to_be_visible()


def test_the_visitors_own_word_counts_more_than_the_pages(arrive: Any, business: Doors) -> None:
    chat: Chat = arrive(business).visit()
    chat.page.evaluate("kizashi('update', { consent: true, capture: false })")
    behind(chat)
    tracking = chat.panel.get_by_role("switch", name="見たものや操作を、お店に伝える")
    tracking.click()
    expect(chat.page.locator("kizashi-chat [aria-live=polite]")).to_have_text("承知しました。")
    tracking.click()
    expect(chat.page.locator("kizashi-chat [aria-live=polite]")).to_have_text("やめました。")
    chat.page.evaluate("kizashi('track', 'cart_leave', {})")
    chat.panel.get_by_role("button", name="わたしについて何を知っていますか").click()
    expect(chat.panel.locator(".known li").last).to_contain_text("このブラウザ")

    assert "操作" not in chat.panel.locator(".known").inner_text()


def test_the_visitor_takes_a_copy_along(arrive: Any, business: Doors, tmp_path: Path) -> None:
    chat: Chat = arrive(business).visit()
    chat.open()
    chat.write("控えがほしいです")
    chat.state("控えがほしいです", "sent")
    chat.panel.get_by_role("button", name="設定とあなたの情報").click()
    for name, ending in (("データで受け取る", "json"), ("読める形で受け取る", "html")):
        with chat.page.expect_download() as download:
            chat.panel.get_by_role("button", name=name).click()
        assert download.value.suggested_filename == f"わたしの情報.{ending}"
        download.value.save_as(tmp_path / f"copy.{ending}")

    assert "控えがほしいです" in json.dumps(
        json.loads((tmp_path / "copy.json").read_text("utf-8-sig")), ensure_ascii=False
    )
    assert "控えがほしいです" in (tmp_path / "copy.html").read_text("utf-8-sig")


def test_the_visitor_has_everything_erased_after_being_asked_once(
    arrive: Any, business: Doors
) -> None:
    chat: Chat = arrive(business).visit()
    chat.open()
    chat.write("わすれてください")
    chat.state("わすれてください", "sent")
    person = kept_session(chat)["person"]
    chat.panel.get_by_role("button", name="設定とあなたの情報").click()
    erase = chat.panel.get_by_role("button", name="わたしの情報をすべて消してもらう")
    erase.click()
    chat.panel.get_by_role("button", name="やめておく").click()
    expect(erase).to_be_visible()
    assert business.get(f"/v1/people/{person}", business.token).status == 200

    erase.click()
    expect(chat.panel.locator(".question")).to_be_focused()
    chat.panel.get_by_role("button", name="消してもらう", exact=True).click()

    expect(chat.panel.get_by_text("すべて消しました。")).to_be_visible()
    assert business.get(f"/v1/people/{person}", business.token).status == 404
    chat.panel.get_by_role("button", name="チャットに戻る").click()
    expect(chat.panel.locator(".message")).to_have_count(0)
    # What is said next is a stranger's.
    chat.write("はじめまして")
    chat.state("はじめまして", "sent")
    assert kept_session(chat)["person"] != person


def test_a_fact_that_is_not_so_is_forgotten(arrive: Any, business: Doors) -> None:
    fact = {
        "id": "fct_1",
        "kind": "preference",
        "subject": "customer",
        "slot": "taste:coffee",
        "value": "coffee",
        "quote": "コーヒーが好きです",
        "source": "m1",
        "confidence": 0.9,
        "person": "per_1",
        "status": "current",
        "noted_at": "2026-07-01T12:00:00Z",
    }
    asked: list[str] = []

    def answer(route: Any) -> None:
        asked.append(route.request.method)
        left = [] if route.request.method == "DELETE" else [fact]
        route.fulfill(json={"items": left}, headers={"access-control-allow-origin": "*"})

    chat: Chat = arrive(business).visit()
    chat.page.route("**/v1/me/facts**", answer)
    behind(chat)
    chat.panel.get_by_role("button", name="わたしについて何を知っていますか").click()
    chat.panel.get_by_role("button", name="ちがいます コーヒーが好きです").click()

    expect(chat.panel.get_by_text("コーヒーが好きです")).to_have_count(0)
    assert asked == ["GET", "DELETE"]
