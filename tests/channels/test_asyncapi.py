"""The served AsyncAPI document describes the very frames that travel."""

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from channels.asyncapi import asyncapi_document, frame_name, frames
from channels.socket import SOCKET_PATH
from kizashi import protocol as p
from kizashi.ids import ConversationId, Seq
from tests.support import NOON

DOCUMENT = asyncapi_document("127.0.0.1:8420")


def references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref":
                yield value
            else:
                yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def resolved(reference: str) -> Any:
    node: Any = DOCUMENT
    for part in reference.removeprefix("#/").split("/"):
        node = node[part]
    return node


def accepts(message: str, payload: dict[str, Any]) -> bool:
    schema = {
        "$ref": DOCUMENT["components"]["messages"][message]["payload"]["$ref"],
        "components": DOCUMENT["components"],
    }
    return bool(Draft202012Validator(schema).is_valid(payload))


def test_every_reference_leads_somewhere() -> None:
    found = list(references(DOCUMENT))
    assert found
    for reference in found:
        assert resolved(reference)


def test_the_document_has_what_the_specification_requires() -> None:
    assert DOCUMENT["asyncapi"] == "3.0.0"
    assert {"title", "version"} <= set(DOCUMENT["info"])
    assert DOCUMENT["channels"]["socket"]["address"] == SOCKET_PATH
    assert DOCUMENT["servers"]["this"] == {"host": "127.0.0.1:8420", "protocol": "ws"}
    assert {one["action"] for one in DOCUMENT["operations"].values()} == {"send", "receive"}


@pytest.mark.parametrize(
    ("operation", "union"), [("fromClient", p.ClientFrame), ("fromServer", p.ServerFrame)]
)
def test_every_frame_of_a_direction_is_described_with_its_name_and_meaning(
    operation: str, union: Any
) -> None:
    named = [resolved(resolved(one["$ref"])["$ref"]) for one in messages_of(operation)]
    assert [message["name"] for message in named] == [frame_name(model) for model in frames(union)]
    assert all(message["summary"] for message in named)


def messages_of(operation: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = DOCUMENT["operations"][operation]["messages"]
    return found


def test_both_sides_may_ping() -> None:
    for operation in ("fromClient", "fromServer"):
        names = [one["$ref"].rsplit("/", 1)[1] for one in messages_of(operation)]
        assert {"Ping", "Pong"} <= set(names)


@pytest.mark.parametrize(
    "frame",
    [
        p.SendMessage(id="m1", text="こんにちは"),
        p.Subscribe(id="s1", after=3),
        p.Decide(id="d1", draft="drf", version=4, decision="rejected", reason="短く"),
        p.Welcome(role="customer", head=Seq(0), business="工房", language="ja"),
        p.Presence(who="customer", online=True, conversation=ConversationId("con_a")),
        p.ReplyChunk(seq=Seq(2), at=NOON, conversation="con_a", id="msg_a", text="はい。"),
        p.EventFrame(seq=Seq(1), at=NOON, body={"kind": "everything.held"}),
    ],
)
def test_what_travels_fits_the_document(frame: Any) -> None:
    assert accepts(type(frame).__name__, frame.model_dump(mode="json", exclude_none=True))


@pytest.mark.parametrize(
    ("message", "payload"),
    [
        ("SendMessage", {"type": "message", "id": "m1"}),
        ("SendMessage", {"type": "message", "id": "m 1", "text": "x"}),
        ("SendMessage", {"type": "message", "id": "m1", "text": "x", "colour": "red"}),
        ("Subscribe", {"type": "subscribe", "id": "s1", "after": -1}),
        ("Decide", {"type": "decide", "id": "d", "draft": "x", "version": 1, "decision": "maybe"}),
    ],
)
def test_what_the_server_refuses_does_not_fit_the_document(
    message: str, payload: dict[str, Any]
) -> None:
    assert not accepts(message, payload)
    with pytest.raises(ValueError):
        p.CLIENT_FRAME.validate_python(payload)
