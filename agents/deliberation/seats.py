"""The four seats at the table: an AutoGen chat agent for each, made for one run.

A seat hears what the others said and speaks twice; what it thinks with are the same minds as in a
turn. A seat that fails stops the talk: advice that lacks a voice would look like agreement.
"""

import asyncio
import logging
from abc import abstractmethod
from collections.abc import Sequence

from autogen_agentchat.agents import BaseChatAgent
from autogen_agentchat.base import Response
from autogen_agentchat.messages import BaseChatMessage, StopMessage, StructuredMessage
from autogen_core import CancellationToken

from agents.coach import Coach
from agents.coaching.answers.helped import what_helped
from agents.coaching.answers.next_step import aims_of, step_for
from agents.deliberation.case import Case, Table
from agents.deliberation.ways import MOST, differs, led, named, took, ways_for
from agents.deliberation.weighing import by_experience, by_reading, helped_kinds, settled, signed
from agents.listener import Listener
from agents.negotiator import Negotiator
from agents.reviewer import Reviewer
from agents.thinking import message_of
from agents.turn import Minds, stand_in
from agents.withheld import without_protected_traits
from kizashi.counsel import Paragraph, Reference
from kizashi.deliberation import Contribution, Weighing
from kizashi.minds import Agent
from kizashi.reading import Reading
from kizashi.step import Step
from kizashi.verdict import Decision, Severity, Verdict
from policies.model import Policies

_log = logging.getLogger(__name__)


class Seat(BaseChatAgent):
    """One agent's place at the table."""

    def __init__(self, agent: Agent, description: str, case: Case, table: Table) -> None:
        super().__init__(agent, description)
        self._agent = agent
        self._case = case
        self._table = table
        self._heard: list[Contribution] = []
        self._spoken = 0

    @property
    def produced_message_types(self) -> Sequence[type[BaseChatMessage]]:
        return (message_of(Contribution), StopMessage)

    async def on_messages(
        self, messages: Sequence[BaseChatMessage], cancellation_token: CancellationToken
    ) -> Response:
        """Hears what was said since this seat spoke last, and speaks."""
        self._heard += [
            message.content
            for message in messages
            if isinstance(message, StructuredMessage) and isinstance(message.content, Contribution)
        ]
        self._spoken += 1
        work = asyncio.ensure_future(self.first() if self._spoken == 1 else self.second())
        cancellation_token.link_future(work)
        try:
            said = await work
        except Exception as error:
            # Raised inside a team it would be logged with what it quotes, and poison the team.
            _log.warning("deliberation: the %s failed with %s", self._agent, type(error).__name__)
            _log.debug("deliberation: failure", exc_info=True)
            return Response(chat_message=StopMessage(content="failed", source=self.name))
        self._heard.append(said)
        return Response(chat_message=message_of(Contribution)(content=said, source=self.name))

    async def on_reset(self, cancellation_token: CancellationToken) -> None:
        """Nothing to forget: a seat lives for one run."""

    @abstractmethod
    async def first(self) -> Contribution:
        """What the agent says of the case."""

    @abstractmethod
    async def second(self) -> Contribution:
        """What it says of the steps that could be taken."""

    @property
    def reading(self) -> Reading:
        """What the Listener told."""
        return next(one.reading for one in self._heard if one.reading is not None)

    @property
    def options(self) -> tuple[Step, ...]:
        """The steps that the Negotiator named first."""
        return next(one.options for one in self._heard if one.options)

    def weighed(self, weighings: Sequence[Weighing]) -> Contribution:
        """The weighing of every step, told."""
        paragraphs = tuple(
            self._case.part("weighs", number=one.option + 1, points=signed(one.points), why=one.why)
            for one in weighings
        )
        return Contribution(
            speaker=self._agent, round=2, paragraphs=paragraphs, weighings=tuple(weighings)
        )


class ListenerSeat(Seat):
    """Tells what it reads in the customer, and how each step would meet it."""

    def __init__(self, case: Case, table: Table, minds: Minds) -> None:
        super().__init__("listener", "Tells what it reads in the customer and why.", case, table)
        self._minds = minds

    async def first(self) -> Contribution:
        reading = await Listener(self._minds.listener).ask(self._case.situation)
        return Contribution(
            speaker="listener", round=1, paragraphs=tuple(self._told(reading)), reading=reading
        )

    async def second(self) -> Contribution:
        return self.weighed(by_reading(self._case, self.reading, self.options))

    def _told(self, reading: Reading) -> list[Paragraph]:
        case, label = self._case, self._case.voice.label
        paragraphs = [
            case.part(
                "listener.read",
                name=case.name,
                degrees=round(reading.temperature),
                phase=label("phase", reading.phase.id),
                intents=case.voice.list_of(
                    [label("intent", i.name) for i in reading.micro_intents]
                ),
            )
        ]
        if reading.stall is not None:
            quotes = [one.quote for one in reading.stall.evidence if one.quote]
            paragraphs.append(
                Paragraph(
                    text=case.say(
                        "listener.stall",
                        stall=label("stall", reading.stall.reason.value),
                        sure=round(reading.stall.confidence * 100),
                    ),
                    references=tuple(self._quoted(one) for one in quotes[:2]),
                )
            )
        shown = [e.quote for intent in reading.micro_intents for e in intent.evidence if e.quote]
        if shown:
            references = tuple(self._quoted(one) for one in dict.fromkeys(shown[:3]))
            paragraphs.append(case.part("listener.words", *references))
        before = case.situation.temperatures
        if before and abs(reading.temperature - before[-1]) >= 1:
            change = f"{reading.temperature - before[-1]:+.0f}"
            paragraphs.append(case.part("listener.moved", change=change))
        return paragraphs

    def _quoted(self, quote: str) -> Reference:
        talk = self._case.talk
        return Reference(label=self._case.name, conversation=talk.conversation, quote=quote)


class CoachSeat(Seat):
    """Speaks for the owner: their aims, and what helped people like this one."""

    def __init__(self, case: Case, table: Table, minds: Minds) -> None:
        super().__init__("coach", "Speaks for the owner's aims and experience.", case, table)
        self._minds = minds

    async def first(self) -> Contribution:
        case, voice = self._case, self._case.voice
        self._table.owner = await Coach(self._minds.coach).ask(case.acts)
        paragraphs: list[Paragraph] = []
        if case.aims:
            paragraphs.append(case.part("coach.aims", aims=voice.list_of(list(case.aims))))
            if not aims_of(case.aims):
                paragraphs.append(case.part("coach.aims_plain"))
        paragraphs += [
            Paragraph(text=voice.say(f"owner.{intent.name}"), tone="quiet")
            for intent in self._table.owner.intents[:1]
        ]
        paragraphs += step_for(case.talk, case.chronicle, voice, case.aims)
        paragraphs += what_helped(case.talk, None, case.chronicle, voice).paragraphs
        return Contribution(speaker="coach", round=1, paragraphs=tuple(paragraphs))

    async def second(self) -> Contribution:
        return self.weighed(by_experience(self._case, self.reading, self.options))


class NegotiatorSeat(Seat):
    """Names differing steps, and settles on one."""

    def __init__(self, case: Case, table: Table, minds: Minds) -> None:
        super().__init__("negotiator", "Names the steps that could be taken.", case, table)
        self._minds = minds

    async def first(self) -> Contribution:
        case, reading = self._case, self.reading
        found = await self._minds.memory.recollect(case.situation, reading, case.person)
        self._table.recollection = without_protected_traits(found, case.situation.text)
        brief = self._table.brief(case, reading)
        stall = reading.stall.reason if reading.stall else None
        options: list[Step] = []
        for way in ways_for(stall, helped_kinds(case, reading)):
            step = await Negotiator(self._minds.negotiator).ask(
                led(brief, way, options[0] if options else None)
            )
            if not options or (took(step, way, options[0]) and differs(step, options)):
                options.append(named(step, way))
            if len(options) == MOST:
                break
        paragraphs = [case.part("negotiator.options", count=len(options))]
        for number, step in enumerate(options, 1):
            paragraphs += self._shown(number, step)
        return Contribution(
            speaker="negotiator", round=1, paragraphs=tuple(paragraphs), options=tuple(options)
        )

    async def second(self) -> Contribution:
        case, options = self._case, self.options
        verdicts = next(one.verdicts for one in self._heard if one.verdicts)
        place, sums = settled(options, verdicts, self._heard)
        if place is None:
            words = case.part("negotiator.all_blocked")
            step = stand_in(case.situation, self.reading.language, blocked=True)
            return Contribution(speaker="negotiator", round=2, paragraphs=(words,), options=(step,))
        step = options[place]
        counted = [
            case.say("negotiator.sum", number=number, points=signed(points))
            for number, points in enumerate(sums, 1)
        ]
        paragraphs = [
            case.part("negotiator.settled", number=place + 1, sums=case.voice.list_of(counted))
        ]
        if verdicts[place].decision is Decision.REVISE:
            step = await self._revised(step, verdicts[place])
            paragraphs.append(case.part("negotiator.revised"))
        paragraphs.append(Paragraph(text=step.text, tone="words"))
        return Contribution(
            speaker="negotiator",
            round=2,
            paragraphs=tuple(paragraphs),
            options=(step,),
            chosen=place,
        )

    async def _revised(self, step: Step, verdict: Verdict) -> Step:
        brief = self._table.brief(self._case, self.reading)
        update = {"sent_back": step, "findings": verdict.findings}
        return await Negotiator(self._minds.negotiator).ask(brief.model_copy(update=update))

    def _shown(self, number: int, step: Step) -> list[Paragraph]:
        case = self._case
        sources = tuple(
            Reference(label=one.document, document=one.document, quote=one.quote)
            for one in step.sources
        )
        return [
            case.part(
                "negotiator.option",
                number=number,
                step=case.voice.label("step", step.kind.value),
                reason=step.reason.of(case.language),
            ),
            Paragraph(text=step.text, tone="words", references=sources),
        ]


class ReviewerSeat(Seat):
    """Examines each step, and in the end the one that was settled on."""

    def __init__(self, case: Case, table: Table, minds: Minds, policies: Policies) -> None:
        super().__init__("reviewer", "Examines each step by the owner's policies.", case, table)
        self._minds = minds
        self._policies = policies

    async def first(self) -> Contribution:
        return await self._examined(1, self.options)

    async def second(self) -> Contribution:
        return await self._examined(2, self._heard[-1].options)

    async def _examined(self, round_: int, steps: Sequence[Step]) -> Contribution:
        verdicts = [await self._verdict(step) for step in steps]
        paragraphs = [
            paragraph
            for number, verdict in enumerate(verdicts, 1)
            for paragraph in self._told(number if round_ == 1 else None, verdict)
        ]
        return Contribution.model_validate(
            {
                "speaker": "reviewer",
                "round": round_,
                "paragraphs": paragraphs,
                "verdicts": verdicts,
            }
        )

    async def _verdict(self, step: Step) -> Verdict:
        reviewer = Reviewer(self._policies, self._minds.second_look, self._minds.embedder)
        return await reviewer.ask(self._table.under_review(self._case, self.reading, step))

    def _told(self, number: int | None, verdict: Verdict) -> list[Paragraph]:
        case = self._case
        label = case.voice.label("decision", verdict.decision.value)
        head = (
            case.part("reviewer.settled", decision=label)
            if number is None
            else case.part("reviewer.option", number=number, decision=label)
        )
        stopping = [one for one in verdict.findings if one.severity is not Severity.NOTE]
        if not stopping:
            return [head, Paragraph(text=case.say("reviewer.nothing"), tone="quiet")]
        return [
            head,
            *(
                Paragraph(text=one.explanation.of(case.language), tone="warning")
                for one in stopping
            ),
        ]
