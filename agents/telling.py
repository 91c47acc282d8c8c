"""A step on its way to the stage: the Reviewer lets each sentence pass, or none after it."""

from collections.abc import Awaitable, Callable

from agents.situation import Objection
from agents.thought import Stage, Thought
from kizashi.step import Step
from kizashi.verdict import Decision, Verdict


class Sentences:
    """Takes a step as far as it is worded, has it reviewed, and shows it."""

    def __init__(
        self,
        stage: Stage,
        review: Callable[[Step], Awaitable[Verdict]],
        thought: Callable[[Step, Verdict], Thought],
    ) -> None:
        self._stage = stage
        self._review = review
        self._thought = thought
        self.passed: tuple[str, Verdict] | None = None
        """The last text that was shown, and what the Reviewer said of it."""

    async def take(self, so_far: Step) -> Objection | None:
        """Shows it, or says why not. Raises `Overtaken`."""
        if not so_far.text.startswith(self._stage.shown):
            # What was read cannot be reworded.
            return Objection(final=True)
        if so_far.text == self._stage.shown:
            return None
        verdict = await self._review(so_far)
        if verdict.decision is not Decision.SEND:
            return Objection(findings=verdict.findings)
        if not await self._stage.show(self._thought(so_far, verdict)):
            return Objection(final=True)
        self.passed = so_far.text, verdict
        return None
