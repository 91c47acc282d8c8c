# ruff: noqa: E501 - a pattern is easier to check on one line
"""Passages taken apart into statements: what can be said alone and stays true."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from agents.minds.negotiator.cells import Row, row_of
from agents.minds.negotiator.words import Term, folded, terms
from kizashi.knowledge import Passage
from kizashi.language import Language
from memory.documents.script import columns, language_of
from memory.documents.sentences import sentences

_MARK = re.compile(r"^\s*(?:[-*•]\s+|[・●○◯◆◇■□▪▶※→⇒➡★☆]\s*|\d{1,2}[.)．）]\s+|[①-⑳]\s*)")
_NO_CONTEXT = re.compile(r"\.(?:md|txt|csv|pdf)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, a list item or a table row.

    `context` is what stands above it (headings, the question it answers, the line that leads a
    list in); `question` that question alone. `own` are its terms, `around` those of the context.
    `meanings` are those of its own terms, `row` is the table row it is, `stale` whether it says
    itself that it is no longer true, `line` the line of the passage it stands in, 0 for all where
    lines are not each a thing of its own.
    """

    text: str
    passage: Passage
    context: str
    question: str
    place: int
    language: Language | None
    own: tuple[Term, ...]
    meanings: frozenset[str]
    around: tuple[Term, ...]
    row: Row | None
    stale: bool
    line: int = 0

    @property
    def embedded(self) -> str:
        """What is embedded for this statement."""
        return f"{self.context} {self.text}".strip() if self.context else self.text


def unmarked(line: str) -> str:
    """A line without its list mark."""
    return _MARK.sub("", line).strip()


WHOLE_ITEM = 170
"""Terminal columns of a list item up to which its sentences stay together: they were put there
because one does not hold without the other."""

LINES_APART = 4
_ENDED = re.compile(r"[。.!！?？)）\d%円分時歳日年]\s*$")

SUBJECT = 50
"""Characters at the beginning of a long list item that say what all of it is about."""

_CELL = re.compile(r"(?:; |、)(?=[^：:;、]{1,30}(?:：|: ))")
_LEAD = " — "
_STALE = re.compile(
    r"旧価格|旧料金|旧[:：]|以前は|昔は|廃止|終了しました|^\W*old\b|\bold (?:price|rate)|formerly|used to be"
    r"|no longer|until \d{1,2} \w+ 20\d\d .{0,40}\bwas\b|was .{0,20}(?:until|before) 20\d\d"
)
_BARE_YES = re.compile(
    r"^(?:はい|いいえ|ええ|yes|no|sure|of course|もちろん(?:です)?)[。.!！、,]*$"
)


@lru_cache(maxsize=4096)
def statements(passage: Passage, money: str = "") -> tuple[Statement, ...]:
    """The statements of a passage in order. `money` is the sign of the money that figures without
    one are meant in."""
    headings = [heading for heading in passage.heading if not _NO_CONTEXT.search(heading)]
    question = ""
    lead = ""
    parts: list[tuple[str, tuple[tuple[str, str], ...], str, int]] = []
    if passage.kind == "row":
        parts = [(passage.text, passage.fields, "", 0)]
    else:
        lines = [line for line in passage.text.split("\n") if line.strip()]
        if passage.kind == "question_answer" and len(lines) > 1:
            question, lines = lines[0].strip(), lines[1:]
        if passage.kind in {"list", "table"} and len(lines) > 1 and not _MARK.match(lines[0]):
            lead = lines[0].strip()
        apart = _each_line_apart(lines)
        for number_of_line, line in enumerate(lines, start=1):
            place_of = number_of_line if apart else 0
            bare = unmarked(line)
            table = passage.kind in {"table", "question_answer"}
            fields = _cells(bare) if bare != line.strip() and table else ()
            marked = bare != line.strip()
            if fields or (marked and columns(bare) <= WHOLE_ITEM):
                parts.append((bare, fields, "", place_of))
                continue
            said = sentences(bare)
            asked = ""
            for number, one in enumerate(said):
                if one.endswith(("?", "？")) and number + 1 < len(said):
                    # "Changed your mind? Within 14 days …" asks only to answer
                    asked = one
                    continue
                # What a long item is about stands in its beginning only
                subject = bare[:SUBJECT] if marked and number else ""
                parts.append((one, (), f"{subject} {asked}".strip(), place_of))
    context = " ".join((*headings[-2:], lead, question)).strip()
    title = " ".join(headings[:-2])
    kept = [part for part in parts if part[0] and not _BARE_YES.match(folded(part[0]))]
    return tuple(
        replace(
            _statement(
                text, fields, passage, f"{context} {subject}".strip(), question, place, money, title
            ),
            line=line,
        )
        for place, (text, fields, subject, line) in enumerate(kept)
    )


def _each_line_apart(lines: Sequence[str]) -> bool:
    """Whether the lines of a passage are each a thing of its own, and not a text that was wrapped:
    nearly all of them end where a sentence ends."""
    if len(lines) < LINES_APART:
        return False
    ended = sum(_ENDED.search(line) is not None for line in lines)
    return ended >= 0.75 * len(lines)


def _cells(line: str) -> tuple[tuple[str, str], ...]:
    """The cells of a line that once was a table row ("Okinawa — Online shop: ¥1,650; …")."""
    lead, dash, rest = line.partition(_LEAD)
    if not dash:
        lead, rest = "", line
    cells = []
    for part in _CELL.split(rest):
        header, colon, value = part.replace("：", ": ", 1).partition(": ")
        if not colon:
            return ()
        cells.append((header.strip(), value.strip()))
    if dash:
        return (("name", lead.strip()), *cells)
    return tuple(cells) if len(cells) > 1 else ()


def _statement(
    text: str,
    fields: tuple[tuple[str, str], ...],
    passage: Passage,
    context: str,
    question: str,
    place: int,
    money: str,
    title: str,
) -> Statement:
    own = terms(text)
    return Statement(
        text=text,
        passage=passage,
        context=context,
        question=question,
        place=place,
        language=language_of(text),
        own=own,
        meanings=frozenset(meaning for term in own for meaning in term.concepts),
        around=terms(f"{context} {title} {passage.document.replace('_', ' ').replace('-', ' ')}"),
        row=row_of(fields, money) if fields else None,
        stale=_STALE.search(folded(text)) is not None,
    )
