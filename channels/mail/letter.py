"""The letter that carries a conversation: plain text, to one address, for one reader."""

import re
from collections.abc import Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from zoneinfo import ZoneInfo

from kizashi.errors import BadInput
from kizashi.language import Language
from kizashi.mail import Mailing
from kizashi.parts import DocumentCard, FileCard, Part, ProductCard, SlotCard
from kizashi.settings import Business
from kizashi.signal import Speaker
from kizashi.texts import text
from kizashi.views import MessageView

LONGEST_ADDRESS = 254
"""RFC 5321, section 4.5.3.1.3."""

_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"(?P<local>{_LOCAL})@(?P<domain>{_LABEL}(?:\.{_LABEL})+)")
_LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)


def address_of(typed: str) -> str:
    """A typed address as it is written to: one mailbox, its domain in ASCII.

    Raises `BadInput` (`mail.address`) for anything else. Nothing that could begin another header
    or name another recipient is an address (the dot-atom form of RFC 5322, section 3.4.1).
    """
    local, at, domain = typed.strip(" \u3000").rpartition("@")
    try:
        plain = f"{local}{at}{domain.encode('idna').decode('ascii').lower()}"
    except UnicodeError:
        plain = ""
    found = _ADDRESS.fullmatch(plain)
    if found is None or len(plain) > LONGEST_ADDRESS or len(found["local"]) > 64:
        raise BadInput(
            "This is not an e-mail address.",
            "Type one such as you@example.jp.",
            code="mail.address",
        )
    return plain


def letter(
    mailing: Mailing,
    messages: Sequence[MessageView],
    business: Business,
    sender: str,
    now: datetime,
) -> EmailMessage:
    """The conversation as a mail. It is the same mail, with the same id, however often it is made.

    Who asks for a mail to an address that nobody vouched for could want to reach somebody else
    with it: then web addresses in their own words are left out.
    """
    language = mailing.language
    name = business.name_in(language)
    clock = ZoneInfo(business.time_zone)
    made = EmailMessage(policy=SMTP)
    made["From"] = Address(name, addr_spec=sender)
    made["To"] = Address(addr_spec=mailing.address)
    made["Subject"] = text(language, "people.mail.subject", business=" ".join(name.split()))
    made["Date"] = format_datetime(now)
    made["Message-ID"] = f"<{mailing.id}@{sender.rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-replied"  # RFC 3834: no out-of-office answers to this
    made["Content-Language"] = language.value
    lines = [text(language, "people.mail.lead", business=name), ""]
    for message in messages:
        at = message.at.astimezone(clock).strftime("%Y-%m-%d %H:%M")
        lines.append(f"{at}  {text(language, f'people.who.{message.speaker.value}')}")
        lines.append(_harmless(message, language) if not mailing.proven else message.text)
        lines.extend(f"- {line}" for part in message.parts if (line := _line(part, clock)))
        lines.append("")
    lines.append(text(language, "people.mail.foot", business=name))
    made.set_content("\n".join(lines), charset="utf-8", cte="base64")
    return made


def _harmless(message: MessageView, language: Language) -> str:
    if message.speaker is not Speaker.CUSTOMER:
        return message.text
    return _LINK.sub(text(language, "people.mail.link"), message.text)


def _line(part: Part, clock: ZoneInfo) -> str:
    match part:
        case ProductCard():
            told = (part.title, part.price, part.url)
        case SlotCard():
            told = (part.title, part.begins.astimezone(clock).strftime("%Y-%m-%d %H:%M"), None)
        case DocumentCard():
            told = (part.title, part.url, None)
        case FileCard():
            told = (part.name, None, None)
        case _:
            return ""
    return "  ".join(one for one in told if one)
