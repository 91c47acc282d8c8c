"""What a turn comes to, and the stage on which its step may be shown before it is whole."""

from dataclasses import dataclass
from typing import Protocol

from kizashi.errors import Conflict
from kizashi.reading import OwnerReading, Reading
from kizashi.recollection import Recollection
from kizashi.step import Step
from kizashi.verdict import Finding, Verdict


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


class Overtaken(Conflict):
    """What the turn thinks about has changed while it was being told: it must end."""


class Stage(Protocol):
    """Where a step is shown while it is still being worded."""

    @property
    def shown(self) -> str:
        """What the customer has read of it."""
        ...

    async def allows(self, thought: Thought) -> bool:
        """Whether this step would go by itself now."""
        ...

    async def show(self, thought: Thought) -> bool:
        """Shows the step as far as it is worded; false when it may not go by itself any more.
        Raises `Overtaken`."""
        ...
