"""The Listener reads the customer."""

from agents.situation import ListenerMind, Situation
from agents.thinking import ThinkingAgent
from kizashi.reading import Reading


class Listener(ThinkingAgent[Situation, Reading]):
    """Temperature, phase, stall, micro-intents and sway, with their evidence."""

    def __init__(self, mind: ListenerMind) -> None:
        super().__init__(
            "listener",
            "Reads the customer: temperature, stall, micro-intents and sway, with evidence.",
            Situation,
            Reading,
        )
        self._mind = mind

    async def think(self, asked: Situation) -> Reading:
        return await self._mind.read(asked)
