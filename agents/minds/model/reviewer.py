"""The Reviewer with a language model: it may add findings and never removes one."""

import logging

from agents.minds.model.caller import Caller
from agents.minds.model.prompts import dialogue, messages, tagged
from agents.minds.model.shapes import SaidConcern, SaidReview
from agents.minds.model.unavailable import ModelUnavailable
from agents.situation import UnderReview
from kizashi.step import StepKind
from kizashi.texts import both
from kizashi.verdict import Decision, Finding, Severity, Span, Verdict
from policies.privacy.redact import redact
from policies.review import decide

_log = logging.getLogger(__name__)

FACT_CHARACTERS = 500
MOST_FACTS = 6


class ModelReviewer:
    """A second look at what the rules let pass."""

    def __init__(self, caller: Caller) -> None:
        self._caller = caller

    async def add(self, asked: UnderReview, verdict: Verdict) -> Verdict:
        """The rules' verdict with the model's concerns added; each waits for the owner. A text
        that does not go by itself anyway is not shown to the model."""
        step = asked.step
        if verdict.decision is not Decision.SEND or step.kind is StepKind.WAIT or not step.text:
            return verdict
        facts = [
            f"[{number}] {' '.join(found.passage.text[:FACT_CHARACTERS].split())}"
            for number, found in enumerate(asked.brief.recollection.knowledge[:MOST_FACTS], 1)
        ]
        question = messages(
            "reviewer",
            step.language,
            dialogue(asked.brief.situation),
            tagged("facts", "\n".join(facts)),
            tagged("reply", redact(step.text)),
        )
        try:
            said = await self._caller.ask(question, SaidReview)
        except ModelUnavailable as error:
            _log.info("reviewer: the rules alone spoke (%s)", error.code)
            return verdict
        added = tuple(
            finding
            for concern in said.concerns
            if (finding := _finding(concern, step.text, self._caller.name)) is not None
        )
        if not added:
            return verdict
        findings = (*verdict.findings, *added)
        return verdict.model_copy(update={"findings": findings, "decision": decide(findings)})


def _finding(concern: SaidConcern, text: str, model: str) -> Finding | None:
    """The concern as a finding, `None` when the words it names do not stand in the text."""
    words = concern.words.strip()
    start = text.find(words)
    if not words or start == -1:
        return None
    return Finding(
        rule=f"{concern.kind}.second_look",
        severity=Severity.HOLD,
        span=Span(start=start, end=start + len(words), text=words),
        explanation=both("agents.model.concern", why=" ".join(concern.why.split()), model=model),
    )
