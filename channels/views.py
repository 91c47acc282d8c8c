"""What each side may see of an event: the customer's view, and the owner's."""

from typing import Any

from kizashi.events import (
    BehaviourObserved,
    ConversationHandedBack,
    ConversationSeen,
    ConversationTakenOver,
    Event,
    MessageReceived,
    MessageSent,
    PersonRequested,
    Recorded,
    ReplySaid,
    TurnFinished,
)
from kizashi.parts import Parts
from kizashi.protocol import CUSTOMER_EVENTS, EventFrame, ReplyChunk
from kizashi.signal import FEEDBACK

NOT_FOR_SCREENS = frozenset(
    {
        "key.created",
        "key.revoked",
        "document.learned",
        "document.forgotten",
        "memories.added",
        "records.erased",
        "erased",
        "question.closed",
        "facts.noted",
        "fact.corrected",
        "fact.removed",
        "intent.defined",
        "intent.removed",
        "policies.in_force",
        "transcript.asked",
        "transcript.mailed",
        "transcript.failed",
    }
)
"""Events of the housekeeping: bulk or secret, and shown by no client."""


OWNERS_OWN = ("owner.", "coach.", "proposal.", "preferences.", "deliberation.")
"""What passes between the owner and the Coach: for the owner, and for nobody else."""


View = EventFrame | ReplyChunk


def for_customer(recorded: Recorded) -> View | None:
    """The event as the customer may see it; `None` when it is not theirs to see. Readings,
    drafts, verdicts and sources never pass here: what passes is named one by one."""
    event = recorded.event
    if isinstance(event, ReplySaid):
        return _chunk(recorded, event)
    if event.kind not in CUSTOMER_EVENTS:
        return None
    body = _customers_body(event)
    if body is None:
        return None
    return EventFrame(
        seq=recorded.seq, at=recorded.at, conversation=recorded.conversation, body=body
    )


def _customers_body(event: Event) -> dict[str, Any] | None:
    body: dict[str, Any] = {"kind": event.kind}
    match event:
        case MessageReceived():
            return body | {"id": event.id, "text": event.text} | _parts(event.parts)
        case MessageSent():
            said = {"id": event.id, "speaker": event.speaker.value, "text": event.text}
            cut = {"cut": True} if event.cut else {}
            return body | said | cut | _parts(event.parts)
        case BehaviourObserved() if event.behaviour.event == FEEDBACK:
            told = event.behaviour.properties
            return body | {name: told.get(name) for name in ("message", "helpful")}
        case ConversationSeen() if event.by == "owner":
            return body | {"by": event.by, "seq": event.seq}
        case TurnFinished() if event.outcome == "held":
            return body | {"outcome": event.outcome}
        case PersonRequested() | ConversationTakenOver() | ConversationHandedBack():
            return body
        case _:
            return None


def _parts(parts: Parts) -> dict[str, Any]:
    shown = [part.model_dump(mode="json", exclude_none=True) for part in parts]
    return {"parts": shown} if shown else {}


def _chunk(recorded: Recorded, event: ReplySaid) -> ReplyChunk | None:
    if recorded.conversation is None:
        return None
    return ReplyChunk(
        seq=recorded.seq,
        at=recorded.at,
        conversation=recorded.conversation,
        id=event.id,
        text=event.text,
    )


def for_integration(recorded: Recorded) -> EventFrame | None:
    """The event as a key with scope `read` sees it: all but what concerns the owner alone."""
    return None if recorded.event.kind.startswith(OWNERS_OWN) else for_owner(recorded)


def for_owner(recorded: Recorded) -> EventFrame | None:
    """The event as the owner sees it."""
    if recorded.event.kind in NOT_FOR_SCREENS:
        return None
    return EventFrame(
        seq=recorded.seq,
        at=recorded.at,
        person=recorded.person,
        conversation=recorded.conversation,
        body=recorded.body(),
    )
