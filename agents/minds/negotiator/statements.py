"""Passages taken apart into statements: what can be said alone and stays true."""

import re
from dataclasses import dataclass
from functools import lru_cache

from agents.minds.negotiator.words import Term, terms
from kizashi.knowledge import Passage
from kizashi.language import Language
from memory.documents.script import language_of
from memory.documents.sentences import sentences

_MARK = re.compile(r"^\s*(?:[-*•]\s+|[・●○◯◆◇■□▪▶※]\s*|\d{1,2}[.)．）]\s+|[①-⑳]\s*)")
_NO_CONTEXT = re.compile(r"\.(?:md|txt|csv|pdf)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, a list item or a table row.

    `context` is what stands above it (headings, the question it answers, the line that leads a
    list in); `question` that question alone. `own` are its terms, `around` those of the context.
    """

    text: str
    passage: Passage
    context: str
    question: str
    place: int
    language: Language | None
    own: tuple[Term, ...]
    around: tuple[Term, ...]

    @property
    def embedded(self) -> str:
        """What is embedded for this statement."""
        return f"{self.context} {self.text}".strip() if self.context else self.text


def unmarked(line: str) -> str:
    """A line without its list mark."""
    return _MARK.sub("", line).strip()


@lru_cache(maxsize=4096)
def statements(passage: Passage) -> tuple[Statement, ...]:
    """The statements of a passage in order."""
    headings = [heading for heading in passage.heading if not _NO_CONTEXT.search(heading)]
    question = ""
    lead = ""
    parts: list[str] = []
    if passage.kind == "row":
        parts = [passage.text]
    else:
        lines = [line for line in passage.text.split("\n") if line.strip()]
        if passage.kind == "question_answer" and len(lines) > 1:
            question, lines = lines[0].strip(), lines[1:]
        if passage.kind in {"list", "table"} and len(lines) > 1 and not _MARK.match(lines[0]):
            lead = lines[0].strip()
        for line in lines:
            bare = unmarked(line)
            marked = bare != line.strip()
            parts.extend([bare] if marked and passage.kind == "table" else sentences(bare))
    context = " ".join((*headings[-2:], lead, question)).strip()
    return tuple(
        _statement(text, passage, context, question, place)
        for place, text in enumerate(part for part in parts if part)
    )


def _statement(text: str, passage: Passage, context: str, question: str, place: int) -> Statement:
    return Statement(
        text=text,
        passage=passage,
        context=context,
        question=question,
        place=place,
        language=language_of(text),
        own=terms(text),
        around=terms(f"{context} {passage.document.replace('_', ' ').replace('-', ' ')}"),
    )
