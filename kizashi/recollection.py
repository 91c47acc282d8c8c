"""Recollections: what memory brought back for this moment."""

from datetime import datetime

from kizashi.ids import ConversationId, MemoryId
from kizashi.knowledge import CatalogueItem, FoundPassage
from kizashi.moment import Outcome
from kizashi.tools import Consulted
from kizashi.values import Value


class Hit(Value):
    """One remembered line. `at` is as it was given (ISO 8601 or free text); `reference` is the
    caller's own id; `score` is comparable within one call; `source` says where the line lives;
    `superseded` that they said something else about it later."""

    id: MemoryId
    text: str
    speaker: str
    at: str | None
    reference: str | None
    score: float
    source: str
    superseded: bool = False


class SimilarMoment(Value):
    """A moment of somebody else like this one: what was done, and what happened next.

    `similarity` (0 to 1) is above one half for a moment that counts as alike. `temperature` is
    that of the reading before the step, `after` that of the next one, `None` while there is none.
    """

    step_kind: str
    outcome: Outcome
    similarity: float
    conversation: ConversationId
    at: datetime
    phase: str
    stall: str | None
    temperature: float
    after: float | None


class Recollection(Value):
    """Own past (exact), knowledge (with sources) and similar moments of others. `consulted` are
    the owner's tools that were asked; what they answered stands among the knowledge."""

    own: tuple[Hit, ...] = ()
    knowledge: tuple[FoundPassage, ...] = ()
    catalogue: tuple[CatalogueItem, ...] = ()
    moments: tuple[SimilarMoment, ...] = ()
    consulted: tuple[Consulted, ...] = ()
