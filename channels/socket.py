"""The websocket channel: one protocol for customers, the owner and integrations.

The frames are in `kizashi/protocol.py`; the served AsyncAPI document is made from the same types.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable

from fastapi import APIRouter, WebSocket, WebSocketDisconnect

from agents.desk import Choice, Done
from channels.access import Caller
from channels.cleaning import cleaned, cleaned_parts
from channels.coach_frames import on_a_case, to_the_coach
from channels.frames import error_frame, parse_frame
from channels.limits import Bucket
from channels.origins import origin_allowed
from channels.segment.calls import Sender
from channels.segment.intake import tracked_frame
from channels.segment.times import moment
from channels.services import Services
from channels.views import View, for_customer, for_integration, for_owner
from kizashi import protocol as p
from kizashi.clock import known_zone
from kizashi.errors import (
    BadInput,
    Conflict,
    KizashiError,
    NotAllowed,
    NotFound,
    StorageUnavailable,
    TooLarge,
    TooMany,
)
from kizashi.events import Recorded
from kizashi.ids import ConversationId, MessageId, PersonId, Seq, UserId
from kizashi.language import Language
from kizashi.parts import FileCard, Parts
from kizashi.signal import FEEDBACK, Behaviour, Message, Observation
from memory.identity.normal import rules_of

_log = logging.getLogger(__name__)

SOCKET_PATH = "/v1/socket"
READ_LIMIT = 8 * 1024 * 1024
"""What the transport accepts at all, in bytes. Between `MAX_FRAME_BYTES` and this a frame is
refused with words; beyond it the connection is closed by the transport (1009)."""

TRACKING = "tracking"
"""The purpose of a consent to being watched on the business's pages."""

CLAIMS = frozenset({"identify", "alias", "group"})
"""Behaviour events by which a page says who its visitor is (Segment spec), without any proof."""

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
        self._subscriber: asyncio.Task[None] | None = None
        self._language: str | None = None
        self._time_zone: str | None = None
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
            if self._subscriber is not None:
                self._subscriber.cancel()

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
        self._language, self._token = hello.language, hello.token
        self._time_zone = known_zone(hello.time_zone)
        self._session = hello.session
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
                await self._subscribe(caller, frame)
                await self._send(p.Ack(id=frame.id))
            case p.Unsubscribe():
                if self._subscriber is not None:
                    self._subscriber.cancel()
                await self._send(p.Ack(id=frame.id))
            case p.SendMessage():
                await self._message(caller, frame)
            case p.SendBehaviour():
                await self._behaviour(caller, frame)
            case p.Track():
                await self._track(caller, frame)
            case p.Typing():
                await self._typing(caller, frame)
            case p.Feedback():
                await self._feedback(caller, frame)
            case p.Seen():
                await self._seen(caller, frame)
            case _:
                await self._owner_act(caller, frame)

    async def _message(self, caller: Caller, frame: p.SendMessage) -> None:
        self._messages.take()
        person, conversation = _for_whom(caller, frame.person, frame.conversation)
        receipt = await self._services.inbox.accept(
            Message(
                id=MessageId(frame.id),
                person=person,
                conversation=conversation,
                text=cleaned(frame.text) or " ",
                parts=await self._services.files.cards(conversation, frame.files),
                channel="widget" if caller.role == "customer" else "api",
                time_zone=self._time_zone if caller.role == "customer" else None,
            ),
            language=self._language,
        )
        await self._send(
            p.Ack(
                id=frame.id,
                seq=receipt.seq,
                message=receipt.message,
                duplicate=receipt.duplicate,
            )
        )

    async def _behaviour(self, caller: Caller, frame: p.SendBehaviour) -> None:
        if caller.role == "customer" and self._services.settings.identity.enforced:
            _no_claims(frame.behaviour, caller.user)
        await self._watched_willingly(caller)
        person, conversation = _for_whom(caller, frame.person, frame.conversation)
        receipt = await self._services.inbox.accept(
            Observation(
                id=MessageId(frame.id),
                person=person,
                conversation=conversation,
                behaviour=frame.behaviour,
                observed_at=frame.observed_at,
            ),
            language=self._language,
        )
        await self._send(p.Ack(id=frame.id, seq=receipt.seq, duplicate=receipt.duplicate))

    async def _watched_willingly(self, caller: Caller) -> None:
        """Raises `NotAllowed` (`consent.withdrawn`) when the customer said no to being watched,
        whatever their page still sends."""
        if caller.role != "customer" or caller.person is None:
            return
        try:
            consents = await self._services.consents.of(caller.person)
        except NotFound:
            return  # nobody yet: they have said neither yes nor no
        asked = any(one.purpose == TRACKING for one in consents.items)
        if asked and not consents.allows(TRACKING, "widget"):
            raise NotAllowed(
                "The visitor does not want to be watched.",
                "Send nothing more of what they do until they agree again.",
                code="consent.withdrawn",
            )

    async def _track(self, caller: Caller, frame: p.Track) -> None:
        await self._watched_willingly(caller)
        services, headers = self._services, self._websocket.headers
        trusted = caller.may("write")
        if caller.person is None and not trusted:
            caller.needs("track")
        sender = Sender(
            name=caller.name,
            trusted=trusted,
            rules=rules_of(services.settings.people),
            received_at=services.clock.now(),
            sent_at=moment(frame.sentAt),
            user_agent=None if trusted else headers.get("user-agent"),
            visit=caller.person,
            conversation=caller.conversation,
            may_claim=trusted or caller.user is not None or not services.settings.identity.enforced,
        )
        taken = await services.intake.take(frame.batch, sender)
        await self._send(tracked_frame(frame.id, taken))

    async def _feedback(self, caller: Caller, frame: p.Feedback) -> None:
        if caller.person is None or caller.conversation is None:
            raise BadInput(
                "Only the customer says whether an answer helped.", "Use a visitor's session."
            )
        if not await self._services.conversations.said(caller.conversation, frame.message):
            raise NotFound("There is no such message here.", "Name a message of the business.")
        told = {"message": frame.message, "helpful": frame.helpful}
        receipt = await self._services.inbox.accept(
            Observation(
                id=MessageId(frame.id),
                person=caller.person,
                conversation=caller.conversation,
                behaviour=Behaviour(event=FEEDBACK, properties=told),
            ),
            language=self._language,
        )
        await self._send(p.Ack(id=frame.id, seq=receipt.seq, duplicate=receipt.duplicate))

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

    async def _owner_act(self, caller: Caller, frame: p.ClientFrame) -> None:
        if self._token is not None:
            # A key that was revoked meanwhile decides nothing more.
            caller = await self._services.access.by_token(self._token)
        caller.needs("decide")
        desk = self._services.desk
        done: Done
        match frame:
            case p.Decide():
                done = await desk.decide(
                    Choice(
                        draft=frame.draft,
                        version=Seq(frame.version),
                        decision=frame.decision,
                        by=caller.name,
                        text=None if frame.text is None else cleaned(frame.text),
                        reason=None if frame.reason is None else cleaned(frame.reason),
                        despite=frame.despite,
                        bulk=frame.bulk,
                    )
                )
            case p.OwnerSay():
                done = await desk.say(
                    frame.conversation,
                    cleaned(frame.text),
                    MessageId(frame.id),
                    caller.name,
                    await self._owners_parts(frame),
                )
            case p.TakeOver():
                done = await desk.take_over(frame.conversation, caller.name)
            case p.HandBack():
                done = await desk.hand_back(frame.conversation, caller.name)
            case p.AskCoach() | p.JudgeProposal() | p.SetPreferences():
                done = await to_the_coach(self._services.coach, caller, frame)
            case p.Deliberate() | p.StopDeliberation():
                done = await on_a_case(self._services.deliberations, caller, frame)
            case p.Snooze():
                done = await desk.snooze(frame.conversation, frame.until, caller.name)
            case p.SetAutonomy():
                done = await desk.set_autonomy(frame.autonomy, caller.name)
            case p.HoldEverything():
                done = await desk.hold_everything(frame.on, caller.name)
            case p.Correct():
                teacher = self._services.teacher
                done = Done((await teacher.correct(frame.reading, frame.labels, caller.name)).seq)
            case p.UndoCorrection():
                teacher = self._services.teacher
                done = Done((await teacher.undo(frame.correction, caller.name)).seq)
            case _:
                raise BadInput(
                    f"A `{frame.type}` frame is not expected here.", "See the AsyncAPI document."
                )
        await self._send(p.Ack(id=frame.id, seq=done.seq, duplicate=done.duplicate))

    async def _owners_parts(self, frame: p.OwnerSay) -> Parts:
        """The parts as they may travel: of a file the conversation has, what is stored of it."""
        named = tuple(part.id for part in frame.parts if isinstance(part, FileCard))
        stored = {
            card.id: card for card in await self._services.files.cards(frame.conversation, named)
        }
        return tuple(
            stored[part.id] if isinstance(part, FileCard) else part
            for part in cleaned_parts(frame.parts)
        )

    # ── what goes out ────────────────────────────────────────────────────────────────────────────

    async def _subscribe(self, caller: Caller, frame: p.Subscribe) -> None:
        if caller.role == "customer":
            conversation, view = caller.conversation, for_customer
        else:
            caller.needs("read")
            conversation = frame.conversation
            view = for_owner if caller.role == "owner" else for_integration
        if frame.after > await self._services.journal.stored_head():
            raise Conflict(
                "The cursor is ahead of the journal: it belongs to other data.",
                "Forget what was cached and subscribe from 0.",
                code="cursor.unknown",
            )
        if self._subscriber is not None:
            self._subscriber.cancel()
        self._subscriber = asyncio.create_task(self._follow(frame.after, conversation, view))

    async def _follow(
        self,
        after: int,
        conversation: ConversationId | None,
        view: Callable[[Recorded], View | None],
    ) -> None:
        try:
            with contextlib.suppress(WebSocketDisconnect):
                await self._pass_on(after, conversation, view)
        except Exception as error:
            # A subscription that ended in silence would look like a quiet day.
            _log.error("subscription failed: %s", type(error).__name__, exc_info=True)
            await self._refuse(
                StorageUnavailable(
                    "The events cannot be read at the moment.",
                    "Connect again and subscribe after the last event you saw.",
                ),
                CLOSE_TRY_LATER,
            )

    async def _pass_on(
        self,
        after: int,
        conversation: ConversationId | None,
        view: Callable[[Recorded], View | None],
    ) -> None:
        journal = self._services.journal
        caught_up = False
        with journal.subscribed(after, conversation) as subscription:
            while True:
                head = journal.head
                events = await subscription.ready()
                if not events:
                    if not caught_up:
                        caught_up = True
                        await self._send(p.CaughtUp(seq=Seq(max(head, subscription.cursor))))
                    events = await subscription.next()
                for recorded in events:
                    frame = view(recorded)
                    if frame is not None:
                        await self._send(frame)

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


def _for_whom(
    caller: Caller, person: PersonId | None, conversation: ConversationId | None
) -> tuple[PersonId, ConversationId]:
    if caller.person is not None and caller.conversation is not None:
        return caller.person, caller.conversation
    caller.needs("write")
    if person is None:
        raise BadInput(
            "It is not said whose signal this is.", "Name the `person`.", code="frame.field"
        )
    return person, conversation or ConversationId(f"con_{person}")


def _no_claims(behaviour: Behaviour, proven: UserId | None) -> None:
    themselves = proven is not None and behaviour.properties.get("user_id") == proven
    if behaviour.event in CLAIMS and not themselves:
        raise NotAllowed(
            "Who a visitor is has to be proven here.",
            "Give the widget a signed `token`; see docs/widget.md.",
            code="identity.unverified",
        )
