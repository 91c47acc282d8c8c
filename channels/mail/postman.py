"""The postman: sends the mail that was asked for, and tries again when the server is away."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import TypeAlias

from channels.mail.letter import letter
from channels.mail.smtp import MailUnavailable, Undeliverable, hand_over
from kizashi.clock import Clock
from kizashi.errors import NotFound
from kizashi.ids import MailingId
from kizashi.job import Job
from kizashi.mail import Mailing
from kizashi.settings import Mail, Settings
from memory.conversations import Conversations
from memory.mail.book import Mailings

_log = logging.getLogger(__name__)

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=4)
GIVES_UP_AFTER = timedelta(days=2)
GONE = "mail.gone"
IN_VAIN = "mail.in_vain"
_AT = "@"

HandOver: TypeAlias = Callable[[EmailMessage, str, Mail], None]


class Postman:
    """Sends what is in the book. `send` hands a letter to the mail server."""

    def __init__(
        self,
        book: Mailings,
        conversations: Conversations,
        settings: Settings,
        clock: Clock,
        send: HandOver = hand_over,
    ) -> None:
        self._book = book
        self._conversations = conversations
        self._settings = settings
        self._clock = clock
        self._send = send

    def jobs(self) -> Mapping[str, Job]:
        """Every try of every mail, each when it is due."""
        return {"mail": Job(self._open, self._try, frozenset({"transcript.asked"}))}

    async def deliver(self) -> int:
        """Takes up what is due; returns how many there were."""
        due = await self._book.due(self._clock.now())
        for mailing in due:
            await self._take_up(mailing)
        return len(due)

    async def _open(self) -> Sequence[str]:
        if not self._settings.mail.on:
            return ()
        return [_key(mailing) for mailing in await self._book.due(self._clock.now())]

    async def _try(self, key: str) -> None:
        try:
            mailing = await self._book.view(MailingId(key.partition(_AT)[0]))
        except NotFound:
            # The person was erased meanwhile.
            return
        if _key(mailing) == key:
            await self._take_up(mailing)

    async def _take_up(self, mailing: Mailing) -> None:
        now = self._clock.now()
        if await self._book.claim(mailing, now + pause(mailing, now)):
            await self._deliver(mailing, now)

    async def _deliver(self, mailing: Mailing, now: datetime) -> None:
        try:
            detail = await self._conversations.detail(mailing.conversation)
        except NotFound:
            await self._book.ended(mailing, GONE)
            return
        mail = self._settings.mail
        made = letter(mailing, detail.messages, self._settings.business, mail.sender, now)
        try:
            await asyncio.to_thread(self._send, made, mailing.address, mail)
        except Undeliverable as error:
            _log.warning("a transcript was not sent: %s", error)
            await self._book.ended(mailing, error.code)
        except MailUnavailable as error:
            _log.warning("a transcript waits: %s", error)
            if now - mailing.asked_at >= GIVES_UP_AFTER:
                await self._book.ended(mailing, IN_VAIN)
        else:
            await self._book.ended(mailing)


def _key(mailing: Mailing) -> str:
    """Names this try of a mail: the next one is due at another time."""
    return f"{mailing.id}{_AT}{mailing.next_try.isoformat()}"


def pause(mailing: Mailing, now: datetime) -> timedelta:
    """How long to wait for the next try: as long again as the mail has waited, within bounds."""
    return min(max(now - mailing.asked_at, FIRST_PAUSE), LONGEST_PAUSE)
