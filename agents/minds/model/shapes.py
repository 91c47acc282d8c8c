"""The shapes a model must answer in; what does not fit them is no answer."""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from kizashi.reading import MicroIntent, Stall


class _Shape(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


Confidence = Annotated[float, Field(ge=0, le=1)]


class SaidIntent(_Shape):
    """A micro-intent with the customer's words that show it."""

    name: MicroIntent
    confidence: Confidence
    words: str = ""


class SaidStall(_Shape):
    """A stall with the customer's words that show it."""

    reason: Stall
    confidence: Confidence
    words: str = ""


class SaidReading(_Shape):
    """The Listener's answer."""

    intents: list[SaidIntent] = Field(min_length=1, max_length=6)
    temperature: float = Field(ge=0, le=100)
    stall: SaidStall | None = None


class SaidSentence(_Shape):
    """A sentence of a reply and the numbers of the facts that it rests on."""

    text: str = Field(min_length=1, max_length=600)
    facts: list[int] = Field(default_factory=list, max_length=12)


class SaidReply(_Shape):
    """The Negotiator's answer."""

    sentences: list[SaidSentence] = Field(min_length=1, max_length=20)


def _known_kind(kind: Any) -> Any:
    return kind.strip().lower() if isinstance(kind, str) else kind


class SaidConcern(_Shape):
    """A concern of the Reviewer with the reply's words that raise it."""

    kind: Annotated[
        str,
        BeforeValidator(_known_kind),
        Field(pattern="^(promises|pressure|privacy|closeness|honesty|fairness)$"),
    ]
    words: str
    why: str = Field(max_length=300)


class SaidReview(_Shape):
    """The Reviewer's answer."""

    concerns: list[SaidConcern] = Field(default_factory=list, max_length=10)


class SaidParagraph(_Shape):
    """A paragraph of the Coach's answer, by its number."""

    number: int
    text: str = Field(min_length=1, max_length=2_000)


class SaidCounsel(_Shape):
    """The Coach's answer."""

    paragraphs: list[SaidParagraph] = Field(min_length=1, max_length=40)
