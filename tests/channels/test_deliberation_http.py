"""The agents' deliberation over HTTP: begun, read, refused, stopped."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kizashi.ids import random_id
from server.access import create_key
from tests.doors import Doors, doors
from tests.rooms import a_message
from tests.support import until

PATH = "/v1/conversations/con_a/deliberation"


@pytest.fixture(scope="module")
def open_doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    folder: Path = tmp_path_factory.mktemp("deliberation")
    with doors(folder) as opened:

        async def somebody_waits() -> None:
            await opened.house.inbox.accept(a_message("どれがいいか迷っています。"))
            await opened.house.held()

        opened.do(somebody_waits())
        yield opened


def test_the_owner_asks_and_reads_what_was_said(open_doors: Doors) -> None:
    begun = open_doors.post(PATH, {"language": "en"}, open_doors.token)
    assert begun.status == 200

    async def over() -> None:
        room = open_doors.services.deliberations
        await until(lambda: _ended(room))

    open_doors.do(over())
    found = open_doors.get(PATH, open_doors.token)
    assert (found.body["id"], found.body["ended"]) == (begun.body["id"], "draft")
    assert [one["speaker"] for one in found.body["said"][:4]] == [
        "listener",
        "coach",
        "negotiator",
        "reviewer",
    ]
    drafts = open_doors.get("/v1/drafts?status=held", open_doors.token).body["items"]
    assert found.body["draft"] in {draft["id"] for draft in drafts}


async def _ended(room: object) -> bool:
    return (await room.newest("con_a")).ended is not None  # type: ignore[attr-defined]


def test_nobody_else_may_ask_or_listen(open_doors: Doors) -> None:
    async def key() -> str:
        journal = open_doors.services.journal
        return (await create_key(journal, random_id, "helper", ("read", "decide")))[1]

    helper = open_doors.do(key())
    for answer in (open_doors.post(PATH, {}, helper), open_doors.get(PATH, helper)):
        assert (answer.status, answer.code) == (403, "auth.owner")


def test_what_is_not_there_is_said(open_doors: Doors) -> None:
    nobody = "/v1/conversations/con_nobody/deliberation"
    assert open_doors.post(nobody, {}, open_doors.token).status == 404
    assert open_doors.get(nobody, open_doors.token).status == 404
    stopped = open_doors.call("DELETE", PATH, None, open_doors.token, {})
    assert (stopped.status, stopped.body["duplicate"]) == (200, True)
