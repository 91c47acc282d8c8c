"""CSV and its relatives to blocks: separators, title rows, ragged rows, notes below the table."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from kizashi.errors import BadInput
from kizashi.texts import both
from memory.documents.blocks import Block, Grid, Heading, Note, Paragraph

SEPARATORS = (",", "\t", ";", "|")
LONGEST_CELL = 200_000

_NUMBER = re.compile(r"^[\s¥￥$£€]*[-+]?\d[\d,.:/\-~〜%\s]*(?:円|yen|%)?$")
_THOUSANDS = re.compile(r"^\d{3}(?:\D.*)?$", re.DOTALL)
_THOUSANDS_HEAD = re.compile(r"^[¥￥$£€]?\d{1,3}$")
_REMARK = re.compile(r"^(?:[※*＊]|注|備考|note|n\.b\.|\()|[。.]$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    cells: tuple[str, ...]

    @property
    def filled(self) -> int:
        return sum(1 for cell in self.cells if cell)


def delimited_blocks(
    text: str, name: str, title: str
) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """The table of a CSV file, and what its owner should look at.

    Rows above the header become headings or prose; `title` (the file's name in words) is the
    heading when there is none. A row with more cells than columns is mended where that is safe
    (an amount whose thousands comma was taken for a separator), else its rest goes to the last
    column. Raises `BadInput` naming file and line when quotes do not close or nothing is a table.
    """
    rows, notes = _best_rows(text, name)
    if not rows:
        raise BadInput(
            f"{name} has no rows.",
            "Add a header and rows, or remove the file.",
            code="document.empty",
        )
    place = _header_place(rows)
    blocks: list[Block] = _above(rows[:place], title)
    header = _mended([*rows[place].cells], rows[place + 1 :])
    while (
        header
        and not header[-1]
        and all(
            len(row.cells) < len(header) or not row.cells[len(header) - 1]
            for row in rows[place + 1 :]
        )
    ):
        header.pop()
    body: list[tuple[str, ...]] = []
    for row in rows[place + 1 :]:
        if row.filled == 1 and row.cells[0] and len(header) >= 3:
            if body:
                blocks.append(Grid(tuple(header), tuple(body)))
                body = []
            remark = _REMARK.search(row.cells[0])
            blocks.append(Paragraph(row.cells[0]) if remark else Heading(2, row.cells[0]))
            continue
        cells, note = _fitted(row, header)
        body.append(cells)
        if note is not None:
            notes.append(note)
    if body:
        blocks.append(Grid(tuple(header), tuple(body)))
    return tuple(blocks), tuple(notes)


def _mended(header: list[str], rows: Sequence[_Row]) -> list[str]:
    """A header whose bracket was torn apart by a comma inside it (`price (yen, tax in)`), where no
    row has cells for both halves."""
    widest = max((len(row.cells) for row in rows), default=0)
    for place in range(len(header) - 1):
        torn = re.search(r"[(（][^)）]*$", header[place]) and re.match(
            r"[^(（]*[)）]", header[place + 1]
        )
        if torn and widest < len(header):
            joined = f"{header[place]}, {header[place + 1]}"
            return _mended([*header[:place], joined, *header[place + 2 :]], rows)
    return header


def _best_rows(text: str, name: str) -> tuple[list[_Row], list[Note]]:
    """The rows under the separator that gives the most even table; ties go to the comma."""
    best: tuple[float, list[_Row], list[Note]] | None = None
    broken: BadInput | None = None
    for separator in SEPARATORS:
        if separator not in text and separator != ",":
            continue
        try:
            rows, notes = _rows(text, name, separator)
        except BadInput as error:
            broken = broken or error
            continue
        widths = [len(row.cells) for row in rows]
        common = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        score = (common > 1) * (widths.count(common) / max(len(widths), 1)) * min(common, 4)
        if best is None or score > best[0] + 1e-9:
            best = (score, rows, notes)
    if best is None or (broken is not None and best[0] == 0):
        raise broken or BadInput(
            f"{name} is not a table.", "Save it as CSV again.", code="document.not_csv"
        )
    return best[1], best[2]


def _rows(text: str, name: str, separator: str) -> tuple[list[_Row], list[Note]]:
    csv.field_size_limit(LONGEST_CELL)
    found: list[_Row] = []
    begins = 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    notes: list[Note] = []
    try:
        for cells in reader:
            row = _Row(begins, tuple(_tidy(cell) for cell in cells))
            begins = reader.line_num + 1
            if row.filled:
                found.append(row)
    except csv.Error as error:
        if "expected after" in str(error):
            return _lenient(text, separator, reader.line_num)
        problem = (
            "a quotation mark is opened and never closed"
            if "end of data" in str(error)
            else "the row cannot be read"
        )
        raise BadInput(
            f"{name}, line {begins}: {problem}.",
            'Close it with a second ", or write "" for a quotation mark inside a cell.',
            code="document.csv_broken",
        ) from error
    return found, notes


def _lenient(text: str, separator: str, line: int) -> tuple[list[_Row], list[Note]]:
    """Words after a closing quotation mark: kept as part of the cell, and told to the owner."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    found: list[_Row] = []
    begins = 1
    for cells in reader:
        row = _Row(begins, tuple(_tidy(cell) for cell in cells))
        begins = reader.line_num + 1
        if row.filled:
            found.append(row)
    return found, [Note(line, both("memory.note.quotes"))]


def _tidy(cell: str) -> str:
    return "\n".join(line.strip() for line in cell.strip().splitlines() if line.strip())


def _header_place(rows: Sequence[_Row]) -> int:
    """The first row that is about as wide as the table and whose cells are words, not figures."""
    usual = median_low(row.filled for row in rows)
    for place, row in enumerate(rows[:15]):
        wide = row.filled >= min(max(2, usual * 0.6), usual)
        if wide and not any(_NUMBER.match(cell) for cell in row.cells if cell):
            return place
    return 0


def _above(rows: Sequence[_Row], title: str) -> list[Block]:
    blocks: list[Block] = [Heading(1, title)]
    for place, row in enumerate(rows):
        words = " ".join(cell for cell in row.cells if cell)
        if place == 0 and len(words) <= 60 and not _REMARK.search(words):
            blocks = [Heading(1, words)]
        else:
            blocks.append(Paragraph(words))
    return blocks


def _fitted(row: _Row, header: Sequence[str]) -> tuple[tuple[str, ...], Note | None]:
    cells = list(row.cells)
    width = len(header)
    if len(cells) <= width:
        return tuple(cells + [""] * (width - len(cells))), None
    while len(cells) > width and not cells[-1]:
        cells.pop()
    extra = len(cells) - width
    if extra <= 0:
        return tuple(cells), None
    places = [
        place
        for place in range(len(cells) - 1)
        if _THOUSANDS_HEAD.match(cells[place]) and _THOUSANDS.match(cells[place + 1])
    ]
    note = Note(row.line, both("memory.note.ragged", columns=width, cells=len(cells)))
    if len(places) == extra and all(after - before > 1 for before, after in pairwise(places)):
        for place in reversed(places):
            cells[place : place + 2] = [f"{cells[place]},{cells[place + 1]}"]
        return tuple(cells), note
    return (*cells[: width - 1], ", ".join(cell for cell in cells[width - 1 :] if cell)), note
