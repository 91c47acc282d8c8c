"""Parts: what a message carries beside its words, for screens that can show it.

A part never says more than its sender wrote into it, and a screen that does not know a kind leaves
it out: the text of a message stands on its own.
"""

import re
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, model_validator

from kizashi.ids import FileId, PassageId
from kizashi.values import Value

_ADDRESS = r"^https?://[^\s<>\"']+$"
Address = Annotated[str, Field(max_length=2_000, pattern=_ADDRESS)]
"""A web address; nothing else can be opened from a message."""

Label = Annotated[str, Field(min_length=1, max_length=120)]
Said = Annotated[str, Field(min_length=1, max_length=200)]
"""What the customer says by choosing a part; it goes out as their own message."""


class QuickReply(Value):
    """An answer the customer can give with one press. `says` is sent, or the label."""

    kind: Literal["reply"] = "reply"
    label: Annotated[str, Field(min_length=1, max_length=60)]
    says: Said | None = None


class ProductCard(Value):
    """Something the business offers. `price` is worded as the customer reads it."""

    kind: Literal["product"] = "product"
    title: Label
    price: Annotated[str, Field(max_length=60)] | None = None
    text: Annotated[str, Field(max_length=300)] | None = None
    url: Address | None = None
    says: Said | None = None


class SlotCard(Value):
    """A time that can be had. `says` is sent when the customer takes it."""

    kind: Literal["slot"] = "slot"
    title: Label
    begins: AwareDatetime
    ends: AwareDatetime | None = None
    text: Annotated[str, Field(max_length=300)] | None = None
    says: Said | None = None


class DocumentCard(Value):
    """Something to read: at a web address, or in a document that the owner lets customers open
    (`folders.readable`), at this passage."""

    kind: Literal["document"] = "document"
    title: Label
    text: Annotated[str, Field(max_length=300)] | None = None
    url: Address | None = None
    passage: Annotated[PassageId, Field(max_length=80, pattern=r"^\w+$")] | None = None

    @model_validator(mode="after")
    def _somewhere(self) -> "DocumentCard":
        if (self.url is None) == (self.passage is None):
            raise ValueError("a document is read at a `url` or at a `passage`: give one of them")
        return self


class FileCard(Value):
    """A stored file of this conversation; `size` in bytes, `width` and `height` of a picture in
    pixels."""

    kind: Literal["file"] = "file"
    id: FileId
    name: Label
    media_type: Annotated[str, Field(max_length=60)]
    size: Annotated[int, Field(ge=0)]
    width: int | None = None
    height: int | None = None


Part = Annotated[
    QuickReply | ProductCard | SlotCard | DocumentCard | FileCard, Field(discriminator="kind")
]
MOST_PARTS = 12
Parts = Annotated[tuple[Part, ...], Field(max_length=MOST_PARTS)]


def is_address(value: str) -> bool:
    """Whether a value can stand as a part's `url`."""
    return len(value) <= 2_000 and re.match(_ADDRESS, value) is not None


def words_of(parts: Parts) -> str:
    """Everything that a customer reads on parts or says by choosing them, one line each: what is
    true of a message's words must be true of these."""
    lines: list[str] = []
    for part in parts:
        told: tuple[str | None, ...]
        match part:
            case QuickReply():
                told = (part.label, part.says)
            case ProductCard():
                told = (part.title, part.price, part.text, part.says)
            case SlotCard() | DocumentCard():
                told = (part.title, part.text, part.says if isinstance(part, SlotCard) else None)
            case FileCard():
                told = (part.name,)
        lines.extend(one for one in told if one)
    return "\n".join(dict.fromkeys(lines))
