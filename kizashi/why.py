"""Why a customer got a text: everything that led to it, in one answer."""

from datetime import datetime

from kizashi.draft import DraftStatus
from kizashi.grounds import Grounds
from kizashi.ids import ConversationId, DraftId, MessageId, PersonId, Seq, TurnId
from kizashi.language import Bilingual
from kizashi.reading import Reading
from kizashi.signal import Speaker
from kizashi.step import Source, Step
from kizashi.values import Value
from kizashi.verdict import Verdict


class AnsweredMessage(Value):
    """A message of the customer that the text answers."""

    id: MessageId
    seq: Seq
    at: datetime
    text: str


class DecisionView(Value):
    """What the owner did with the draft: who, when, and what they changed."""

    draft: DraftId
    held_at: datetime
    held_because: tuple[str, ...]
    status: DraftStatus
    by: str
    at: datetime
    draft_text: str
    despite: bool
    bulk: bool


class AuditedRecord(Value):
    """A record of the journal that this rests on. `intact` is false when it is not as it was
    written; `erased` is true when its words are gone for good."""

    seq: Seq
    at: datetime
    kind: str
    hash: str
    intact: bool
    erased: bool


class PoliciesUsed(Value):
    """The policies that judged: the hash of the owner's files, that of the rules' code, and the
    version of Kizashi."""

    version: str
    rules: str
    product: str


class Why(Value):
    """Why a customer got a text. `told` is the same in sentences, in the order it happened.

    What nobody decided is `None`: a text that the owner wrote by hand has no step and no verdict.
    """

    message: MessageId
    seq: Seq
    at: datetime
    conversation: ConversationId
    person: PersonId
    speaker: Speaker
    text: str
    unasked: bool
    answers: tuple[AnsweredMessage, ...]
    turn: TurnId | None
    reading: Reading | None
    step: Step | None
    sources: tuple[Source, ...]
    verdict: Verdict | None
    policies: PoliciesUsed | None
    grounds: Grounds | None
    decision: DecisionView | None
    seen_at: datetime | None
    """When the customer's own screen had shown it, where that is known."""
    records: tuple[AuditedRecord, ...]
    told: tuple[Bilingual, ...]
