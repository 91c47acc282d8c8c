"""A mail server on this machine that takes letters and can have bad days."""

import contextlib
import email
import socket
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from kizashi.settings import Business, Mail, Settings


class PostOffice:
    """A real mail server on this machine. `answers` are its next replies to a recipient; without
    any it takes everything."""

    sender = "shop@example.jp"

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.taken: list[tuple[list[str], EmailMessage]] = []
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    def open(self) -> None:
        self._controller.start()

    def close(self) -> None:
        self._controller.stop()

    def settings(self, folder: Path) -> Settings:
        """A business in this folder that sends its mail here."""
        mail = Mail(host="127.0.0.1", port=self.port, security="none", sender=self.sender)
        names = Business(name="こぶし窯", name_en="Kobushi")
        return Settings(root=folder, business=names, mail=mail)

    async def handle_RCPT(  # noqa: N802 - the server's name for it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answers:
            return self.answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the server's name for it
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.content, bytes)
        letter = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(letter, EmailMessage)
        self.taken.append((list(envelope.rcpt_tos), letter))
        return "250 OK"


@contextlib.contextmanager
def post_office() -> Iterator[PostOffice]:
    """An open one."""
    found = PostOffice()
    found.open()
    try:
        yield found
    finally:
        found.close()
