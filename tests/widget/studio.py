"""A small business to talk to: the websocket protocol and the widget's files on a real server,
with the journal in memory. It validates every frame with the product's own types."""

import asyncio
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import uvicorn
from fastapi import FastAPI, Request, Response, WebSocket, WebSocketDisconnect
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse
from pydantic import ValidationError

from channels.widget import widget_router
from kizashi import protocol as p
from kizashi.errors import KizashiError
from kizashi.ids import ConversationId, MessageId, PersonId, Seq, random_id
from kizashi.language import Language
from kizashi.parts import Part
from kizashi.signal import Speaker

NAMES = {Language.JA: "陶房ひととせ", Language.EN: "Tōbō Hitotose"}
HOST = "127.0.0.1"

Frame = TypeVar("Frame", bound=p.ClientFrame)


class Line:
    """One visitor's open websocket."""

    def __init__(self, socket: WebSocket, conversation: ConversationId) -> None:
        self.socket = socket
        self.conversation = conversation
        self.subscribed = False

    async def send(self, frame: p.ServerFrame) -> None:
        await self.socket.send_text(frame.model_dump_json(exclude_none=True))


class Studio:
    """The business: its journal outlives stops and starts of its server."""

    def __init__(self) -> None:
        self.journal: list[p.EventFrame | p.ReplyChunk] = []
        self.behaviour: list[p.SendBehaviour] = []
        self.heard: list[p.ClientFrame] = []
        """Every frame that came, in order."""
        self.sessions: dict[str, tuple[PersonId, ConversationId]] = {}
        self.lines: list[Line] = []
        self.refusal: Callable[[p.SendMessage], p.ErrorFrame | None] = lambda frame: None
        """Tests set it to refuse messages."""
        self.deaf = False
        """While true, messages are not taken and not answered: a line that has gone dead."""
        self.mute = False
        """While true, pings are not answered."""
        self.origin_refused = False
        self.port = 0
        self._loop = asyncio.new_event_loop()
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None
        self.app = self._app()

    # ── the server ───────────────────────────────────────────────────────────────────────────

    def start(self) -> None:
        """Listens: on a free port the first time, on the same one afterwards."""
        config = uvicorn.Config(
            self.app,
            host=HOST,
            port=self.port,
            log_level="error",
            lifespan="off",
            ws="websockets-sansio",
        )
        self._server = uvicorn.Server(config)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(
            target=self._loop.run_until_complete, args=(self._server.serve(),), daemon=True
        )
        self._thread.start()
        until(lambda: self._server is not None and self._server.started)
        self.port = self._server.servers[0].sockets[0].getsockname()[1]

    def stop(self) -> None:
        """Stops as a crash would: every line breaks."""
        if self._server is None or self._thread is None:
            return
        self._server.should_exit = True
        self._server.force_exit = True
        self._thread.join(10)
        self._server = None
        self.lines.clear()

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    def _app(self) -> FastAPI:
        app = FastAPI()
        app.add_middleware(
            CORSMiddleware,
            allow_origins=["*"],
            allow_methods=["POST"],
            allow_headers=["content-type"],
        )
        app.include_router(widget_router())
        app.add_exception_handler(KizashiError, problem)
        app.add_api_route("/v1/sessions", self._new_session, methods=["POST"])
        app.add_api_websocket_route("/v1/socket", self._converse)
        return app

    async def _new_session(self, request: Request) -> dict[str, str]:
        body = await request.json()
        Language(body["language"])
        if self.origin_refused:
            error = KizashiError("This page may not embed the chat.", "Allow its origin.")
            error.status, error.code = 403, "origin.denied"
            raise error
        session = random_id("ses")
        person, conversation = PersonId(random_id("per")), ConversationId(random_id("con"))
        self.sessions[session] = (person, conversation)
        expires = datetime.now(UTC) + timedelta(days=180)
        return {
            "session": session,
            "person": person,
            "conversation": conversation,
            "expires_at": expires.isoformat(),
        }

    async def _converse(self, socket: WebSocket) -> None:
        await socket.accept()
        try:
            hello = p.CLIENT_FRAME.validate_json(await socket.receive_text())
            assert isinstance(hello, p.Hello)
            if hello.session not in self.sessions:
                error = p.ErrorFrame(
                    code="session.expired", message="Over.", remedy="Ask for a new one.", fatal=True
                )
                await socket.send_text(error.model_dump_json())
                await socket.close(1008)
                return
            self.heard.append(hello)
            person, conversation = self.sessions[hello.session]
            line = Line(socket, conversation)
            language = Language(hello.language or "ja")
            await line.send(
                p.Welcome(
                    role="customer",
                    head=Seq(len(self.journal)),
                    business=NAMES[language],
                    language=language.value,
                    time_zone="Asia/Tokyo",
                    person=person,
                    conversation=conversation,
                )
            )
            self.lines.append(line)
            try:
                while True:
                    await self._answer(line, await socket.receive_text())
            finally:
                if line in self.lines:
                    self.lines.remove(line)
        except WebSocketDisconnect:
            pass

    async def _answer(self, line: Line, text: str) -> None:
        try:
            frame = p.CLIENT_FRAME.validate_json(text)
        except ValidationError as error:
            await line.send(
                p.ErrorFrame(code="frame.invalid", message=str(error), remedy="Mend the client.")
            )
            raise
        self.heard.append(frame)
        match frame:
            case p.Ping() if not self.mute:
                await line.send(p.Pong())
            case p.Subscribe():
                await line.send(p.Ack(id=frame.id))
                for event in list(self.journal):
                    if event.seq > frame.after and event.conversation == line.conversation:
                        await line.send(event)
                await line.send(p.CaughtUp(seq=Seq(len(self.journal))))
                line.subscribed = True
            case p.SendMessage():
                await self._message(line, frame)
            case p.Feedback():
                told = {"message": frame.message, "helpful": frame.helpful}
                event = self._record(line.conversation, {"kind": "behaviour.observed", **told})
                await line.send(p.Ack(id=frame.id, seq=event.seq))
                await self._publish(event)
            case p.SendBehaviour():
                known = any(each.id == frame.id for each in self.behaviour)
                if not known:
                    self.behaviour.append(frame)
                await line.send(p.Ack(id=frame.id, duplicate=known))

    async def _message(self, line: Line, frame: p.SendMessage) -> None:
        if self.deaf:
            return
        refused = self.refusal(frame)
        if refused is not None:
            await line.send(refused)
            return
        known = next((each for each in self.events if each.body.get("id") == frame.id), None)
        if known is not None:
            await line.send(p.Ack(id=frame.id, seq=known.seq, duplicate=True))
            return
        body = {"kind": "message.received", "id": frame.id, "text": frame.text, "channel": "widget"}
        event = self._record(line.conversation, body)
        await line.send(p.Ack(id=frame.id, seq=event.seq, message=MessageId(frame.id)))
        await self._publish(event)

    def _record(self, conversation: ConversationId, body: dict[str, Any]) -> p.EventFrame:
        event = p.EventFrame(
            seq=Seq(len(self.journal) + 1),
            at=datetime.now(UTC),
            conversation=conversation,
            body=body,
        )
        self.journal.append(event)
        return event

    @property
    def events(self) -> list[p.EventFrame]:
        """The journal without the parts of answers."""
        return [each for each in self.journal if isinstance(each, p.EventFrame)]

    async def _publish(self, event: p.EventFrame | p.ReplyChunk) -> None:
        for line in list(self.lines):
            if line.subscribed and line.conversation == event.conversation:
                await line.send(event)

    # ── what tests do with it ────────────────────────────────────────────────────────────────

    def tells(self, text: str, message: str) -> p.ReplyChunk:
        """So much of an answer has been worded."""
        chunk = p.ReplyChunk(
            seq=Seq(len(self.journal) + 1),
            at=datetime.now(UTC),
            conversation=self.conversation,
            id=MessageId(message),
            text=text,
        )
        self.journal.append(chunk)
        if self._server is not None:
            asyncio.run_coroutine_threadsafe(self._publish(chunk), self._loop).result(10)
        return chunk

    def say(
        self, text: str, speaker: Speaker = Speaker.AI, *parts: Part, message: str | None = None
    ) -> p.EventFrame:
        """The business says something in the newest conversation, to whoever is there."""
        body = {
            "kind": "message.sent",
            "id": message or random_id("msg"),
            "speaker": speaker,
            "text": text,
            "parts": [part.model_dump(mode="json", exclude_none=True) for part in parts],
        }
        return self.happen(body)

    def read(self) -> None:
        """The owner has read everything."""
        self.happen({"kind": "conversation.seen", "by": "owner", "seq": len(self.journal)})

    def take_over(self) -> None:
        """The owner takes the conversation."""
        self.happen({"kind": "conversation.taken_over", "by": "owner"})

    def types(self, on: bool) -> None:
        """The business begins or ends typing."""
        frame = p.TypingNotice(who="business", on=on, conversation=self.conversation)
        self._on_lines(lambda line: line.send(frame))

    def owner_arrives(self) -> None:
        """The owner sits down at their screen."""
        frame = p.Presence(who="business", online=True, conversation=self.conversation)
        self._on_lines(lambda line: line.send(frame))

    def ping(self) -> None:
        """The server asks whether its clients are still there."""
        self._on_lines(lambda line: line.send(p.Ping()))

    def cut_lines(self) -> None:
        """Every line breaks; the server goes on."""
        self._on_lines(lambda line: line.socket.close(1012))

    @property
    def conversation(self) -> ConversationId:
        """The newest conversation."""
        return list(self.sessions.values())[-1][1]

    @property
    def received(self) -> list[str]:
        """The texts of the customers' messages as the journal has them."""
        return [e.body["text"] for e in self.events if e.body["kind"] == "message.received"]

    def frames(self, kind: type[Frame]) -> list[Frame]:
        """The frames of a kind that came, in order."""
        return [frame for frame in self.heard if isinstance(frame, kind)]

    def happen(self, body: dict[str, Any]) -> p.EventFrame:
        """Something happens in the newest conversation."""
        event = self._record(self.conversation, body)
        if self._server is not None:
            asyncio.run_coroutine_threadsafe(self._publish(event), self._loop).result(10)
        return event

    def _on_lines(self, act: Callable[[Line], Any]) -> None:
        async def each() -> None:
            for line in list(self.lines):
                await act(line)

        asyncio.run_coroutine_threadsafe(each(), self._loop).result(10)


async def problem(request: Request, error: Exception) -> Response:
    """A typed error as the HTTP API words it."""
    assert isinstance(error, KizashiError)
    content = {"error": {"code": error.code, "message": error.message, "remedy": error.remedy}}
    return JSONResponse(content, status_code=error.status)


def until(true: Callable[[], Any], seconds: float = 10) -> None:
    """Waits for a condition to become true; fails when it does not."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "what was waited for did not happen"
        time.sleep(0.01)
