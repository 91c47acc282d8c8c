"""The Negotiator with a language model: the embedded mind decides, the model words it."""

import logging
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass, field

from autogen_core.models import LLMMessage

from agents.minds.model.caller import Caller
from agents.minds.model.cutting import cut
from agents.minds.model.grounding import (
    Ground,
    Grounded,
    Ungrounded,
    grounded,
    grounded_so_far,
    grounds_of,
    joined,
    untold,
)
from agents.minds.model.prompts import PromptName, dialogue, messages, tagged, version
from agents.minds.model.shapes import SaidReply
from agents.minds.model.unavailable import ModelUnavailable
from agents.situation import Brief, NegotiatorMind, Take
from kizashi.step import Step, StepKind
from kizashi.texts import text
from kizashi.verdict import Finding
from policies.privacy.find import personal_data
from policies.privacy.redact import redact

_log = logging.getLogger(__name__)

FACT_CHARACTERS = 700
ASKED_TWICE = 2

_WORDED = frozenset({StepKind.SAY, StepKind.ASK, StepKind.SHOW, StepKind.OFFER})


class ModelNegotiator:
    """Proposes the embedded step in the model's words, when every sentence can be traced."""

    def __init__(self, embedded: NegotiatorMind, caller: Caller) -> None:
        self._embedded = embedded
        self._caller = caller

    async def propose(self, brief: Brief) -> Step:
        """The embedded step, worded by the model where that stands on the same facts."""
        return await self.word(brief, await self.decide(brief))

    async def decide(self, brief: Brief) -> Step:
        """The embedded step."""
        return await self._embedded.propose(brief)

    async def word(self, brief: Brief, step: Step) -> Step:
        """The step in the model's words.

        What the model says is checked sentence by sentence and sent back once. When it still
        claims what nothing supports, the embedded words stand and the step waits for the owner,
        with the claim as the reason. A model that fails otherwise changes nothing.
        """
        if not _worth_wording(step):
            return step
        grounds = _grounds(brief, step)
        fault: Ungrounded | None = None
        try:
            for _ in range(ASKED_TWICE):
                said = await self._caller.ask(
                    _asked("negotiator", brief, step, grounds, fault), SaidReply
                )
                checked = grounded([one.text for one in said.sentences], step, grounds)
                if isinstance(checked, Grounded):
                    return self._worded(step, checked, "negotiator")
                fault = checked
                _log.info("negotiator: the model's words rest on nothing (%s)", fault.what)
        except ModelUnavailable as error:
            _log.info("negotiator: the embedded words stand (%s)", error.code)
            return step
        return _insisted(step, fault)

    async def tell(self, brief: Brief, step: Step, take: Take) -> Step:
        """The step in the model's words, each sentence shown as soon as it is said and checked.

        A sentence that cannot be traced, or that `take` objects to, is never shown: the model is
        told once and goes on from what was shown. What is then still missing is said in the
        embedded words.
        """
        if not _worth_wording(step):
            return step
        telling = _Telling(_grounds(brief, step))
        for _ in range(ASKED_TWICE):
            try:
                whole = await self._told_to_its_end(brief, step, telling, take)
            except ModelUnavailable as error:
                _log.info("negotiator: the model fell silent (%s)", error.code)
                telling.fault, whole = None, False
                break
            if whole or telling.over:
                break
        else:
            whole = False
        return self._ended(step, telling, whole)

    async def _told_to_its_end(
        self, brief: Brief, step: Step, telling: "_Telling", take: Take
    ) -> bool:
        """Lets the model speak until its end or its first fault; true when there was none."""
        asked = _asked(
            "negotiator_telling",
            brief.model_copy(update={"findings": (*brief.findings, *telling.objections)}),
            step,
            telling.grounds,
            telling.fault,
            joined(telling.told, step.language),
        )
        telling.fault, telling.objections = None, ()
        async with aclosing(self._caller.stream(asked)) as words, aclosing(cut(words)) as coming:
            async for sentence in coming:
                if sentence in telling.told:
                    continue  # told to go on, some begin again
                checked = grounded_so_far((*telling.told, sentence), step, telling.grounds)
                if isinstance(checked, Ungrounded):
                    telling.fault = checked
                    _log.info("negotiator: the model's words rest on nothing (%s)", checked.what)
                    return False
                objection = await take(self._worded(step, checked, "negotiator_telling"))
                if objection is not None:
                    telling.objections, telling.over = objection.findings, objection.final
                    return False
                telling.told.append(sentence)
        return bool(telling.told)

    def _ended(self, step: Step, telling: "_Telling", whole: bool) -> Step:
        if not telling.told:
            return _insisted(step, telling.fault)
        told = joined(telling.told, step.language)
        missing = untold(step, told, figures_only=whole)
        # The draft's own sentences rest on what the draft rests on.
        checked = grounded_so_far(telling.told, step, telling.grounds)
        sources = checked.sources if isinstance(checked, Grounded) else step.sources
        spoken = Grounded(joined((*telling.told, *missing), step.language), sources)
        return _insisted(self._worded(step, spoken, "negotiator_telling"), telling.fault)

    def _worded(self, step: Step, checked: Grounded, prompt: PromptName) -> Step:
        return step.model_copy(
            update={
                "text": checked.text,
                "sources": checked.sources,
                "mind": f"{step.mind}+{self._caller.name}@{version(prompt)}",
            }
        )


@dataclass(slots=True)
class _Telling:
    """How far a step has been told: the sentences that were shown, and why the last one was not."""

    grounds: Sequence[Ground]
    told: list[str] = field(default_factory=list)
    fault: Ungrounded | None = None
    objections: tuple[Finding, ...] = ()
    over: bool = False


_CLAIMS = frozenset({"number", "binding", "claim", "contradiction", "personal", "address"})
"""Faults that say something untraceable; the others are only clumsy."""


def _insisted(step: Step, fault: Ungrounded | None) -> Step:
    """The step, marked with what the model would not stop claiming."""
    if fault is None or fault.what not in _CLAIMS:
        return step
    return step.model_copy(update={"ungrounded": fault.words or fault.what})


def _worth_wording(step: Step) -> bool:
    # What is not known is said in the house's own words: nothing may be added to it. And what
    # holds somebody's data is not shown to a model.
    known = bool(step.sources) and not step.admits_unknown
    return step.kind in _WORDED and known and not personal_data(step.text)


def _grounds(brief: Brief, step: Step) -> Sequence[Ground]:
    return grounds_of(step, [found.passage for found in brief.recollection.knowledge])


def _asked(
    prompt: PromptName,
    brief: Brief,
    step: Step,
    grounds: Sequence[Ground],
    fault: Ungrounded | None,
    told: str = "",
) -> Sequence[LLMMessage]:
    facts = [
        f"[{number}] {' '.join(ground.text[:FACT_CHARACTERS].split())}"
        for number, ground in enumerate(grounds[1:], start=1)
    ]
    wishes = [f"- {redact(one.reason)}" for one in brief.situation.rejections if one.reason]
    sent_back = [f"- {one.explanation.of(step.language)}" for one in brief.findings]
    again = ""
    if fault is not None:
        again = text(step.language, f"agents.model.again.{fault.what}", words=fault.words)
    return messages(
        prompt,
        step.language,
        dialogue(brief.situation),
        tagged("facts", "\n".join(facts)),
        tagged("draft", step.text),
        tagged("owner_wishes", "\n".join([*wishes, *sent_back])) if wishes or sent_back else "",
        tagged("shown", told) if told else "",
        again,
    )
