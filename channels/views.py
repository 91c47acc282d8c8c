"""What each side may see of an event: the customer's view, and the owner's."""

from typing import Any

from kizashi.events import MessageReceived, MessageSent, Recorded
from kizashi.protocol import CUSTOMER_EVENTS, EventFrame

NOT_FOR_SCREENS = frozenset(
    {"key.created", "key.revoked", "document.learned", "document.forgotten", "memories.added"}
)
"""Events of the housekeeping: bulk or secret, and shown by no client."""


def for_customer(recorded: Recorded) -> EventFrame | None:
    """The event as the customer may see it; `None` when it is not theirs to see. Readings,
    drafts, verdicts and sources never pass here: what passes is named one by one."""
    event = recorded.event
    if event.kind not in CUSTOMER_EVENTS:
        return None
    body: dict[str, Any] = {"kind": event.kind}
    if isinstance(event, MessageReceived):
        body |= {"id": event.id, "text": event.text}
    elif isinstance(event, MessageSent):
        body |= {"id": event.id, "speaker": event.speaker.value, "text": event.text}
    return EventFrame(
        seq=recorded.seq, at=recorded.at, conversation=recorded.conversation, body=body
    )


def for_integration(recorded: Recorded) -> EventFrame | None:
    """The event as a key with scope `read` sees it: all but what was read of the owner."""
    return None if recorded.event.kind == "owner.read" else for_owner(recorded)


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
