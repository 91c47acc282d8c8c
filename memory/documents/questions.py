"""Finding questions with their answers, in the many ways shops write a FAQ."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from memory.documents.blocks import Block, Grid, Items, Paragraph
from memory.documents.script import columns

_Q_WORD = r"(?:Q|Ｑ|question|質問|問)"
_A_WORD = r"(?:A|Ａ|answer|回答|答え|答)"
_OPEN = r"[【「『\[(（<＜〈]"
_SHUT = r"[】」』\])）>＞〉]"


def _mark(word: str, loose: str) -> str:
    number = r"\s*[0-9０-９]{0,3}\s*"
    return (
        rf"(?:{_OPEN}\s*{word}{number}{_SHUT}\s*[.:：．、]?"
        rf"|{word}{number}[.:：．、)）\-–—|｜]{loose})\s*"
    )


_QUESTION_MARK = re.compile(rf"^[ \t\u3000]*(?:[-*・]\s*)?{_mark(_Q_WORD, '')}", re.IGNORECASE)
_QUESTION_SPACE = re.compile(
    r"^[ \t\u3000]*(?:[-*・]\s*)?(?:Q\s*\d{0,3}|Ｑ[０-９]{0,3})[ \u3000]+(?=\S)"
)
_ANSWER_MARK = re.compile(rf"^[ \t\u3000]*(?:[-*・]\s*)?{_mark(_A_WORD, '')}", re.IGNORECASE)
_ANSWER_SPACE = re.compile(
    r"^[ \t\u3000]*(?:[-*・]\s*)?"
    r"(?:A\d{1,3}[ \u3000]+|[AＡ][０-９]{0,3}(?:\u3000+| +(?=[^\x00-\x7f])))"
)
_ANSWER_BARE = re.compile(r"^[ \t\u3000]*[AＡ][ \t\u3000]+(?=[0-9０-９A-Z])")
"""An answer that begins with a figure or a name; with a small letter, "A" is an article."""
_ANSWER_INSIDE = re.compile(rf"(?<=[?？。.!！」\s])\s*{_mark(_A_WORD, '')}", re.IGNORECASE)
_QUESTION_INSIDE = re.compile(
    rf"(?<=[。.!！」\s])\s*{_OPEN}\s*{_Q_WORD}\s*[0-9０-９]{{0,3}}{_SHUT}"
)
_QUESTION_OVER = re.compile(r"^.*[?？][」』”\"]?(?=\s*[^\s?？」』”\"])")
"""A line up to its last question mark, with words after it: an answer without a mark of its own."""
_ASKS = re.compile(
    r"[?？]\s*[」』”\"]?\s*$"
    r"|(?:です|ます|ません|でした|ました|でしょう|よい|いい|ない|可能|必要|の)か[。]?$"
)
_ITEM_MARK = re.compile(r"^\s*(?:[-*・]|[0-9０-９]{1,3}[.)．）])\s*")
_QUESTION_COLUMNS = 80
_NUMBERED = re.compile(r"^\s*(?:[0-9０-９]{1,3}[.)．）、]|[①-⑳])\s*")


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and what answers it: words, lists and tables in order."""

    question: str
    answer: tuple[Block, ...]


def asks(text: str) -> bool:
    """Whether a heading or a bold line is a question."""
    return bool(_ASKS.search(text) or _question_mark(text))


def unmarked(text: str) -> str:
    """A question without its `Q1.`, 【Q】 or number."""
    match = _question_mark(text)
    if match is not None:
        text = text[match.end() :]
    return _NUMBERED.sub("", text).strip()


def _question_mark(line: str) -> "re.Match[str] | None":
    return _QUESTION_MARK.match(line) or _QUESTION_SPACE.match(line)


def _answer_mark(line: str) -> "re.Match[str] | None":
    return _ANSWER_MARK.match(line) or _ANSWER_SPACE.match(line)


@dataclass(frozen=True, slots=True)
class _Part:
    """One piece of a section on the way to pairs: a question, words, or another block. Words that
    an answer mark introduced are `answer`s."""

    kind: str
    text: str
    block: Block | None = None


def pairs(blocks: Sequence[Block]) -> Iterator[Pair | Block]:
    """The blocks of one section, with each question and its answer put together.

    An answer takes the words that follow until it has some, whatever its last colon announces,
    and one more block when the next question comes right after it.
    """
    parts = [part for block in blocks for part in _parts(block)]
    question: str | None = None
    answer: list[Block] = []
    for place, part in enumerate(parts):
        if part.kind == "question":
            if question is not None:
                yield _pair(question, answer)
            question, answer = part.text, []
            continue
        block = part.block if part.block is not None else Paragraph(part.text)
        question_next = (
            place + 1 < len(parts)
            and parts[place + 1].kind == "question"
            and not (isinstance(block, Paragraph) and block.start)
        )
        if question is not None and (part.kind == "answer" or _incomplete(answer) or question_next):
            answer.append(block)
            continue
        if question is not None:
            yield _pair(question, answer)
            question = None
        yield block
    if question is not None:
        yield _pair(question, answer)


def _pair(question: str, answer: Sequence[Block]) -> Pair | Block:
    return Pair(question, tuple(answer)) if answer else Paragraph(question)


def _incomplete(answer: Sequence[Block]) -> bool:
    if not answer:
        return True
    last = answer[-1]
    return isinstance(last, Paragraph) and last.text.rstrip().endswith(
        (":", "：", "から選べます。")
    )


def _parts(block: Block) -> Iterator[_Part]:
    if isinstance(block, Paragraph):
        yield from _paragraph_parts(block)
    elif isinstance(block, Items) and any(_question_mark(item) for item in block.items):
        for item in block.items:
            yield from _line_parts(item.split("\n"))
    elif isinstance(block, Items) and all(map(_QUESTION_OVER.match, block.items)):
        for item in block.items:
            question, answer = _halves(_ITEM_MARK.sub("", item))
            yield _Part("question", question)
            yield _Part("answer", answer)
    else:
        yield _Part("other", "", block)


def _paragraph_parts(block: Paragraph) -> Iterator[_Part]:
    start = block.start or _asked_above(block.text)
    if start and asks(start) and not _question_mark(block.text):
        yield _Part("question", unmarked(start))
        rest = block.text.removeprefix(start).strip(" \t\u3000\n:：")
        if rest:
            mark = _answer_mark(rest)
            yield _Part("answer", rest[mark.end() :] if mark else rest)
        return
    yield from _line_parts(block.text.split("\n"), block)


def _asked_above(text: str) -> str:
    """The question that is a paragraph's first line, with nothing but its answer below."""
    first, _, rest = text.partition("\n")
    alone = rest.strip() and columns(first) <= _QUESTION_COLUMNS
    return first if alone and first.rstrip().endswith(("?", "？")) and not asks(rest) else ""


def _line_parts(lines: Sequence[str], block: Block | None = None) -> Iterator[_Part]:
    split = [piece for line in lines for piece in _apart(line)]
    if not any(_question_mark(line) or _answer_mark(line) for line in split):
        yield _Part("words", "\n".join(lines), block)
        return
    kind, kept = "words", list[str]()
    for line in split:
        question, answer = _question_mark(line), _answer_mark(line)
        if kind == "question":
            answer = answer or _ANSWER_BARE.match(line)
        if question is not None or answer is not None:
            if kept:
                yield _Part(kind, "\n".join(kept).strip())
            mark = question or answer
            kind = "question" if question is not None else "answer"
            rest = line[mark.end() :].strip() if mark is not None else line
            kept = [rest] if rest else []
        elif kind == "question" and kept and asks(kept[-1]):
            # The question is over; an answer without a mark follows
            yield _Part(kind, "\n".join(kept).strip())
            kind, kept = "answer", [line]
        else:
            kept.append(line)
    if kept:
        yield _Part(kind, "\n".join(kept).strip())


def _halves(line: str) -> tuple[str, str]:
    """A question and the words after it."""
    over = _QUESTION_OVER.match(line)
    place = over.end() if over is not None else len(line)
    return line[:place], line[place:].strip()


def _apart(line: str) -> Iterator[str]:
    """A line that holds question and answer, or several of them, one after another."""
    starts = [0]
    if _question_mark(line):
        starts += [match.start() for match in _ANSWER_INSIDE.finditer(line)]
        starts += [match.start() for match in _QUESTION_INSIDE.finditer(line)]
        if len(starts) == 1 and (over := _QUESTION_OVER.match(line)):
            starts.append(over.end())
    starts = sorted(set(starts))
    for start, end in zip(starts, [*starts[1:], len(line)], strict=True):
        if line[start:end].strip():
            yield line[start:end].strip()


def answer_columns(grid: Grid) -> tuple[tuple[int, int], ...]:
    """The (question, answer) columns of a table that is a FAQ; one pair for each language."""
    questions: dict[str, int] = {}
    answers: dict[str, int] = {}
    for place, title in enumerate(grid.header):
        name = title.strip().lower()
        stem, _, suffix = name.replace("-", "_").replace(" ", "_").partition("_")
        if stem in {"q", "question", "questions", "質問", "ご質問", "問"}:
            questions[suffix] = place
        elif stem in {"a", "answer", "answers", "回答", "答え", "お答え", "答"}:
            answers[suffix] = place
    return tuple((questions[suffix], answers[suffix]) for suffix in questions if suffix in answers)
