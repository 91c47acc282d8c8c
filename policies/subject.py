"""What a review looks at: the examined text, the facts it is judged by, and the rule's shape."""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Literal, TypeVar

from pydantic import Field

from kizashi.knowledge import CatalogueItem, Passage
from kizashi.language import Language
from kizashi.signal import Utterance
from kizashi.step import Step
from kizashi.texts import both
from kizashi.values import Value
from kizashi.verdict import Finding, Severity, Span
from policies.model import Policies
from policies.resemblance import Meanings
from policies.view import View, folded, view_of

Direction = Literal["out", "in"]
Kept = TypeVar("Kept")
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Examined(Value):
    """One text under review. `direction` is seen from the business; `step` where it has one."""

    text: str
    direction: Direction = "out"
    language: Language | None = None
    step: Step | None = None


class Facts(Value):
    """What a text is judged by. Every fact has a default, so that a text alone can be examined.

    `passages` are those that the step cites or that are known; `context` the dialogue before,
    oldest first; `time_zone` the person's own, `None` where it is not known; `sent_today` and
    `sent_this_week` count messages that the person did not ask for; `consent` names purposes;
    `age` is in years where the person told it; `answering` is true when the text answers
    somebody who just wrote, `None` to judge by the context.
    """

    catalogue: tuple[CatalogueItem, ...] = ()
    passages: tuple[Passage, ...] = ()
    context: tuple[Utterance, ...] = ()
    now: datetime = LONG_AGO
    time_zone: str | None = None
    sent_today: int = Field(default=0, ge=0)
    sent_this_week: int = Field(default=0, ge=0)
    last_sent_at: datetime | None = None
    ai_disclosed: bool = True
    consent: frozenset[str] = frozenset()
    opted_out: bool = False
    customer_name: str | None = None
    age: int | None = Field(default=None, ge=0, le=150)
    asked_for_person: bool = False
    answering: bool | None = None


@dataclass(frozen=True)
class Subject:
    """Everything a rule may look at, with what several rules need computed once."""

    examined: Examined
    facts: Facts
    policies: Policies
    meanings: Meanings = field(default_factory=dict)
    _found: dict[Hashable, Any] = field(default_factory=dict, init=False, compare=False)

    def once(self, what: Hashable, make: Callable[[], Kept]) -> Kept:
        """What `make` gives, made only the first time that a rule asks for it: what is true of the
        whole text or of all documents must not be looked up again for each of its sentences."""
        if what not in self._found:
            self._found[what] = make()
        found: Kept = self._found[what]
        return found

    @cached_property
    def view(self) -> View:
        """The examined text, made comparable."""
        return view_of(self.examined.text)

    @property
    def text(self) -> str:
        """The folded text that patterns run on."""
        return self.view.text

    @cached_property
    def language(self) -> Language:
        """The language of the examined text."""
        return self.examined.language or self.view.language

    @cached_property
    def customer_said(self) -> str:
        """The folded words of the customer in the context."""
        return "\n".join(folded(line.text) for line in self.facts.context if line.who == "customer")

    @property
    def unasked(self) -> bool:
        """True when the text goes to somebody who did not just write. To wait reaches nobody."""
        step = self.examined.step
        if step is not None and step.kind.value == "wait":
            return False
        if self.facts.answering is not None:
            return not self.facts.answering
        return step is not None and step.kind.value == "remind"

    def finding(
        self, rule: str, severity: Severity, at: tuple[int, int] | None, key: str, **values: object
    ) -> Finding:
        """A finding whose span is given in folded offsets and whose words stand in the texts."""
        span: Span | None = self.view.span(*at) if at is not None else None
        return Finding(
            rule=rule, severity=severity, span=span, explanation=both(f"policies.{key}", **values)
        )


@dataclass(frozen=True)
class Rule:
    """One rule: its dotted name, the directions it looks at, and its pure function."""

    name: str
    directions: tuple[Direction, ...]
    check: Callable[[Subject], Iterable[Finding]]
