"""Segment's HTTP API on a real server: libraries that speak it work against Kizashi."""

import asyncio
import base64
import json
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
import websockets.sync.client
from sqlalchemy import select

from channels.access import Access, Caller
from channels.segment.api import WriteKeys
from kizashi.errors import NotAllowed
from kizashi.events import BehaviourObserved
from kizashi.ids import random_id
from kizashi.settings import Settings, Tracking
from memory import schema as t
from server.access import create_key, revoke_key
from tests.doors import Answer, Doors, doors
from tests.live import ROOT
from tests.support import events

CLIENT = ROOT / "examples" / "integrations" / "track.mjs"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    with doors(tmp_path_factory.mktemp("house")) as open_house:
        yield open_house


@pytest.fixture
def page_key(house: Doors) -> str:
    return house.do(create_key(house.house.journal, random_id, "site", ("track",)))[1]


@pytest.fixture
def server_key(house: Doors) -> str:
    return house.do(create_key(house.house.journal, random_id, "shop server", ("write",)))[1]


def basic(key: str) -> str:
    return "Basic " + base64.b64encode(f"{key}:".encode()).decode()


def send(house: Doors, path: str, body: Any, key: str, **headers: str) -> Answer:
    return house.post(f"/v1/{path}", body, Authorization=basic(key), **headers)


def observed(house: Doors, device: str) -> list[BehaviourObserved]:
    """What was journaled of this device's visit, oldest first."""

    async def look() -> list[BehaviourObserved]:
        found = await events(house.house.journal, "behaviour.observed")
        return [one for one in found if one.behaviour.properties.get("device") == device]

    return house.do(look())


def rows(house: Doors, query: Any) -> list[Any]:
    async def look() -> list[Any]:
        async with house.house.journal.store.reader.connect() as connection:
            return list((await connection.execute(query)).all())

    return house.do(look())


def an_event(device: str, number: int = 0, **changes: Any) -> dict[str, Any]:
    return {
        "type": "track",
        "event": "Product Viewed",
        "messageId": f"{device}-{number}",
        "anonymousId": device,
        "properties": {"device": device, "number": number},
        **changes,
    }


def test_a_call_is_durable_when_it_is_answered_and_counts_once(house: Doors, page_key: str) -> None:
    first = send(house, "track", an_event("once"), page_key)
    again = send(house, "track", an_event("once"), page_key)
    assert (first.status, first.body["success"], first.body["accepted"]) == (200, True, 1)
    assert (again.body["accepted"], again.body["duplicates"]) == (0, 1)
    assert [one.behaviour.event for one in observed(house, "once")] == ["product_view"]


def test_every_call_of_the_spec_has_its_path_and_segment_s_short_one(
    house: Doors, server_key: str
) -> None:
    bodies = {
        "track": {"event": "x"},
        "page": {"name": "x"},
        "screen": {"name": "x"},
        "identify": {"traits": {"plan": "trial"}},
        "group": {"groupId": "g1"},
        "alias": {"previousId": "dev-before"},
    }
    for path, body in bodies.items():
        for name in (path, path[0]):
            answer = send(house, name, {"userId": "spec-user", **body}, server_key)
            assert (answer.status, answer.body["success"]) == (200, True), (name, answer)


def test_a_key_travels_as_segment_s_libraries_send_it(house: Doors, page_key: str) -> None:
    in_body = {**an_event("in-body"), "writeKey": page_key}
    beacon = json.dumps(in_body).encode()
    assert house.post("/v1/t", beacon, Content_Type="text/plain").status == 200
    assert house.post("/v1/track", an_event("bearer"), page_key).status == 200
    missing = house.post("/v1/track", an_event("nobody"))
    assert (missing.status, missing.code) == (401, "auth.missing")
    wrong = send(house, "track", an_event("wrong"), "kz_wrong")
    assert (wrong.status, wrong.code) == (401, "auth.token")


def test_a_key_without_the_scope_may_not_track(house: Doors) -> None:
    _, reader = house.do(create_key(house.house.journal, random_id, "reader", ("read",)))
    refused = send(house, "track", an_event("reader"), reader)
    assert (refused.status, refused.code) == (403, "auth.scope")


def test_a_bad_event_in_the_middle_is_named_and_the_good_ones_are_kept(
    house: Doors, page_key: str
) -> None:
    batch = [an_event("middle", number) for number in range(5)]
    batch[1]["properties"] = {"device": "middle", "blob": "x" * 600_000}
    batch[3] = {"type": "dance", "messageId": "bad", "anonymousId": "middle"}
    answer = send(house, "batch", {"batch": batch}, page_key)
    assert (answer.status, answer.body["accepted"]) == (200, 3)
    named = [(one["index"], one["message_id"], one["code"]) for one in answer.body["rejected"]]
    assert named == [(1, "middle-1", "event.too_large"), (3, "bad", "event.type")]
    numbers = [one.behaviour.properties["number"] for one in observed(house, "middle")]
    assert numbers == [0, 2, 4]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 422, "input.json"),
        (b"[]", 422, "input.json"),
        (b'{"batch": 5}', 422, "batch.shape"),
        (b'{"batch": [], "x": NaN}', 422, "input.json"),
        (b"[" * 100_000, 422, "input.json"),
        (b"\xff\xfe", 422, "input.json"),
        (b'{"batch": ["' + b'","'.join([b"x" * 20_000] * 40) + b'"]}', 413, "batch.too_large"),
        (b'{"batch": [' + b",".join([b"1"] * 2_501) + b"]}", 413, "batch.too_large"),
        (b'{"batch": ["' + b"x" * 5_000_000 + b'"]}', 413, "batch.too_large"),
    ],
)
def test_a_batch_that_does_not_fit_is_refused_whole(
    house: Doors, page_key: str, body: bytes, status: int, code: str
) -> None:
    before = house.do(house.house.journal.stored_head())
    answer = send(house, "batch", body, page_key)
    assert (answer.status, answer.code) == (status, code)
    assert house.do(house.house.journal.stored_head()) == before


def test_a_clock_that_is_a_year_off_is_corrected(house: Doors, page_key: str) -> None:
    event = an_event("skewed", timestamp="2031-01-01T00:00:00Z", sentAt="2031-01-01T00:00:30Z")
    send(house, "track", event, page_key)
    (seen,) = observed(house, "skewed")
    assert seen.observed_at is not None
    assert abs((house.house.clock.now() - seen.observed_at).total_seconds() - 30) < 1


def test_a_crawler_s_calls_are_ignored_and_named(house: Doors, page_key: str) -> None:
    agent = "Mozilla/5.0 (compatible; Googlebot/2.1)"
    answer = send(house, "track", an_event("crawler"), page_key, User_Agent=agent)
    assert (answer.body["accepted"], answer.body["ignored"][0]["reason"]) == (0, "bot")
    fetched = send(house, "track", an_event("prefetch"), page_key, Sec_Purpose="prefetch")
    assert fetched.body["ignored"][0]["reason"] == "prefetch"
    assert observed(house, "crawler") == observed(house, "prefetch") == []


def test_a_page_s_key_cannot_reach_somebody_s_account(
    house: Doors, page_key: str, server_key: str
) -> None:
    send(house, "identify", {"userId": "victim", "traits": {"city": "Kyoto"}}, server_key)
    forged = {"userId": "victim", "anonymousId": "attacker", "traits": {"city": "Nowhere"}}
    send(house, "identify", forged, page_key)
    columns = t.identifiers.c
    held = rows(house, select(columns.person).where(columns.value == "victim"))
    visit = rows(house, select(columns.person).where(columns.value == "attacker"))
    assert len(held) == 1
    people = t.people.c
    ones = rows(house, select(people.one).where(people.id.in_([held[0][0], visit[0][0]])))
    assert len(set(ones)) == 2
    traits = select(t.traits.c.value).where(t.traits.c.person == held[0][0])
    assert [one[0] for one in rows(house, traits)] == ["Kyoto"]


def test_a_revoked_key_ends_within_seconds(house: Doors) -> None:
    key, token = house.do(create_key(house.house.journal, random_id, "old", ("track",)))
    assert send(house, "track", an_event("revoked"), token).status == 200
    house.do(revoke_key(house.house.journal, key))

    def ended() -> bool:
        return send(house, "track", an_event("revoked"), token).status == 401

    deadline = time.monotonic() + 10
    while not ended():
        assert time.monotonic() < deadline
        time.sleep(0.05)


async def test_many_calls_at_once_ask_once_whose_key_it_is() -> None:
    asked = []

    class Gate:
        async def by_token(self, token: str) -> Caller:
            asked.append(token)
            await asyncio.sleep(0)
            if token == "kz_wrong":
                raise NotAllowed("No.", "No.", code="auth.token")
            return Caller(role="integration", name=token)

    keys, gate = WriteKeys(), cast(Access, Gate())
    callers = await asyncio.gather(*(keys.caller("kz_good", gate) for _ in range(30)))
    refusals = await asyncio.gather(
        *(keys.caller("kz_wrong", gate) for _ in range(30)), return_exceptions=True
    )

    assert {caller.name for caller in callers} == {"kz_good"}
    assert {type(refusal) for refusal in refusals} == {NotAllowed}
    assert sorted(asked) == ["kz_good", "kz_wrong"]
    with pytest.raises(NotAllowed):
        await keys.caller("kz_wrong", gate)
    assert asked.count("kz_wrong") == 2  # a refusal is not kept: the key may be made meanwhile


def test_past_the_limit_one_is_told_when_to_come_back(tmp_path: Path) -> None:
    few = Settings(root=tmp_path, tracking=Tracking(events_per_second=50, burst=100))
    with doors(tmp_path, few) as house:
        _, key = house.do(create_key(house.house.journal, random_id, "site", ("track",)))
        batch = {"batch": [an_event("burst", number) for number in range(100)]}
        assert send(house, "batch", batch, key).status == 200
        refused = send(house, "batch", batch, key)
        assert (refused.status, refused.code) == (429, "rate.limited")
        assert 1 <= int(refused.headers["Retry-After"]) <= 3
        assert len(observed(house, "burst")) == 100


def test_a_visitor_tracks_over_the_websocket(house: Doors) -> None:
    session = house.visitor()
    batch = [an_event("socket", 1), {"type": "dance"}, an_event("socket", 1)]
    with websockets.sync.client.connect(house.socket_address) as socket:

        def ask(frame: dict[str, Any]) -> dict[str, Any]:
            socket.send(json.dumps(frame))
            answer: dict[str, Any] = json.loads(socket.recv())
            return answer

        ask({"type": "hello", "session": session["session"]})
        answer = ask({"type": "track", "id": "t1", "batch": batch})
    assert (answer["type"], answer["accepted"], answer["duplicates"]) == ("tracked", 1, 1)
    assert [(one["index"], one["code"]) for one in answer["not_kept"]] == [(1, "event.type")]
    columns = t.behaviours.c
    stored = rows(house, select(columns.conversation).where(columns.person == session["person"]))
    assert [one[0] for one in stored] == [session["conversation"]]


@pytest.mark.parametrize(
    ("agent", "kept"),
    [("Mozilla/5.0 (compatible; Googlebot/2.1)", 0), ("Mozilla/5.0 Chrome/126.0 Safari/537.36", 1)],
)
def test_a_crawler_that_runs_the_widget_leaves_no_behaviour(
    house: Doors, agent: str, kept: int
) -> None:
    session = house.visitor()
    page = {"event": "page", "properties": {"path": "/"}}
    frames = [
        {"type": "hello", "session": session["session"]},
        {"type": "behaviour", "id": "b1", "behaviour": page},
    ]
    with websockets.sync.client.connect(house.socket_address, user_agent_header=agent) as socket:
        answers = []
        for frame in frames:
            socket.send(json.dumps(frame))
            answers.append(json.loads(socket.recv())["type"])

    assert answers == ["welcome", "ack"]
    stored = select(t.behaviours.c.id).where(t.behaviours.c.person == session["person"])
    assert len(rows(house, stored)) == kept


def test_the_example_in_node_works(house: Doors, server_key: str) -> None:
    environment = {**os.environ, "KIZASHI": house.address, "KIZASHI_TOKEN": server_key}
    done = subprocess.run(
        ["node", str(CLIENT)], env=environment, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    (answer,) = json.loads(done.stdout)
    assert (answer["accepted"], answer["rejected"]) == (4, [])
    columns = t.identifiers.c
    found = rows(house, select(columns.kind, columns.value, columns.person))
    held = {(one.kind, one.value): one.person for one in found}
    account, visit = held["user", "member-42"], held["device", "example-browser"]
    ones = rows(house, select(t.people.c.one).where(t.people.c.id.in_([account, visit])))
    assert len(ones) == 2
    assert len(set(ones)) == 1


def test_who_took_back_their_consent_is_not_tracked_any_more(
    house: Doors, page_key: str, server_key: str
) -> None:
    known = {"userId": "u-no", "anonymousId": "no-track", "traits": {"plan": "trial"}}
    send(house, "identify", known, server_key)
    assert send(house, "track", an_event("no-track", 1), page_key).body["accepted"] == 1
    columns = t.identifiers.c
    ((account,),) = rows(house, select(columns.person).where(columns.value == "u-no"))
    no = {"state": "withdrawn", "purpose": "tracking", "words": "やめて", "method": "widget"}
    said = house.call("PUT", f"/v1/people/{account}/consents", {"items": [no]}, house.token, {})
    assert said.status == 200, said
    refused = send(house, "track", an_event("no-track", 2), page_key).body
    assert (refused["accepted"], refused["ignored"][0]["reason"]) == (0, "consent")
    assert len(observed(house, "no-track")) == 1
