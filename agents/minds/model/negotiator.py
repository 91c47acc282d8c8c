"""The Negotiator with a language model: the embedded mind decides, the model words it."""

import logging
from collections.abc import Sequence

from autogen_core.models import LLMMessage

from agents.minds.model.caller import Caller, ModelUnavailable
from agents.minds.model.grounding import Ground, Grounded, Ungrounded, grounded, grounds_of
from agents.minds.model.prompts import dialogue, messages, tagged, version
from agents.minds.model.shapes import SaidReply
from agents.situation import Brief, NegotiatorMind
from kizashi.step import Step, StepKind
from kizashi.texts import text

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
        """The embedded step, worded by the model where that stands on the same facts.

        What the model says is checked sentence by sentence and sent back once. When it still
        claims what nothing supports, the embedded words stand and the step waits for the owner,
        with the claim as the reason. A model that fails otherwise changes nothing.
        """
        step = await self._embedded.propose(brief)
        if not _worth_wording(step):
            return step
        passages = [found.passage for found in brief.recollection.knowledge]
        grounds = grounds_of(step, passages)
        fault: Ungrounded | None = None
        try:
            for _ in range(ASKED_TWICE):
                said = await self._caller.ask(_asked(brief, step, grounds, fault), SaidReply)
                checked = grounded([one.text for one in said.sentences], step, grounds)
                if isinstance(checked, Grounded):
                    return step.model_copy(
                        update={
                            "text": checked.text,
                            "sources": checked.sources,
                            "mind": f"{step.mind}+{self._caller.name}@{version('negotiator')}",
                        }
                    )
                fault = checked
                _log.info("negotiator: the model's words rest on nothing (%s)", fault.what)
        except ModelUnavailable as error:
            _log.info("negotiator: the embedded words stand (%s)", error.code)
            return step
        if fault is not None and fault.what in _CLAIMS:
            return step.model_copy(update={"ungrounded": fault.words or fault.what})
        return step


_CLAIMS = frozenset({"number", "binding", "claim", "contradiction", "personal", "address"})
"""Faults that say something untraceable; the others are only clumsy."""


def _worth_wording(step: Step) -> bool:
    # What is not known is said in the house's own words: nothing may be added to it.
    return step.kind in _WORDED and bool(step.sources) and not step.admits_unknown


def _asked(
    brief: Brief, step: Step, grounds: Sequence[Ground], fault: Ungrounded | None
) -> Sequence[LLMMessage]:
    facts = [
        f"[{number}] {' '.join(ground.text[:FACT_CHARACTERS].split())}"
        for number, ground in enumerate(grounds[1:], start=1)
    ]
    wishes = [f"- {one.reason}" for one in brief.situation.rejections if one.reason]
    sent_back = [f"- {one.explanation.of(step.language)}" for one in brief.findings]
    again = ""
    if fault is not None:
        again = text(step.language, f"agents.model.again.{fault.what}", words=fault.words)
    return messages(
        "negotiator",
        step.language,
        dialogue(brief.situation),
        tagged("facts", "\n".join(facts)),
        tagged("draft", step.text),
        tagged("owner_wishes", "\n".join([*wishes, *sent_back])) if wishes or sent_back else "",
        again,
    )
