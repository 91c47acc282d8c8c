"""Deliberations: the four agents talk a hard case over, and the owner listens.

Each agent speaks twice. First the Listener tells what it reads, the Coach what the owner aims for
and what helped people like this, the Negotiator names the steps that could be taken, the Reviewer
examines each. Then Listener and Coach weigh those steps, the Negotiator settles on one, and the
Reviewer examines what it came to. The result is a draft like any other.
"""

from datetime import datetime
from typing import Literal

from kizashi.counsel import Paragraph
from kizashi.ids import ConversationId, DeliberationId, DraftId, Seq
from kizashi.language import Language
from kizashi.minds import Agent
from kizashi.reading import Reading
from kizashi.step import Step
from kizashi.values import Value
from kizashi.verdict import Verdict

DeliberationEnd = Literal["draft", "nothing", "stopped", "overtaken", "failed", "late", "cut_off"]
"""How one ended: with a draft; with no step worth sending; stopped by the owner; overtaken by what
happened in the conversation; because an agent failed; out of time; cut off with Kizashi itself."""


class Weighing(Value):
    """What an agent thinks of a proposed step: `option` is its place (from 0), `points` (from -2
    to 2) how far it speaks for it, `why` the reason in words."""

    option: int
    points: int
    why: str


class Contribution(Value):
    """What one agent said, in the owner's language.

    `options` are steps: those that could be taken, or (second round) the one that was settled on;
    `chosen` is its place among the first. `verdicts` belong to the options in order. `reading` is
    the Listener's.
    """

    speaker: Agent
    round: Literal[1, 2]
    paragraphs: tuple[Paragraph, ...] = ()
    options: tuple[Step, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    weighings: tuple[Weighing, ...] = ()
    chosen: int | None = None
    reading: Reading | None = None


class DeliberationBegun(Value):
    """The owner asked the agents to deliberate. `version` is the conversation's then."""

    kind: Literal["deliberation.begun"] = "deliberation.begun"
    id: DeliberationId
    version: Seq
    language: Language
    by: str


class DeliberationSaid(Value):
    """An agent spoke."""

    kind: Literal["deliberation.said"] = "deliberation.said"
    deliberation: DeliberationId
    contribution: Contribution


class DeliberationEnded(Value):
    """It is over. `draft` is what came of it; `by` who stopped it."""

    kind: Literal["deliberation.ended"] = "deliberation.ended"
    deliberation: DeliberationId
    ended: DeliberationEnd
    draft: DraftId | None = None
    by: str | None = None


class DeliberationView(Value):
    """One deliberation as far as it has come; `ended` is `None` while it goes on."""

    id: DeliberationId
    conversation: ConversationId
    version: Seq
    language: Language
    by: str
    begun_at: datetime
    said: tuple[Contribution, ...] = ()
    ended: DeliberationEnd | None = None
    ended_at: datetime | None = None
    draft: DraftId | None = None
