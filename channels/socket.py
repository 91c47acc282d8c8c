"""The websocket channel: one protocol for customers, the owner and integrations.

The frames are in `kizashi/protocol`; the served AsyncAPI document is made from the same types.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from channels.access import Caller
from channels.customer_frames import Line, did, judged, said, tracked
from channels.following import Following
from channels.frames import error_frame, parse_frame
from channels.limits import Bucket
from channels.origins import origin_allowed
from channels.owner_frames import decided
from channels.services import Services
from kizashi import protocol as p
from kizashi.clock import known_zone
from kizashi.errors import (
    BadInput,
    KizashiError,
    NotAllowed,
    TooLarge,
    TooMany,
)
from kizashi.ids import Seq
from kizashi.language import Language

_log = logging.getLogger(__name__)

SOCKET_PATH = "/v1/socket"
READ_LIMIT = 8 * 1024 * 1024
"""What the transport accepts at all, in bytes. Between `MAX_FRAME_BYTES` and this a frame is
refused with words; beyond it the connection is closed by the transport (1009)."""

MEGABYTE = 1024 * 1024
CLOSE_POLICY = 1008
CLOSED = 1006
CLOSE_TRY_LATER = 1013


def socket_router(services: Callable[[], Services]) -> APIRouter:
    """The router with the websocket endpoint."""
    router = APIRouter()

    @router.websocket(SOCKET_PATH)
    async def socket(websocket: WebSocket) -> None:
        await Connection(websocket, services()).serve()

    return router


class Connection:
    """One client's connection, from `hello` to the end."""

    def __init__(self, websocket: WebSocket, services: Services) -> None:
        self._websocket = websocket
        self._services = services
        self._sending = asyncio.Lock()
        self._following = Following(services, self._send, self._give_up)
        self._line = Line(None, None, None)
        self._token: str | None = None
        self._session: str | None = None
        self._seen_up_to = 0
        now = asyncio.get_running_loop().time
        server = services.settings.server
        self._frames = Bucket(server.frames_per_second, server.frames_per_second * 2, now)
        per_second = server.messages_per_minute / 60
        self._messages = Bucket(per_second, max(10.0, server.messages_per_minute / 3), now)

    async def serve(self) -> None:
        """Runs the connection until either side ends it."""
        websocket, presences = self._websocket, self._services.presences
        address = websocket.client.host if websocket.client else "unknown"
        await websocket.accept()
        if presences.connections_from(address) >= self._limit():
            await self._refuse(
                TooMany(
                    "There are too many connections from this address.",
                    "Close some, or try again in a minute.",
                    retry_after=60,
                    code="connections.too_many",
                ),
                CLOSE_TRY_LATER,
            )
            return
        presences.arrived(address)
        try:
            with contextlib.suppress(WebSocketDisconnect):
                await self._converse()
        finally:
            presences.left(address)
            self._following.stop()

    def _limit(self) -> int:
        return self._services.settings.server.connections_per_address

    async def _converse(self) -> None:
        try:
            async with asyncio.timeout(p.HELLO_SECONDS):
                caller, hello = await self._greet()
        except TimeoutError:
            await self._refuse(
                BadInput("No `hello` came.", "Send a `hello` frame first.", code="hello.missing")
            )
            return
        except KizashiError as error:
            await self._refuse(error)
            return
        self._token, self._session = hello.token, hello.session
        self._line = Line(
            hello.language,
            known_zone(hello.time_zone),
            self._websocket.headers.get("user-agent"),
        )
        await self._send(self._welcome(caller, hello))
        async with self._present(caller):
            heart = asyncio.create_task(self._beat())
            try:
                while True:
                    await self._answer(caller)
            finally:
                heart.cancel()

    async def _greet(self) -> tuple[Caller, p.Hello]:
        frame = await self._receive()
        if not isinstance(frame, p.Hello):
            raise BadInput(
                "The first frame must be `hello`.",
                "Send `hello` with your token or session.",
                code="hello.missing",
            )
        if frame.protocol != p.PROTOCOL_VERSION:
            raise BadInput(
                f"This server speaks version {p.PROTOCOL_VERSION} of the protocol.",
                "Update the client or the server, so that both speak the same version.",
                code="protocol.version",
            )
        if (frame.token is None) == (frame.session is None):
            raise BadInput(
                "`hello` needs either a token or a session.",
                "Send exactly one of them.",
                code="hello.credentials",
            )
        access = self._services.access
        if frame.token is not None:
            return await access.by_token(frame.token), frame
        origin_allowed(self._websocket.headers, self._services.settings.server)
        return access.by_session(frame.session or ""), frame

    def _welcome(self, caller: Caller, hello: p.Hello) -> p.Welcome:
        business = self._services.settings.business
        language = Language(hello.language or business.language)
        return p.Welcome(
            role=caller.role,
            head=self._services.journal.head,
            business=business.name_in(language),
            language=language.value,
            time_zone=business.time_zone,
            max_file_bytes=self._services.settings.server.file_megabytes * MEGABYTE,
            person=caller.person,
            conversation=caller.conversation,
        )

    @contextlib.asynccontextmanager
    async def _present(self, caller: Caller) -> AsyncIterator[None]:
        presences = self._services.presences
        if caller.conversation is not None:
            await presences.customer_joined(caller.conversation, self._send)
        elif caller.role == "owner":
            await presences.owner_joined(self._send)
        try:
            yield
        finally:
            if caller.conversation is not None:
                await presences.customer_left(caller.conversation, self._send)
            else:
                await presences.owner_left(self._send)

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(p.HEARTBEAT_SECONDS)
            try:
                if self._token is not None:
                    await self._services.access.by_token(self._token)
                elif self._session is not None:
                    self._services.access.by_session(self._session)
            except NotAllowed as error:
                await self._refuse(error)
                return
            await self._send(p.Ping())

    async def _receive(self) -> p.ClientFrame:
        message = await self._websocket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code") or 1000)
        text = message.get("text")
        if text is None:
            raise BadInput(
                "Frames are JSON in text messages.", "Send text, not binary.", code="frame.binary"
            )
        if len(text.encode("utf-8", "surrogatepass")) > p.MAX_FRAME_BYTES:
            raise TooLarge(
                f"A frame may have at most {p.MAX_FRAME_BYTES:,} bytes.",
                "Send less at once.",
                code="frame.too_large",
            )
        return parse_frame(text)

    async def _answer(self, caller: Caller) -> None:
        """Reads one frame and does what it asks. Only a broken connection ends the loop."""
        frame: p.ClientFrame | None = None
        try:
            frame = await self._receive()
            self._frames.take()
            await self._do(caller, frame)
        except KizashiError as error:
            await self._send(error_frame(error, getattr(frame, "id", None)))
        except WebSocketDisconnect:
            raise
        except Exception as error:
            # A fault of ours must not look like a fault of theirs, nor end their connection.
            _log.error("frame failed: %s", type(error).__name__, exc_info=True)
            await self._send(
                p.ErrorFrame(
                    code="internal",
                    message="Something went wrong on our side.",
                    remedy="Send it again in a moment; nothing was lost.",
                    id=getattr(frame, "id", None),
                )
            )

    async def _do(self, caller: Caller, frame: p.ClientFrame) -> None:
        match frame:
            case p.Ping():
                await self._send(p.Pong())
            case p.Pong():
                return
            case p.Hello():
                raise BadInput("`hello` was already said.", "Send it once.", code="hello.twice")
            case p.Subscribe():
                await self._following.start(caller, frame)
                await self._send(p.Ack(id=frame.id))
            case p.Unsubscribe():
                self._following.stop()
                await self._send(p.Ack(id=frame.id))
            case p.SendMessage():
                self._messages.take()
                await self._send(await said(self._services, caller, frame, self._line))
            case p.SendBehaviour():
                await self._send(await did(self._services, caller, frame, self._line))
            case p.Track():
                await self._send(await tracked(self._services, caller, frame, self._line))
            case p.Feedback():
                await self._send(await judged(self._services, caller, frame, self._line))
            case p.Typing():
                await self._typing(caller, frame)
            case p.Seen():
                await self._seen(caller, frame)
            case _:
                if self._token is not None:
                    # A key that was revoked meanwhile decides nothing more.
                    caller = await self._services.access.by_token(self._token)
                await self._send(await decided(self._services, caller, frame))

    async def _typing(self, caller: Caller, frame: p.Typing) -> None:
        presences = self._services.presences
        if caller.conversation is not None:
            self._services.inbox.typing(caller.conversation, frame.on)
            await presences.customer_typing(caller.conversation, frame.on)
        elif caller.role == "owner" and frame.conversation is not None:
            await presences.business_typing(frame.conversation, frame.on)

    async def _seen(self, caller: Caller, frame: p.Seen) -> None:
        if frame.seq <= self._seen_up_to:
            return
        self._seen_up_to = frame.seq if caller.role == "customer" else 0
        if caller.conversation is not None:
            await self._services.desk.seen(caller.conversation, Seq(frame.seq), "customer")
        elif caller.role == "owner" and frame.conversation is not None:
            await self._services.desk.seen(frame.conversation, Seq(frame.seq), "owner")

    async def _send(self, frame: p.ServerFrame) -> None:
        async with self._sending:
            try:
                await self._websocket.send_text(frame.model_dump_json(exclude_none=True))
            except RuntimeError as error:
                # What the framework raises for a connection that was closed meanwhile.
                raise WebSocketDisconnect(CLOSED) from error

    async def _refuse(self, error: KizashiError, close: int = CLOSE_POLICY) -> None:
        frame = error_frame(error, None).model_copy(update={"fatal": True})
        with contextlib.suppress(WebSocketDisconnect):
            await self._send(frame)
            await self._websocket.close(close)

    async def _give_up(self, error: KizashiError) -> None:
        await self._refuse(error, CLOSE_TRY_LATER)
