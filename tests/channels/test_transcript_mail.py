"""The conversation by e-mail: to whom, how often, and through a mail server that has bad days."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from channels.mail.letter import address_of
from channels.mail.postman import GIVES_UP_AFTER, LONGEST_PAUSE
from kizashi.errors import BadInput
from kizashi.parts import ProductCard
from tests.doors import Answer, Doors, doors
from tests.post_office import PostOffice, post_office

VISITOR = "aiko@example.com"


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office() as found:
        yield found


@pytest.fixture
def shop(tmp_path: Path, office: PostOffice) -> Iterator[Doors]:
    with doors(tmp_path, office.settings(tmp_path)) as found:
        yield found


def talked(shop: Doors, text: str = "こんにちは") -> dict[str, Any]:
    """A visitor who has said something, and was answered."""
    session = shop.visitor(language="ja")
    shop.do(shop.house.hear(text, session["conversation"]))
    card = ProductCard(title="手びねり", price="4,200円")
    shop.say(session["conversation"], "いらっしゃいませ。", (card,))
    return session


def ask(shop: Doors, session: dict[str, Any], address: str = VISITOR, **more: Any) -> Answer:
    body = {"address": address, "language": "ja", **more}
    return shop.post("/v1/me/transcript", body, session["session"])


def status(shop: Doors, session: dict[str, Any], mailing: str) -> str:
    answer = shop.get(f"/v1/me/transcript/{mailing}", session["session"])
    return str(answer.body["status"])


def deliver(shop: Doors) -> None:
    shop.do(shop.postman.deliver())


def test_the_conversation_arrives_as_it_was(shop: Doors, office: PostOffice) -> None:
    session = talked(shop)
    asked = ask(shop, session)
    assert (asked.status, asked.body["status"]) == (202, "pending")
    deliver(shop)

    ((to, letter),) = office.taken
    assert to == [VISITOR]
    assert (letter["From"], letter["To"]) == (f"こぶし窯 <{office.sender}>", VISITOR)
    assert letter["Subject"] == "こぶし窯：やりとりの控え"
    assert letter["Auto-Submitted"] == "auto-replied"
    words = letter.get_content()
    assert "こんにちは" in words and "いらっしゃいませ。" in words and "手びねり  4,200円" in words
    assert status(shop, session, asked.body["id"]) == "sent"


@pytest.mark.parametrize(
    "typed",
    [
        "aiko@example.com\r\nBcc: everybody@example.com",
        "aiko@example.com\nSubject: x",
        "aiko@example.com, other@example.com",
        "Aiko <aiko@example.com>",
        "aiko",
        "@example.com",
        "aiko@localhost",
        f"{'a' * 65}@example.com",
    ],
)
def test_what_could_begin_a_header_or_name_another_recipient_is_no_address(typed: str) -> None:
    with pytest.raises(BadInput) as refused:
        address_of(typed)
    assert refused.value.code == "mail.address"


def test_a_japanese_domain_is_written_to_in_ascii() -> None:
    assert address_of(" aiko@例え.jp ") == "aiko@xn--r8jz45g.jp"


def test_without_a_mail_server_a_download_is_offered_instead(tmp_path: Path) -> None:
    with doors(tmp_path) as shop:
        session = talked(shop)
        assert shop.get("/v1/me/transcript", session["session"]).body == {
            "mail": False,
            "address": None,
        }
        refused = ask(shop, session)
        assert (refused.status, refused.code) == (422, "mail.off")


def test_nothing_is_sent_of_a_conversation_that_has_not_begun(shop: Doors) -> None:
    assert ask(shop, shop.visitor(language="ja")).code == "mail.empty"


def test_nobodys_mailbox_can_be_filled(shop: Doors) -> None:
    one = talked(shop)
    for _ in range(5):
        assert ask(shop, one).status == 202
    refused = ask(shop, one, "other@example.com")
    assert (refused.status, refused.code) == (429, "mail.too_many")
    assert int(refused.headers["Retry-After"]) > 0
    # Nor from many browsers.
    assert ask(shop, talked(shop)).code == "mail.too_many"
    assert ask(shop, talked(shop), "other@example.com").status == 202


def test_links_that_a_stranger_wrote_do_not_travel(shop: Doors, office: PostOffice) -> None:
    ask(shop, talked(shop, "見て https://evil.example/x すぐに"))
    deliver(shop)
    words = office.taken[0][1].get_content()
    assert "見て （リンク） すぐに" in words
    assert "evil.example" not in words


def test_a_mail_waits_until_the_server_takes_it(shop: Doors, office: PostOffice) -> None:
    session = talked(shop)
    office.answers = ["451 later", "421 later"]
    mailing = ask(shop, session).body["id"]
    for _ in range(3):
        deliver(shop)
        shop.later(LONGEST_PAUSE.total_seconds())
    assert len(office.taken) == 1
    assert status(shop, session, mailing) == "sent"


def test_a_mail_that_was_asked_for_outlives_the_process(tmp_path: Path, office: PostOffice) -> None:
    settings = office.settings(tmp_path)
    with doors(tmp_path, settings) as shop:
        ask(shop, talked(shop))
    with doors(tmp_path, settings) as shop:
        deliver(shop)
    assert len(office.taken) == 1


def test_who_takes_a_mail_up_is_alone_with_it(shop: Doors, office: PostOffice) -> None:
    ask(shop, talked(shop))
    (mailing,) = shop.do(shop.services.mailings.due(shop.house.clock.now()))
    later = shop.house.clock.now() + LONGEST_PAUSE
    assert shop.do(shop.services.mailings.claim(mailing, later))
    assert not shop.do(shop.services.mailings.claim(mailing, later))
    deliver(shop)
    assert office.taken == []


@pytest.mark.parametrize(("answer", "tries"), [("550 no such user", 1), ("451 later", 20)])
def test_a_mail_that_cannot_be_sent_ends_as_failed(
    shop: Doors, office: PostOffice, answer: str, tries: int
) -> None:
    session = talked(shop)
    office.answers = [answer] * tries
    mailing = ask(shop, session).body["id"]
    deliver(shop)
    shop.later(GIVES_UP_AFTER.total_seconds())
    deliver(shop)
    assert office.taken == []
    assert status(shop, session, mailing) == "failed"


def test_another_visitor_cannot_look_at_a_mail(shop: Doors) -> None:
    mailing = ask(shop, talked(shop)).body["id"]
    answer = shop.get(f"/v1/me/transcript/{mailing}", talked(shop)["session"])
    assert answer.code == "mail.unknown"
