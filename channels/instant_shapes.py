"""What the endpoints that answer at once are sent, and what they answer.

Unknown keys of an item are ignored here, so that a caller can send its own records as they are.
"""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from kizashi.ids import PersonId
from kizashi.language import Language
from kizashi.signal import MAX_MESSAGE_CHARACTERS

MOST_ITEMS = 1_000
MOST_MEMORIES = 10_000
MOST_CONTEXT = 200


class Asked(BaseModel):
    """The base of what integrations send: unknown keys are ignored, values are frozen."""

    model_config = ConfigDict(frozen=True, extra="ignore")


def _or_empty(value: Any) -> Any:
    return "" if value is None else value


class Said(Asked):
    """One line of the dialogue before."""

    who: Literal["business", "customer"]
    text: str = Field(default="", max_length=MAX_MESSAGE_CHARACTERS)

    @field_validator("text", mode="before")
    @classmethod
    def _text_may_be_missing(cls, value: Any) -> Any:
        return _or_empty(value)


class Done(Asked):
    """Something the person did."""

    event: str = Field(min_length=1, max_length=100)
    properties: dict[str, Any] = Field(default_factory=dict)
    local_time: str | None = None

    @field_validator("properties", mode="before")
    @classmethod
    def _properties_may_be_missing(cls, value: Any) -> Any:
        return {} if value is None else value


class MomentAsked(Asked):
    """One moment to read or to answer."""

    id: str | int | None = None
    language: str | None = None
    context: tuple[Said, ...] = Field(default=(), max_length=MOST_CONTEXT)
    text: str = Field(default="", max_length=MAX_MESSAGE_CHARACTERS)
    behaviour: tuple[Done, ...] = Field(default=(), max_length=MOST_CONTEXT)

    @field_validator("text", mode="before")
    @classmethod
    def _text_may_be_missing(cls, value: Any) -> Any:
        return _or_empty(value)

    @field_validator("context", "behaviour", mode="before")
    @classmethod
    def _list_may_be_missing(cls, value: Any) -> Any:
        return () if value is None else value


class Moments(Asked):
    """A batch of moments."""

    items: tuple[MomentAsked, ...] = Field(max_length=MOST_ITEMS)


class IntentGiven(BaseModel):
    """A micro-intent; `evidence` is the words (or events) that show it."""

    name: str
    confidence: float
    evidence: tuple[str, ...]


class StallGiven(BaseModel):
    """The stall; `evidence` is the words (or events) that show it."""

    reason: str
    confidence: float
    evidence: tuple[str, ...]


class BecauseGiven(BaseModel):
    """One thing that a reading rests on (`words`, `context`, `behaviour`, or a `lesson` of the
    owner's), and which micro-intents or stall it speaks for."""

    kind: str
    quote: str
    speaks_for: tuple[str, ...]
    start: int | None
    end: int | None


class ReadingGiven(BaseModel):
    """A reading in the words of the API. `sure` puts the confidence of the first micro-intent into
    a word: `sure`, `likely` or `guess`."""

    id: str | int | None
    language: str | None
    micro_intents: tuple[IntentGiven, ...]
    temperature: float
    phase: int
    stall: StallGiven | None
    sway: float
    sure: str
    because: tuple[BecauseGiven, ...]


class ReadingsGiven(BaseModel):
    """Readings in the order they were asked for."""

    items: tuple[ReadingGiven, ...]


class ReviewContext(Asked):
    """What a review should know. `direction` is seen from the business: `out` for text that would
    go to a customer, `in` for text that came in."""

    direction: Literal["out", "in"] = "out"
    language: Language | None = None
    dialogue: tuple[Said, ...] = ()
    customer_name: str | None = None

    @field_validator("language", mode="before")
    @classmethod
    def _other_languages_are_not_known(cls, value: Any) -> Any:
        return None if isinstance(value, str) and value not in set(Language) else value

    @field_validator("dialogue", mode="before")
    @classmethod
    def _dialogue_may_be_missing(cls, value: Any) -> Any:
        return () if value is None else value


class ReviewAsked(Asked):
    """One text to review."""

    id: str | int | None = None
    text: str = Field(default="", max_length=100_000)
    person: PersonId | None = None
    context: ReviewContext = ReviewContext()

    @field_validator("text", mode="before")
    @classmethod
    def _text_may_be_missing(cls, value: Any) -> Any:
        return _or_empty(value)

    @field_validator("context", mode="before")
    @classmethod
    def _a_dialogue_is_a_context(cls, value: Any) -> Any:
        if value is None:
            return {}
        return {"dialogue": value} if isinstance(value, list) else value


class Reviews(Asked):
    """A batch of texts. A `context` beside the items holds for each that has none of its own."""

    items: tuple[ReviewAsked, ...] = Field(max_length=MOST_ITEMS)

    @model_validator(mode="before")
    @classmethod
    def _a_context_beside_holds_for_all(cls, value: Any) -> Any:
        if not isinstance(value, dict) or value.get("context") is None:
            return value
        items = value.get("items")
        if not isinstance(items, list):
            return value
        shared = value["context"]
        return {
            **value,
            "items": [
                {**item, "context": shared}
                if isinstance(item, dict) and item.get("context") is None
                else item
                for item in items
            ],
        }


class SpanGiven(BaseModel):
    """A stretch of the text: character offsets, end exclusive."""

    start: int
    end: int
    text: str


class FindingGiven(BaseModel):
    """One rule that spoke."""

    rule: str
    severity: str
    span: SpanGiven | None
    explanation: str


class VerdictGiven(BaseModel):
    """The decision and every finding."""

    decision: str
    findings: tuple[FindingGiven, ...]


class ReviewGiven(VerdictGiven):
    """The verdict on one text."""

    id: str | int | None


class ReviewsGiven(BaseModel):
    """Verdicts in the order they were asked for."""

    items: tuple[ReviewGiven, ...]


class SourceGiven(BaseModel):
    """What a sentence rests on: the document, and the words of the passage."""

    document: str
    passage: str


class ReplyGiven(BaseModel):
    """The step that the Negotiator would take."""

    id: str | int | None
    kind: str
    text: str
    language: str
    sources: tuple[SourceGiven, ...]
    reason: str
    admits_unknown: bool
    confidence: float
    verdict: VerdictGiven


class RepliesGiven(BaseModel):
    """Steps in the order they were asked for."""

    items: tuple[ReplyGiven, ...]


class RecallAsked(Asked):
    """A question to memory. `own` needs a person."""

    query: str = Field(min_length=1, max_length=MAX_MESSAGE_CHARACTERS)
    person: PersonId | None = None
    k: int = Field(default=8, ge=1, le=200)
    scope: Literal["own", "knowledge", "moments"] = "own"


class HitGiven(BaseModel):
    """One thing remembered, the best first; `superseded` when something else was said about it
    later."""

    text: str
    speaker: str | None
    at: str | None
    reference: str | None
    score: float
    source: str
    superseded: bool = False


class HitsGiven(BaseModel):
    """What memory brought back. `remembered` is false when even the best hit is more likely not
    about the question than about it: then the honest answer is "I have no memory of that".
    `words` sums up the moments that were found, in the scope `moments`: each hit's `text` tells
    in words where the person stood, the step and what came of it, its `source` the latter as a
    label, its `reference` the conversation."""

    hits: tuple[HitGiven, ...]
    remembered: bool
    words: str | None = None


class LineAsked(Asked):
    """One line of a dialogue to remember. `at` is ISO 8601 or free text; a `reference` that is a
    number comes back as text. A line without words is no memory and is passed over."""

    speaker: str = Field(min_length=1, max_length=80)
    text: str = Field(default="", max_length=MAX_MESSAGE_CHARACTERS)
    at: str | None = Field(default=None, max_length=80)
    reference: str | None = Field(default=None, max_length=200)

    @field_validator("text", mode="before")
    @classmethod
    def _text_may_be_missing(cls, value: Any) -> Any:
        return _or_empty(value)

    @field_validator("reference", mode="before")
    @classmethod
    def _a_number_is_a_reference(cls, value: Any) -> Any:
        return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


class MemoriesAsked(Asked):
    """Lines of a dialogue with one person, in order."""

    person: PersonId = Field(min_length=1, max_length=80)
    items: tuple[LineAsked, ...] = Field(max_length=MOST_MEMORIES)


class MemoriesKept(BaseModel):
    """The lines are durable at `seq` and can be recalled; those without words are not counted."""

    added: int
    seq: int
