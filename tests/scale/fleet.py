"""Several `kizashi serve` on one PostgreSQL and one Chroma server, and customers that keep on."""

import asyncio
import contextlib
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import websockets

from kizashi.events import Recorded, TurnFinished
from kizashi.ids import Seq
from tests.client import Client, Frame
from tests.live import LiveServer
from tests.support import a_journal, until

QUESTIONS = (
    "駐車場はありますか？",
    "Are you open on Sundays?",
    "花瓶はいくらですか？",
    "thank you!",
)
KNOWN = "# 店\n\n駐車場は3台分あります。日曜日は休みです。花瓶は4,800円です。\n"
BROKEN = (OSError, websockets.WebSocketException, TimeoutError)


class Fleet:
    """The processes of one business, which share a home and everything behind it."""

    def __init__(self, folder: Path, url: str, chroma: str, count: int) -> None:
        self.url = url
        environment = {"KIZASHI_STORE__URL": url, "KIZASHI_VECTORS__SERVER": chroma}
        home = folder / "home"
        self.servers = [LiveServer(home, folder / "config", **environment) for _ in range(count)]
        (home / "knowledge").mkdir(parents=True)
        (home / "knowledge" / "shop.md").write_text(KNOWN, encoding="utf-8")
        first = self.servers[0]
        first.run("init", "--yes", "--name", "兆し堂", "--language", "ja")
        first.run("learn")
        first.run("autonomy", "walk")

    def start(self) -> None:
        """Starts them side by side."""
        with ThreadPoolExecutor(len(self.servers)) as threads:
            list(threads.map(LiveServer.start, self.servers))

    def up(self, besides: LiveServer | None = None) -> LiveServer:
        """A process to turn to."""
        return next(one for one in self.servers if one.running and one is not besides)


@contextlib.contextmanager
def a_fleet(folder: Path, url: str, chroma: str, count: int = 3) -> Iterator[Fleet]:
    """A running fleet."""
    fleet = Fleet(folder, url, chroma, count)
    fleet.start()
    try:
        yield fleet
    finally:
        for server in fleet.servers:
            server.kill()


@dataclass
class Load:
    """What customers and owners of a fleet saw."""

    acknowledged: set[tuple[str, str]] = field(default_factory=set)
    sent: int = 0
    slowest: float = 0.0


async def customer(fleet: Fleet, number: int, messages: int, pause: float, load: Load) -> None:
    """One customer's talk: a message is sent again, to whichever process is up, until somebody
    acknowledges it."""
    server = fleet.servers[number % len(fleet.servers)]
    given = await _session(fleet, server)
    client: Client | None = None
    for place in range(messages):
        request = f"m{place}"
        begun = time.monotonic()
        load.sent += 1
        while True:
            try:
                if client is None:
                    server = server if server.running else fleet.up(server)
                    client = await Client.connect(server.socket_address, session=given["session"])
                text = QUESTIONS[(number + place) % len(QUESTIONS)]
                answer = await client.ask(type="message", id=request, text=text)
                assert answer["type"] == "ack", answer
                break
            except BROKEN:
                if client is not None:
                    await client.close()
                client, server = None, fleet.up(server)
                await asyncio.sleep(0.1)
        load.acknowledged.add((given["conversation"], request))
        load.slowest = max(load.slowest, time.monotonic() - begun)
        await asyncio.sleep(pause)
    if client is not None:
        await client.close()


async def _session(fleet: Fleet, server: LiveServer) -> Frame:
    while True:
        try:
            return dict(await asyncio.to_thread(server.post, "/v1/sessions", {"language": "ja"}))
        except BROKEN:
            server = fleet.up(server)


class Watcher:
    """An owner's screen: goes to another process when its own goes away, and resumes there."""

    def __init__(self, fleet: Fleet, server: LiveServer) -> None:
        self._fleet = fleet
        self._server = server
        self.seen: list[int] = []
        self._task = asyncio.create_task(self._watch())

    async def _watch(self) -> None:
        while True:
            client: Client | None = None
            try:
                client = await Client.connect(self._server.socket_address, token=self._server.token)
                await client.ask(type="subscribe", after=max(self.seen, default=0))
                read = 0
                while True:
                    await client.frame(_is_event, after=read)
                    fresh = client.frames[read:]
                    read += len(fresh)
                    self.seen += [frame["seq"] for frame in fresh if _is_event(frame)]
            except BROKEN:
                if client is not None:
                    await client.close()
                if not self._server.running:
                    self._server = self._fleet.up(self._server)
                await asyncio.sleep(0.1)

    async def close(self) -> None:
        """Looks away."""
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task


def _is_event(frame: Frame) -> bool:
    return bool(frame["type"] == "event")


async def journal_of(fleet: Fleet, folder: Path) -> tuple[Recorded, ...]:
    """The whole journal, read beside the processes."""
    async with a_journal(folder, url=fleet.url) as journal:
        return await journal.read(after=Seq(0), limit=1_000_000)


async def settled(fleet: Fleet, folder: Path, seconds: float) -> tuple[Recorded, ...]:
    """The journal, once every customer's last word is covered by a turn."""
    deadline = time.monotonic() + seconds
    while True:
        recorded = await journal_of(fleet, folder)
        open_ = _open(recorded)
        if not open_:
            return recorded
        assert time.monotonic() < deadline, f"still unanswered: {open_}"
        await asyncio.sleep(0.5)


def _open(recorded: tuple[Recorded, ...]) -> set[str]:
    said: dict[str, int] = {}
    covered: dict[str, int] = {}
    for one in recorded:
        conversation = one.conversation or ""
        if one.event.kind == "message.received":
            said[conversation] = one.seq
        elif isinstance(one.event, TurnFinished):
            covered[conversation] = max(covered.get(conversation, 0), one.event.covers)
    return {one for one, seq in said.items() if covered.get(one, 0) < seq}


def check(recorded: tuple[Recorded, ...], load: Load) -> None:
    """Every acknowledged message is there once, every turn finished once, no number is missing."""
    assert [one.seq for one in recorded] == list(range(1, len(recorded) + 1))
    received = [
        (one.conversation, one.event.id) for one in recorded if one.event.kind == "message.received"
    ]
    assert len(received) == len(set(received)), "a message is there twice"
    assert set(received) >= load.acknowledged, "an acknowledged message is lost"
    turns = [one.event for one in recorded if isinstance(one.event, TurnFinished)]
    assert len({turn.turn for turn in turns}) == len(turns), "a turn ended twice"
    covers = [
        (one.conversation, one.event.covers)
        for one in recorded
        if isinstance(one.event, TurnFinished)
    ]
    assert len(covers) == len(set(covers)), "the same words were answered twice"


async def all_saw(watchers: list[Watcher], recorded: tuple[Recorded, ...]) -> None:
    """Waits until every watcher has seen the last turn; each saw the same, in order, once."""
    last = max(one.seq for one in recorded if isinstance(one.event, TurnFinished))
    await until(lambda: all(max(watcher.seen, default=0) >= last for watcher in watchers), 20)
    for watcher in watchers:
        assert watcher.seen == sorted(set(watcher.seen)), "a subscriber saw something twice"
        seen = [seq for seq in watcher.seen if seq <= last]
        assert seen == [seq for seq in watchers[0].seen if seq <= last], "they saw different things"
