"""The HTTP API of teaching: intents of the owner's own, and corrected readings."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, Field

from agents.teaching.teacher import Mended
from channels.callers import Calling, Here
from channels.cleaning import cleaned
from channels.instant_shapes import MOST_ITEMS, Asked
from kizashi.errors import BadInput
from kizashi.ids import ConversationId, CorrectionId, MessageId, ReadingId
from kizashi.reading import Reading
from kizashi.signal import MAX_MESSAGE_CHARACTERS
from kizashi.teaching import CorrectionView, Relabelled

router = APIRouter(prefix="/v1")


class IntentAsked(Asked):
    """An intent of the owner's own: its name, and what people say who have it."""

    name: str = Field(max_length=1_000)
    examples: tuple[str, ...] = Field(max_length=10_000)


class IntentTaught(BaseModel):
    """The intent is durable at `seq` with so many different examples; `replaced` when it had been
    defined before."""

    name: str
    examples: int
    replaced: bool
    seq: int


class IntentListed(BaseModel):
    """An intent of the owner's own."""

    name: str
    examples: tuple[str, ...]


class IntentsListed(BaseModel):
    """Intents of the owner's own, the oldest first."""

    items: tuple[IntentListed, ...]


class Forgotten(BaseModel):
    """It is gone from `seq` on."""

    seq: int


class TextAsked(Asked):
    """One text to classify."""

    id: str | int | None = None
    text: str = Field(max_length=MAX_MESSAGE_CHARACTERS)


class TextsAsked(Asked):
    """A batch of texts."""

    items: tuple[TextAsked, ...] = Field(max_length=MOST_ITEMS)


class TextClassified(BaseModel):
    """The intent that fits, `null` when none does; `confidence` (0 to 1) is that of this answer."""

    id: str | int | None
    intent: str | None
    confidence: float


class TextsClassified(BaseModel):
    """In the order they were asked for."""

    items: tuple[TextClassified, ...]


class CorrectionAsked(Relabelled, Asked):
    """How a reading should have been. Named by `reading`, or by `conversation` and `message`. What
    is left out was right; `"stall": null` says that nothing holds the person."""

    reading: ReadingId | None = None
    conversation: ConversationId | None = None
    message: MessageId | None = None


class Corrected(BaseModel):
    """The correction (or its undoing) is durable at `seq`; `reading` stands from here on."""

    correction: CorrectionId
    corrects: ReadingId
    seq: int
    reading: Reading


class CorrectionsListed(BaseModel):
    """The corrections in force, the oldest first."""

    items: tuple[CorrectionView, ...]


@router.get("/intents")
async def intents(here: Here, caller: Calling) -> IntentsListed:
    """The intents of the owner's own."""
    caller.needs("intents")
    return IntentsListed(
        items=tuple(
            IntentListed(name=one.name, examples=one.examples)
            for one in await here.teacher.intents()
        )
    )


@router.post("/intents")
async def define_intent(here: Here, caller: Calling, asked: IntentAsked) -> IntentTaught:
    """Defines an intent, or gives the one of this name new examples."""
    caller.needs("intents")
    taught = await here.teacher.define(
        cleaned(asked.name), [cleaned(one) for one in asked.examples], caller.name
    )
    return IntentTaught(
        name=taught.name, examples=taught.examples, replaced=taught.replaced, seq=taught.seq
    )


@router.delete("/intents/{name:path}")
async def remove_intent(
    here: Here, caller: Calling, name: Annotated[str, Path(max_length=1_000)]
) -> Forgotten:
    """Removes an intent of the owner's own."""
    caller.needs("intents")
    return Forgotten(seq=(await here.teacher.remove(cleaned(name), caller.name)).seq)


@router.post("/intents/classify")
async def classify(here: Here, caller: Calling, asked: TextsAsked) -> TextsClassified:
    """Which intent of the owner's own each text has; stores nothing."""
    caller.needs("intents")
    found = await here.teacher.classify([cleaned(item.text).strip() for item in asked.items])
    return TextsClassified(
        items=tuple(
            TextClassified(id=item.id, intent=fit.intent, confidence=fit.confidence)
            for item, fit in zip(asked.items, found, strict=True)
        )
    )


@router.get("/corrections")
async def corrections(
    here: Here, caller: Calling, conversation: Annotated[ConversationId | None, Query()] = None
) -> CorrectionsListed:
    """The corrections in force, of one conversation or of all."""
    caller.needs("read")
    return CorrectionsListed(items=await here.teacher.corrections(conversation))


@router.post("/corrections")
async def correct(here: Here, caller: Calling, asked: CorrectionAsked) -> Corrected:
    """Corrects a reading; messages like it are read so from the next one on."""
    caller.needs("decide")
    reading = asked.reading
    if reading is None:
        if asked.conversation is None or asked.message is None:
            raise BadInput(
                "It is not said which reading is meant.",
                "Name the `reading`, or the `conversation` and the `message`.",
                code="correction.which",
            )
        reading = await here.teacher.reading_of(asked.conversation, asked.message)
    return _corrected(await here.teacher.correct(reading, asked.labels, caller.name))


@router.delete("/corrections/{correction}")
async def undo_correction(here: Here, caller: Calling, correction: CorrectionId) -> Corrected:
    """Takes a correction back."""
    caller.needs("decide")
    return _corrected(await here.teacher.undo(correction, caller.name))


def _corrected(done: Mended) -> Corrected:
    return Corrected(
        correction=done.correction, corrects=done.corrects, seq=done.seq, reading=done.reading
    )
