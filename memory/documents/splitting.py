"""Blocks to passages: parts of a document that can stand alone, none across a heading."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from kizashi.ids import DocumentId, PassageId
from kizashi.knowledge import Passage
from kizashi.language import Language
from memory.documents.blocks import Block, Grid, Heading, Items, Paragraph
from memory.documents.questions import Pair, answer_columns, asks, pairs, unmarked
from memory.documents.script import columns, language_of, length
from memory.documents.sentences import sentences
from memory.documents.tables import fields, in_both_languages, named_columns, row_words, table_words
from memory.documents.timetable import by_day

Kind = Literal["prose", "question_answer", "list", "table", "row"]

WORDS = 110
"""A passage of prose is filled up to about this many words (some 230 Japanese characters): long
enough to say where it belongs, short enough that its vector means one thing."""

WORDS_AT_MOST = 170
"""A list, an answer or a paragraph is cut only when it is longer than this."""

ROWS_OF_WHOLE_TABLE = 14
WORDS_OF_WHOLE_TABLE = 260
"""Tables up to this size are also kept whole: "which days…?" needs all rows side by side."""

LEAD_IN_WORDS = 35

LABEL_COLUMNS = 44
"""Terminal columns up to which the bold beginning of a paragraph may be its small heading."""

WORDS_OF_OWN_ITEM = 22
"""A list item this long says something of its own (a rule, a notice) and is a passage by itself."""


@dataclass(frozen=True, slots=True)
class _Piece:
    heading: tuple[str, ...]
    text: str
    kind: Kind
    fields: tuple[tuple[str, str], ...] = ()


def split(document: DocumentId, blocks: Iterable[Block]) -> tuple[Passage, ...]:
    """The passages of a document. An id is a hash of the document's name and the passage's own
    words and place among equals, so what did not change keeps its id (and its vector)."""
    seen: Counter[str] = Counter()
    found: list[Passage] = []
    for piece in _pieces(blocks):
        content = "\0".join((document, *piece.heading, piece.kind, piece.text))
        seen[content] += 1
        digest = hashlib.sha256(f"{content}\0{seen[content]}".encode()).hexdigest()
        found.append(
            Passage(
                id=PassageId(f"psg_{digest[:20]}"),
                document=document,
                heading=piece.heading,
                text=piece.text,
                kind=piece.kind,
                language=_language(piece),
                fields=piece.fields,
                position=len(found),
            )
        )
    return tuple(found)


def _language(piece: _Piece) -> Language | None:
    if in_both_languages(piece.fields):
        return None
    words = " ".join(cell for _, cell in piece.fields) if piece.fields else piece.text
    return language_of(words) or (None if len(words) > 40 else language_of(" ".join(piece.heading)))


def _pieces(blocks: Iterable[Block]) -> Iterator[_Piece]:
    trail: list[Heading] = []
    section: list[Block] = []
    said = True
    for block in blocks:
        if not isinstance(block, Heading):
            section.append(block)
            said = True
            continue
        yield from _section(tuple(heading.text for heading in trail), section)
        if not said and trail and block.level <= trail[-1].level:
            yield _alone(trail)
        trail = [heading for heading in trail if heading.level < block.level] + [block]
        section, said = [], False
    yield from _section(tuple(heading.text for heading in trail), section)
    if not said and trail:
        yield _alone(trail)


def _alone(trail: Sequence[Heading]) -> _Piece:
    """A heading with nothing under it may itself be what the document says."""
    return _Piece(tuple(heading.text for heading in trail[:-1]), trail[-1].text, "prose")


def _section(heading: tuple[str, ...], blocks: Sequence[Block]) -> Iterator[_Piece]:
    if not blocks:
        return
    if heading and asks(heading[-1]):
        yield from _answered(heading[:-1], unmarked(heading[-1]), blocks)
        for block in blocks:
            if isinstance(block, Grid):
                yield from _rows(heading, block)
        return
    prose: list[str] = []
    before: Block | Pair | None = None
    for part in pairs(blocks):
        if isinstance(part, Paragraph):
            label = _label(part)
            if label:
                yield from _prose(heading, prose)
                prose = []
                yield from _prose((*heading, label), [_below(part)])
            else:
                prose.append(part.text)
        elif isinstance(part, Pair):
            yield from _prose(heading, prose)
            prose = []
            yield from _answered(heading, part.question, part.answer)
            for block in part.answer:
                if isinstance(block, Grid):
                    yield from _rows((*heading, part.question), block)
        else:
            lead = _lead_in(before, part)
            if lead.endswith((":", "：")) and prose:
                prose.pop()
            yield from _prose(heading, prose)
            prose = []
            if isinstance(part, Items):
                yield from _listed(heading, lead, part)
            elif isinstance(part, Grid):
                yield from _tabled(heading, lead, part)
        before = part
    yield from _prose(heading, prose)


def _label(part: Paragraph) -> str:
    """The small heading that a paragraph begins with, and not with a sentence's first words."""
    label = part.start.strip(" \t\u3000:：.。")
    rest = part.text.removeprefix(part.start)
    apart = part.start.endswith((":", "：", ".", "。")) or rest[:1] in "\n \u3000:：—–-―"
    goes_on = rest.strip()[:1].islower() and not rest.startswith("\n")
    short = 0 < columns(label) <= LABEL_COLUMNS
    return label if short and apart and rest.strip() and not goes_on else ""


def _below(part: Paragraph) -> str:
    """What stands below a small heading; with the heading where it is a name or begins a phrase."""
    rest = part.text.removeprefix(part.start).lstrip(" \t\u3000\n:：.。")
    speaks = part.start.endswith((":", "：", ".", "。")) or part.text[len(part.start) :][:1] == "\n"
    return rest if speaks or rest[:1].isupper() else part.text


def _lead_in(before: Block | Pair | None, part: Block) -> str:
    """The line above a list or table that says what it lists."""
    if not isinstance(before, Paragraph) or isinstance(part, Heading | Paragraph):
        return ""
    line = before.text.rstrip()
    if line.endswith((":", "：")):
        return line
    short = length(line) <= LEAD_IN_WORDS and len(sentences(line)) == 1
    return line if short and line.endswith(("。", ".")) else ""


def _listed(heading: tuple[str, ...], lead: str, part: Items) -> Iterator[_Piece]:
    start = f"{lead}\n" if lead else ""
    for own, items in groupby(_whole_items(part.items), key=_stands_alone):
        if own:
            yield from (_Piece(heading, start + item, "list") for item in items)
        else:
            for group in _grouped(tuple(items), WORDS_AT_MOST - length(lead)):
                yield _Piece(heading, start + "\n".join(group), "list")


def _stands_alone(item: str) -> bool:
    return length(item) >= WORDS_OF_OWN_ITEM


def _whole_items(items: Sequence[str]) -> tuple[str, ...]:
    """The outer items, each with the deeper ones that belong to it."""
    found: list[str] = []
    for item in items:
        if found and item.startswith(" "):
            found[-1] += f"\n{item}"
        else:
            found.append(item)
    return tuple(found)


def _tabled(heading: tuple[str, ...], lead: str, table: Grid) -> Iterator[_Piece]:
    grid = by_day(table)
    columns = answer_columns(grid)
    if columns:
        for row in grid.rows:
            for question, answer in columns:
                if row[question].strip() and row[answer].strip():
                    yield _Piece(
                        heading,
                        f"{unmarked(row[question])}\n{row[answer].strip()}",
                        "question_answer",
                        fields(named_columns(grid.header), row),
                    )
        return
    whole = table_words(Grid(named_columns(grid.header), grid.rows))
    small = len(grid.rows) <= ROWS_OF_WHOLE_TABLE and length(whole) <= WORDS_OF_WHOLE_TABLE
    if len(grid.rows) > 1 and small:
        yield _Piece(heading, f"{lead}\n{whole}" if lead else whole, "table")
    yield from _rows(heading, grid)


def _rows(heading: tuple[str, ...], grid: Grid) -> Iterator[_Piece]:
    header = named_columns(grid.header)
    for row in grid.rows:
        cells = fields(header, row)
        if cells:
            yield _Piece(heading, row_words(cells), "row", cells)


def _answered(heading: tuple[str, ...], question: str, answer: Sequence[Block]) -> Iterator[_Piece]:
    """A question with its answer, the question being the first line; a long answer is cut, and
    each part begins with the question again."""
    texts: list[str] = []
    for block in answer:
        if isinstance(block, Paragraph):
            texts.extend(_cut(block.text))
        elif isinstance(block, Items):
            texts.extend(
                "\n".join(group)
                for group in _grouped(block.items, WORDS_AT_MOST - length(question))
            )
        elif isinstance(block, Grid):
            texts.append(table_words(Grid(named_columns(block.header), block.rows)))
    for group in _grouped(texts, WORDS_AT_MOST - length(question)):
        yield _Piece(heading, "\n".join((question, *group)), "question_answer")


def _prose(heading: tuple[str, ...], paragraphs: Sequence[str]) -> Iterator[_Piece]:
    """Paragraphs put together up to the length of a passage, languages apart."""
    group: list[str] = []
    for text in (part for paragraph in paragraphs for part in _cut(paragraph)):
        full = group and length("\n".join((*group, text))) > WORDS
        turned = group and {language_of(group[-1]), language_of(text)} == set(Language)
        if full or turned:
            yield _Piece(heading, "\n".join(group), "prose")
            group = []
        group.append(text)
    if group:
        yield _Piece(heading, "\n".join(group), "prose")


def _cut(text: str) -> tuple[str, ...]:
    """A paragraph as it is; its languages apart, and in groups of sentences when it is long."""
    lines = text.split("\n")
    runs = ["\n".join(run) for _, run in groupby(lines, key=language_of)]
    if len(runs) == 2 and {language_of(run) for run in runs} == set(Language):
        return tuple(part for run in runs for part in _cut(run))
    if length(text) <= WORDS_AT_MOST:
        return (text,)
    groups: list[str] = []
    for sentence in sentences(text):
        joint = "" if groups and groups[-1][-1:] in "。！？」" else " "
        if groups and length(groups[-1] + sentence) <= WORDS:
            groups[-1] += joint + sentence
        else:
            groups.append(sentence)
    return tuple(groups)


def _grouped(texts: Sequence[str], words: float) -> Iterator[tuple[str, ...]]:
    group: list[str] = []
    for text in texts:
        if group and length("\n".join((*group, text))) > max(words, WORDS / 2):
            yield tuple(group)
            group = []
        group.append(text)
    if group:
        yield tuple(group)
