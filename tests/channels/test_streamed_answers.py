"""An answer that is being worded, over real websockets: to the visitor, the owner, and to whoever
comes back in its middle."""

import asyncio
from pathlib import Path
from typing import Any

from agents.minds.model.negotiator import ModelNegotiator
from kizashi import protocol as p
from kizashi.autonomy import Autonomy
from tests.agents.test_model_minds import DRAFT, Knows, caller, proposed
from tests.agents.test_telling import FACT, WARM
from tests.channels.test_asyncapi import accepts
from tests.client import Client
from tests.doors import Doors, doors

SECOND = "プランは1年に合計3か月まで休会できます。"


class Halfway:
    """Where the model waits in the middle of its answer, until the test lets it go on. The model
    lives in the house's loop, the test in its own."""

    def __init__(self) -> None:
        self.opened = False

    async def wait(self) -> None:
        while not self.opened:  # noqa: ASYNC110 - the two loops share no event
            await asyncio.sleep(0.005)


def speaking(halfway: Halfway) -> ModelNegotiator:
    lines = (WARM, "年間", halfway.wait, SECOND)
    return ModelNegotiator(proposed(DRAFT), caller("negotiator", lines, seconds=20))


async def visitor(here: Doors, session: dict[str, Any], after: int = 0) -> Client:
    client = await Client.connect(here.socket_address, session=session["session"])
    await client.ask(type="subscribe", after=after)
    return client


def chunks(client: Client) -> list[str]:
    return [frame["text"] for frame in client.frames if frame["type"] == "reply.chunk"]


async def test_every_side_sees_the_answer_grow_and_a_lost_line_misses_nothing(
    tmp_path: Path,
) -> None:
    halfway = Halfway()
    with doors(tmp_path, negotiator=speaking(halfway), memory=Knows()) as here:
        here.do(here.services.desk.set_autonomy(Autonomy.WALK, "owner"))
        session = here.visitor()
        owner = await Client.connect(here.socket_address, token=here.token)
        await owner.ask(type="subscribe")
        first = await visitor(here, session)
        await first.send(type="message", id="m1", text="休会できますか")
        chunk = await first.frame(lambda frame: frame["type"] == "reply.chunk")
        assert chunk["text"] == WARM
        await owner.event("reply.said", id=chunk["id"], text=WARM)
        await first.close()

        halfway.opened = True
        whole = await owner.event("message.sent", id=chunk["id"])
        again = await visitor(here, session, after=chunk["seq"])
        sent = await again.event("message.sent", id=chunk["id"])
        late = await visitor(here, session)
        await late.event("message.sent", id=chunk["id"])

        assert whole["body"]["text"] == sent["body"]["text"] == WARM + FACT
        assert chunks(again) == [WARM + FACT]
        assert chunks(late) == [WARM, WARM + FACT]
        for frame in (*first.frames, *again.frames, *late.frames, *owner.frames):
            name = type(p.SERVER_FRAME.validate_python(frame)).__name__
            assert accepts(name, frame), frame
        for client in (owner, again, late):
            await client.close()


async def test_at_crawl_no_part_of_an_answer_travels(tmp_path: Path) -> None:
    halfway = Halfway()
    halfway.opened = True
    with doors(tmp_path, negotiator=speaking(halfway), memory=Knows()) as here:
        session = here.visitor()
        client = await visitor(here, session)
        await client.send(type="message", id="m1", text="休会できますか")
        await client.event("turn.finished", outcome="held")

        assert chunks(client) == []
        assert client.events("message.sent") == []
        await client.close()
