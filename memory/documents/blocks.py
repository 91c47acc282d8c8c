"""What every reader makes of a file, whatever its format: headings, paragraphs, lists, tables."""

from dataclasses import dataclass

from kizashi.language import Bilingual


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the outermost."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. Line breaks in `text` are meant. `start` is the part at its beginning that the
    document sets apart, in bold or above lines that hang below it: often a question or a small
    heading."""

    text: str
    start: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list. Each item begins with its own mark (`- ` or `2. `); deeper ones are indented."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: one header, and rows with as many cells."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Items | Grid


@dataclass(frozen=True, slots=True)
class Note:
    """Something in a file that its owner should look at; the file was read all the same."""

    line: int | None
    words: Bilingual
