"""Reading one file, and finding the files to read."""

import hashlib
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from kizashi.errors import BadInput, TooLarge
from kizashi.ids import DocumentId
from kizashi.knowledge import Passage
from kizashi.language import Bilingual
from kizashi.texts import both
from memory.documents.blocks import Block, Note
from memory.documents.delimited import delimited_blocks
from memory.documents.encoding import decode
from memory.documents.markdown import markdown_blocks
from memory.documents.pdf import pdf_blocks
from memory.documents.plain import plain_blocks
from memory.documents.private import for_everybody, uncommented
from memory.documents.splitting import split

MARKDOWN = frozenset({".md", ".markdown", ".mdown"})
TEXT = frozenset({".txt", ".text"})
DELIMITED = frozenset({".csv", ".tsv"})
READABLE = MARKDOWN | TEXT | DELIMITED | {".pdf"}

BYTES_AT_MOST = 20_000_000


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document as read: its passages, and notes for its owner. By the `digest`, which
    is the passages' own, one knows whether it has to be learned anew: the words have changed, or
    this release reads them in another way."""

    id: DocumentId
    digest: str
    passages: tuple[Passage, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that can be learned, and the name by which it will be known."""

    path: Path
    id: DocumentId


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file that was left alone, and why."""

    path: Path
    reason: Bilingual


def find_files(paths: Iterable[Path]) -> tuple[tuple[FoundFile, ...], tuple[SkippedFile, ...]]:
    """Every file to learn under the given files and folders, in order of name.

    A file in a folder is known by its path from that folder, with `/`. Hidden files and folders
    are passed over in silence. Raises `BadInput` for a path that does not exist, and when two
    files would be known by the same name.
    """
    found: dict[DocumentId, FoundFile] = {}
    skipped: list[SkippedFile] = []
    for root in paths:
        if not root.exists():
            raise BadInput(
                f"{root} does not exist.",
                "Check the path; nothing was learned.",
                code="document.missing",
            )
        for path in [root] if root.is_file() else _walk(root):
            name = path.name if path == root else PurePosixPath(path.relative_to(root)).as_posix()
            if path.suffix.lower() not in READABLE:
                reason = both("memory.skipped.type", suffix=path.suffix or path.name)
                skipped.append(SkippedFile(path, reason))
                continue
            document = DocumentId(name)
            other = found.get(document)
            if other is not None and other.path.resolve() != path.resolve():
                raise BadInput(
                    f"{other.path} and {path} would both be known as {name}.",
                    "Learn the folder above them, or rename one of them.",
                    code="document.same_name",
                )
            found[document] = FoundFile(path, document)
    return tuple(found.values()), tuple(skipped)


def _walk(root: Path) -> Iterable[Path]:
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith((".", "~$")):
                yield Path(folder) / name


def read_file(file: FoundFile) -> ReadDocument:
    """Reads one file. Raises `BadInput` (or `TooLarge`) that names file, line and what to do."""
    try:
        if file.path.stat().st_size > BYTES_AT_MOST:
            raise TooLarge(
                f"{file.id} is larger than {BYTES_AT_MOST // 1_000_000} MB.",
                "Split it into smaller files.",
                code="document.too_large",
            )
        raw = file.path.read_bytes()
    except OSError as error:
        raise BadInput(
            f"{file.id} cannot be opened: {error.strerror}.",
            "Check that the file is there and may be read.",
            code="document.unreadable",
        ) from error
    return read_bytes(raw, file.id)


def read_bytes(raw: bytes, document: DocumentId) -> ReadDocument:
    """Reads a file's bytes; the ending of its name says what it is."""
    suffix = PurePosixPath(document).suffix.lower()
    notes: tuple[Note, ...] = ()
    blocks: tuple[Block, ...]
    if not raw.strip():
        raise _empty(document)
    if suffix == ".pdf":
        blocks, notes = pdf_blocks(raw, document)
    elif suffix in DELIMITED:
        text = uncommented(decode(raw, document))
        blocks, notes = delimited_blocks(text, document, _title(document))
    elif suffix in MARKDOWN:
        blocks = markdown_blocks(uncommented(decode(raw, document)))
    else:
        blocks = plain_blocks(uncommented(decode(raw, document)))
    blocks, private = for_everybody(blocks)
    passages = split(document, blocks)
    if not passages:
        raise _private(document) if private else _empty(document)
    if private:
        notes = (*notes, Note(None, both("memory.note.private", count=private)))
    return ReadDocument(document, _digest(passages), passages, notes)


def _digest(passages: Iterable[Passage]) -> str:
    digest = hashlib.sha256()
    for passage in passages:
        digest.update(passage.model_dump_json().encode())
    return digest.hexdigest()


def _title(document: DocumentId) -> str:
    """`shop/opening-hours.ja.csv` is about "opening hours"."""
    stem = PurePosixPath(document).name.split(".")[0]
    return re.sub(r"[\s_-]+", " ", re.sub(r"[_-](?:ja|jp|en)$", "", stem)).strip() or stem


def _private(document: DocumentId) -> BadInput:
    return BadInput(
        f"{document} holds nothing but notes to yourself.",
        "Take the mark (TODO, internal …) away from what customers may be told.",
        code="document.private",
    )


def _empty(document: DocumentId) -> BadInput:
    return BadInput(
        f"{document} is empty.", "Write something in it, or remove it.", code="document.empty"
    )
