"""The line to the server: connects, catches up, keeps trying, and tells what it hears.

It decides nothing about the screen. Everything it learns is handed to `deliver` as a `Notice`, in
order; everything the owner asks for goes through an `Outbox`, so that a request keeps its id when
it is sent again after a lost connection.
"""

import asyncio
import contextlib
import random
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from kizashi.clock import Clock
from kizashi.coach_view import CoachTalk, Found
from kizashi.ids import ConversationId, Seq, random_id
from kizashi.language import Language
from kizashi.protocol import (
    HEARTBEAT_SECONDS,
    HELLO_SECONDS,
    MAX_FRAME_BYTES,
    PROTOCOL_VERSION,
    Ack,
    CaughtUp,
    ErrorFrame,
    EventFrame,
    Hello,
    Ping,
    Pong,
    Presence,
    Seen,
    ServerFrame,
    Subscribe,
    Typing,
    TypingNotice,
    Welcome,
)
from kizashi.values import Value
from kizashi.views import ConversationDetail, Overview
from tui import frames, places
from tui.address import Address
from tui.line_errors import LostError, RefusedError
from tui.notices import (
    Answered,
    Began,
    CoachCame,
    Declined,
    FoundByMeaning,
    Heard,
    Live,
    Lost,
    Notice,
    NotOpened,
    Opened,
    Unsure,
)
from tui.outbox import Outbox, Request
from tui.pages import ANSWER_SECONDS, Pages

if TYPE_CHECKING:
    from websockets.asyncio.client import ClientConnection

FIRST_RETRY_SECONDS = 0.5
LONGEST_RETRY_SECONDS = 30.0
_ROOM_IN_FRAME = 4 * MAX_FRAME_BYTES
"""What a frame from the server may weigh at most; a little generous, still bounded."""


class Line:
    """The connection of one coach to one server. `run` lives as long as the coach does."""

    def __init__(
        self,
        address: Address,
        token: str,
        language: Language | None,
        deliver: Callable[[Notice], None],
        *,
        clock: Clock,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self.pages = Pages(address, token, language)
        self._address = address
        self._token = token
        self._language = language
        self._deliver = deliver
        self._clock = clock
        self._sleep = sleep
        self._jitter = jitter
        self._outbox = Outbox()
        self._cursor: Seq | None = None
        self._socket: ClientConnection | None = None
        self._live = False
        self._attempt = 0
        self._hurry = asyncio.Event()
        self._searching: asyncio.Task[None] | None = None
        self._opening: dict[ConversationId, asyncio.Task[None]] = {}

    @property
    def waiting(self) -> tuple[Request, ...]:
        """Requests that the server has not yet answered."""
        return self._outbox.requests()

    async def run(self) -> None:
        """Keeps the line up until it is cancelled or the server refuses for good."""
        async with self.pages.opened():
            try:
                await self._keep_trying()
            except RefusedError as error:
                for entry in self._outbox.entries.values():
                    self._deliver(Unsure(entry))
                self._deliver(error.refused)
            finally:
                for task in self._opening.values():
                    task.cancel()
                if self._searching is not None:
                    self._searching.cancel()

    async def _keep_trying(self) -> None:
        import httpx
        from websockets.exceptions import WebSocketException

        while True:
            with contextlib.suppress(  # what happened is told below, as the state of the line
                OSError, TimeoutError, WebSocketException, httpx.HTTPError, LostError
            ):
                await self._connect()
            self._socket = None
            self._live = False
            wait = self._pause()
            now = self._clock.now()
            self._deliver(Lost(now + timedelta(seconds=wait), self._attempt))
            self._hurry.clear()
            await self._wait(wait)

    def _pause(self) -> float:
        """Seconds to the next try: doubling, with jitter so that many coaches do not return to
        a restarted server in the same instant."""
        longest: float = min(LONGEST_RETRY_SECONDS, FIRST_RETRY_SECONDS * 2**self._attempt)
        self._attempt = min(self._attempt + 1, 16)
        return longest * (0.5 + 0.5 * self._jitter())

    async def _wait(self, seconds: float) -> None:
        sleep = asyncio.ensure_future(self._sleep(seconds))
        hurry = asyncio.ensure_future(self._hurry.wait())
        _, pending = await asyncio.wait({sleep, hurry}, return_when=asyncio.FIRST_COMPLETED)
        for task in pending:
            task.cancel()

    def retry_now(self) -> None:
        """Ends the pause before the next try."""
        self._hurry.set()

    # ── one connection ───────────────────────────────────────────────────────────────────────────

    async def _connect(self) -> None:
        from websockets.asyncio.client import connect
        from websockets.exceptions import InvalidStatus

        if self._cursor is None:
            await self._begin()
        proxy: Literal[True] | None = None if self._address.is_local else True
        try:
            socket = await connect(
                self._address.socket,
                max_size=_ROOM_IN_FRAME,
                open_timeout=ANSWER_SECONDS,
                close_timeout=1,
                ping_interval=None,  # the protocol has its own heartbeat
                proxy=proxy,
            )
        except InvalidStatus as error:
            status = error.response.status_code
            if status in (401, 403):
                raise RefusedError("token") from None
            if status == 404:
                raise RefusedError("not_kizashi") from None
            raise
        async with socket:
            self._socket = socket
            welcome = await self._greet(socket)
            if self._cursor is None or welcome.head < self._cursor:
                # The journal is another one (restored from a backup): begin anew.
                await self._begin()
            subscribe = Subscribe(id=random_id("sub"), after=int(self._cursor or 0))
            await self._put(socket, subscribe)
            await self._listen(socket, welcome)

    async def _begin(self) -> None:
        overview = await self.pages.get(places.OVERVIEW, Overview)
        self._cursor = overview.head
        self._deliver(Began(overview))
        self._deliver(CoachCame(await self.pages.get(places.COACH, CoachTalk)))

    async def _greet(self, socket: "ClientConnection") -> Welcome:
        language = self._language.value if self._language is not None else None
        await self._put(socket, Hello(token=self._token, language=language))
        async with asyncio.timeout(HELLO_SECONDS):
            raw = await socket.recv()
        frame = frames.read(raw)
        if isinstance(frame, ErrorFrame):
            raise frames.after_error(frame)
        if not isinstance(frame, Welcome):
            raise RefusedError("protocol")
        if frame.protocol != PROTOCOL_VERSION:
            raise RefusedError("protocol", f"{frame.protocol} ≠ {PROTOCOL_VERSION}")
        if frame.role != "owner":
            raise RefusedError("role")
        return frame

    async def _listen(self, socket: "ClientConnection", welcome: Welcome) -> None:
        heartbeat = welcome.heartbeat_seconds or HEARTBEAT_SECONDS
        asked = False
        while True:
            try:
                async with asyncio.timeout(ANSWER_SECONDS if asked else heartbeat):
                    raw = await socket.recv()
            except TimeoutError:
                if asked:
                    raise LostError from None
                await self._put(socket, Ping())
                asked = True
                continue
            asked = False
            frame = frames.read(raw)
            await self._hear(socket, welcome, frame)

    async def _hear(
        self, socket: "ClientConnection", welcome: Welcome, frame: ServerFrame | None
    ) -> None:
        match frame:
            case EventFrame():
                if self._cursor is None or frame.seq > self._cursor:
                    self._cursor = frame.seq
                    self._deliver(Heard(frame))
                    if frame.body.get("kind") == "rights.completed" and frame.body.get("records"):
                        # Somebody was erased: what is kept here of them must go as well.
                        self._cursor = None
                        raise LostError
            case TypingNotice() | Presence():
                self._deliver(Heard(frame))
            case CaughtUp():
                self._live = True
                self._attempt = 0
                self._deliver(Live(welcome))
                self.give_up_on_stale()
                for request in self._outbox.requests():
                    await self._send_request(socket, request)
            case Ack():
                self._outbox, entry = self._outbox.answered(frame.id)
                if entry is not None:
                    self._deliver(Answered(entry))
            case ErrorFrame():
                if frame.id is not None:
                    self._outbox, entry = self._outbox.answered(frame.id)
                    if entry is not None:
                        self._deliver(Declined(entry, frame))
                if frame.code == "cursor.unknown":
                    # The journal is another one (restored from a backup): begin anew.
                    self._cursor = None
                    raise LostError(frame.code)
                if frame.fatal:
                    raise frames.after_error(frame)
            case Ping():
                await self._put(socket, Pong())
            case _:
                pass  # a pong, or a kind of news that this version does not know

    # ── what the owner asks for ──────────────────────────────────────────────────────────────────

    async def ask(self, request: Request) -> None:
        """Sends a request, now or as soon as the line is up again. The answer comes as
        `Answered`, `Declined` or `Unsure`."""
        self._outbox = self._outbox.put(request, self._clock.now())
        if self._live and self._socket is not None:
            with contextlib.suppress(OSError, *_closed()):
                await self._send_request(self._socket, request)

    async def tell(self, frame: Typing | Seen) -> None:
        """Sends something that needs no answer and may be lost."""
        if self._live and self._socket is not None:
            with contextlib.suppress(OSError, *_closed()):
                await self._put(self._socket, frame)

    def open(self, conversation: ConversationId) -> None:
        """Asks for a whole conversation; it comes as `Opened` or `NotOpened`."""
        if conversation in self._opening:
            return
        task = asyncio.ensure_future(self._open(conversation))
        self._opening[conversation] = task
        task.add_done_callback(lambda _: self._opening.pop(conversation, None))

    async def _open(self, conversation: ConversationId) -> None:
        detail = await self.pages.fetch(places.conversation(conversation), ConversationDetail)
        self._deliver(Opened(detail) if detail is not None else NotOpened(conversation))

    def search(self, words: str, language: Language) -> None:
        """Asks who is meant by words; it comes as `FoundByMeaning`, or not at all."""
        if self._searching is not None:
            self._searching.cancel()
        self._searching = asyncio.ensure_future(self._search(words, language))

    async def _search(self, words: str, language: Language) -> None:
        found = await self.pages.fetch(places.search(words, language), Found)
        if found is not None:
            self._deliver(FoundByMeaning(words, found.conversations))

    def give_up_on_stale(self) -> None:
        """Reports requests that have waited too long as `Unsure`; they are not sent again."""
        self._outbox, stale = self._outbox.stale(self._clock.now())
        for entry in stale:
            self._deliver(Unsure(entry))

    async def _send_request(self, socket: "ClientConnection", request: Request) -> None:
        self._outbox = self._outbox.left(request.id)
        await self._put(socket, request)

    async def _put(self, socket: "ClientConnection", frame: Value) -> None:
        await socket.send(frame.model_dump_json(exclude_none=True))


def _closed() -> tuple[type[Exception], ...]:
    from websockets.exceptions import ConnectionClosed

    return (ConnectionClosed,)
