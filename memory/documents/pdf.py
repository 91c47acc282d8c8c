"""PDF to blocks: the text of each page, its lines put back together."""

import io
import logging
from collections import Counter
from collections.abc import Sequence

from kizashi.errors import BadInput
from kizashi.texts import both
from memory.documents.blocks import Block, Note
from memory.documents.plain import plain_blocks

PAGES_AT_MOST = 1_000


def pdf_blocks(raw: bytes, name: str) -> tuple[tuple[Block, ...], tuple[Note, ...]]:
    """The text of a PDF. Raises `BadInput` when it is broken, locked, or holds only pictures."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    # pypdf logs what it mends; to the owner it matters only whether the text could be read
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise BadInput(
                f"{name} is locked with a password.",
                "Save it without a password, then learn it again.",
                code="document.locked",
            )
        pages = [page.extract_text() or "" for page in reader.pages[:PAGES_AT_MOST]]
        left_out = len(reader.pages) - len(pages)
    except BadInput:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        OSError,
        RecursionError,
    ) as error:
        # A damaged PDF makes pypdf fail in many ways; all of them mean the same to the owner
        raise BadInput(
            f"{name} cannot be read as a PDF ({type(error).__name__}).",
            "Open it in a PDF viewer and save it again, or learn its text as .txt.",
            code="document.pdf_broken",
        ) from error
    if not any(page.strip() for page in pages):
        raise BadInput(
            f"{name} holds pictures of text, but no text.",
            "Run text recognition (OCR) on it first, or write its content in a .md file.",
            code="document.pdf_pictures",
        )
    notes = (Note(None, both("memory.note.pages", pages=left_out)),) if left_out > 0 else ()
    return plain_blocks("\n\n".join(_without_margins(pages))), notes


def _without_margins(pages: Sequence[str]) -> list[str]:
    """Pages without the lines that stand at the top or bottom of most of them."""
    split = [page.split("\n") for page in pages]
    edges = Counter(
        line.strip() for lines in split for line in {*lines[:1], *lines[-1:]} if line.strip()
    )
    repeated = {line for line, count in edges.items() if count >= 3 and count > len(pages) * 0.6}
    return [
        "\n".join(
            line
            for place, line in enumerate(lines)
            if not (place in {0, len(lines) - 1} and line.strip() in repeated)
        )
        for lines in split
    ]
