"""A client's subscription: every event that is theirs to see, the missed ones first."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable

from fastapi import WebSocketDisconnect

from channels.access import Caller
from channels.services import Services
from channels.views import View, for_customer, for_integration, for_owner
from kizashi import protocol as p
from kizashi.errors import Conflict, KizashiError, StorageUnavailable
from kizashi.events import Recorded
from kizashi.ids import ConversationId, Seq

_log = logging.getLogger(__name__)


class Following:
    """One connection's subscription; a new one takes the place of the former. `send` is handed
    every frame, `give_up` is told when the events cannot be read."""

    def __init__(
        self,
        services: Services,
        send: Callable[[p.ServerFrame], Awaitable[None]],
        give_up: Callable[[KizashiError], Awaitable[None]],
    ) -> None:
        self._services = services
        self._send = send
        self._give_up = give_up
        self._subscriber: asyncio.Task[None] | None = None

    def stop(self) -> None:
        """Ends the subscription, if there is one."""
        if self._subscriber is not None:
            self._subscriber.cancel()

    async def start(self, caller: Caller, frame: p.Subscribe) -> None:
        """Begins after a cursor. Raises `NotAllowed`, and `Conflict` (`cursor.unknown`) for one of
        other data."""
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
        self.stop()
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
            await self._give_up(
                StorageUnavailable(
                    "The events cannot be read at the moment.",
                    "Connect again and subscribe after the last event you saw.",
                )
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
