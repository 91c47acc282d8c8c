"""Recollections: what memory brought back for this moment."""

from typing import Literal

from kizashi.ids import MemoryId
from kizashi.knowledge import CatalogueItem, FoundPassage
from kizashi.values import Value


class Hit(Value):
    """One remembered line. `at` is as it was given (ISO 8601 or free text); `reference` is the
    caller's own id; `score` is comparable within one call; `source` says where the line lives."""

    id: MemoryId
    text: str
    speaker: str
    at: str | None
    reference: str | None
    score: float
    source: str


class SimilarMoment(Value):
    """A moment of somebody else like this one: what was done, and what happened next."""

    step_kind: str
    outcome: Literal["moved_on", "stayed", "fell", "unknown"]
    similarity: float


class Recollection(Value):
    """Own past (exact), knowledge (with sources) and similar moments of others."""

    own: tuple[Hit, ...] = ()
    knowledge: tuple[FoundPassage, ...] = ()
    catalogue: tuple[CatalogueItem, ...] = ()
    moments: tuple[SimilarMoment, ...] = ()
