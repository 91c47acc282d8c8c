"""The Negotiator finds the next step that serves both sides."""

import re

from agents.minds.negotiator.cards import with_cards
from agents.situation import Brief, NegotiatorMind
from agents.thinking import ThinkingAgent
from kizashi.step import Step, StepKind
from kizashi.texts import text

_NAMES_AI = re.compile(r"\bAI\b|ＡＩ|AI(?=[ぁ-んァ-ン一-龥])")


class Negotiator(ThinkingAgent[Brief, Step]):
    """Joins both readings with what memory brought back, and chooses the step."""

    def __init__(self, mind: NegotiatorMind) -> None:
        super().__init__(
            "negotiator",
            "Finds the next step that serves both the customer and the owner.",
            Brief,
            Step,
        )
        self._mind = mind

    async def think(self, asked: Brief) -> Step:
        step = with_cards(await self._mind.propose(asked), asked)
        if step.kind is not StepKind.WAIT and not step.text.strip():
            raise ValueError("a step that is not `wait` needs words")
        wanted = any(finding.rule == "honesty.disclosure" for finding in asked.findings)
        if wanted and step.text and not _NAMES_AI.search(step.text):
            said = text(step.language, "agents.disclosure")
            return step.model_copy(update={"text": f"{said}\n{step.text}"})
        return step
