"""The line to the server: it comes back by itself, misses nothing, and sends nothing twice."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from http import HTTPStatus

import pytest

from kizashi.errors import BadInput
from kizashi.ids import RightsRequestId
from kizashi.protocol import Decide, OwnerSay
from kizashi.rights import RightsCompleted
from tests.tui.scene import NOON, SetClock
from tests.tui.server import OWNER_TOKEN, SmallServer
from tui import places
from tui.address import read_address
from tui.client import Line
from tui.notices import (
    Answered,
    Began,
    CoachCame,
    Declined,
    Heard,
    Live,
    Lost,
    Notice,
    NotOpened,
    Opened,
    Refused,
    Unsure,
)
from tui.outbox import FRESH, Outbox


class Ear:
    """Everything the line has told, and a way to wait for more."""

    def __init__(self) -> None:
        self.heard: list[Notice] = []

    def of(self, kind: type[Notice]) -> list[Notice]:
        return [notice for notice in self.heard if isinstance(notice, kind)]

    async def until(self, condition: Callable[[], object], within: float = 10.0) -> None:
        deadline = time.monotonic() + within
        while not condition():
            assert time.monotonic() < deadline, self.heard
            await asyncio.sleep(0.01)


@asynccontextmanager
async def line_to(
    server: SmallServer, *, token: str = OWNER_TOKEN, clock: SetClock | None = None
) -> AsyncIterator[tuple[Line, Ear]]:
    ear = Ear()

    async def soon(_: float) -> None:
        await asyncio.sleep(0.02)

    line = Line(
        read_address(server.url),
        token,
        None,
        ear.heard.append,
        clock=clock or SetClock(),
        sleep=soon,
    )
    running = asyncio.ensure_future(line.run())
    try:
        yield line, ear
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running


def approval(key: str = "req_1") -> Decide:
    return Decide(id=key, draft="dft_sato", version=0, decision="approved")


def right_approval(server: SmallServer, key: str = "req_1") -> Decide:
    version = server.drafts["dft_sato"].version
    return Decide(id=key, draft="dft_sato", version=version, decision="approved")


async def test_it_begins_with_the_overview_and_goes_live(server: SmallServer) -> None:
    async with line_to(server) as (_, ear):
        await ear.until(lambda: ear.of(Live))
        assert [type(notice) for notice in ear.heard] == [Began, CoachCame, Live]
        subscribe = server.requests("subscribe")[0]
        assert subscribe["after"] == len(server.journal)


async def test_after_a_break_it_catches_up_from_where_it_was(server: SmallServer) -> None:
    async with line_to(server) as (_, ear):
        await ear.until(lambda: ear.of(Live))
        server.says("con_mori", "一つ目")
        await ear.until(lambda: len(ear.of(Heard)) == 1)
        server.go_away()
        await ear.until(lambda: ear.of(Lost))
        server.listen()
        server.says("con_mori", "二つ目")
        server.says("con_mori", "三つ目")
        await ear.until(lambda: len(ear.of(Heard)) == 3)
        heard = [notice.frame.seq for notice in ear.of(Heard)]
        assert heard == sorted(set(heard))
        assert len(ear.of(Began)) == 1


async def test_when_somebody_was_erased_it_begins_anew(server: SmallServer) -> None:
    async with line_to(server) as (_, ear):
        await ear.until(lambda: ear.of(Live))
        server.happens(RightsCompleted(request=RightsRequestId("dsr_1"), records=12))
        await ear.until(lambda: len(ear.of(Live)) == 2)
        assert len(ear.of(Began)) == 2
        server.happens(RightsCompleted(request=RightsRequestId("dsr_2")))
        server.says("con_mori", "あと")
        await ear.until(lambda: len(ear.of(Heard)) == 3)
        assert len(ear.of(Began)) == 2


async def test_a_request_without_an_answer_is_sent_again_with_its_id(server: SmallServer) -> None:
    server.answers = False
    async with line_to(server) as (line, ear):
        await ear.until(lambda: ear.of(Live))
        await line.ask(right_approval(server))
        await ear.until(lambda: server.requests("decide"))
        assert line.waiting
        server.answers = True
        server.break_connections()
        await ear.until(lambda: ear.of(Answered))
        sent = [m for m in server.talks["con_sato"].messages if m["speaker"] == "owner_through_ai"]
        assert len(sent) == 1
        assert [frame["id"] for frame in server.requests("decide")] == ["req_1", "req_1"]
        assert line.waiting == ()


async def test_what_is_asked_offline_leaves_when_the_line_is_back(server: SmallServer) -> None:
    async with line_to(server) as (line, ear):
        await ear.until(lambda: ear.of(Live))
        server.go_away()
        await ear.until(lambda: ear.of(Lost))
        await line.ask(OwnerSay(id="msg_1", conversation="con_mori", text="お待たせしました"))
        server.listen()
        await ear.until(lambda: ear.of(Answered))
        assert server.talks["con_mori"].messages[-1]["text"] == "お待たせしました"


async def test_what_was_meant_too_long_ago_is_not_sent(server: SmallServer) -> None:
    clock = SetClock()
    async with line_to(server, clock=clock) as (line, ear):
        await ear.until(lambda: ear.of(Live))
        server.go_away()
        await ear.until(lambda: ear.of(Lost))
        await line.ask(right_approval(server))
        clock.at += FRESH + timedelta(seconds=1)
        server.listen()
        await ear.until(lambda: len(ear.of(Live)) == 2)
        unsure = ear.of(Unsure)
        assert [notice.entry.sent for notice in unsure] == [False]
        assert server.requests("decide") == []


async def test_a_refused_request_says_why(server: SmallServer) -> None:
    async with line_to(server) as (line, ear):
        await ear.until(lambda: ear.of(Live))
        await line.ask(approval())
        await ear.until(lambda: ear.of(Declined))
        assert ear.of(Declined)[0].error.code == "draft.overtaken"


async def test_a_journal_that_is_another_one_is_read_anew(server: SmallServer) -> None:
    async with line_to(server) as (_, ear):
        await ear.until(lambda: ear.of(Live))
        server.go_away()
        server.journal = server.journal[:5]
        server.listen()
        await ear.until(lambda: len(ear.of(Live)) == 2)
        assert [notice.overview.head for notice in ear.of(Began)][-1] == 5


async def test_a_whole_conversation_can_be_asked_for(server: SmallServer) -> None:
    async with line_to(server) as (line, ear):
        await ear.until(lambda: ear.of(Live))
        line.open("con_sato")
        line.open("con_nobody")
        await ear.until(lambda: ear.of(Opened) and ear.of(NotOpened))
        assert ear.of(Opened)[0].detail == server.detail("con_sato")


async def test_a_revoked_token_ends_the_line_even_when_it_was_live(server: SmallServer) -> None:
    async with line_to(server) as (line, ear):
        await ear.until(lambda: ear.of(Live))
        server.answers = False
        await line.ask(right_approval(server))
        await ear.until(lambda: server.requests("decide"))
        server.token = "another"
        server.break_connections()
        await ear.until(lambda: ear.of(Refused))
        assert ear.of(Refused)[0].reason == "token"
        assert [notice.entry.sent for notice in ear.of(Unsure)] == [True]


@pytest.mark.parametrize("change", ["token", "protocol", "not_kizashi", "shape"])
async def test_what_trying_again_cannot_mend_is_refused(server: SmallServer, change: str) -> None:
    match change:
        case "protocol":
            server.protocol = 99
        case "not_kizashi":
            server.body = b"<html>It works!</html>"
        case "shape":
            server.overview = lambda: server.detail("con_sato")  # type: ignore[method-assign]
    token = "wrong" if change == "token" else OWNER_TOKEN
    async with line_to(server, token=token) as (_, ear):
        await ear.until(lambda: ear.of(Refused))
        wanted = "protocol" if change == "shape" else change
        assert ear.of(Refused)[0].reason == wanted


async def test_a_server_in_trouble_is_tried_again(server: SmallServer) -> None:
    server.status, server.body = HTTPStatus.BAD_GATEWAY, b"<html>bad gateway</html>"
    async with line_to(server) as (_, ear):
        await ear.until(lambda: len(ear.of(Lost)) >= 2)
        server.status = server.body = None
        await ear.until(lambda: ear.of(Live))


async def test_the_pauses_grow_and_stay_bounded(server: SmallServer) -> None:
    server.go_away()
    ear = Ear()
    waited: list[float] = []

    async def count(seconds: float) -> None:
        waited.append(seconds)
        await asyncio.sleep(0)

    line = Line(
        read_address(server.url),
        OWNER_TOKEN,
        None,
        ear.heard.append,
        clock=SetClock(),
        sleep=count,
        jitter=lambda: 1.0,
    )
    running = asyncio.ensure_future(line.run())
    await ear.until(lambda: len(waited) >= 9)
    running.cancel()
    assert waited[:8] == [0.5, 1, 2, 4, 8, 16, 30, 30]
    assert ear.of(Lost)[0].again_at == NOON + timedelta(seconds=0.5)


@pytest.mark.parametrize(
    ("typed", "base", "socket"),
    [
        ("127.0.0.1:8420", "http://127.0.0.1:8420", "ws://127.0.0.1:8420/v1/socket"),
        ("shop.example", "https://shop.example", "wss://shop.example/v1/socket"),
        ("https://shop.example/kizashi/", "https://shop.example/kizashi", None),
        ("wss://shop.example/v1/socket", "https://shop.example", "wss://shop.example/v1/socket"),
        ("http://[::1]:9", "http://[::1]:9", "ws://[::1]:9/v1/socket"),
    ],
)
def test_addresses_as_people_type_them(typed: str, base: str, socket: str | None) -> None:
    address = read_address(typed)
    assert address.base == base
    assert socket is None or address.socket == socket


@pytest.mark.parametrize(
    "typed", ["", "ftp://x", "http://", "http://a:b:c", "http://u:p@host", "a b"]
)
def test_what_is_no_address_is_said_to_be_none(typed: str) -> None:
    with pytest.raises(BadInput, match="not the address of a server"):
        read_address(typed)


def test_a_conversation_id_cannot_leave_its_path() -> None:
    assert places.conversation("../x?y").endswith("/..%2Fx%3Fy")


def test_the_outbox_keeps_ids_apart_and_order() -> None:
    box = Outbox().put(approval("req_1"), NOON).put(approval("req_2"), NOON)
    assert box.put(approval("req_1"), NOON + FRESH) == box
    box, entry = box.left("req_1").answered("req_1")
    assert entry is not None and entry.sent
    assert [request.id for request in box.requests()] == ["req_2"]
    assert box.answered("stranger") == (box, None)
    box, stale = box.stale(NOON + FRESH + timedelta(seconds=1))
    assert [one.request.id for one in stale] == ["req_2"]
    assert box == Outbox()
