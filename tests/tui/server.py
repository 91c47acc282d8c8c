"""A small server that speaks the coach's protocol over real sockets, with a journal it can extend.

It runs in a thread of its own; every public method may be called from any thread.
"""

import asyncio
import json
import threading
from collections.abc import Coroutine
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from kizashi import events as e
from kizashi import protocol as p
from kizashi.coach_view import Found
from kizashi.counsel import Counsel
from kizashi.draft import Draft, DraftStatus
from kizashi.reading import Reading, StallReading
from kizashi.signal import Behaviour, Speaker
from kizashi.teaching import ReadingCorrected
from tests.tui.books import Books

T = TypeVar("T")
OWNER_TOKEN = "owner-token-for-tests"


class SmallServer(Books):
    """Start it with `with SmallServer(now) as server`. `now` is what its journal writes as time;
    move it with `server.now += …`."""

    def __init__(self, now: datetime, *, language: str = "ja", business: str = "陶房 こだま"):
        super().__init__(now, language, business)
        self.token = OWNER_TOKEN
        self.protocol = p.PROTOCOL_VERSION
        self.received: list[dict[str, Any]] = []
        self.answers = True
        """False: requests are taken and never answered, as on a line that breaks."""
        self.forbidden: str | None = None
        """Words that the Reviewer blocks in edited texts."""
        self.meant: tuple[str, ...] = ()
        """Whom every search by meaning finds."""
        self.searched: list[str] = []
        self.pages: dict[str, str] = {}
        """What further addresses answer, as JSON."""
        self.counsel: Counsel | None = None
        """What the Coach answers to every question; `None` while it is still thinking."""
        self.status: HTTPStatus | None = None
        """Answers every HTTP request with this status instead."""
        self.body: bytes | None = None
        self.seen_ids: set[str] = set()
        self._sockets: set[ServerConnection] = set()
        self._following: set[ServerConnection] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._server: Server | None = None
        self.port = 0

    # ── its life ─────────────────────────────────────────────────────────────────────────────────

    def __enter__(self) -> "SmallServer":
        self._thread.start()
        self.listen()
        return self

    def __exit__(self, *_: object) -> None:
        self.go_away()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=5)
        self._loop.close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def listen(self) -> None:
        """Begins to listen (again, on the same port)."""

        async def begin() -> None:
            self._server = await serve(
                self._converse,
                "127.0.0.1",
                self.port,
                process_request=self._http,
                ping_interval=None,
                reuse_address=True,
            )
            self.port = next(iter(self._server.sockets)).getsockname()[1]

        self._run(begin())

    def go_away(self) -> None:
        """Stops listening and breaks every connection."""

        async def end() -> None:
            if self._server is not None:
                for socket in list(self._sockets):
                    socket.transport.abort()
                self._server.close()
                await self._server.wait_closed()
                self._server = None

        self._run(end())

    def break_connections(self) -> None:
        """Breaks every connection and goes on listening."""

        async def end() -> None:
            for socket in list(self._sockets):
                socket.transport.abort()

        self._run(end())

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=10)

    # ── what happens in the business ─────────────────────────────────────────────────────────────

    def happens(
        self, event: e.Event, *, person: str | None = None, conversation: str | None = None
    ) -> int:
        """Appends an event to the journal and tells every subscriber; its seq."""

        async def append() -> int:
            return await self._append(event, person, conversation)

        return self._run(append())

    def opens(self, conversation: str, person: str, name: str | None = None) -> None:
        self.happens(e.PersonSeen(name=name, language=self.language), person=person)
        self.happens(e.ConversationOpened(), person=person, conversation=conversation)

    def says(self, conversation: str, text: str, message: str | None = None) -> int:
        person = self.talks[conversation].view["person"]
        key = message or f"msg_{len(self.journal)}"
        event = e.MessageReceived(id=key, text=text)
        return self.happens(event, person=person, conversation=conversation)

    def reads(self, conversation: str, reading: Reading) -> None:
        talk = self.talks[conversation]
        last = [m for m in talk.messages if m["speaker"] == "customer"][-1]
        event = e.ReadingMade(
            id=f"rdg_{len(self.journal)}",
            turn="turn_1",
            message=last["id"],
            covers=talk.view["version"],
            reading=reading,
        )
        self.happens(event, person=talk.view["person"], conversation=conversation)

    def does(self, conversation: str, what: str) -> None:
        person = self.talks[conversation].view["person"]
        event = e.BehaviourObserved(id=f"evt_{len(self.journal)}", behaviour=Behaviour(event=what))
        self.happens(event, person=person, conversation=conversation)

    def answers_with(self, conversation: str, text: str, speaker: Speaker = Speaker.AI) -> None:
        person = self.talks[conversation].view["person"]
        event = e.MessageSent(id=f"msg_{len(self.journal)}", speaker=speaker, text=text)
        self.happens(event, person=person, conversation=conversation)

    def holds(self, draft: Draft) -> None:
        event = e.DraftHeld(draft=draft)
        self.happens(event, person=draft.person, conversation=draft.conversation)

    def decides(self, draft: str, status: DraftStatus, by: str) -> None:
        known = self.drafts[draft]
        event = e.DraftDecided(draft=known.id, status=status, by=by)
        self.happens(event, person=known.person, conversation=known.conversation)

    def types(self, conversation: str, on: bool = True) -> None:
        self.tell(p.TypingNotice(who="customer", on=on, conversation=conversation))

    def comes_online(self, conversation: str, online: bool = True) -> None:
        self.tell(p.Presence(who="customer", online=online, conversation=conversation))

    def later(self, **delta: float) -> None:
        self.now += timedelta(**delta)

    def requests(self, kind: str) -> list[dict[str, Any]]:
        """Every frame of a type that came, in order."""
        return [frame for frame in list(self.received) if frame["type"] == kind]

    async def _append(self, event: e.Event, person: str | None, conversation: str | None) -> int:
        frame = self.append(event, person, conversation)
        for socket in list(self._following):
            await self._send(socket, frame)
        return frame.seq

    # ── what it speaks ───────────────────────────────────────────────────────────────────────────

    def _http(self, connection: ServerConnection, request: Request) -> Response | None:
        if self.status is not None:
            return _response(self.status, self.body or b"")
        if request.path == "/v1/socket":
            return None
        if self.body is not None:
            return _response(HTTPStatus.OK, self.body, "text/html")
        if request.headers.get("Authorization") != f"Bearer {self.token}":
            error = {"code": "auth.token", "message": "Unknown token.", "remedy": "Check it."}
            return _response(HTTPStatus.UNAUTHORIZED, json.dumps({"error": error}).encode())
        if request.path.startswith("/v1/coach/search?"):
            self.searched.append(parse_qs(urlsplit(request.path).query)["words"][0])
            found = Found(conversations=self.meant)
            return _response(HTTPStatus.OK, found.model_dump_json().encode())
        if request.path in self.pages:
            return _response(HTTPStatus.OK, self.pages[request.path].encode())
        if request.path == "/v1/coach":
            return _response(HTTPStatus.OK, self.coach_talk().model_dump_json().encode())
        if request.path == "/v1/overview":
            return _response(HTTPStatus.OK, self.overview().model_dump_json().encode())
        name = request.path.removeprefix("/v1/conversations/")
        if name not in self.talks:
            error = {"code": "not_found", "message": "No such conversation.", "remedy": "Look."}
            return _response(HTTPStatus.NOT_FOUND, json.dumps({"error": error}).encode())
        return _response(HTTPStatus.OK, self.detail(name).model_dump_json().encode())

    async def _converse(self, socket: ServerConnection) -> None:
        self._sockets.add(socket)
        try:
            await self._greet(socket)
            async for raw in socket:
                frame = p.CLIENT_FRAME.validate_json(raw)
                self.received.append(json.loads(raw))
                await self._answer(socket, frame)
        except ConnectionClosed:
            return
        finally:
            self._sockets.discard(socket)
            self._following.discard(socket)

    async def _greet(self, socket: ServerConnection) -> None:
        hello = p.CLIENT_FRAME.validate_json(await socket.recv())
        assert isinstance(hello, p.Hello)
        self.received.append(hello.model_dump(mode="json"))
        if hello.token != self.token:
            await self._send(
                socket,
                p.ErrorFrame(
                    code="auth.token", message="Revoked.", remedy="Ask for another.", fatal=True
                ),
            )
            await socket.close(1008)
            return
        await self._send(
            socket,
            p.Welcome(
                protocol=self.protocol,
                role="owner",
                head=len(self.journal),
                business=self.business,
                language=self.language,
            ),
        )

    async def _answer(self, socket: ServerConnection, frame: p.ClientFrame) -> None:
        if isinstance(frame, p.Ping):
            await self._send(socket, p.Pong())
        elif isinstance(frame, p.Subscribe):
            await self._send(socket, p.Ack(id=frame.id))
            for event in self.journal[frame.after :]:
                await self._send(socket, event)
            await self._send(socket, p.CaughtUp(seq=len(self.journal)))
            self._following.add(socket)
        elif isinstance(frame, p.Seen):
            event = e.ConversationSeen(by="owner", seq=frame.seq)
            await self._append(event, self._person(frame.conversation), frame.conversation)
        elif not isinstance(frame, p.Hello | p.Typing | p.Pong):
            await self._act(socket, frame)

    async def _act(self, socket: ServerConnection, frame: Any) -> None:
        """Does what a request asks, at most once for each id, and answers unless it must not."""
        error: p.ErrorFrame | None = None
        duplicate = frame.id in self.seen_ids
        if not duplicate:
            error = await self._decide(frame) if isinstance(frame, p.Decide) else None
            if not isinstance(frame, p.Decide):
                await self._owner_act(frame)
            if error is None:
                self.seen_ids.add(frame.id)
        if self.answers:
            ack = p.Ack(id=frame.id, seq=len(self.journal), duplicate=duplicate)
            await self._send(socket, error or ack)

    async def _owner_act(self, frame: Any) -> None:
        match frame:
            case p.SetAutonomy():
                await self._append(e.AutonomySet(autonomy=frame.autonomy, by="owner"), None, None)
            case p.HoldEverything():
                await self._append(e.EverythingHeld(on=frame.on, by="owner"), None, None)
            case p.TakeOver():
                await self._for(frame.conversation, e.ConversationTakenOver(by="owner"))
            case p.HandBack():
                await self._for(frame.conversation, e.ConversationHandedBack(by="owner"))
            case p.AskCoach():
                asked = e.CoachAsked(
                    id=frame.id,
                    text=frame.text,
                    language=frame.language,
                    looking_at=frame.looking_at,
                )
                await self._append(asked, None, None)
                if self.counsel is not None:
                    answered = e.CoachAnswered(asked=frame.id, counsel=self.counsel)
                    await self._append(answered, None, None)
            case p.Correct():
                await self._correct(frame)
            case p.UndoCorrection():
                self.pages["/v1/corrections"] = '{"items": []}'
            case p.JudgeProposal():
                decided = e.ProposalDecided(
                    proposal=frame.proposal, decision=frame.decision, by="owner"
                )
                await self._append(decided, None, None)
            case p.SetPreferences():
                wanted = e.PreferencesSet(preferences=frame.preferences, by="owner")
                await self._append(wanted, None, None)
            case p.Snooze():
                snoozed = e.ConversationSnoozed(until=frame.until, by="owner")
                await self._for(frame.conversation, snoozed)
            case p.OwnerSay():
                if self.talks[frame.conversation].view["mode"] != "owner":
                    await self._for(frame.conversation, e.ConversationTakenOver(by="owner"))
                sent = e.MessageSent(id=frame.id, speaker=Speaker.OWNER, text=frame.text)
                await self._for(frame.conversation, sent)

    async def _correct(self, frame: p.Correct) -> None:
        for key, talk in self.talks.items():
            for message in talk.messages:
                if message.get("reading_id") == frame.reading:
                    reading = message["reading"]
                    change = {}
                    if frame.phase is not None:
                        change = {"phase": frame.phase, "temperature": float(frame.phase)}
                    if "stall" in frame.model_fields_set:
                        stall = StallReading(reason=frame.stall, confidence=1.0)
                        change["stall"] = stall if frame.stall else None
                    corrected = ReadingCorrected(
                        id="cor_1",
                        corrects=frame.reading,
                        message=message["id"],
                        text=message["text"],
                        said="",
                        labels=frame.labels,
                        reading=reading.model_copy(update=change),
                        by="owner",
                    )
                    await self._for(key, corrected)
                    return

    async def _decide(self, frame: p.Decide) -> p.ErrorFrame | None:
        draft = self.drafts[frame.draft]
        refuse = self._refusal(frame, draft)
        if refuse is not None:
            return p.ErrorFrame(code=refuse, message="Refused.", remedy="Look again.", id=frame.id)
        status = DraftStatus(frame.decision)
        text = frame.text if status is DraftStatus.EDITED else draft.step.text
        decided = e.DraftDecided(
            draft=draft.id,
            status=status,
            by="owner",
            text=text if status is not DraftStatus.REJECTED else None,
            reason=frame.reason,
        )
        await self._for(draft.conversation, decided)
        if status is not DraftStatus.REJECTED:
            sent = e.MessageSent(
                id=f"msg_{len(self.journal)}",
                speaker=Speaker.OWNER_THROUGH_AI,
                text=text or "",
                draft=draft.id,
            )
            await self._for(draft.conversation, sent)
        return None

    def _refusal(self, frame: p.Decide, draft: Draft) -> str | None:
        if draft.status is DraftStatus.SUPERSEDED:
            return "draft.overtaken"
        if draft.status is not DraftStatus.HELD:
            return "draft.decided"
        if frame.bulk and not draft.low_risk:
            return "draft.not_low_risk"
        version = self.talks[draft.conversation].view["version"]
        if frame.version != draft.version or version != draft.version:
            return "draft.overtaken"
        forbidden = self.forbidden is not None and self.forbidden in (frame.text or "")
        return "draft.blocked" if forbidden and not frame.despite else None

    async def _for(self, conversation: str, event: e.Event) -> None:
        await self._append(event, self._person(conversation), conversation)

    def _person(self, conversation: str | None) -> str | None:
        return self.talks[conversation].view["person"] if conversation is not None else None

    async def _send(self, socket: ServerConnection, frame: p.ServerFrame) -> None:
        try:
            await socket.send(frame.model_dump_json(exclude_none=True))
        except ConnectionClosed:
            self._following.discard(socket)

    def tell(self, frame: p.ServerFrame) -> None:
        async def tell() -> None:
            for socket in list(self._following):
                await self._send(socket, frame)

        self._run(tell())


def _response(status: HTTPStatus, body: bytes, kind: str = "application/json") -> Response:
    headers = Headers({"Content-Type": kind, "Content-Length": str(len(body))})
    headers["Connection"] = "close"
    return Response(status.value, status.phrase, headers, body)
