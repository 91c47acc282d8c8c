"""One turn: four agents think in a fixed order, and the turn always ends in something honest.

signal → Listener (and Coach, beside it) → recollection → Negotiator → Reviewer → verdict. What
happens to the step then — sent or held — is decided where it is written down (`agents/outcome.py`),
under the switches that are in force at that instant.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from agents.allowance import Allowance, allowed
from agents.coach import Coach
from agents.listener import Listener
from agents.negotiator import Negotiator
from agents.reviewer import Reviewer
from agents.situation import (
    Brief,
    CoachMind,
    ListenerMind,
    NegotiatorMind,
    OwnerActs,
    SecondLook,
    Situation,
    UnderReview,
)
from agents.withheld import without_protected_traits
from kizashi.consent import Contact
from kizashi.ids import PersonId
from kizashi.language import Language
from kizashi.reading import IntentReading, MicroIntent, OwnerReading, Phase, Reading
from kizashi.recollection import Recollection
from kizashi.step import Step, StepKind
from kizashi.texts import both, text
from kizashi.verdict import Decision, Finding, Severity, Verdict
from memory.embedding import Embedder
from policies.model import Policies

_log = logging.getLogger(__name__)
NOTHING_KNOWN = Contact()
T = TypeVar("T")


class Recollects(Protocol):
    """Brings back what memory holds for a situation."""

    async def recollect(
        self, situation: Situation, reading: Reading, person: PersonId | None
    ) -> Recollection:
        """Own past, knowledge and similar moments."""
        ...


def _unforeseen(text: str) -> None:
    """Minds that cannot make ready for a text are simply asked later."""


@dataclass(frozen=True, slots=True)
class Minds:
    """What the agents think with. `foresee` is told a customer's words as soon as they are there,
    so that what reading them needs is made while they are written to the journal. `embedder` lets
    the Reviewer judge a customer's words by their meaning too."""

    listener: ListenerMind
    coach: CoachMind
    negotiator: NegotiatorMind
    memory: Recollects
    foresee: Callable[[str], None] = _unforeseen
    second_look: SecondLook | None = None
    embedder: Embedder | None = None


@dataclass(frozen=True, slots=True)
class Thought:
    """What a turn came to. `failed` names the agents that failed: then the step is an honest
    stand-in, or was reviewed by nobody, and must wait for the owner."""

    reading: Reading
    owner: OwnerReading
    recollection: Recollection
    step: Step
    verdict: Verdict
    failed: tuple[str, ...] = ()
    first: Step | None = None
    """The step that the Reviewer sent back, and what it met with."""
    objections: tuple[Finding, ...] = ()


class Turn:
    """Conducts the agents once. Make a new one for each turn: nothing is carried over."""

    def __init__(self, minds: Minds, policies: Policies, budget: float) -> None:
        """`budget` is the time in seconds that the whole turn may take."""
        self._minds = minds
        self._policies = policies
        self._deadline = asyncio.get_running_loop().time() + budget
        self._failed: list[str] = []
        self._allowance = Allowance(self._deadline)

    async def think(
        self,
        situation: Situation,
        acts: OwnerActs,
        person: PersonId | None,
        on_reading: Callable[[Reading], None],
        *,
        ai_disclosed: bool = True,
        contact: Contact = NOTHING_KNOWN,
    ) -> Thought:
        """Runs the turn. `on_reading` is told the Listener's reading as soon as it stands.

        Never raises for a failing agent: it degrades to a step that says honestly that a person
        will answer.
        """
        self._allowance.person = person
        reading = await self._try(
            "listener", Listener(self._minds.listener).ask(situation), _no_reading(situation)
        )
        on_reading(reading)
        owner = await self._try("coach", Coach(self._minds.coach).ask(acts), OwnerReading())
        recollection = await self._try(
            "memory",
            self._minds.memory.recollect(situation, reading, person),
            Recollection(),
        )
        recollection = without_protected_traits(recollection, situation.text)
        brief = Brief(situation=situation, reading=reading, owner=owner, recollection=recollection)
        step = await self._propose(brief)
        verdict = await self._review(step, brief, ai_disclosed, contact)
        if verdict.decision is Decision.REVISE:
            brief = brief.model_copy(update={"sent_back": step, "findings": verdict.findings})
            step = await self._propose(brief)
            verdict = await self._review(step, brief, ai_disclosed, contact)
        if verdict.decision is Decision.BLOCK and not situation.text:
            # Nobody waits for an answer: what must not go out needs nothing in its place.
            step = _silence(situation, reading.language, "agents.blocked_unasked")
        elif verdict.decision is Decision.BLOCK:
            # What must not go out still leaves the customer waiting: the owner gets honest words
            # to start from, with the findings that stopped the agents' own.
            step = stand_in(situation, reading.language, blocked=True)
            verdict = Verdict(
                decision=Decision.HOLD, findings=verdict.findings, policy=verdict.policy
            )
        elif self._failed and step.kind is StepKind.WAIT and situation.text:
            # To say nothing is a decision too, and not one for agents of which one failed.
            step = stand_in(situation, reading.language)
        return Thought(
            reading,
            owner,
            recollection,
            step,
            verdict,
            tuple(self._failed),
            brief.sent_back,
            brief.findings,
        )

    async def _propose(self, brief: Brief) -> Step:
        return await self._try(
            "negotiator",
            Negotiator(self._minds.negotiator).ask(brief),
            # Who said nothing waits for nothing: then it is best to stay silent.
            stand_in(brief.situation, brief.reading.language)
            if brief.situation.text
            else _silence(brief.situation, brief.reading.language, "agents.failed_unasked"),
        )

    async def _review(
        self, step: Step, brief: Brief, ai_disclosed: bool, contact: Contact
    ) -> Verdict:
        unexamined = Verdict(
            decision=Decision.HOLD,
            findings=(
                Finding(
                    rule="system.review_failed",
                    severity=Severity.HOLD,
                    span=None,
                    explanation=both("agents.review_failed"),
                ),
            ),
            policy=self._policies.version,
        )
        return await self._try(
            "reviewer",
            Reviewer(self._policies, self._minds.second_look, self._minds.embedder).ask(
                UnderReview(step=step, brief=brief, ai_disclosed=ai_disclosed, contact=contact)
            ),
            unexamined,
        )

    async def _try(self, agent: str, answer: Awaitable[T], otherwise: T) -> T:
        try:
            async with asyncio.timeout_at(self._deadline):
                with allowed(self._allowance):
                    return await answer
        except TimeoutError:
            _log.warning("turn degraded: %s took longer than the turn's time", agent)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            # Nobody cancelled this turn: something inside the agent was, and that is its failure.
            _log.warning("turn degraded: %s was cancelled from within", agent)
        except Exception as error:
            # Whatever an agent raises, the customer must not be met with silence.
            _log.warning("turn degraded: %s failed with %s", agent, type(error).__name__)
            _log.debug("turn degraded", exc_info=True)
        self._failed.append(agent)
        return otherwise


def language_of(situation: Situation, read: Language | None) -> Language:
    """The language to answer in: the text's own, else the person's, else Japanese."""
    return read or situation.language or Language.JA


def stand_in(situation: Situation, read: Language | None, *, blocked: bool = False) -> Step:
    """An honest step for when the agents have none of their own: a person will answer."""
    language = language_of(situation, read)
    return Step(
        kind=StepKind.HAND_OVER,
        text=text(language, "agents.stand_in"),
        language=language,
        reason=both("agents.stand_in_blocked" if blocked else "agents.stand_in_reason"),
        topics=frozenset({"human"}),
        confidence=0.0,
        admits_unknown=True,
        mind="none",
    )


def _silence(situation: Situation, read: Language | None, reason: str) -> Step:
    return Step(
        kind=StepKind.WAIT,
        text="",
        language=language_of(situation, read),
        reason=both(reason),
        mind="none",
    )


def _no_reading(situation: Situation) -> Reading:
    return Reading(
        language=situation.language,
        micro_intents=(IntentReading(name=MicroIntent.EXPLORE, confidence=0.0),),
        temperature=float(Phase.STIRRING),
        phase=Phase.STIRRING,
        stall=None,
        sway=0.0,
        mind="none",
    )
