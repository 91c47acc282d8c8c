"""A tool server as a process of our own, spoken to over its pipes within bounds.

The MCP package brings such a transport, but one that gathers a line of any length in memory before
anybody can object. Here a line has a longest length, and the process goes with the connection.
"""

import asyncio
import contextlib
import os
import signal
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

from agents.tools.trouble import unavailable

HARMLESS = ("HOME", "LANG", "LC_ALL", "LOGNAME", "PATH", "SHELL", "TERM", "TZ", "USER")
"""Variables that every command sees; keys and secrets of Kizashi are not among them."""
NOISE_LINES = 100
"""Lines that are not MCP (a stray print) and are passed over."""
EXIT_SECONDS = 1.0
FRAME = 64 * 1024


class Pipe:
    """What became of one connection: `broken` is the code of why it ended, if it is known."""

    def __init__(self) -> None:
        self.broken: str | None = None


@contextlib.asynccontextmanager
async def piped(
    command: Sequence[str], variables: Sequence[str], folder: Path, longest: int, pipe: Pipe
) -> AsyncIterator[tuple[Any, Any]]:
    """The streams that an MCP session reads and writes. `longest` bounds one message in bytes.

    Raises `ToolUnavailable` (`tool.not_started`).
    """
    import anyio

    try:
        process = await asyncio.create_subprocess_exec(
            *command,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={name: os.environ[name] for name in (*HARMLESS, *variables) if name in os.environ},
            cwd=folder,
            limit=longest,
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        raise unavailable("not_started") from error
    to_session, heard = anyio.create_memory_object_stream[Any](0)
    said, from_session = anyio.create_memory_object_stream[Any](0)
    try:
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(_hear, process.stdout, to_session, pipe)
            tasks.start_soon(_say, process.stdin, from_session)
            try:
                yield heard, said
            finally:
                tasks.cancel_scope.cancel()
    finally:
        for stream in (to_session, heard, said, from_session):
            stream.close()
        await asyncio.shield(_ended(process))


async def _hear(stdout: asyncio.StreamReader | None, to_session: Any, pipe: Pipe) -> None:
    import anyio
    from mcp.shared.message import SessionMessage
    from mcp_types import jsonrpc_message_adapter

    if stdout is None:
        return
    noise = 0
    with contextlib.suppress(anyio.BrokenResourceError, anyio.ClosedResourceError):
        async with to_session:
            while noise <= NOISE_LINES:
                try:
                    line = await stdout.readuntil(b"\n")
                except asyncio.IncompleteReadError:
                    return
                except asyncio.LimitOverrunError:
                    pipe.broken = "tool.too_large"
                    return
                try:
                    message = jsonrpc_message_adapter.validate_json(line, by_name=False)
                except ValueError:
                    noise += 1
                    continue
                await to_session.send(SessionMessage(message))


async def _say(stdin: asyncio.StreamWriter | None, from_session: Any) -> None:
    if stdin is None:
        return
    with contextlib.suppress(OSError):
        async for message in from_session:
            line = message.message.model_dump_json(by_alias=True, exclude_unset=True)
            stdin.write(f"{line}\n".encode())
            await stdin.drain()


async def _ended(process: asyncio.subprocess.Process) -> None:
    """The process and whatever it started are gone, and its pipes are closed."""
    if process.stdin is not None:
        process.stdin.close()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(process.wait(), EXIT_SECONDS)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(EXIT_SECONDS):
            # Read to its end first: a pipe that is full and unread never closes.
            while process.stdout is not None and await process.stdout.read(FRAME):
                pass
            if process.stdin is not None:
                with contextlib.suppress(OSError):
                    await process.stdin.wait_closed()
            await process.wait()
