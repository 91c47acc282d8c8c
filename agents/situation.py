"""What the agents hand each other: the situation they think about, and what each mind must do.

A mind is what an agent thinks with. The embedded minds need no network; a language-model mind may
take the place of any of them and stays inside the same types.
"""

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from typing import Literal, Protocol, runtime_checkable
from zoneinfo import ZoneInfo

from kizashi.consent import Contact
from kizashi.language import Language
from kizashi.reading import OwnerReading, Reading
from kizashi.recollection import Recollection
from kizashi.signal import Behaviour, Utterance
from kizashi.step import Step
from kizashi.values import Value
from kizashi.verdict import Finding, Verdict


class Rejection(Value):
    """A step for this same moment that the owner did not want, and why."""

    text: str
    reason: str


class OwnerAct(Value):
    """One thing the owner did lately: decided a draft, wrote, took over, asked the Coach.

    `seconds` is how long the draft had waited when it was decided, `gap` how many seconds had
    passed since the decision before it. What was asked or said is in `final_text`. `local_hour`
    (0 to 23) is the owner's own clock.
    """

    kind: Literal[
        "approved", "edited", "rejected", "took_over", "handed_back", "said", "snoozed", "asked"
    ]
    draft_text: str = ""
    final_text: str = ""
    reason: str = ""
    seconds: float | None = None
    gap: float | None = None
    local_hour: int | None = None


class OwnerActs(Value):
    """What the owner did lately, oldest first: what the Coach reads."""

    acts: tuple[OwnerAct, ...] = ()


class Situation(Value):
    """Everything about a person at this moment that does not need recall.

    `text` is what the customer said since they were last answered (several messages are joined by
    newlines; empty for behaviour alone), `context` the dialogue before it, oldest first.
    `language` is the one to fall back on when the text does not show its own. `temperatures` are
    those of earlier readings, oldest first.
    """

    text: str
    context: tuple[Utterance, ...] = ()
    behaviour: tuple[Behaviour, ...] = ()
    language: Language | None = None
    temperatures: tuple[float, ...] = ()
    name: str | None = None
    now: datetime
    time_zone: str = "Asia/Tokyo"
    business: str = ""
    rejections: tuple[Rejection, ...] = ()
    readable: tuple[str, ...] = ()
    """Names of documents that customers may open (`folders.readable`)."""


def today_of(situation: Situation) -> date:
    """The day it is for the business."""
    return situation.now.astimezone(ZoneInfo(situation.time_zone)).date()


class Brief(Value):
    """What the Negotiator joins: both readings, what memory brought back, and, when the Reviewer
    sent the step back once, the step and the findings."""

    situation: Situation
    reading: Reading
    owner: OwnerReading
    recollection: Recollection
    sent_back: Step | None = None
    findings: tuple[Finding, ...] = ()


class UnderReview(Value):
    """A step before it goes, with the brief it came from. `ai_disclosed` is true when the
    customer has been told that an AI answers. `contact` is for the Reviewer alone: what a person
    allows says nothing about what they want."""

    step: Step
    brief: Brief
    ai_disclosed: bool = True
    contact: Contact = Contact()

    @property
    def just_said(self) -> tuple[Utterance, ...]:
        """The customer's open words as the last line of the dialogue."""
        text = self.brief.situation.text
        return (Utterance(who="customer", text=text),) if text else ()


class ListenerMind(Protocol):
    """Reads a customer."""

    async def read(self, situation: Situation) -> Reading:
        """The reading of this moment; always answers, with honest low confidence when unsure."""
        ...


@runtime_checkable
class RefiningListenerMind(ListenerMind, Protocol):
    """A Listener's mind that reads at once, and better after a while."""

    async def first(self, situation: Situation) -> Reading:
        """The reading that is there at once."""
        ...

    async def refine(self, situation: Situation, reading: Reading) -> Reading:
        """The better one; the same when there is none."""
        ...


class CoachMind(Protocol):
    """Reads the owner, from acts and text only."""

    async def read_owner(self, acts: tuple[OwnerAct, ...]) -> OwnerReading:
        """The owner's micro-intents, the strongest first; empty when the acts show none."""
        ...


class SecondLook(Protocol):
    """Looks at a text after the rules have spoken."""

    async def add(self, asked: UnderReview, verdict: Verdict) -> Verdict:
        """The verdict with findings added; none is ever removed."""
        ...


class NegotiatorMind(Protocol):
    """Finds the next step that serves both sides."""

    async def propose(self, brief: Brief) -> Step:
        """The step; every fact in its text stands in the recollection's knowledge."""
        ...


class Objection(Value):
    """Why a part of a step was not shown. After a `final` one nothing more of it may be."""

    findings: tuple[Finding, ...] = ()
    final: bool = False


Take = Callable[[Step], Awaitable[Objection | None]]
"""Takes a step as far as it is worded, to be reviewed and shown; `None` when it was shown."""


@runtime_checkable
class TellingMind(NegotiatorMind, Protocol):
    """A Negotiator's mind that can word a decided step sentence by sentence."""

    async def decide(self, brief: Brief) -> Step:
        """The step, in words that are there at once."""
        ...

    async def word(self, brief: Brief, step: Step) -> Step:
        """The decided step in better words, whole."""
        ...

    async def tell(self, brief: Brief, step: Step, take: Take) -> Step:
        """The decided step in better words, each sentence handed to `take` as soon as it stands.
        The text that comes back begins with the last one that was shown."""
        ...
