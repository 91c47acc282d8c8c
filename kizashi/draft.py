"""Drafts: steps held for the owner. One is decided or overtaken, never lost."""

from datetime import datetime
from enum import StrEnum

from kizashi.ids import ConversationId, DraftId, PersonId, ReadingId, Seq, TurnId
from kizashi.recollection import Hit
from kizashi.step import Step
from kizashi.tools import Consulted
from kizashi.values import Value
from kizashi.verdict import Verdict


class DraftStatus(StrEnum):
    """`held` is open; every other status is final."""

    HELD = "held"
    APPROVED = "approved"
    EDITED = "edited"
    REJECTED = "rejected"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"


class Draft(Value):
    """A held step with everything the owner needs to decide.

    `version` is the conversation's version (the seq of the last signal it answers): a decision
    must name it, and is refused when the customer has written since.
    """

    id: DraftId
    conversation: ConversationId
    person: PersonId
    version: Seq
    step: Step
    verdict: Verdict
    reading: ReadingId | None
    held_because: tuple[str, ...]
    """Why it waits: keys of the texts (`held.autonomy.crawl`, `held.rule`, `held.topic.price`)."""
    answers: str
    """The customer's words that this step answers."""
    turn: TurnId | None = None
    """The turn that made it."""
    remembered: tuple[Hit, ...] = ()
    """What memory brought back of the person's own past for this moment, the best first."""
    consulted: tuple[Consulted, ...] = ()
    """The owner's tools that were asked for it, and what came of that."""
    low_risk: bool = False
    """True when the policies would let this step go by itself at `walk`: only such drafts may be
    approved several at a time."""
    created_at: datetime
    status: DraftStatus = DraftStatus.HELD
    decided_at: datetime | None = None
    decided_by: str | None = None
    final_text: str | None = None
    decision_reason: str | None = None
