"""SIGKILL at any moment: what was accepted is there, is answered once, and what is held is held."""

import asyncio
import random
from pathlib import Path

import pytest
import websockets

from tests.client import Client
from tests.live import LiveServer, live_server

QUESTIONS = (
    "駐車場はありますか？",
    "Do you have parking?",
    "定休日はいつですか？",
    "年間プランはいくらですか？",
    "Are you open on Sundays?",
    "子どもは何歳から参加できますか？",
)


async def _accepted_until_the_end(
    server: LiveServer, session: str, messages: list[str]
) -> set[str]:
    """Sends messages until the server dies; returns the ids that were acknowledged."""
    acknowledged: set[str] = set()
    try:
        client = await Client.connect(server.socket_address, session=session)
        for number, text in enumerate(messages):
            request = f"m-{number}"
            if (await client.ask(type="message", id=request, text=text))["type"] == "ack":
                acknowledged.add(request)
    except (OSError, websockets.WebSocketException):
        pass
    return acknowledged


async def _crash_once(server: LiveServer, rng: random.Random) -> None:
    sessions = [server.post("/v1/sessions", {"language": "ja"}) for _ in range(6)]
    owner = await Client.connect(server.socket_address, token=server.token)
    head = server.get("/v1/health")["head"]
    talking = [
        asyncio.create_task(
            _accepted_until_the_end(server, s["session"], rng.sample(QUESTIONS, k=3))
        )
        for s in sessions
    ]
    await asyncio.sleep(rng.uniform(0.0, 1.5))
    server.kill()
    done = await asyncio.gather(*talking)
    await owner.close()

    server.start()
    owner = await Client.connect(server.socket_address, token=server.token)
    await owner.ask(type="subscribe", after=head)
    for session, accepted in zip(sessions, done, strict=True):
        if not accepted:
            continue
        conversation = session["conversation"]
        await owner.frame(
            lambda f, c=conversation: (
                f["type"] == "event"
                and f["body"]["kind"] == "turn.finished"
                and f.get("conversation") == c
                and f["body"]["covers"] == _last_received(owner, c)
            ),
            seconds=60,
        )
        received = [
            f["body"]["id"]
            for f in owner.events("message.received")
            if f["conversation"] == conversation
        ]
        assert accepted <= set(received), "an acknowledged message was lost"
        assert len(received) == len(set(received)), "a message was stored twice"
        covers = [
            f["body"]["covers"]
            for f in owner.events("turn.finished")
            if f["conversation"] == conversation
        ]
        assert len(covers) == len(set(covers)), "a message was answered twice"
    await owner.close()


def _last_received(owner: Client, conversation: str) -> int:
    return max(
        f["seq"] for f in owner.events("message.received") if f["conversation"] == conversation
    )


@pytest.mark.slow
async def test_killed_while_customers_write(tmp_path: Path) -> None:
    rng = random.Random(7)
    with live_server(tmp_path) as server:
        for _ in range(2):
            await _crash_once(server, rng)


@pytest.mark.slow
@pytest.mark.timeout(900)
async def test_killed_many_times_while_customers_write(tmp_path: Path) -> None:
    rng = random.Random(20)
    with live_server(tmp_path) as server:
        for _ in range(25):
            await _crash_once(server, rng)


async def test_a_held_draft_is_still_held_after_a_crash_and_can_be_approved(
    tmp_path: Path,
) -> None:
    with live_server(tmp_path) as server:
        session = server.post("/v1/sessions", {"language": "ja"})["session"]
        owner = await Client.connect(server.socket_address, token=server.token)
        await owner.ask(type="subscribe", after=0)
        customer = await Client.connect(server.socket_address, session=session)
        await customer.ask(type="message", text="金継ぎキットはありますか？")
        draft = (await owner.event("draft.held"))["body"]["draft"]
        server.kill()
        await owner.close()
        await customer.close()

        server.start()
        held = server.get("/v1/drafts?status=held", server.token)["items"]
        assert [one["id"] for one in held] == [draft["id"]]
        owner = await Client.connect(server.socket_address, token=server.token)
        customer = await Client.connect(server.socket_address, session=session)
        await customer.ask(type="subscribe", after=0)
        answer = await owner.ask(
            type="decide", draft=draft["id"], version=draft["version"], decision="approved"
        )
        assert answer["type"] == "ack"
        sent = await customer.event("message.sent", seconds=1)
        assert sent["body"]["text"] == draft["step"]["text"]
        await owner.close()
        await customer.close()


async def test_an_orderly_end_takes_seconds_and_leaves_nothing_undone(tmp_path: Path) -> None:
    with live_server(tmp_path) as server:
        session = server.post("/v1/sessions", {"language": "en"})["session"]
        customer = await Client.connect(server.socket_address, session=session)
        await customer.ask(type="message", text="Do you have parking?")
        assert server.stop() in {0, -15}
        await customer.close()
        server.start()
        owner = await Client.connect(server.socket_address, token=server.token)
        await owner.ask(type="subscribe", after=0)
        await owner.event("draft.held")
        await owner.close()
