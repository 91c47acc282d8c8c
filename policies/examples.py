"""Examples beside rules: texts, and what the owner expects `kizashi policy test` to find."""

from pydantic import Field

from kizashi.ids import DocumentId, PassageId
from kizashi.knowledge import Passage
from kizashi.language import Language
from kizashi.signal import Utterance
from kizashi.values import Value
from kizashi.verdict import Decision, Verdict
from policies.model import Policies, Words
from policies.review import examine
from policies.subject import Direction, Examined, Facts

EXAMPLES = "examples"
"""The key under which any policy file may hold examples. They change no verdict, and so no
version."""


class Example(Value):
    """A text, and what should come of it.

    `rules` must all speak. `known` are sentences of documents, `said` what the customer wrote
    before, `consent` the purposes they allow; `unasked` is true for a text to somebody who does
    not wait for one.
    """

    text: str = Field(min_length=1, max_length=10_000)
    expect: Decision
    rules: tuple[str, ...] = ()
    direction: Direction = "out"
    language: Language | None = None
    known: tuple[Words, ...] = ()
    said: tuple[Words, ...] = ()
    consent: frozenset[str] = frozenset()
    unasked: bool = False


class PlacedExample(Value):
    """An example and where it stands."""

    file: str
    line: int
    example: Example


class Tried(Value):
    """What came of an example. `silent` names the expected rules that did not speak."""

    placed: PlacedExample
    verdict: Verdict
    silent: tuple[str, ...]

    @property
    def right(self) -> bool:
        """True when everything came as expected."""
        return self.verdict.decision is self.placed.example.expect and not self.silent


def tried(placed: PlacedExample, policies: Policies) -> Tried:
    """The example under these policies."""
    example = placed.example
    verdict = examine(
        Examined(text=example.text, direction=example.direction, language=example.language),
        Facts(
            passages=tuple(
                Passage(id=PassageId(f"example_{place}"), document=DocumentId("example"), text=text)
                for place, text in enumerate(example.known)
            ),
            context=tuple(Utterance(who="customer", text=line) for line in example.said),
            consent=example.consent,
            answering=not example.unasked,
        ),
        policies,
    )
    spoke = {finding.rule for finding in verdict.findings}
    silent = tuple(rule for rule in example.rules if rule not in spoke)
    return Tried(placed=placed, verdict=verdict, silent=silent)
