"""Mail that a customer asks for: their conversation, sent to an address that they typed."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from kizashi.ids import ConversationId, MailingId, PersonId
from kizashi.language import Language
from kizashi.values import Value


class MailingStatus(StrEnum):
    """How far a mail is."""

    PENDING = "pending"
    SENT = "sent"
    FAILED = "failed"


class TranscriptAsked(Value):
    """A customer asked for their conversation by e-mail. `proven` when the address is one that a
    proof or the business's own login had vouched for."""

    kind: Literal["transcript.asked"] = "transcript.asked"
    mailing: MailingId
    address: str
    language: Language
    proven: bool = False


class TranscriptMailed(Value):
    """The mail server took it."""

    kind: Literal["transcript.mailed"] = "transcript.mailed"
    mailing: MailingId


class TranscriptFailed(Value):
    """It will not be tried again: the mail server refused it for good, or too long in vain."""

    kind: Literal["transcript.failed"] = "transcript.failed"
    mailing: MailingId
    code: str


class Mailing(Value):
    """A mail that was asked for. `next_try` is when it is taken up (again)."""

    id: MailingId
    person: PersonId
    conversation: ConversationId
    address: str
    language: Language
    proven: bool
    status: MailingStatus
    asked_at: datetime
    next_try: datetime
