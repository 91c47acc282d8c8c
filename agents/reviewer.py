"""The Reviewer lets nothing out that the owner would not sign."""

import asyncio

from agents.meaning import meanings_of
from agents.situation import SecondLook, UnderReview
from agents.thinking import ThinkingAgent
from kizashi.parts import words_of
from kizashi.verdict import Finding, Severity, Verdict
from memory.embedding import Embedder
from policies.model import Policies
from policies.review import Examined, Facts, decide, examine

LONG_TO_READ = 1_000
"""Characters from which a text is examined in a thread, so that nobody else waits for it."""


class Reviewer(ThinkingAgent[UnderReview, Verdict]):
    """Applies the policies to the step and to the words it answers; the deterministic rules always
    speak, and always first."""

    def __init__(
        self,
        policies: Policies,
        second_look: SecondLook | None = None,
        embedder: Embedder | None = None,
    ) -> None:
        super().__init__(
            "reviewer",
            "Applies the owner's policies to a step and says which rules spoke and why.",
            UnderReview,
            Verdict,
        )
        self._policies = policies
        self._second_look = second_look
        self._embedder = embedder

    async def think(self, asked: UnderReview) -> Verdict:
        step, brief = asked.step, asked.brief
        recollection = brief.recollection
        situation, contact = brief.situation, asked.contact
        said = (*situation.context, *asked.just_said)
        # What stands on the cards is read as well: it comes after the words, on lines of its own.
        examined = "\n".join(filter(None, (step.text, words_of(step.parts))))
        verdict = examine(
            Examined(text=examined, language=step.language, step=step),
            Facts(
                catalogue=recollection.catalogue,
                passages=tuple(found.passage for found in recollection.knowledge),
                context=said,
                now=situation.now,
                customer_name=situation.name,
                ai_disclosed=asked.ai_disclosed,
                answering=bool(situation.text),
                time_zone=contact.time_zone,
                sent_today=contact.sent_today,
                sent_this_week=contact.sent_this_week,
                last_sent_at=contact.last_sent_at,
                consent=contact.allowed,
                opted_out=contact.opted_out,
                age=contact.age,
            ),
            self._policies,
        )
        heard = await self._heard(situation.text)
        if heard:
            findings = (*verdict.findings, *heard)
            verdict = verdict.model_copy(
                update={"findings": findings, "decision": decide(findings)}
            )
        if self._second_look is None:
            return verdict
        looked = await self._second_look.add(asked, verdict)
        if looked.findings[: len(verdict.findings)] != verdict.findings:
            raise ValueError("a second look may add findings, never remove one")
        return looked

    async def _heard(self, text: str) -> tuple[Finding, ...]:
        """What the owner's policies object to in the customer's own words. Their places are left
        out: the verdict is read beside the draft, where the offsets would point at other words."""
        if not text:
            return ()
        examined = Examined(text=text, direction="in")
        meanings = await meanings_of(examined, self._embedder)
        if len(text) < LONG_TO_READ:
            verdict = examine(examined, Facts(), self._policies, meanings=meanings)
        else:
            verdict = await asyncio.to_thread(
                examine, examined, Facts(), self._policies, meanings=meanings
            )
        return tuple(
            finding.model_copy(update={"span": None})
            for finding in verdict.findings
            if finding.severity is not Severity.NOTE
        )
