"""What can be taught: clear words about what cannot."""

import unicodedata
from collections.abc import Iterable

from kizashi.errors import BadInput, Conflict, NotFound
from kizashi.ids import CorrectionId
from kizashi.reading import IntentReading, MicroIntent, Reading, StallReading
from kizashi.teaching import (
    MOST_EXAMPLE_CHARACTERS,
    MOST_EXAMPLES,
    MOST_INTENTS,
    MOST_NAME_CHARACTERS,
    Labels,
    OwnIntent,
)
from memory.journal import Ledger
from memory.teaching.lessons import count_own_intents, has_own_intent
from memory.teaching.projections import example_digest, examples_taken

BUILT_IN = frozenset(MicroIntent)
LEAST_EXAMPLES = 2


def own_intent(name: str, examples: Iterable[str]) -> OwnIntent:
    """The definition, tidied: examples that say the same are one. Raises `BadInput` with code
    `intent.name`, `intent.built_in`, `intent.examples` or `intent.one_example`."""
    name = unicodedata.normalize("NFC", " ".join(name.split()))
    if not name or len(name) > MOST_NAME_CHARACTERS:
        raise BadInput(
            "The intent's name is empty or too long.",
            f"Give it a name of 1 to {MOST_NAME_CHARACTERS} characters.",
            code="intent.name",
        )
    if name.casefold() in BUILT_IN:
        raise BadInput(
            f"{name} is an intent that Kizashi reads already.",
            "Choose another name; to change how it reads a message, correct that reading.",
            code="intent.built_in",
        )
    kept: dict[str, str] = {}
    for example in examples:
        words = example.strip()
        if not words or len(words) > MOST_EXAMPLE_CHARACTERS:
            raise BadInput(
                "An example is empty or too long.",
                f"Give examples of 1 to {MOST_EXAMPLE_CHARACTERS:,} characters.",
                code="intent.examples",
            )
        kept.setdefault(example_digest(words), words)
    if not kept or len(kept) > MOST_EXAMPLES:
        raise BadInput(
            "There are no examples." if not kept else "There are too many examples.",
            f"Give {LEAST_EXAMPLES} to {MOST_EXAMPLES} examples; ten or more read well.",
            code="intent.examples",
        )
    if len(kept) < LEAST_EXAMPLES:
        raise BadInput(
            "One example cannot show what may differ and what may not.",
            "Give at least two that say it in different words; ten or more read well.",
            code="intent.one_example",
        )
    return OwnIntent(name=name, examples=tuple(kept.values()))


def can_be_defined(ledger: Ledger, intent: OwnIntent) -> None:
    """Raises `Conflict` (`intent.same_example`, `intent.too_many`) for what does not fit beside the
    intents that are defined."""
    c, workspace = ledger.connection, ledger.workspace
    taken = examples_taken(c, workspace, intent.name, intent.examples)
    if taken:
        raise Conflict(
            f"{taken} of these examples stand under another intent.",
            "Keep each under one intent: it cannot show how they differ.",
            code="intent.same_example",
        )
    if count_own_intents(c, workspace) >= MOST_INTENTS and not has_own_intent(
        c, workspace, intent.name
    ):
        raise Conflict(
            f"There are {MOST_INTENTS} intents already.",
            "Remove one first.",
            code="intent.too_many",
        )


def unknown_intent(name: str) -> NotFound:
    """There is no intent of this name."""
    return NotFound(
        f"There is no intent {name!r} of your own.",
        "See the list of intents; those that Kizashi reads by itself cannot be removed.",
        code="intent.unknown",
    )


def can_be_corrected(ledger: Ledger, labels: Labels) -> None:
    """Raises `BadInput` (`correction.empty`, `correction.intent_unknown`)."""
    if labels.micro_intents is None and labels.phase is None and not labels.stall_corrected:
        raise BadInput(
            "It is not said what should have been read.",
            "Name `micro_intents`, `phase` or `stall`.",
            code="correction.empty",
        )
    for name in labels.micro_intents or ():
        known = name in BUILT_IN or has_own_intent(ledger.connection, ledger.workspace, name)
        if not known:
            raise BadInput(
                f"There is no intent {name!r}.",
                "Use an intent of the vocabulary, or define this one first (`POST /v1/intents`).",
                code="correction.intent_unknown",
            )


def corrected(reading: Reading, labels: Labels, correction: CorrectionId) -> Reading:
    """The reading as the owner says it should be. What they say is certain; what they did not
    mention stays, and so does the evidence of what was read before."""
    changes: dict[str, object] = {"correction": correction}
    if labels.micro_intents is not None:
        shown = {intent.name: intent.evidence for intent in reading.micro_intents}
        changes["micro_intents"] = tuple(
            IntentReading(name=name, confidence=1.0, evidence=shown.get(name, ()))
            for name in dict.fromkeys(labels.micro_intents)
        )
    if labels.phase is not None:
        changes |= {"phase": labels.phase, "temperature": float(labels.phase)}
    if labels.stall_corrected:
        before = reading.stall
        same = before is not None and before.reason is labels.stall
        changes["stall"] = (
            StallReading(
                reason=labels.stall,
                confidence=1.0,
                evidence=before.evidence if same and before is not None else (),
            )
            if labels.stall is not None
            else None
        )
    return reading.model_copy(update=changes)
