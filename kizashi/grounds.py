"""Grounds: what a turn's outcome rests on, put on record with it."""

from kizashi.autonomy import Autonomy, ScopedAutonomy
from kizashi.ids import DocumentId, MemoryId, PassageId
from kizashi.step import Step
from kizashi.tools import Consulted
from kizashi.values import Value
from kizashi.verdict import Finding


class Shown(Value):
    """A passage that memory brought to the agents for this turn."""

    document: DocumentId
    passage: PassageId


class Grounds(Value):
    """Everything that bore on what became of a step.

    `policy` and `rules` are the versions that judged; `minds` names by agent the mind that thought
    (a language model by its name); `shown` and `remembered` are what memory brought back of the
    business's documents and of the person's own past, `moments` how many similar moments of
    others, `consulted` the owner's tools that were asked. `because` are the keys of why it waits,
    empty when it went. When the Reviewer sent the step back, `first` is how it was then, and
    `objections` what it met with.
    """

    autonomy: Autonomy
    scoped: ScopedAutonomy = ScopedAutonomy()
    everything_held: bool
    because: tuple[str, ...]
    policy: str
    rules: str
    product: str
    minds: dict[str, str]
    shown: tuple[Shown, ...] = ()
    remembered: tuple[MemoryId, ...] = ()
    moments: int = 0
    consulted: tuple[Consulted, ...] = ()
    first: Step | None = None
    objections: tuple[Finding, ...] = ()
