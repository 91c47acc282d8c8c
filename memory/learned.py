"""What the Coach has learned from the owner and the owner has accepted, and what the owner wants.

It is folded from the journal's own events; nothing of it is kept elsewhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal

from kizashi.events import (
    CoachNoticed,
    PreferencesSet,
    ProposalDecided,
    ProposalMade,
    Recorded,
)
from kizashi.ids import Seq
from kizashi.proposals import Effect, LimitEffect, Preferences, ProposalView
from memory.journal import Journal

KINDS = ("proposal.made", "proposal.decided", "preferences.set", "coach.noticed")
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Learned:
    """The proposals with what became of them, the owner's wishes, and when the Coach last spoke
    of the owner's own ways."""

    preferences: Preferences = field(default_factory=Preferences)
    proposals: tuple[ProposalView, ...] = ()
    noticed: tuple[tuple[str, datetime], ...] = ()

    @property
    def effects(self) -> tuple[Effect, ...]:
        """What is in force, oldest first."""
        return tuple(one.proposal.effect for one in self.proposals if one.standing == "accepted")

    @property
    def largest_discount_percent(self) -> Decimal | None:
        """The strictest price limit in force."""
        limits = [
            one.largest_discount_percent for one in self.effects if isinstance(one, LimitEffect)
        ]
        return min(limits, default=None)

    def proposal(self, key: str) -> ProposalView | None:
        """The proposal with this id."""
        return next((one for one in self.proposals if one.proposal.id == key), None)


def learned_from(recorded: Iterable[Recorded], before: Learned | None = None) -> Learned:
    """What follows from these events, on top of what was learned before."""
    learned = before or Learned()
    for one in recorded:
        match one.event:
            case ProposalMade() as made:
                view = ProposalView(proposal=made.proposal)
                learned = replace(learned, proposals=(*learned.proposals, view))
            case ProposalDecided() as decided:
                update = {"standing": decided.decision, "decided_at": one.at}
                learned = replace(
                    learned,
                    proposals=tuple(
                        view.model_copy(update=update)
                        if view.proposal.id == decided.proposal
                        else view
                        for view in learned.proposals
                    ),
                )
            case PreferencesSet() as wanted:
                learned = replace(learned, preferences=wanted.preferences)
            case CoachNoticed() as noticed:
                learned = replace(learned, noticed=(*learned.noticed, (noticed.intent, one.at)))
            case _:
                pass
    return learned


class Learning:
    """What is learned now; `refresh` reads what came since the last time."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._seq = Seq(0)
        self.now = Learned()

    @property
    def seq(self) -> Seq:
        """The newest record that `now` follows from."""
        return self._seq

    async def refresh(self) -> Learned:
        """Reads on in the journal."""
        while recorded := await self._journal.read(after=self._seq, limit=_MOST, kinds=KINDS):
            self._seq = recorded[-1].seq
            self.now = learned_from(recorded, self.now)
        return self.now
