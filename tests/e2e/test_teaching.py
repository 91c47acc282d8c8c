"""Teaching over HTTP, the websocket and the command line, on a real server."""

import json
import urllib.error
from typing import Any

import pytest

from tests.client import Client
from tests.e2e.conftest import Connect, visitor
from tests.live import LiveServer
from tests.support import until

GIFT = ["can you gift wrap it", "I'd like a ribbon and a card", "is gift packaging possible?"]
LATE = ["I'm running late", "stuck in traffic, ten minutes late", "my train is delayed, start on"]


def refused(server: LiveServer, path: str, body: Any) -> tuple[int, str]:
    """The status and the code of what the server refuses."""
    with pytest.raises(urllib.error.HTTPError) as error:
        server.post(path, body, server.token)
    content = json.loads(error.value.read())["error"]
    assert content["remedy"]
    return error.value.code, content["code"]


def test_an_intent_is_taught_read_and_removed(server: LiveServer) -> None:
    token = server.token
    taught = server.post("/v1/intents", {"name": "gift/wrap", "examples": GIFT}, token)
    server.post("/v1/intents", {"name": "late", "examples": LATE}, token)
    assert (taught["examples"], taught["replaced"]) == (3, False)

    asked = {"items": [{"id": 1, "text": "could you wrap it as a gift?"}, {"id": 2, "text": ""}]}
    found = server.post("/v1/intents/classify", asked, token)["items"]
    assert [(one["id"], one["intent"]) for one in found] == [(1, "gift/wrap"), (2, None)]
    read = server.post("/v1/readings", asked, token)["items"][0]
    assert "gift/wrap" in [one["name"] for one in read["micro_intents"]]

    server.delete("/v1/intents/gift/wrap", token)
    assert [one["name"] for one in server.get("/v1/intents", token)["items"]] == ["late"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"name": "x", "examples": ["one"]}, 422, "intent.one_example"),
        ({"name": " ", "examples": GIFT}, 422, "intent.name"),
        ({"name": "explore", "examples": GIFT}, 422, "intent.built_in"),
        ({"examples": GIFT}, 422, "input.invalid"),
        ({"name": "twin", "examples": [LATE[0].upper(), "other"]}, 409, "intent.same_example"),
    ],
)
def test_a_bad_intent_is_refused_with_words(
    server: LiveServer, body: Any, status: int, code: str
) -> None:
    server.post("/v1/intents", {"name": "late", "examples": LATE}, server.token)
    assert refused(server, "/v1/intents", body) == (status, code)


async def test_a_correction_on_the_socket_reaches_everybody_who_watches(
    server: LiveServer, connect: Connect, owner: Client
) -> None:
    customer = await visitor(server, connect, "en")
    await customer.ask(type="message", text="the usual thing then, thanks")
    made = await owner.event("reading.made")

    await owner.ask(
        type="correct",
        reading=made["body"]["id"],
        micro_intents=["decide"],
        phase=100,
        stall=None,
    )
    event = (await owner.event("reading.corrected"))["body"]

    assert event["corrects"] == made["body"]["id"]
    assert event["reading"]["micro_intents"][0]["name"] == "decide"
    assert event["reading"]["temperature"] == 100
    similar = {"items": [{"text": "the usual thing then, thanks!"}]}
    read = server.post("/v1/readings", similar, server.token)["items"][0]
    assert (read["micro_intents"][0]["name"], read["phase"]) == ("decide", 100)

    listed = server.get("/v1/corrections", server.token)["items"]
    assert [one["id"] for one in listed] == [event["id"]]
    await owner.ask(type="undo_correction", correction=event["id"])
    undone = (await owner.event("correction.undone"))["body"]
    assert undone["reading"] == made["body"]["reading"]


async def test_a_correction_by_message_and_its_errors(
    server: LiveServer, connect: Connect, owner: Client
) -> None:
    customer = await visitor(server, connect, "en")
    sent = await customer.ask(type="message", text="hmm, let me sleep on it")
    await owner.event("reading.made")
    conversation = customer.frames[0]["conversation"]

    by_message = {"conversation": conversation, "message": sent["message"], "phase": 60}
    done = server.post("/v1/corrections", by_message, server.token)
    assert done["reading"]["phase"] == 60
    server.delete(f"/v1/corrections/{done['correction']}", server.token)

    gone = {**by_message, "message": "msg_gone"}
    assert refused(server, "/v1/corrections", gone) == (404, "correction.message_gone")
    assert refused(server, "/v1/corrections", {"phase": 60}) == (422, "correction.which")
    unsaid = {"conversation": conversation, "message": sent["message"]}
    assert refused(server, "/v1/corrections", unsaid) == (422, "correction.empty")
    assert refused(server, "/v1/corrections", {**by_message, "phase": 45})[0] == 422


async def test_the_command_line_teaches_a_running_server(server: LiveServer) -> None:
    server.run("intents", "add", "refund", *["money back please", "can I get a refund"])
    assert "refund" in server.run("intents", "list")
    assert server.run("intents", "classify", "I want a refund").startswith("refund")

    def known() -> bool:
        asked = {"items": [{"text": "a refund please"}]}
        return bool(
            server.post("/v1/intents/classify", asked, server.token)["items"][0]["intent"]
            == "refund"
        )

    await until(known)
    server.run("intents", "remove", "refund")
    assert "refund" not in server.run("intents", "list")
