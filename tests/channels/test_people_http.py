"""People over HTTP: one view across visits and channels, merges made and undone by the owner."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import websockets.sync.client

from kizashi.ids import random_id
from server.access import create_key
from tests.doors import Doors, doors
from tests.support import until


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    with doors(tmp_path_factory.mktemp("house")) as open_house:
        yield open_house


@pytest.fixture(scope="module")
def server_key(house: Doors) -> str:
    return house.do(create_key(house.house.journal, random_id, "shop server", ("write",)))[1]


def say(house: Doors, session: dict[str, Any], text: str) -> None:
    """The visitor says something and waits until it was read and a draft is held."""
    with websockets.sync.client.connect(house.socket_address) as socket:
        socket.send(json.dumps({"type": "hello", "session": session["session"]}))
        socket.send(json.dumps({"type": "message", "id": random_id("m"), "text": text}))
        while json.loads(socket.recv())["type"] != "ack":
            pass

    async def held() -> Any:
        overview, _ = await house.house.conversations.overview()
        return [o for o in overview if o.id == session["conversation"] and o.held_draft]

    house.do(until(held))


def view(house: Doors, person: str) -> dict[str, Any]:
    answer = house.get(f"/v1/people/{person}", house.token)
    assert answer.status == 200, answer
    found: dict[str, Any] = answer.body
    return found


def test_one_view_holds_what_happened_on_every_channel(house: Doors, server_key: str) -> None:
    session = house.visitor()
    say(house, session, "年間プランが気になります")
    traits = {"email": "Aiko@Example.jp", "name": "佐藤あい", "city": "京都"}
    known = {"userId": "u-view", "traits": traits}
    house.post("/v1/identify", known, server_key)
    bought = {"order_id": "o-7", "total": 5800, "currency": "JPY", "products": [{"name": "体験"}]}
    order = {"event": "Order Completed", "userId": "u-view", "properties": bought}
    house.post("/v1/track", order, server_key)
    (account,) = house.get("/v1/people?query=aiko@example.jp", house.token).body["items"]
    merged = house.post(
        f"/v1/people/{session['person']}/merge", {"with": account["id"]}, house.token
    )
    assert merged.status == 200, merged

    found = view(house, account["id"])
    assert found == view(house, session["person"])
    assert set(found["together"]) == {session["person"], account["id"]}
    assert found["name"] == "佐藤あい"
    assert {(one["kind"], one["value"]) for one in found["identifiers"]} == {
        ("user", "u-view"),
        ("email", "aiko@example.jp"),
    }
    assert {one["name"]: one["value"] for one in found["traits"]}["city"] == "京都"
    assert [one["id"] for one in found["conversations"]] == [session["conversation"]]
    assert found["conversations"][0]["name"] == "佐藤あい"
    assert [one["temperature"] for one in found["course"]] == [60.0]
    assert [one["text"] for one in found["memory"]] == ["年間プランが気になります"]
    assert [(o["order_id"], o["total"], o["products"]) for o in found["orders"]] == [
        ("o-7", 5800.0, ["体験"])
    ]
    assert [one["status"] for one in found["drafts"]] == ["held"]
    assert {one["kind"] for one in found["timeline"]} == {
        "message",
        "reading",
        "draft",
        "behaviour",
    }
    assert [one["id"] for one in found["merges"]] == [merged.body["merge"]]


def test_parting_gives_each_their_own_back(house: Doors, server_key: str) -> None:
    one, two = house.visitor(), house.visitor()
    say(house, one, "わたしは一人目です")
    say(house, two, "わたしは二人目です")
    before = [view(house, one["person"]), view(house, two["person"])]
    made = house.post(f"/v1/people/{one['person']}/merge", {"with": two["person"]}, house.token)
    joined = view(house, two["person"])
    assert {line["text"] for line in joined["memory"]} == {
        "わたしは一人目です",
        "わたしは二人目です",
    }
    undone = house.post(f"/v1/merges/{made.body['merge']}/undo", None, house.token)
    assert set(undone.body["people"]) == {one["person"], two["person"]}
    assert [view(house, one["person"]), view(house, two["person"])] == before
    again = house.post(f"/v1/merges/{made.body['merge']}/undo", None, house.token)
    assert (again.status, again.code) == (404, "not_found")


def test_two_users_are_not_merged(house: Doors, server_key: str) -> None:
    for user in ("u-1", "u-2"):
        house.post("/v1/identify", {"userId": user, "traits": {"mark": user}}, server_key)
    people = [
        house.get(f"/v1/people?query={user}", house.token).body["items"][0]["id"]
        for user in ("u-1", "u-2")
    ]
    refused = house.post(f"/v1/people/{people[0]}/merge", {"with": people[1]}, house.token)
    assert (refused.status, refused.code) == (409, "identity.limit")


def test_the_list_goes_page_by_page_and_names_each_person_once(house: Doors) -> None:
    for _ in range(5):
        house.house.clock.move(1)
        session = house.visitor()
        say(house, session, "こんにちは")
    seen: list[str] = []
    after = ""
    while True:
        page = house.get(f"/v1/people?limit=2{after}", house.token).body
        seen += [one["id"] for one in page["items"]]
        if page["next"] is None:
            break
        after = f"&after={page['next'].replace('+', '%2B')}"
    assert len(seen) == len(set(seen)) >= 5
    assert seen[0] == session["person"]


def test_a_visitor_or_a_key_without_the_scope_sees_nobody(house: Doors, server_key: str) -> None:
    assert house.get("/v1/people").status == 401
    assert house.get("/v1/people", server_key).status == 403
    assert house.get("/v1/people/per_nobody", house.token).status == 404
    assert house.get("/v1/people?after=nonsense", house.token).status == 404


def test_an_export_is_imported_with_a_look_before_the_leap(house: Doors) -> None:
    export = "会員番号,お名前,city\nimp-1,山田花子,奈良\n,だれか,\n".encode()
    kind = {"Content_Type": "text/csv"}
    tried = house.post("/v1/people/import?dry_run=true", export, house.token, **kind)
    assert tried.body["dry_run"] is True
    assert [tried.body[name] for name in ("rows", "new", "rejected")] == [2, 1, 1]
    assert tried.body["shown"][1]["notes"] == ["row.nobody"]
    assert house.get("/v1/people?query=imp-1", house.token).body["items"] == []
    accept = {"Accept": "application/x-ndjson"}
    done = house.post("/v1/people/import", export, house.token, **kind, **accept)
    lines = [json.loads(line) for line in done.body.decode().splitlines()]
    assert lines[0] == {"done": 2, "of": 2}
    assert lines[-1]["new"] == 1
    (person,) = house.get("/v1/people?query=imp-1", house.token).body["items"]
    assert person["name"] == "山田花子"
    assert house.post("/v1/people/import", b"a,b\n1,2", house.token, **kind).code == "crm.columns"


def test_people_who_look_alike_wait_for_the_owner(house: Doors, server_key: str) -> None:
    """A page claims an address that a known person has: nothing is merged, it is suggested."""
    _, page_key = house.do(create_key(house.house.journal, random_id, "page", ("track",)))
    traits = {"email": "same@example.jp", "name": "高橋みどり"}
    house.post("/v1/identify", {"userId": "u-same", "traits": traits}, server_key)
    house.post("/v1/identify", {"anonymousId": "browser-same", "traits": traits}, page_key)
    found = house.get("/v1/merge-suggestions", house.token).body["items"]
    (suggestion,) = (one for one in found if "email" in one["weights"])
    assert suggestion["probability"] > 0.9
    one, two = suggestion["people"]
    assert view(house, one)["together"] == [one]
    declined = house.post(
        "/v1/merge-suggestions/decline", {"people": suggestion["people"]}, house.token
    )
    assert declined.status == 200
    left = house.get("/v1/merge-suggestions", house.token).body["items"]
    assert all(set(pair["people"]) != {one, two} for pair in left)
