"""A person's rights over HTTP: their copy, their erasure, and what is sent to whom and why."""

import asyncio
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from channels.rights.disclosure import disclosure
from kizashi.ids import random_id
from kizashi.language import Language
from kizashi.minds import MindSettings
from kizashi.settings import Mail, Retention, Settings
from kizashi.tools import ToolServer, ToolUse
from server.access import create_key
from server.jobs import done_here
from tests.channels.test_people_http import say
from tests.doors import Answer, Doors, doors
from tests.support import until

SECRET = "娘の発表会の話"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    with doors(tmp_path_factory.mktemp("house")) as open_house:
        yield open_house


@pytest.fixture(scope="module")
def server_key(house: Doors) -> str:
    return house.do(create_key(house.house.journal, random_id, "shop server", ("write",)))[1]


def carried_out(house: Doors) -> None:
    """Does what the background of the house does: everything that waits."""

    async def work() -> None:
        rights = house.services.rights

        async def done() -> bool:
            waiting = {"pending", "in_progress"}
            return all(one.status not in waiting for one in await rights.listed())

        running = asyncio.create_task(done_here(house.services.journal, rights.jobs()["erasure"]))
        await until(done)
        running.cancel()

    house.do(work())


def mine(house: Doors, path: str, session: dict[str, Any]) -> Answer:
    return house.get(f"/v1/me/{path}", session["session"])


def test_a_visitor_gets_their_copy_as_a_file_and_as_a_page(house: Doors) -> None:
    session = house.visitor()
    say(house, session, f"{SECRET}<script>alert(1)</script>")
    copy = mine(house, "copy", session)
    assert copy.status == 200
    assert [one["text"] for one in copy.body["memory"]] == [f"{SECRET}<script>alert(1)</script>"]
    assert [one["temperature"] for one in copy.body["course"]] == [60.0]
    assert "drafts" not in copy.body
    shown = mine(house, "copy?form=html&language=en", session)
    page = shown.body.decode()
    assert "What was read from it" in page
    assert f"{SECRET}&lt;script&gt;" in page
    assert "<script" not in page
    assert "default-src 'none'" in shown.headers["Content-Security-Policy"]


def test_a_visitor_has_everything_erased_and_follows_how_far_it_is(house: Doors) -> None:
    session = house.visitor()
    say(house, session, SECRET)
    asked = house.post("/v1/me/requests", {"type": "erasure"}, session["session"])
    assert (asked.status, asked.body["request_status"]) == (202, "pending")
    name = asked.body["subject_request_id"]
    assert mine(house, f"requests/{name}", house.visitor()).status == 404
    carried_out(house)
    after = mine(house, f"requests/{name}", session)
    assert after.body["request_status"] == "completed"
    assert house.get(f"/v1/people/{session['person']}", house.token).status == 404
    assert house.get(f"/v1/conversations/{session['conversation']}", house.token).status == 404
    assert mine(house, "copy", session).code == "not_found"


def test_an_unverified_visitor_reaches_this_browser_only(house: Doors, server_key: str) -> None:
    session = house.visitor()
    say(house, session, "こんにちは")
    traits = {"email": "visit@example.jp", "name": "佐藤"}
    house.post("/v1/identify", {"userId": "u-visit", "traits": traits}, server_key)
    (account,) = house.get("/v1/people?query=visit@example.jp", house.token).body["items"]
    house.post(f"/v1/people/{session['person']}/merge", {"with": account["id"]}, house.token)
    copy = json.dumps(mine(house, "copy", session).body, ensure_ascii=False)
    assert "visit@example.jp" not in copy
    assert account["id"] not in copy
    assert "佐藤" not in copy
    house.post("/v1/me/requests", {"type": "erasure"}, session["session"])
    carried_out(house)
    left = house.get(f"/v1/people/{account['id']}", house.token).body
    assert left["together"] == [account["id"]]


def test_the_owner_hands_on_a_request_by_opendsr(house: Doors, server_key: str) -> None:
    known = {"userId": "u-dsr", "traits": {"phone": "090-1234-5678"}}
    house.post("/v1/identify", known, server_key)
    request = {
        "regulation": "gdpr",
        "subject_request_id": "a7551968-d5d6-44b2-9831-815ac9017798",
        "subject_request_type": "erasure",
        "submitted_time": "2026-07-01T10:00:00Z",
        "subject_identities": [
            {"identity_type": "phone_number", "identity_value": "+819012345678"},
            {"identity_type": "controller_customer_id", "identity_value": "u-dsr"},
        ],
        "api_version": "2.0",
    }
    received = house.post("/v1/requests", request, house.token)
    assert received.status == 201
    assert received.body["subject_request_id"] == request["subject_request_id"]
    again = house.post("/v1/requests", request, house.token)
    assert again.body["received_time"] == received.body["received_time"]
    carried_out(house)
    path = f"/v1/requests/{request['subject_request_id']}"
    assert house.get(path, house.token).body["request_status"] == "completed"
    late = house.post(f"{path}/cancel", None, house.token)
    assert (late.status, late.code) == (409, "rights.begun")


def test_a_request_that_names_nobody_or_several_is_refused(house: Doors, server_key: str) -> None:
    for user in ("u-a", "u-b"):
        house.post("/v1/identify", {"userId": user, "traits": {"mark": user}}, server_key)

    def ask(*users: str) -> Answer:
        identities = [
            {"identity_type": "controller_customer_id", "identity_value": user} for user in users
        ]
        wanted = {"subject_request_type": "access", "subject_identities": identities}
        return house.post("/v1/requests", wanted, house.token)

    assert ask("nobody-at-all").code == "not_found"
    assert ask("u-a", "u-b").code == "rights.several"
    done = ask("u-a").body["subject_request_id"]
    status = house.get(f"/v1/requests/{done}", house.token).body
    assert status["request_status"] == "completed"
    assert house.get(status["results_url"], house.token).body["traits"][0]["value"] == "u-a"
    assert house.get("/v1/discovery").body["supported_subject_request_types"] == [
        "access",
        "portability",
        "erasure",
    ]


def test_without_a_session_or_the_scope_nothing_is_seen(house: Doors, server_key: str) -> None:
    assert house.get("/v1/me/copy").status == 401
    assert house.get("/v1/me/copy", house.token).status == 401
    assert house.get("/v1/requests", server_key).status == 403
    assert house.post("/v1/people/per_x/erase", None, server_key).status == 403


def test_what_is_sent_to_whom_follows_the_configuration(tmp_path: Path) -> None:
    model = {"provider": "openai", "model": "a-model", "endpoint": "https://llm.example.com/v1"}
    settings = Settings(
        root=tmp_path,
        retention=Retention(behaviour_days=90),
        mind=MindSettings.model_validate(model),
    )
    with doors(tmp_path, settings) as house:
        told = house.get("/v1/disclosure?language=ja").body
        receivers = [one["receiver"] for one in told["sendings"]]
        assert receivers == ["Kizashi", "Kizashi", "llm.example.com"]
        assert told["sendings"][1]["kept"] == "90 日"
        page = house.get("/disclosure?lang=en").body.decode()
        assert "llm.example.com" in page
        assert not re.search(r"<script|https?://", page)


def test_tools_and_letters_are_told_of_as_they_are_set_up(tmp_path: Path) -> None:
    use = (ToolUse(tool="stock", when=("stock",), arguments={"q": "{question}"}),)
    settings = Settings(
        root=tmp_path,
        retention=Retention(letter_days=7),
        mail=Mail(host="smtp.example.org", sender="shop@example.org"),
        tools=(
            ToolServer(name="till", url="https://till.example.com/mcp", use=use),
            ToolServer(name="near", url="http://127.0.0.1:9/mcp", use=use),
        ),
    )

    told = disclosure(settings, Language.EN).sendings

    assert [one.receiver for one in told[2:]] == ["till.example.com", "Kizashi (smtp.example.org)"]
    assert told[3].kept == "7 days"


def test_a_model_on_this_machine_is_nobody_else(house: Doors) -> None:
    told = house.get("/v1/disclosure?language=en").body
    assert {one["receiver"] for one in told["sendings"]} == {"Kizashi"}
