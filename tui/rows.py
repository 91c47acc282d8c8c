"""Rows: what a pane draws, as plain values. Pieces of text with a tone, measured in cells."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from rich.cells import cell_len

from tui.cells import clip, wrap

Tone = Literal[
    "plain",
    "strong",
    "quiet",
    "faint",
    "accent",
    "customer",
    "ai",
    "owner",
    "good",
    "warn",
    "alarm",
    "heading",
    "quote",
    "mark",
    "mark_hard",
    "badge",
    "badge_alarm",
    "added",
    "removed",
    "heat",
    "key",
]
"""What a piece means; the theme decides how that looks."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text with one tone. `heat` (0 to 100 °C) colours the tone `heat`; `action` is the
    id of the action that a click on it performs."""

    text: str
    tone: Tone = "plain"
    heat: float | None = None
    action: str | None = None


Row = tuple[Piece, ...]
EMPTY: Row = ()


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text (offsets, end exclusive) that stands out with a tone."""

    start: int
    end: int
    tone: Tone


def width_of(row: Iterable[Piece]) -> int:
    """The cells that a row takes."""
    return sum(cell_len(piece.text) for piece in row)


def spread(left: Sequence[Piece], right: Sequence[Piece], width: int) -> Row:
    """One row of `width` cells with something at both ends; the left gives way."""
    room = width - width_of(right)
    kept: list[Piece] = []
    used = 0
    for piece in left:
        free = room - used - (1 if right else 0)
        if free <= 0:
            break
        text = clip(piece.text, free)
        kept.append(Piece(text, piece.tone, piece.heat, piece.action))
        used += cell_len(text)
        if text != piece.text:
            break
    if not right:
        return tuple(kept)
    return (*kept, Piece(" " * max(0, room - used)), *right)


def paragraph(
    text: str,
    width: int,
    tone: Tone = "plain",
    *,
    marks: Sequence[Mark] = (),
    margin: Row = EMPTY,
) -> list[Row]:
    """A text wrapped into rows of at most `width` cells, with marked stretches and the same
    margin before every row."""
    rows: list[Row] = []
    for start, end in wrap(text, max(1, width - width_of(margin))):
        rows.append((*margin, *_toned(text, start, end, tone, marks)))
    return rows


def _toned(text: str, start: int, end: int, tone: Tone, marks: Sequence[Mark]) -> Iterable[Piece]:
    cuts = {start, end}
    for mark in marks:
        cuts.update(cut for cut in (mark.start, mark.end) if start < cut < end)
    edges = sorted(cuts)
    for begin, stop in pairwise(edges):
        covering = [mark.tone for mark in marks if mark.start <= begin and stop <= mark.end]
        yield Piece(text[begin:stop], covering[-1] if covering else tone)


def flowing(pieces: Sequence[Piece], width: int, *, margin: Row = EMPTY) -> list[Row]:
    """Pieces set one after the other, going on in the next row where the width ends; a piece is
    moved down whole where it fits, and wrapped where it is wider than a row."""
    room = max(1, width - width_of(margin))
    rows: list[Row] = []
    line: list[Piece] = []
    used = 0
    for piece in pieces:
        size = cell_len(piece.text)
        if used + size > room and line:
            rows.append((*margin, *line))
            line, used = [], 0
        if size > room:
            for start, end in wrap(piece.text, room):
                rows.append((*margin, Piece(piece.text[start:end], piece.tone, piece.heat)))
            continue
        text = piece.text.lstrip() if not line else piece.text
        line.append(Piece(text, piece.tone, piece.heat, piece.action))
        used += cell_len(text)
    if line:
        rows.append((*margin, *line))
    return rows


def plain(rows: Iterable[Row]) -> str:
    """The text of rows without their tones."""
    return "\n".join("".join(piece.text for piece in row) for row in rows)


class Block(NamedTuple):
    """Some rows that belong together. Without `rows` the board is asked to draw them when the
    block comes into view: a long list is built of blocks that cost next to nothing."""

    key: str
    height: int
    rows: Sequence[Row] | None = None
    selectable: bool = True

    @classmethod
    def of(cls, key: str, rows: Sequence[Row], *, selectable: bool = True) -> "Block":
        """A block whose rows are there already."""
        return cls(key, len(rows), rows, selectable)
