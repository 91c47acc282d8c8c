"""Durable facts about a person, as far as their own words tell them; and the events of them."""

from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from pydantic import Field

from kizashi.ids import FactId, PersonId, Seq
from kizashi.values import Value

MOST_FACT_CHARACTERS = 500


class FactKind(StrEnum):
    """What a fact is about."""

    PREFERENCE = "preference"
    """What they like, dislike or would rather have."""
    CONSTRAINT = "constraint"
    """What they cannot or must not: allergies, budget, times, health, access."""
    PLAN = "plan"
    """What they are going to do."""
    RELATIONSHIP = "relationship"
    """Who belongs to them."""
    ABOUT = "about"
    """Who they are: where they live, what they do, when they were born."""


class FactStatus(StrEnum):
    """Whether a fact still stands."""

    CURRENT = "current"
    SUPERSEDED = "superseded"
    """They said something else about the same thing later."""
    REMOVED = "removed"
    """The owner or the customer said that it is not so."""


class Fact(Value):
    """One fact, in the words it was said in.

    `slot` is what it is about ("home", "taste:coffee"): a later fact of the same slot with another
    `value` supersedes this one. `source` is the remembered line it stands in, `quote` the words of
    it, `said_at` the line's time as it was given. It holds from `valid_from` to `valid_until`,
    where the words say so. `confidence` is from 0 to 1.
    """

    id: FactId
    kind: FactKind
    subject: str
    """Who it is about: the speaker of the line, `customer` in a conversation with the business."""
    slot: str
    value: str
    quote: str
    source: str
    said_at: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    confidence: float = Field(ge=0, le=1)


class FactView(Fact):
    """A fact as it stands now. `corrected_by` is who changed its words, when somebody did."""

    person: PersonId
    status: FactStatus
    superseded_by: FactId | None = None
    corrected_by: str | None = None
    noted_at: datetime


class FactsNoted(Value):
    """Facts were found in a person's words. `covers` is the event that held the words."""

    kind: Literal["facts.noted"] = "facts.noted"
    covers: Seq
    facts: tuple[Fact, ...]


class FactCorrected(Value):
    """The owner or the customer put a fact into other words."""

    kind: Literal["fact.corrected"] = "fact.corrected"
    fact: FactId
    quote: str
    by: str


class FactRemoved(Value):
    """The owner or the customer said that a fact is not so. It is not noted again."""

    kind: Literal["fact.removed"] = "fact.removed"
    fact: FactId
    by: str
