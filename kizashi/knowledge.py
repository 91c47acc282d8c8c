"""What the business knows: passages with their source, and the catalogue's exact facts."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fnmatch import fnmatchcase
from typing import Literal

from pydantic import Field

from kizashi.ids import DocumentId, PassageId
from kizashi.language import Language
from kizashi.values import Value


class Passage(Value):
    """A part of a document that can stand alone.

    `document` is the file's name relative to the folder that was learned, `heading` the trail of
    headings above it, `text` the words themselves. `fields` holds a table row's cells by column
    header, in order, when the passage is a row of a table or CSV file; else it is empty.
    """

    id: PassageId
    document: DocumentId
    heading: tuple[str, ...] = ()
    text: str
    kind: Literal["prose", "question_answer", "list", "table", "row"] = "prose"
    language: Language | None = None
    fields: tuple[tuple[str, str], ...] = ()
    position: int = 0
    """Place of the passage in its document, 0 for the first."""


def is_readable(document: str, readable: Iterable[str]) -> bool:
    """Whether the owner lets customers open this document: one of the names fits, in which `*`
    stands for anything."""
    return any(fnmatchcase(document, name) for name in readable)


class Price(Value):
    """An amount of money exactly as a document states it. `quote` is the words of the document."""

    amount: Decimal
    currency: str
    quote: str


class CatalogueItem(Value):
    """Something the business offers, with the exact facts of its row in the catalogue."""

    names: tuple[str, ...] = Field(min_length=1)
    prices: tuple[Price, ...] = ()
    stock: int | None = None
    dates: tuple[date, ...] = ()
    passage: PassageId
    document: DocumentId


class FoundPassage(Value):
    """A passage that recall brought back; `score` (0 to 1) is comparable within one call."""

    passage: Passage
    score: float
