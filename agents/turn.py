"""One turn: four agents think in a fixed order, and the turn always ends in something honest.

signal → Listener (and Coach, beside it) → recollection → Negotiator → Reviewer → verdict. What
happens to the step then — sent or held — is decided where it is written down (`agents/outcome.py`),
under the switches that are in force at that instant.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Protocol, TypeVar

from opentelemetry.trace import Span, Tracer

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
    RefiningListenerMind,
    SecondLook,
    Situation,
    TellingMind,
    UnderReview,
)
from agents.telling import Sentences
from agents.thought import Overtaken, Stage, Thought
from agents.tracing import TRACER, failed, span
from agents.turnstile import Turnstile
from agents.withheld import without_protected_traits
from kizashi.consent import Contact
from kizashi.ids import PersonId, TurnId
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


class Turn:
    """Conducts the agents once. Make a new one for each turn: nothing is carried over."""

    def __init__(
        self,
        minds: Minds,
        policies: Policies,
        budget: float,
        stage: Stage | None = None,
        tracer: Tracer = TRACER,
        turn: TurnId | None = None,
        turnstile: Turnstile | None = None,
    ) -> None:
        """`budget` is the time in seconds that the whole turn may take. With a `stage` a step that
        may go by itself is shown sentence by sentence, where its mind can tell it so. Each agent's
        part is a span of the `tracer`'s. Turns side by side share a `turnstile`."""
        self._turnstile = turnstile or Turnstile()
        self._stage = stage
        self._tracer = tracer
        self._minds = minds
        self._policies = policies
        self._deadline = asyncio.get_running_loop().time() + budget
        self._failed: list[str] = []
        self._allowance = Allowance(self._deadline, turn=turn)

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
        """Runs the turn. `on_reading` is told the Listener's reading as soon as it stands, and
        once more when a slower mind has refined it.

        Never raises for a failing agent: it degrades to a step that says honestly that a person
        will answer. Raises `Overtaken` when the stage does.
        """
        self._allowance.person = person
        reading = await self._read(situation, on_reading)
        owner = await self._try("coach", Coach(self._minds.coach).ask(acts), OwnerReading())
        recollection = await self._try(
            "memory",
            self._minds.memory.recollect(situation, reading, person),
            Recollection(),
        )
        recollection = without_protected_traits(recollection, situation.text)
        brief = Brief(situation=situation, reading=reading, owner=owner, recollection=recollection)
        step, verdict = await self._answered(brief, ai_disclosed, contact)
        if self._stage is not None and self._stage.shown:
            # What was read cannot be made anew: the rest is decided where it is written down.
            return self._thought(brief, step, verdict)
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
        return self._thought(brief, step, verdict)

    def _thought(self, brief: Brief, step: Step, verdict: Verdict) -> Thought:
        """What the turn has come to with this step."""
        return Thought(
            brief.reading,
            brief.owner,
            brief.recollection,
            step,
            verdict,
            tuple(self._failed),
            brief.sent_back,
            brief.findings,
        )

    async def _read(self, situation: Situation, on_reading: Callable[[Reading], None]) -> Reading:
        mind = self._minds.listener
        refining = mind if isinstance(mind, RefiningListenerMind) else None
        first = _FirstReading(refining) if refining is not None else mind
        reading = await self._try(
            "listener", Listener(first).ask(situation), _no_reading(situation)
        )
        on_reading(reading)
        if refining is None or "listener" in self._failed:
            return reading
        refined = await self._try("listener", refining.refine(situation, reading), reading)
        if refined != reading:
            on_reading(refined)
        return refined

    async def _answered(
        self, brief: Brief, ai_disclosed: bool, contact: Contact
    ) -> tuple[Step, Verdict]:
        """The step and what the Reviewer says of it. On a stage it is told sentence by sentence,
        when its first words would go by themselves."""
        mind, stage = self._minds.negotiator, self._stage
        if stage is None or not isinstance(mind, TellingMind):
            step = await self._propose(brief)
            return step, await self._review(step, brief, ai_disclosed, contact)
        decided = await self._propose(brief, _Deciding(mind))
        under = UnderReview(step=decided, brief=brief, ai_disclosed=ai_disclosed, contact=contact)
        verdict = await self._review(decided, brief, ai_disclosed, contact, by_rules_alone=True)
        failed = bool(self._failed)
        if failed or verdict.decision is not Decision.SEND or not decided.text:
            step = decided if failed else await self._propose(brief, _Wording(mind, decided))
            return step, await self._review(step, brief, ai_disclosed, contact)
        if not await stage.allows(self._thought(brief, decided, verdict)):
            step = await self._propose(brief, _Wording(mind, decided))
            return step, await self._review(step, brief, ai_disclosed, contact)
        sentences = Sentences(
            stage,
            lambda so_far: self._reviewed(under.model_copy(update={"step": so_far})),
            lambda so_far, verdict: self._thought(brief, so_far, verdict),
        )
        told = await self._try("negotiator", mind.tell(brief, decided, sentences.take), None)
        if told is None:
            # Cut off by the turn's end, or by a fault.
            told = decided if not stage.shown else _handed_on(decided, stage.shown, brief)
        if (
            sentences.passed is not None
            and sentences.passed[0] == told.text
            and not told.ungrounded
        ):
            return told, sentences.passed[1]
        verdict = await self._review(told, brief, ai_disclosed, contact)
        if not stage.shown:
            return told, verdict
        unsays = not told.text.startswith(stage.shown)
        if verdict.decision is Decision.BLOCK or unsays:
            told = _handed_on(decided, stage.shown, brief)
        if verdict.decision is not Decision.SEND or unsays:
            verdict = verdict.model_copy(update={"decision": Decision.HOLD})
        return told, verdict

    async def _propose(self, brief: Brief, mind: NegotiatorMind | None = None) -> Step:
        return await self._try(
            "negotiator",
            Negotiator(mind or self._minds.negotiator).ask(brief),
            # Who said nothing waits for nothing: then it is best to stay silent.
            stand_in(brief.situation, brief.reading.language)
            if brief.situation.text
            else _silence(brief.situation, brief.reading.language, "agents.failed_unasked"),
        )

    async def _reviewed(self, under: UnderReview) -> Verdict:
        """What the Reviewer says of a step in the middle of the turn; raises what it raises."""
        return await Reviewer(self._policies, self._minds.second_look, self._minds.embedder).ask(
            under
        )

    async def _review(
        self,
        step: Step,
        brief: Brief,
        ai_disclosed: bool,
        contact: Contact,
        *,
        by_rules_alone: bool = False,
    ) -> Verdict:
        """`by_rules_alone` for words that are not those that will go: no second look at them."""
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
            Reviewer(
                self._policies,
                None if by_rules_alone else self._minds.second_look,
                self._minds.embedder,
            ).ask(UnderReview(step=step, brief=brief, ai_disclosed=ai_disclosed, contact=contact)),
            unexamined,
        )

    async def _try(self, agent: str, answer: Awaitable[T], otherwise: T) -> T:
        with span(self._tracer, agent) as traced:
            return await self._tried(agent, answer, otherwise, traced)

    async def _tried(self, agent: str, answer: Awaitable[T], otherwise: T, traced: Span) -> T:
        try:
            async with asyncio.timeout_at(self._deadline):
                try:
                    await self._turnstile.passed()
                except BaseException:
                    if isinstance(answer, Coroutine):
                        answer.close()
                    raise
                with allowed(self._allowance):
                    return await answer
        except Overtaken:
            raise
        except TimeoutError:
            failed(traced, "TimeoutError")
            _log.warning("turn degraded: %s took longer than the turn's time", agent)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            # Nobody cancelled this turn: something inside the agent was, and that is its failure.
            failed(traced, "CancelledError")
            _log.warning("turn degraded: %s was cancelled from within", agent)
        except Exception as error:
            # Whatever an agent raises, the customer must not be met with silence.
            failed(traced, type(error).__name__)
            _log.warning("turn degraded: %s failed with %s", agent, type(error).__name__)
            _log.debug("turn degraded", exc_info=True)
        self._failed.append(agent)
        return otherwise


@dataclass(frozen=True, slots=True)
class _FirstReading:
    """The part of a refining mind that answers at once."""

    mind: RefiningListenerMind

    async def read(self, situation: Situation) -> Reading:
        return await self.mind.first(situation)


@dataclass(frozen=True, slots=True)
class _Deciding:
    """The part of a telling mind that decides."""

    mind: TellingMind

    async def propose(self, brief: Brief) -> Step:
        return await self.mind.decide(brief)


@dataclass(frozen=True, slots=True)
class _Wording:
    """The part of a telling mind that words what was decided."""

    mind: TellingMind
    step: Step

    async def propose(self, brief: Brief) -> Step:
        return await self.mind.word(brief, self.step)


def _handed_on(step: Step, shown: str, brief: Brief) -> Step:
    """The step when only its beginning could be shown: a person takes it from there."""
    rest = stand_in(brief.situation, brief.reading.language, blocked=True)
    gap = "" if rest.language is Language.JA else " "
    return step.model_copy(
        update={
            "text": f"{shown}{gap}{rest.text}",
            "parts": (),
            "reason": rest.reason,
            "mind": "none",
        }
    )


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
