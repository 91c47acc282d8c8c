"""Who the visitor is, in a real browser on the real server: strangers, users, shared browsers."""

from collections.abc import Iterator
from typing import Any

import jwt
import pytest
from playwright.sync_api import expect

from server.identity import identity_secret
from tests.doors import Doors, doors
from tests.widget.conftest import Chat, Visitor

pytestmark = pytest.mark.browser

DAY = 86_400


@pytest.fixture(scope="module")
def business(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    with doors(tmp_path_factory.mktemp("business")) as found:
        yield found


def token(business: Doors, user: str, **claims: Any) -> str:
    """What the shop's own server signs for the user who is logged in."""
    now = business.services.clock.now().timestamp()
    body = {"user_id": user, "aud": "kizashi", "iat": now, "exp": now + 300, **claims}
    return jwt.encode(body, identity_secret(business.settings.data), "HS256")


def log_in(chat: Chat, text: str) -> None:
    """What a page does when its visitor is logged in."""
    chat.page.evaluate("(token) => kizashi('update', { token })", text)


def kept_session(chat: Chat) -> dict[str, Any]:
    found: dict[str, Any] = chat.page.evaluate(
        """() => JSON.parse(Object.entries(localStorage)
          .find(([key]) => key.endsWith(':session'))[1])"""
    )
    return found


def said(chat: Chat, text: str) -> None:
    chat.open()
    chat.write(text)
    chat.state(text, "sent")


def a_user(visitor: Visitor, business: Doors, user: str) -> Chat:
    chat = visitor.visit()
    log_in(chat, token(business, user))
    return chat


def test_a_visitor_whose_session_ended_is_still_the_same_person(
    arrive: Any, business: Doors
) -> None:
    chat = arrive(business).visit()
    said(chat, "はじめまして")
    before = kept_session(chat)
    business.later(200 * DAY)

    chat.page.reload()

    chat.state("はじめまして", "sent")
    chat.write("ただいま")
    chat.state("ただいま", "sent")
    after = kept_session(chat)
    assert after["session"] != before["session"]
    assert (after["person"], after["conversation"]) == (before["person"], before["conversation"])
    expect(chat.panel.locator(".mark")).to_have_count(0)


def test_a_user_goes_on_in_another_browser(arrive: Any, business: Doors) -> None:
    desk = a_user(arrive(business), business, "u-1")
    said(desk, "机から")
    assert kept_session(desk)["verified"] is True

    phone = a_user(arrive(business), business, "u-1")
    phone.open()

    expect(phone.message("机から")).to_be_visible()
    phone.write("電話から")
    expect(desk.message("電話から")).to_be_visible()


def test_the_next_user_of_a_shared_browser_sees_nothing_of_the_last(
    arrive: Any, business: Doors
) -> None:
    tablet = arrive(business)
    first = a_user(tablet, business, "u-2")
    said(first, "わたしの話")
    first.field.fill("書きかけ")
    first.page.close()

    second = a_user(tablet, business, "u-3")
    second.open()
    second.write("べつの人です")
    second.state("べつの人です", "sent")

    assert second.texts() == ["べつの人です"]
    expect(second.panel.locator(".mark")).to_have_count(0)


def test_another_user_in_the_same_tab_sees_nothing_of_the_last(
    arrive: Any, business: Doors
) -> None:
    chat = a_user(arrive(business), business, "u-4")
    said(chat, "わたしの話")
    chat.field.fill("書きかけ")

    log_in(chat, token(business, "u-5"))

    expect(chat.message("わたしの話")).to_have_count(0)
    expect(chat.field).to_have_value("")


def test_a_stranger_who_logs_in_keeps_in_sight_what_they_said(arrive: Any, business: Doors) -> None:
    chat = arrive(business).visit()
    said(chat, "ログインする前の話")

    log_in(chat, token(business, "u-6"))

    expect(chat.panel.locator(".mark")).to_be_visible()
    chat.write("ログインした後の話")
    chat.state("ログインした後の話", "sent")
    assert chat.texts() == ["ログインする前の話", "ログインした後の話"]


def test_a_token_that_is_not_taken_makes_a_stranger_and_is_told_to_the_page(
    arrive: Any, business: Doors
) -> None:
    chat = arrive(business).visit()
    chat.page.evaluate("void kizashi('on', 'unverified', (detail) => { window.told = detail })")
    log_in(chat, token(business, "u-1", exp=1))
    said(chat, "だれでもない人です")

    assert chat.page.evaluate("window.told") == {"code": "identity.expired"}
    assert kept_session(chat)["verified"] is False
    assert chat.texts() == ["だれでもない人です"]


def test_a_fresh_token_is_asked_for_when_a_users_session_ends(arrive: Any, business: Doors) -> None:
    chat = arrive(business).visit()
    chat.page.expose_function("freshToken", lambda: token(business, "u-7"))
    chat.page.evaluate("kizashi('update', { token: () => window.freshToken() })")
    said(chat, "きのう")
    person = kept_session(chat)["person"]
    business.later(2 * DAY)
    business.cut_lines()

    chat.write("きょう")
    chat.state("きょう", "sent")

    assert kept_session(chat)["person"] == person
    assert chat.texts() == ["きのう", "きょう"]


def test_a_page_that_says_nobody_is_logged_in_makes_a_stranger(
    arrive: Any, business: Doors
) -> None:
    tablet = arrive(business)
    first = a_user(tablet, business, "u-8")
    said(first, "わたしの話")
    first.page.close()

    second = tablet.visit()
    second.page.evaluate("kizashi('update', { token: async () => null })")
    second.open()
    second.write("だれでもない人です")
    second.state("だれでもない人です", "sent")

    assert kept_session(second)["verified"] is False
    assert second.texts() == ["だれでもない人です"]


def test_a_network_that_is_down_makes_no_stranger_of_a_user(arrive: Any, business: Doors) -> None:
    chat = arrive(business).visit()
    tries: list[int] = []

    def fetch() -> str:
        tries.append(1)
        return token(business, "u-9") if len(tries) > 1 else ""

    chat.page.expose_function("fetchToken", fetch)
    chat.page.evaluate(
        """kizashi('update', { token: async () => {
          const token = await window.fetchToken();
          if (!token) throw new TypeError('Failed to fetch');
          return token;
        } })"""
    )
    said(chat, "あとから届きます")

    assert len(tries) == 2
    assert kept_session(chat)["verified"] is True
