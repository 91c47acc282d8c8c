"""A house with its doors open: the product's own app on a real server, in a thread of its own.

Journal, store, policies, access and every channel are real; only the minds are made up, so that
it stands in a fraction of a second. What needs the trained minds uses `tests/live.py`.
"""

import asyncio
import contextlib
import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import uvicorn

from agents.tracking import Tracking
from channels.mail.postman import Postman
from channels.metrics import Metrics
from channels.presence import Presences
from channels.segment.intake import Intake
from channels.services import Services
from channels.socket import READ_LIMIT
from channels.visits import Visits
from kizashi.ids import ConversationId, MessageId, random_id
from kizashi.settings import Settings
from memory.consents import ConsentBook
from memory.facts.book import FactBook
from memory.files import FileCabinet
from memory.identity.normal import rules_of
from memory.known import KnownOfPeople
from memory.mail.book import Mailings
from memory.people import People
from memory.rights.periods import Forget
from memory.rights.requests import Rights
from server.access import create_key
from server.app import build_app
from server.house import access_of
from server.jobs import done_here
from tests.deliberating import deliberations_in
from tests.rooms import House, a_house, packaged_policies
from tests.support import HandClock, until

HOST = "127.0.0.1"
Found = TypeVar("Found")


@dataclass(frozen=True)
class Answer:
    """What the server answered over HTTP."""

    status: int
    body: Any
    headers: Mapping[str, str] = field(repr=False)

    @property
    def code(self) -> str:
        """The stable code of an error."""
        return str(self.body["error"]["code"])


class Doors:
    """One served house."""

    def __init__(self, folder: Path, settings: Settings, **minds: Any) -> None:
        self.settings = settings
        self.address = ""
        self.token = ""
        """The owner's."""
        self.tasks: set[asyncio.Task[None]] = set()
        """Work beside the serving, ended with it."""
        self.house: House
        self.services: Services
        self.postman: Postman
        self._server: uvicorn.Server
        self._folder = folder
        self._minds = minds
        self._loop = asyncio.new_event_loop()
        self._open = threading.Event()
        self._close = asyncio.Event()
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._live, daemon=True)

    @property
    def socket_address(self) -> str:
        return self.address.replace("http", "ws") + "/v1/socket"

    def start(self) -> None:
        """Opens the doors."""
        self._thread.start()
        assert self._open.wait(60), "the doors did not open"
        if self._failure is not None:
            raise self._failure

    def stop(self) -> None:
        """Closes them; every connection breaks."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._close.set)
            self._thread.join(20)

    def works(self) -> None:
        """Does from now on what the server does in the background: requests, and mail."""
        self.do(self._begin())

    async def _begin(self) -> None:
        jobs = {**self.services.rights.jobs(), **self.postman.jobs()}
        for job in jobs.values():
            self.tasks.add(asyncio.create_task(done_here(self.services.journal, job)))

    def do(self, work: Coroutine[Any, Any, Found]) -> Found:
        """Runs something inside the house and waits for it."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(20)

    def get(self, path: str, token: str | None = None, **headers: str) -> Answer:
        """A GET request; errors are answers too."""
        return self.call("GET", path, None, token, headers)

    def post(self, path: str, body: Any, token: str | None = None, **headers: str) -> Answer:
        """A POST request with JSON, or with bytes as they are."""
        return self.call("POST", path, body, token, headers)

    def call(
        self, method: str, path: str, body: Any, token: str | None, headers: Mapping[str, str]
    ) -> Answer:
        request = urllib.request.Request(self.address + path, method=method)
        if isinstance(body, bytes):
            request.data = body
        elif body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        if token is not None:
            request.add_header("Authorization", f"Bearer {token}")
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return _answer(answer.status, answer.read(), answer.headers)
        except urllib.error.HTTPError as error:
            return _answer(error.code, error.read(), error.headers)

    def cut_lines(self) -> None:
        """Every connection breaks; the house goes on."""

        async def cut() -> None:
            for connection in list(self._server.server_state.connections):
                connection.transport.abort()  # type: ignore[union-attr]

        self.do(cut())

    def later(self, seconds: float) -> None:
        """Time passes for the house."""

        async def move() -> None:
            self.house.clock.move(seconds)

        self.do(move())

    def say(self, conversation: str, text: str, parts: Any = ()) -> None:
        """The owner writes."""
        self.do(
            self.services.desk.say(
                ConversationId(conversation), text, MessageId(random_id("msg")), "owner", parts
            )
        )

    def visitor(self, **wanted: Any) -> dict[str, Any]:
        """A session."""
        given = self.post("/v1/sessions", wanted)
        assert given.status == 200, given
        found: dict[str, Any] = given.body
        return found

    def _live(self) -> None:
        try:
            self._loop.run_until_complete(self._serve())
        except BaseException as error:
            self._failure = error
        finally:
            self._open.set()

    async def _serve(self) -> None:
        self.settings.data.mkdir(exist_ok=True)
        # Browsers judge a session by their own clock, so this one begins at the same time.
        clock = HandClock(datetime.now(UTC))
        async with a_house(self._folder, clock=clock, new_id=random_id, **self._minds) as h:
            self.house = h
            self.services = services_of(h, self.settings)
            self.postman = Postman(self.services.mailings, h.conversations, self.settings, clock)
            _, self.token = await create_key(h.journal, random_id, "owner", ("owner",))
            config = uvicorn.Config(
                build_app(self.services),
                host=HOST,
                port=0,
                log_level="error",
                lifespan="off",
                ws="websockets-sansio",
                ws_max_size=READ_LIMIT,
                timeout_graceful_shutdown=1,
            )
            server = self._server = uvicorn.Server(config)
            serving = asyncio.create_task(server.serve())
            await until(lambda: server.started, 30)
            self.address = f"http://{HOST}:{server.servers[0].sockets[0].getsockname()[1]}"
            self._open.set()
            await self._close.wait()
            for task in self.tasks:
                task.cancel()
            await asyncio.gather(*self.tasks, return_exceptions=True)
            server.should_exit = True
            await serving


def services_of(house: House, settings: Settings) -> Services:
    """The house as the channels are handed it. What only trained minds can fill stays empty."""
    made: dict[str, Any] = {
        "settings": settings,
        "journal": house.journal,
        "conversations": house.conversations,
        "consents": ConsentBook(house.journal),
        "known": KnownOfPeople(house.journal),
        "facts": FactBook(house.journal),
        "files": FileCabinet(house.journal),
        "inbox": house.inbox,
        "desk": house.desk,
        "deliberations": deliberations_in(house, settings),
        "access": access_of(settings, house.journal, house.clock, random_id),
        "rights": Rights(
            house.journal, settings.retention, _ending_turns(house), house.clock, random_id
        ),
        "mailings": Mailings(house.journal),
        "people": People(house.journal.store, house.journal.workspace, house.conversations),
        "intake": Intake(
            Tracking(house.journal, rules_of(settings.people), random_id), settings, time.monotonic
        ),
        "presences": Presences(),
        "metrics": Metrics(house.journal),
        "visits": Visits(time.monotonic),
        "policies": packaged_policies,
        "policy_problem": lambda: None,
        "clock": house.clock,
        "new_id": random_id,
    }
    return Services(**{each.name: made.get(each.name) for each in fields(Services)})


def _ending_turns(house: House) -> Forget:
    async def forget(conversations: Sequence[ConversationId]) -> None:
        for conversation in conversations:
            await house.turns.forget(conversation)

    return forget


def _answer(status: int, content: bytes, headers: Mapping[str, str]) -> Answer:
    kind = headers.get("Content-Type", "")
    return Answer(
        status, json.loads(content) if kind.startswith("application/json") else content, headers
    )


@contextlib.contextmanager
def doors(folder: Path, settings: Settings | None = None, **minds: Any) -> Iterator[Doors]:
    """An open house in this folder."""
    found = Doors(folder, settings or Settings(root=folder), **minds)
    found.start()
    try:
        yield found
    finally:
        found.stop()
