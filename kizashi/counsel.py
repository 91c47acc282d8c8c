"""Counsel: what the Coach and the owner say to each other, with references that open."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from kizashi.ids import ConversationId, DocumentId, DraftId, MessageId, PersonId
from kizashi.language import Language
from kizashi.values import Value

MAX_QUESTION_CHARACTERS = 2_000


class Reference(Value):
    """Something that a paragraph rests on. It opens the message or draft where one is named,
    else the conversation; a document has only its quote. `quote` is word for word."""

    label: str
    conversation: ConversationId | None = None
    message: MessageId | None = None
    draft: DraftId | None = None
    document: DocumentId | None = None
    at: datetime | None = None
    quote: str = ""


class Paragraph(Value):
    """A part of an answer. `warning` asks for care, `words` are words to say to the customer."""

    text: str
    tone: Literal["plain", "heading", "quiet", "words", "warning"] = "plain"
    references: tuple[Reference, ...] = ()


CounselKind = Literal[
    "people",
    "next_step",
    "week",
    "helped",
    "rehearsal",
    "brief",
    "why",
    "owner",
    "person",
    "topics",
    "gaps",
    "record",
    "hours",
    "standing",
    "mentions",
    "abilities",
    "thanks",
    "knowledge",
    "words",
    "unknown",
]


class Rehearsal(Value):
    """A call that is being rehearsed: the Coach speaks the customer's lines, the owner answers.

    `lines` are what the customer may say, `place` is the line that was said last (from 0).
    """

    conversation: ConversationId
    person: PersonId
    lines: tuple[str, ...] = Field(min_length=1)
    place: int = 0


class Counsel(Value):
    """An answer of the Coach. `more` are questions that the owner may want to ask next;
    `rehearsal` is there while one goes on; `about` is the one person whom it was about, and whom
    "her" means in the next question."""

    kind: CounselKind
    language: Language
    paragraphs: tuple[Paragraph, ...] = Field(min_length=1)
    more: tuple[str, ...] = ()
    rehearsal: Rehearsal | None = None
    about: ConversationId | None = None


class Whisper(Value):
    """What the Coach whispers to the owner who has a conversation: words they might say, the
    facts behind them, and what to be careful about. The customer never sees it."""

    words: str
    language: Language
    facts: tuple[Reference, ...] = ()
    warnings: tuple[str, ...] = ()
    temperature: float | None = None
    stall: str | None = None
