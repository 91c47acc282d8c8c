"""A person who says nothing: their behaviour opens a turn, and the owner sees it wait."""

from tests.client import Client
from tests.e2e.conftest import Connect, visitor
from tests.live import LiveServer


async def test_a_form_left_twice_opens_a_turn_that_waits(
    server: LiveServer, connect: Connect, owner: Client
) -> None:
    customer = await visitor(server, connect)
    for event in ("form_open", "form_close", "form_open", "form_close"):
        await customer.ask(type="behaviour", behaviour={"event": event, "local_time": "01:30"})

    sign = await owner.event("sign.seen")
    finished = await owner.event("turn.finished", after=owner.frames.index(sign))

    assert sign["body"]["because"] == ["form_left", "late"]
    assert finished["body"]["outcome"] == "waited"
    assert finished["body"]["step"]["reason"]["ja"]
    detail = server.get(f"/v1/conversations/{sign['conversation']}", server.token)
    (shown,) = detail["signs"]
    assert shown["outcome"] == "waited"
    assert shown["reading"]["temperature"] > 0
    assert detail["messages"] == []
