"""One at a time through a piece of thinking, so that the event loop looks around in between.

Minds think on the event loop, some milliseconds at a stretch. Of many turns that are ready at once
the loop would run all before it looks at a socket or a timer again.
"""

import asyncio
from collections import deque


class Turnstile:
    """Lets one through in each round of the event loop, in the order in which they came. Who comes
    alone does not wait."""

    def __init__(self) -> None:
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._free = True

    async def passed(self) -> None:
        """Returns when it is the caller's round."""
        loop = asyncio.get_running_loop()
        if self._free:
            self._free = False
            loop.call_soon(self._next, loop)
            return
        mine = loop.create_future()
        self._waiting.append(mine)
        await mine

    def _next(self, loop: asyncio.AbstractEventLoop) -> None:
        while self._waiting:
            first = self._waiting.popleft()
            if not first.done():
                first.set_result(None)
                loop.call_soon(self._next, loop)
                return
        self._free = True
