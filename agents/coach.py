"""The Coach reads and helps the owner."""

from agents.situation import CoachMind, OwnerActs
from agents.thinking import ThinkingAgent
from kizashi.reading import OwnerReading


class Coach(ThinkingAgent[OwnerActs, OwnerReading]):
    """The owner's micro-intents, from what they did and wrote, never from how they typed."""

    def __init__(self, mind: CoachMind) -> None:
        super().__init__(
            "coach",
            "Reads the owner with the same care as a customer, and helps them.",
            OwnerActs,
            OwnerReading,
        )
        self._mind = mind

    async def think(self, asked: OwnerActs) -> OwnerReading:
        return await self._mind.read_owner(asked.acts)
