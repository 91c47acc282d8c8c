"""SIGKILL at any moment: what was accepted is there, is answered once, what the owner approved is
delivered once, and every list follows from the journal.

`KIZASHI_CRASHES` says how many kills the slow test deals out.
"""

import asyncio
import contextlib
import json
import os
import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import websockets

from tests.client import Client
from tests.live import LiveServer, live_server
from tests.support import until

QUESTIONS = (
    "駐車場はありますか？",
    "Do you have parking?",
    "定休日はいつですか？",
    "年間プランはいくらですか？",
    "Are you open on Sundays?",
    "子どもは何歳から参加できますか？",
)
KILLS = int(os.environ.get("KIZASHI_CRASHES", "25"))
LONGEST_LIFE = 4.0
"""Seconds under load: long enough for turns to end and drafts to be approved."""
BROKEN = (OSError, websockets.WebSocketException)


@dataclass
class Told:
    """What the server acknowledged before it died, over all its lives."""

    messages: set[tuple[str, str]] = field(default_factory=set)
    approved: set[str] = field(default_factory=set)
    looked: int = 0
    """Up to which record the owner had looked when the life before began."""


async def _writes(server: LiveServer, given: Any, texts: list[str], told: Told) -> None:
    """A customer who writes until the server dies."""
    with contextlib.suppress(*BROKEN):
        client = await Client.connect(server.socket_address, session=given["session"])
        for number, text in enumerate(texts):
            request = f"m-{number}"
            if (await client.ask(type="message", id=request, text=text))["type"] == "ack":
                told.messages.add((given["conversation"], request))


async def _approves(server: LiveServer, after: int, told: Told) -> None:
    """An owner who approves what is held, and what comes to be, until the server dies."""
    with contextlib.suppress(*BROKEN):
        owner = await Client.connect(server.socket_address, token=server.token)
        await owner.ask(type="subscribe", after=after)
        read = 0
        while True:
            await owner.frame(_is_held, after=read, seconds=60)
            fresh, read = owner.frames[read:], len(owner.frames)
            for frame in filter(_is_held, fresh):
                draft = frame["body"]["draft"]
                answer = await owner.ask(
                    type="decide", draft=draft["id"], version=draft["version"], decision="approved"
                )
                if answer["type"] == "ack":
                    told.approved.add(draft["id"])


def _is_held(frame: dict[str, Any]) -> bool:
    return bool(frame["type"] == "event" and frame["body"]["kind"] == "draft.held")


async def _crash_once(server: LiveServer, rng: random.Random, told: Told) -> None:
    """Customers write and the owner decides; the server is killed, and started again."""
    head = server.get("/v1/health")["head"]
    given = [server.post("/v1/sessions", {"language": "ja"}) for _ in range(6)]
    at_work = [
        asyncio.create_task(_writes(server, one, rng.sample(QUESTIONS, k=3), told)) for one in given
    ]
    at_work.append(asyncio.create_task(_approves(server, told.looked, told)))
    await asyncio.sleep(rng.uniform(0.0, LONGEST_LIFE))
    server.kill()
    await asyncio.gather(*at_work)
    told.looked = head
    server.start()
    await until(lambda: _figure(server, "kizashi_conversations_unanswered") == 0, seconds=60)


def _figure(server: LiveServer, name: str) -> float:
    """One of the server's own figures."""
    lines = server.text("/metrics", server.token).splitlines()
    return float(next(line for line in lines if line.startswith(f"{name} ")).split()[1])


async def _is_whole(server: LiveServer, told: Told) -> None:
    """Nothing is lost or doubled, every text has its vector, and every list follows."""
    await until(lambda: _figure(server, "kizashi_embeddings_waiting") == 0, seconds=60)
    server.stop()
    file = server.home.parent / "journal.jsonl"
    server.run("journal", "export", str(file))
    records = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert [one["seq"] for one in records] == list(range(1, len(records) + 1))

    def of(kind: str) -> list[dict[str, Any]]:
        return [one for one in records if one["body"]["kind"] == kind]

    received = [(one["conversation"], one["body"]["id"]) for one in of("message.received")]
    assert told.messages <= set(received), "an acknowledged message was lost"
    assert len(received) == len(set(received)), "a message was stored twice"
    finished = of("turn.finished")
    covers = [(one["conversation"], one["body"]["covers"]) for one in finished]
    assert len(covers) == len(set(covers)), "a message was answered twice"
    last = {one["conversation"]: one["seq"] for one in of("message.received")}
    assert last.items() <= set(covers), "a message was never answered"
    deliveries = Counter(one["body"]["draft"] for one in of("message.sent"))
    delivered = {draft: times for draft, times in deliveries.items() if draft is not None}
    assert told.approved <= delivered.keys(), "an approved draft was not delivered"
    assert set(delivered.values()) <= {1}, "a draft was delivered twice"
    assert "✗" not in server.run("doctor", "--deep")
    print(
        f"\n{len(received)} messages ({len(told.messages)} acknowledged), {len(finished)} turns,"
        f" {len(delivered)} drafts delivered ({len(told.approved)} approvals acknowledged)"
    )


async def _killed(folder: Path, times: int, seed: int) -> None:
    rng, told = random.Random(seed), Told()
    with live_server(folder) as server:
        for _ in range(times):
            await _crash_once(server, rng, told)
        await _is_whole(server, told)


@pytest.mark.slow
@pytest.mark.timeout(120 + 40 * KILLS)
async def test_killed_many_times_while_customers_write_and_the_owner_decides(
    tmp_path: Path,
) -> None:
    await _killed(tmp_path, KILLS, seed=KILLS)


async def test_killed_while_customers_write_and_the_owner_decides(tmp_path: Path) -> None:
    await _killed(tmp_path, 1, seed=7)


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
