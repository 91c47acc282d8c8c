"""What a customer says and does over the websocket, or an integration in a customer's name."""

from dataclasses import dataclass

from channels.access import Caller
from channels.cleaning import cleaned
from channels.segment.bots import is_program
from channels.segment.calls import Sender
from channels.segment.intake import tracked_frame
from channels.segment.times import moment
from channels.services import Services
from kizashi import protocol as p
from kizashi.errors import BadInput, NotAllowed, NotFound
from kizashi.ids import ConversationId, MessageId, PersonId, UserId
from kizashi.signal import FEEDBACK, Behaviour, Message, Observation
from memory.identity.normal import rules_of

TRACKING = "tracking"
"""The purpose of a consent to being watched on the business's pages."""

CLAIMS = frozenset({"identify", "alias", "group"})
"""Behaviour events by which a page says who its visitor is (Segment spec), without any proof."""


@dataclass(frozen=True, slots=True)
class Line:
    """What is known of a connection beside who calls: what `hello` and the browser told."""

    language: str | None
    time_zone: str | None
    user_agent: str | None


async def said(services: Services, caller: Caller, frame: p.SendMessage, line: Line) -> p.Ack:
    """Takes in a message. Raises what the inbox does, and `NotFound` for a file of others."""
    person, conversation = _for_whom(caller, frame.person, frame.conversation)
    receipt = await services.inbox.accept(
        Message(
            id=MessageId(frame.id),
            person=person,
            conversation=conversation,
            text=cleaned(frame.text) or " ",
            parts=await services.files.cards(conversation, frame.files),
            channel="widget" if caller.role == "customer" else "api",
            time_zone=line.time_zone if caller.role == "customer" else None,
        ),
        language=line.language,
    )
    return p.Ack(id=frame.id, seq=receipt.seq, message=receipt.message, duplicate=receipt.duplicate)


async def did(services: Services, caller: Caller, frame: p.SendBehaviour, line: Line) -> p.Ack:
    """Takes in what a customer did. A program that looks at the page is answered, and nothing of
    it is kept. Raises `NotAllowed` (`consent.withdrawn`, `identity.unverified`)."""
    if caller.role == "customer" and is_program(line.user_agent):
        return p.Ack(id=frame.id)
    if caller.role == "customer" and services.settings.identity.enforced:
        _no_claims(frame.behaviour, caller.user)
    await _watched_willingly(services, caller)
    person, conversation = _for_whom(caller, frame.person, frame.conversation)
    receipt = await services.inbox.accept(
        Observation(
            id=MessageId(frame.id),
            person=person,
            conversation=conversation,
            behaviour=frame.behaviour,
            observed_at=frame.observed_at,
        ),
        language=line.language,
    )
    return p.Ack(id=frame.id, seq=receipt.seq, duplicate=receipt.duplicate)


async def tracked(services: Services, caller: Caller, frame: p.Track, line: Line) -> p.TrackedFrame:
    """Takes in calls of the Segment spec. Raises `NotAllowed` and what the intake does."""
    await _watched_willingly(services, caller)
    trusted = caller.may("write")
    if caller.person is None and not trusted:
        caller.needs("track")
    sender = Sender(
        name=caller.name,
        trusted=trusted,
        rules=rules_of(services.settings.people),
        received_at=services.clock.now(),
        sent_at=moment(frame.sentAt),
        user_agent=None if trusted else line.user_agent,
        visit=caller.person,
        conversation=caller.conversation,
        may_claim=trusted or caller.user is not None or not services.settings.identity.enforced,
    )
    return tracked_frame(frame.id, await services.intake.take(frame.batch, sender))


async def judged(services: Services, caller: Caller, frame: p.Feedback, line: Line) -> p.Ack:
    """Takes in whether an answer helped. Raises `BadInput` and `NotFound`."""
    if caller.person is None or caller.conversation is None:
        raise BadInput(
            "Only the customer says whether an answer helped.", "Use a visitor's session."
        )
    if not await services.conversations.said(caller.conversation, frame.message):
        raise NotFound("There is no such message here.", "Name a message of the business.")
    told = {"message": frame.message, "helpful": frame.helpful}
    receipt = await services.inbox.accept(
        Observation(
            id=MessageId(frame.id),
            person=caller.person,
            conversation=caller.conversation,
            behaviour=Behaviour(event=FEEDBACK, properties=told),
        ),
        language=line.language,
    )
    return p.Ack(id=frame.id, seq=receipt.seq, duplicate=receipt.duplicate)


async def _watched_willingly(services: Services, caller: Caller) -> None:
    """Raises `NotAllowed` (`consent.withdrawn`) when the customer said no to being watched,
    whatever their page still sends."""
    if caller.role != "customer" or caller.person is None:
        return
    try:
        consents = await services.consents.of(caller.person)
    except NotFound:
        return  # nobody yet: they have said neither yes nor no
    asked = any(one.purpose == TRACKING for one in consents.items)
    if asked and not consents.allows(TRACKING, "widget"):
        raise NotAllowed(
            "The visitor does not want to be watched.",
            "Send nothing more of what they do until they agree again.",
            code="consent.withdrawn",
        )


def _for_whom(
    caller: Caller, person: PersonId | None, conversation: ConversationId | None
) -> tuple[PersonId, ConversationId]:
    if caller.person is not None and caller.conversation is not None:
        return caller.person, caller.conversation
    caller.needs("write")
    if person is None:
        raise BadInput(
            "It is not said whose signal this is.", "Name the `person`.", code="frame.field"
        )
    return person, conversation or ConversationId(f"con_{person}")


def _no_claims(behaviour: Behaviour, proven: UserId | None) -> None:
    themselves = proven is not None and behaviour.properties.get("user_id") == proven
    if behaviour.event in CLAIMS and not themselves:
        raise NotAllowed(
            "Who a visitor is has to be proven here.",
            "Give the widget a signed `token`; see docs/widget.md.",
            code="identity.unverified",
        )
