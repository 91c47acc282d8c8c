"""The Coach's words as rows: paragraphs, their references, and what may be asked next."""

from collections.abc import Sequence
from datetime import datetime

from kizashi.counsel import Counsel, Paragraph, Reference
from tui.harmless import harmless, one_line
from tui.rows import EMPTY, Block, Piece, Row, Tone, paragraph, spread
from tui.talk import Line
from tui.words import Words

_TONES: dict[str, Tone] = {
    "plain": "plain",
    "heading": "strong",
    "quiet": "quiet",
    "words": "plain",
    "warning": "warn",
}
_MARGIN: Row = (Piece(" "), Piece("▎", "accent"))
_WORDS_MARGIN: Row = (Piece(" "), Piece("▎", "accent"), Piece(" ┃ ", "customer"))
_QUOTED = 160


def line_blocks(line: Line, words: Words, now: datetime, width: int) -> list[Block]:
    """An exchange as blocks: the question, each paragraph, each reference, each follow-up."""
    blocks: list[Block] = []
    clock = words.clock(line.at)
    if line.asked is not None:
        head = spread((Piece(" "), Piece(words.say("talk.you"), "owner")), (), width - 1)
        rows = [(*head, Piece(f"  {clock}", "faint"))]
        rows += paragraph(harmless(line.asked), width - 1, margin=(Piece(" "), Piece("▎", "owner")))
        blocks.append(Block.of(f"{line.id}·asked", [*rows, EMPTY], selectable=False))
    title = (Piece(" "), Piece(words.say("talk.coach"), "accent"), Piece(f"  {clock}", "faint"))
    blocks.append(Block.of(f"{line.id}·coach", [title], selectable=False))
    if line.counsel is None:
        rows = [(*_MARGIN, Piece(words.say("talk.thinking"), "quiet")), EMPTY]
        return [*blocks, Block.of(f"{line.id}·wait", rows, selectable=False)]
    blocks += _counsel_blocks(line.id, line.counsel, words, width)
    return blocks


def _counsel_blocks(key: str, counsel: Counsel, words: Words, width: int) -> list[Block]:
    blocks: list[Block] = []
    for number, one in enumerate(counsel.paragraphs):
        rows = paragraph_rows(one, width)
        blocks.append(Block.of(f"{key}·p{number}", rows, selectable=False))
        for place, reference in enumerate(one.references):
            opens = reference.conversation is not None
            blocks.append(
                Block.of(
                    f"{key}·r{number}.{place}",
                    reference_rows(reference, words, width),
                    selectable=opens,
                )
            )
    blocks.append(Block.of(f"{key}·gap", [EMPTY], selectable=False))
    return blocks


def more_blocks(line: Line, words: Words, width: int) -> list[Block]:
    """What may be asked after the newest answer."""
    if line.counsel is None or not line.counsel.more:
        return []
    blocks = []
    for number, question in enumerate(line.counsel.more, 1):
        sign = Piece(f"   {number} ", "key")
        rows = paragraph(one_line(question), width - 1, "quiet", margin=(Piece("     "),))
        first: Row = (sign, *rows[0][1:])
        blocks.append(Block.of(f"{line.id}·m{number - 1}", [first, *rows[1:]]))
    return [*blocks, Block.of(f"{line.id}·end", [EMPTY], selectable=False)]


def paragraph_rows(one: Paragraph, width: int) -> list[Row]:
    """One paragraph; words to say stand apart, warnings have a sign of their own."""
    text = harmless(one.text)
    if one.tone == "warning":
        text = f"! {text}"
    margin = _WORDS_MARGIN if one.tone == "words" else _MARGIN
    margin = (*margin, Piece(" "))
    return paragraph(text, width - 1, _TONES[one.tone], margin=margin)


def reference_rows(reference: Reference, words: Words, width: int) -> list[Row]:
    """What a paragraph rests on: where it opens, and its quote."""
    sign: Tone = "accent" if reference.conversation is not None else "quiet"
    label = one_line(reference.label)
    if reference.at is not None:
        label = f"{label}  {words.clock(reference.at)}"
    margin: Row = (*_MARGIN, Piece("   "))
    rows: list[Row] = []
    if reference.quote:
        quote = words.say("reading.quote", quote=one_line(reference.quote[:_QUOTED]))
        rows = paragraph(f"→ {label}  {quote}", width - 1, "quote", margin=margin)
    else:
        rows = paragraph(f"→ {label}", width - 1, sign, margin=margin)
    return rows


def reference_at(lines: Sequence[Line], key: str) -> Reference | None:
    """The reference that a block's key names."""
    name, _, place = key.rpartition("·r")
    line = next((one for one in lines if one.id == name), None)
    if line is None or line.counsel is None:
        return None
    number, _, index = place.partition(".")
    return line.counsel.paragraphs[int(number)].references[int(index)]


def question_at(lines: Sequence[Line], key: str) -> str | None:
    """The follow-up question that a block's key names."""
    name, _, place = key.rpartition("·m")
    line = next((one for one in lines if one.id == name), None)
    if line is None or line.counsel is None or not place.isdigit():
        return None
    return line.counsel.more[int(place)]
