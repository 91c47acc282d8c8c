"""A visitor asks for their conversation by e-mail."""

from fastapi import APIRouter
from pydantic import Field

from channels.access import Caller
from channels.callers import Here, Visiting
from channels.mail.letter import address_of
from channels.services import Services
from kizashi.errors import BadInput, NotAllowed, NotFound
from kizashi.ids import ConversationId, MailingId, PersonId
from kizashi.language import Language
from kizashi.mail import MailingStatus, TranscriptAsked
from kizashi.values import Value

router = APIRouter(prefix="/v1/me/transcript")


class Offer(Value):
    """Whether mail can be asked for, and the address that is known of a verified visitor."""

    mail: bool
    address: str | None = None


class Wanted(Value):
    """Where to send it; the letter is in this language."""

    address: str = Field(max_length=400)
    language: Language = Language.JA


class Progress(Value):
    """How far the mail is."""

    id: MailingId
    status: MailingStatus


@router.get("")
async def offer(here: Here, caller: Visiting) -> Offer:
    """Whether the conversation can be had by e-mail."""
    person, _ = _whose(caller)
    if not here.settings.mail.on:
        return Offer(mail=False)
    own = await _own_addresses(here, caller, person)
    return Offer(mail=True, address=own[0] if own else None)


@router.post("", status_code=202)
async def send_transcript(here: Here, caller: Visiting, wanted: Wanted) -> Progress:
    """Has the visitor's own conversation sent to an address that they typed. It goes out by
    itself, also after a restart; the address is used for this mail and nothing else."""
    person, conversation = _whose(caller)
    if not here.settings.mail.on:
        raise BadInput(
            "No mail is sent from here.", "Save the conversation as a file.", code="mail.off"
        )
    address = address_of(wanted.address)
    try:
        detail = await here.conversations.detail(conversation)
    except NotFound:
        detail = None
    if detail is None or not detail.messages:
        raise BadInput("Nothing has been said yet.", "Ask for it later.", code="mail.empty")
    asked = TranscriptAsked(
        mailing=MailingId(here.new_id("mai")),
        address=address,
        language=wanted.language,
        proven=address in await _own_addresses(here, caller, person),
    )
    mailing = await here.mailings.ask(asked, person, conversation, now=here.clock.now())
    return Progress(id=mailing.id, status=mailing.status)


@router.get("/{mailing}")
async def progress(here: Here, caller: Visiting, mailing: MailingId) -> Progress:
    """How far a mail is that this visitor asked for."""
    person, _ = _whose(caller)
    found = await here.mailings.view(mailing)
    if found.person != person:
        raise NotFound("There is no such mail.", "Ask for it again.", code="mail.unknown")
    return Progress(id=found.id, status=found.status)


def _whose(caller: Caller) -> tuple[PersonId, ConversationId]:
    if caller.person is None or caller.conversation is None:
        raise NotAllowed("This is a visitor's own page.", "Send a visitor's session.")
    return caller.person, caller.conversation


async def _own_addresses(here: Services, caller: Caller, person: PersonId) -> tuple[str, ...]:
    """The addresses that somebody vouched for, of a visitor who is verified; of others none."""
    if caller.user is None:
        return ()
    known = await here.known.of(person, everywhere=True)
    return tuple(value for kind, value in known.identifiers if kind == "email")
