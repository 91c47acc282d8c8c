"""What a load balancer and Prometheus get to see: whether work can be taken in, and figures."""

import asyncio
import re
import urllib.request

import pytest

from kizashi.events import ConversationOpened, MessageReceived
from kizashi.ids import random_id
from server.access import create_key
from tests.doors import doors


@pytest.fixture(scope="module")
def open_doors(tmp_path_factory):
    with doors(tmp_path_factory.mktemp("operations")) as opened:
        yield opened


def figures(open_doors, token):
    """The figures by name and labels."""
    request = urllib.request.Request(
        f"{open_doors.address}/metrics", headers={"Authorization": f"Bearer {token}"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        page = answer.read().decode()
    return dict(re.findall(r"^(kizashi\S+) (\S+)$", page, re.MULTILINE))


def test_ready_says_whether_messages_can_be_accepted(open_doors):
    found = open_doors.get("/v1/ready")
    assert (found.status, found.body) == (200, {"ready": True, "reason": None})


def test_figures_are_for_the_owner_and_keys_with_that_scope(open_doors):
    async def keys():
        journal = open_doors.services.journal
        allowed = await create_key(journal, random_id, "prometheus", ("metrics",))
        other = await create_key(journal, random_id, "website", ("read",))
        return allowed[1], other[1]

    allowed, other = open_doors.do(keys())

    assert figures(open_doors, allowed)
    assert open_doors.get("/metrics").status == 401
    assert open_doors.get("/metrics", other).status == 403


def test_what_is_committed_is_counted_without_saying_whose_it_is(open_doors):
    visitor = open_doors.visitor()

    async def counted_message():
        services = open_doors.services
        open_doors.tasks.add(asyncio.create_task(services.metrics.run()))
        await asyncio.sleep(0)
        whose = {"person": visitor["person"], "conversation": visitor["conversation"]}
        await services.journal.append(ConversationOpened(), **whose)
        await services.journal.append(MessageReceived(id="m1", text="Hello."), **whose)

    open_doors.do(counted_message())

    counted = figures(open_doors, open_doors.token)

    assert counted['kizashi_journal_events_total{kind="message.received"}'] == "1.0"
    assert float(counted["kizashi_journal_head"]) == open_doors.services.journal.head
    assert visitor["person"] not in str(counted)
