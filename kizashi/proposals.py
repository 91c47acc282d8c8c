"""Proposals: what the Coach learned from the owner's own edits and decisions, to accept or not.

A proposal shows the acts it rests on. Accepted it takes effect; undone it takes none any more.
"""

from datetime import datetime, time
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from kizashi.autonomy import Autonomy
from kizashi.ids import ConversationId, DraftId
from kizashi.step import StepKind
from kizashi.values import Value

Words = Annotated[str, Field(min_length=1, max_length=500)]


class PhraseEffect(Value):
    """A phrase of the house: wherever the agents would write `find`, they write `put`."""

    kind: Literal["phrase"] = "phrase"
    find: Words
    put: Words


class EndingEffect(Value):
    """A sentence of the house, at the end of what the agents write in this language."""

    kind: Literal["ending"] = "ending"
    text: Words
    language: Literal["ja", "en"]


class RuleEffect(Value):
    """A rule: the agents leave out every sentence with these words."""

    kind: Literal["rule"] = "rule"
    avoid: Words


class KnowledgeEffect(Value):
    """A knowledge entry: the agents know this from here on, and may quote it."""

    kind: Literal["knowledge"] = "knowledge"
    about: str = Field(max_length=200)
    text: Words


class LimitEffect(Value):
    """A price limit: no discount beyond this many per cent is offered."""

    kind: Literal["limit"] = "limit"
    largest_discount_percent: Decimal = Field(ge=0, le=100)


class AutonomyEffect(Value):
    """The autonomy of the business, or of one kind of step, becomes this one."""

    kind: Literal["autonomy"] = "autonomy"
    autonomy: Autonomy
    before: Autonomy
    step: StepKind | None = None
    """The kind of step it is for; `None` for the whole business."""


Effect = Annotated[
    PhraseEffect | EndingEffect | RuleEffect | KnowledgeEffect | LimitEffect | AutonomyEffect,
    Field(discriminator="kind"),
]


class Example(Value):
    """One of the owner's acts that a proposal rests on: what it was, and what they made of it."""

    draft: DraftId
    conversation: ConversationId
    before: str
    after: str
    at: datetime


class Proposal(Value):
    """Something the Coach proposes. `key` names the idea: what was declined is not proposed
    again. `unchanged` of `decided` drafts went out as they were, where the record speaks."""

    id: str
    key: str
    effect: Effect
    examples: tuple[Example, ...] = ()
    unchanged: int | None = None
    decided: int | None = None
    at: datetime


Standing = Literal["open", "accepted", "declined", "undone"]


class ProposalView(Value):
    """A proposal and what became of it."""

    proposal: Proposal
    standing: Standing = "open"
    decided_at: datetime | None = None


class QuietTime(Value):
    """Hours of the owner's own day in which nobody is written to who did not just write."""

    begin: time
    end: time


class Preferences(Value):
    """What the owner wants of the Coach: how often it may speak of the owner's own ways, what the
    owner aims for, and hours of quiet (`None`: the policies' own)."""

    notes: Literal["never", "weekly", "daily"] = "weekly"
    aims: tuple[Annotated[str, Field(min_length=1, max_length=200)], ...] = Field(
        default=(), max_length=6
    )
    quiet_time: QuietTime | None = None
