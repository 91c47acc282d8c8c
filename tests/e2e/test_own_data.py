"""What a visitor may see and decide of their own data, on the real server: theirs, and no more."""

from collections.abc import Iterator
from typing import Any

import jwt
import pytest

from kizashi import texts
from kizashi.language import Language
from server.identity import identity_secret
from tests.client import Client
from tests.doors import Doors, doors


@pytest.fixture(scope="module")
def business(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    with doors(tmp_path_factory.mktemp("business")) as found:
        yield found


def user(business: Doors, name: str, former: str | None = None) -> dict[str, Any]:
    now = business.services.clock.now().timestamp()
    claims = {"user_id": name, "aud": "kizashi", "iat": now, "exp": now + 300, "name": "青木ゆい"}
    token = jwt.encode(claims, identity_secret(business.settings.data), "HS256")
    return business.visitor(token=token, **({} if former is None else {"session": former}))


async def act(business: Doors, session: dict[str, Any], *texts: str, path: str = "/a") -> None:
    """Somebody writes, and looks at a page."""
    client = await Client.connect(business.socket_address, session=session["session"])
    for text in texts:
        await client.ask(type="message", text=text)
    page = {"event": "page", "properties": {"path": path}}
    await client.ask(type="behaviour", behaviour=page)
    await client.close()


def known(business: Doors, session: dict[str, Any]) -> dict[str, Any]:
    answer = business.get("/v1/me", session["session"])
    assert answer.status == 200, answer
    found: dict[str, Any] = answer.body
    return found


def test_of_somebody_new_nothing_is_known(business: Doors) -> None:
    told = known(business, business.visitor())

    assert told["known"]["first_seen"] is None
    assert told["known"]["messages"] == 0
    assert [item["given"] for item in told["consents"]["items"]] == [False, False, False]


async def test_a_stranger_is_told_of_this_browser_only(business: Doors) -> None:
    here, elsewhere = business.visitor(), business.visitor()
    await act(business, here, "ひとつめ", "ふたつめ", path="/here")
    await act(business, elsewhere, "べつの人", path="/elsewhere")

    told = known(business, here)

    assert told["verified"] is False
    assert (told["known"]["messages"], told["known"]["actions"]) == (2, 1)
    assert told["known"]["places"] == ["/here"]


async def test_a_user_is_told_of_all_their_ways(business: Doors) -> None:
    before = business.visitor()
    await act(business, before, "ログインする前", path="/before")
    session = user(business, "u-all", former=before["session"])
    await act(business, session, "ログインした後", path="/after")

    told = known(business, session)

    assert told["verified"] is True
    assert told["known"]["name"] == "青木ゆい"
    assert told["known"]["messages"] == 2
    assert set(told["known"]["places"]) == {"/before", "/after"}
    assert told["known"]["identifiers"] == [["user", "u-all"]]
    # The browser that only claims to be them learns nothing of the account.
    assert known(business, before)["known"]["identifiers"] == []


@pytest.mark.parametrize("language", list(Language))
def test_a_consent_is_recorded_with_the_words_that_stood_there(
    business: Doors, language: Language
) -> None:
    session = business.visitor()
    choice = {"purpose": "contact", "given": True, "language": language.value}
    answer = business.call("PUT", "/v1/me/consents", choice, session["session"], {})

    contact = next(item for item in answer.body["items"] if item["purpose"] == "contact")
    assert contact["given"] is True
    assert contact["words"] == texts.text(language, "widget.consent.contact")
    proof = business.get(f"/v1/people/{session['person']}/consents", business.token)
    kept = proof.body["items"][0]
    assert (kept["words"], kept["method"], kept["by"]) == (contact["words"], "widget", "customer")


def test_a_consent_is_withdrawn_as_easily(business: Doors) -> None:
    session = business.visitor()
    for given in (True, False):
        choice = {"purpose": "tracking", "given": given, "language": "ja"}
        answer = business.call("PUT", "/v1/me/consents", choice, session["session"], {})
        items = {item["purpose"]: item["given"] for item in answer.body["items"]}
        assert items == {"tracking": given, "contact": False, "marketing": False}


async def test_after_a_no_nothing_more_of_what_they_do_is_taken(business: Doors) -> None:
    session = business.visitor()
    await act(business, session, "こんにちは")
    client = await Client.connect(business.socket_address, session=session["session"])

    async def tried(given: bool) -> str:
        choice = {"purpose": "tracking", "given": given, "language": "ja"}
        business.call("PUT", "/v1/me/consents", choice, session["session"], {})
        answer = await client.ask(type="behaviour", behaviour={"event": "cart_leave"})
        return str(answer.get("code", answer["type"]))

    assert [await tried(False), await tried(True)] == ["consent.withdrawn", "ack"]
    # Their words are still heard.
    await tried(False)
    assert (await client.ask(type="message", text="まだ話せます"))["type"] == "ack"
    await client.close()


@pytest.mark.parametrize(
    ("token", "status", "code"),
    [(None, 401, "auth.missing"), ("forged.session.here", 401, "session.invalid")],
)
def test_without_a_session_nothing_is_told(
    business: Doors, token: str | None, status: int, code: str
) -> None:
    answer = business.get("/v1/me", token)

    assert (answer.status, answer.code) == (status, code)


def test_the_owners_token_is_no_visitors_session(business: Doors) -> None:
    assert business.get("/v1/me", business.token).code == "session.invalid"


def test_an_unknown_purpose_is_refused(business: Doors) -> None:
    choice = {"purpose": "everything", "given": True, "language": "ja"}
    answer = business.call("PUT", "/v1/me/consents", choice, business.visitor()["session"], {})

    assert (answer.status, answer.code) == (422, "input.invalid")
