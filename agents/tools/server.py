"""One tool server: a session that is opened when it is needed, and given up when it misbehaves."""

import asyncio
import contextlib
import json
import logging
import os
from collections.abc import AsyncIterator, Callable, Mapping
from pathlib import Path
from typing import Any

from agents.minds.model.breaker import Breaker
from agents.tools.pipe import Pipe, piped
from agents.tools.trouble import ToolUnavailable, unavailable
from agents.tools.web import reached
from kizashi.tools import Argument, ToolServer
from policies.tools import Offered

_log = logging.getLogger(__name__)

CLOSING_SECONDS = 5.0
OPEN_SECONDS = 10.0
"""How long a server may take to start. A turn does not wait for it that long."""
BYTES_PER_CHARACTER = 4
FRAME_BYTES = 64 * 1024
"""Room for what stands around a result, and for a list of tools."""
PAGES = 5
TOOLS = 200
PARAMETERS = 20


class _Connection:
    """One session from its opening to its end, in a task of its own: it must be closed where it
    was opened."""

    def __init__(self, settings: ToolServer, root: Path) -> None:
        self.session: Any = None
        self.offered: dict[str, Offered] = {}
        self.pipe = Pipe()
        self.given_up = False
        self.opened: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        # Who waits for it asks for the reason; when nobody does, that is no fault.
        self.opened.add_done_callback(lambda one: one.cancelled() or one.exception())
        self._settings = settings
        self._root = root
        self._end = asyncio.Event()
        self.task = asyncio.create_task(self._live(), name=f"tools-{settings.name}")

    @property
    def usable(self) -> bool:
        """Whether it is open, or being opened."""
        return not self.given_up and not self.task.done()

    def give_up(self) -> None:
        """Ends it, however far it has come."""
        self.given_up = True
        self._end.set()
        if not self.opened.done():
            self.task.cancel()

    async def _live(self) -> None:
        code = "failed"
        try:
            async with contextlib.AsyncExitStack() as stack:
                async with asyncio.timeout(OPEN_SECONDS):
                    session = await self._begun(stack)
                    self.offered = await _listed(session)
                self.session = session
                self.opened.set_result(None)
                await self._end.wait()
        except TimeoutError:
            code = "timeout"
        except ToolUnavailable as error:
            code = error.code
        except ImportError:
            code = "missing"
        except Exception as error:
            _log.info("tool server %s: %s", self._settings.name, type(error).__name__)
            code = self.pipe.broken or "not_started"
        finally:
            self.given_up = True
            if not self.opened.done():
                self.opened.set_exception(unavailable(code))

    async def _begun(self, stack: contextlib.AsyncExitStack) -> Any:
        from mcp import ClientSession

        streams = await stack.enter_async_context(self._transport())
        session = await stack.enter_async_context(ClientSession(*streams))
        await session.initialize()
        return session

    @contextlib.asynccontextmanager
    async def _transport(self) -> AsyncIterator[tuple[Any, Any]]:
        settings = self._settings
        longest = settings.largest * BYTES_PER_CHARACTER + FRAME_BYTES
        if settings.url is None:
            async with piped(
                settings.command, settings.environment, self._root, longest, self.pipe
            ) as streams:
                yield streams
            return
        key = os.environ.get(settings.key_variable) if settings.key_variable else None
        async with reached(settings.url, key, OPEN_SECONDS, longest, self.pipe) as streams:
            yield streams


class Server:
    """One tool server, whatever becomes of its sessions."""

    def __init__(self, settings: ToolServer, root: Path, now: Callable[[], float]) -> None:
        """`root` is the folder that a command starts in; `now` is a monotonic clock."""
        self.settings = settings
        self.breaker = Breaker(now)
        self._root = root
        self._connection: _Connection | None = None
        self._ending: set[asyncio.Task[None]] = set()

    @property
    def offered(self) -> dict[str, Offered]:
        """The tools that the server names, by their names; empty until it was reached."""
        return self._connection.offered if self._connection is not None else {}

    def warm(self) -> _Connection:
        """Begins to open a session, unless one is open or being opened."""
        if self._connection is None or not self._connection.usable:
            self._connection = connection = _Connection(self.settings, self._root)
            self._ending.add(connection.task)
            connection.task.add_done_callback(self._ending.discard)
        return self._connection

    async def ready(self, seconds: float) -> _Connection:
        """The open session. Raises `ToolUnavailable`."""
        connection = self.warm()
        try:
            async with asyncio.timeout(seconds):
                await asyncio.shield(connection.opened)
        except TimeoutError:
            raise unavailable("timeout") from None
        return connection

    async def call(
        self,
        tool: str,
        arguments: Mapping[str, Argument],
        seconds: float,
        refusal: Callable[[Offered | None], str | None],
    ) -> str:
        """The result as text; `seconds` bounds the call. `refusal` is asked what the server says
        of the tool before it is called, and gives the code of why it must not be.

        Raises `ToolUnavailable`; a server that hung or broke off is opened anew by the next call.
        """
        if not self.breaker.allows():
            raise unavailable("resting")
        connection = self.warm()
        result: Any = None
        try:
            async with asyncio.timeout(seconds):
                await self.ready(seconds)
                code = refusal(connection.offered.get(tool))
                if code is None:
                    result = await connection.session.call_tool(tool, dict(arguments))
        except asyncio.CancelledError:
            self.breaker.gave_up()
            raise
        except ToolUnavailable:
            self.breaker.failed()
            raise
        except TimeoutError:
            self._dropped(connection)
            raise unavailable("timeout") from None
        except Exception as error:
            _log.info("tool server %s: %s", self.settings.name, type(error).__name__)
            self._dropped(connection)
            raise unavailable(connection.pipe.broken or "failed") from None
        self.breaker.succeeded()
        if code is not None:
            raise unavailable(code)
        if result.is_error:
            raise unavailable("error")
        return text_of(result)

    async def close(self) -> None:
        """Ends every session and its process."""
        if self._connection is not None:
            self._connection.give_up()
        if self._ending:
            await asyncio.wait(set(self._ending), timeout=CLOSING_SECONDS)

    def _dropped(self, connection: _Connection) -> None:
        self.breaker.failed()
        connection.give_up()


async def _listed(session: Any) -> dict[str, Offered]:
    found: dict[str, Offered] = {}
    cursor: str | None = None
    for _ in range(PAGES):
        page = await session.list_tools(cursor=cursor) if cursor else await session.list_tools()
        for tool in page.tools[:TOOLS]:
            hints = tool.annotations
            reads = bool(hints is not None and hints.read_only_hint)
            found[tool.name] = Offered(
                name=tool.name,
                description=tool.description or "",
                parameters=_parameters(tool.input_schema),
                reads_only=reads,
                destroys=not reads and (hints is None or hints.destructive_hint is not False),
            )
        cursor = page.next_cursor
        if not cursor:
            break
    return found


def _parameters(schema: Any) -> tuple[str, ...]:
    found = schema.get("properties") if isinstance(schema, dict) else None
    return tuple(map(str, found))[:PARAMETERS] if isinstance(found, dict) else ()


def text_of(result: Any) -> str:
    """What a result says: its structured content as JSON where it has some, else its texts.
    Pictures, sounds and links are left out."""
    if result.structured_content is not None:
        content = result.structured_content
        if isinstance(content, dict) and list(content) == ["result"]:
            content = content["result"]
        if not isinstance(content, str):
            return json.dumps(content, ensure_ascii=False)
        return content
    return "\n".join(one.text for one in result.content if getattr(one, "type", "") == "text")
