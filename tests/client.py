"""A plain websocket client of the public protocol, as an integrator would write it."""

import asyncio
import itertools
import json
from collections.abc import Callable
from typing import Any

import websockets

Frame = dict[str, Any]


class Client:
    """One connection; keeps every frame it got, and waits for the one that is asked for."""

    def __init__(self, connection: websockets.ClientConnection) -> None:
        self.connection = connection
        self.frames: list[Frame] = []
        self._changed = asyncio.Condition()
        self._ended = False
        self._numbers = itertools.count(1)
        self._reader = asyncio.create_task(self._read())

    @classmethod
    async def connect(cls, address: str, **hello: Any) -> "Client":
        """Connects and says hello; `hello` has the session or the token."""
        client = cls(await websockets.connect(address, max_size=None))
        await client.send(type="hello", **hello)
        await client.frame(lambda frame: frame["type"] in {"welcome", "error"})
        return client

    async def close(self) -> None:
        """Closes the connection."""
        self._reader.cancel()
        await self.connection.close()

    async def send(self, **frame: Any) -> None:
        """Sends one frame."""
        await self.connection.send(json.dumps(frame))

    async def ask(self, **frame: Any) -> Frame:
        """Sends one frame with an id of its own and returns the `ack` or `error` for it."""
        request = frame.setdefault("id", f"req-{next(self._numbers)}-{id(self)}")
        seen = len(self.frames)
        await self.send(**frame)
        return await self.frame(
            lambda got: got["type"] in {"ack", "error"} and got.get("id") == request, after=seen
        )

    async def frame(
        self, wanted: Callable[[Frame], bool], *, after: int = 0, seconds: float = 20
    ) -> Frame:
        """The first frame (past the first `after` ones) that is wanted."""
        async with asyncio.timeout(seconds), self._changed:
            while True:
                for frame in self.frames[after:]:
                    if wanted(frame):
                        return frame
                if self._ended:
                    raise ConnectionError("the connection ended")
                await self._changed.wait()

    async def event(self, kind: str, *, after: int = 0, seconds: float = 20, **body: Any) -> Frame:
        """The first event of a kind whose body has these values."""
        return await self.frame(
            lambda frame: (
                frame["type"] == "event"
                and frame["body"]["kind"] == kind
                and all(frame["body"].get(key) == value for key, value in body.items())
            ),
            after=after,
            seconds=seconds,
        )

    def events(self, kind: str) -> list[Frame]:
        """Every event of a kind so far."""
        return [f for f in self.frames if f["type"] == "event" and f["body"]["kind"] == kind]

    async def _read(self) -> None:
        try:
            async for text in self.connection:
                async with self._changed:
                    self.frames.append(json.loads(text))
                    self._changed.notify_all()
        except websockets.ConnectionClosed:
            pass
        finally:
            self._ended = True
            async with self._changed:
                self._changed.notify_all()
