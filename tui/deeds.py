"""Deeds: what each action of the registry does, gathered from the files that do it."""

from typing import TYPE_CHECKING

from kizashi.recollection import Hit
from tui.correcting import Correcting
from tui.counsel_deeds import CounselDeeds
from tui.draft_deeds import Deed, DraftDeeds
from tui.file_deeds import FileDeeds
from tui.grounds_deeds import GroundsDeeds
from tui.house_deeds import HouseDeeds
from tui.news import Insist
from tui.talk_deeds import TalkDeeds

if TYPE_CHECKING:
    from tui.app import Coach


class Deeds:
    """Performs actions for the coach's screen."""

    def __init__(self, coach: "Coach") -> None:
        self._drafts = DraftDeeds(coach)
        self._counsel = CounselDeeds(coach)
        self._grounds = GroundsDeeds(coach)
        self._deeds: dict[str, Deed] = {
            **self._drafts.deeds(),
            **TalkDeeds(coach).deeds(),
            **HouseDeeds(coach).deeds(),
            **self._counsel.deeds(),
            **Correcting(coach).deeds(),
            **FileDeeds(coach).deeds(),
            **self._grounds.deeds(),
        }

    def can(self, action: str) -> bool:
        """True for the actions performed here; the others only move about the screen."""
        return action in self._deeds

    async def perform(self, action: str) -> None:
        """Performs an action to its end."""
        await self._deeds[action]()

    async def insist(self, insist: Insist) -> None:
        """Asks whether the owner signs for a wording that a rule forbids."""
        await self._drafts.insist(insist)

    async def open_memory(self, hit: Hit) -> None:
        """Opens the message that a remembered line was said in."""
        await self._grounds.open_memory(hit)

    async def judge(self, proposal: str) -> None:
        """Asks whether a proposal of the Coach is accepted."""
        await self._counsel.judge(proposal)
