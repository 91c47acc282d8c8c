"""What a message carries beside its words, as rows: cards, times, answers to press, files."""

from collections.abc import Iterable

from kizashi.parts import DocumentCard, FileCard, Part, Parts, ProductCard, QuickReply, SlotCard
from tui.harmless import one_line
from tui.rows import Piece, Row, flowing
from tui.words import Words

_MARGIN: Row = (Piece("   "),)
_UNITS = ("KB", "MB", "GB")


def files_of(parts: Parts) -> list[FileCard]:
    """The files of a message, in its order."""
    return [part for part in parts if isinstance(part, FileCard)]


def size_of(size: int) -> str:
    """A size in bytes as people say it."""
    if size < 1_000:
        return f"{size} B"
    amount = float(size)
    for unit in _UNITS:
        amount /= 1_000
        if amount < 1_000 or unit == _UNITS[-1]:
            break
    return f"{amount:.1f} {unit}" if amount < 10 else f"{amount:.0f} {unit}"


def part_rows(parts: Parts, words: Words, width: int) -> list[Row]:
    """A row or two for each part."""
    rows: list[Row] = []
    for part in parts:
        if not isinstance(part, QuickReply):
            rows += flowing(list(_pieces(part, words)), width - 1, margin=_MARGIN)
    replies = [one_line(part.label) for part in parts if isinstance(part, QuickReply)]
    if replies:
        offered = [Piece(f"{words.say('parts.replies')} ", "faint")]
        offered += [Piece(f"[{label}] ", "quiet") for label in replies]
        rows += flowing(offered, width - 1, margin=_MARGIN)
    return rows


def _pieces(part: Part, words: Words) -> Iterable[Piece]:
    match part:
        case FileCard():
            yield Piece(f"{words.say('parts.file')} ", "faint")
            yield Piece(one_line(part.name), "accent", action="open_file")
            about = size_of(part.size)
            if part.width and part.height:
                about = f"{about}, {part.width}×{part.height}"
            yield Piece(f" ({about})", "quiet")
            yield Piece(f"  {words.say('parts.opens')}", "faint", action="open_file")
        case ProductCard():
            yield Piece(f"{words.say('parts.product')} ", "faint")
            yield Piece(one_line(part.title))
            if part.price:
                yield Piece(f"  {one_line(part.price)}", "quiet")
        case SlotCard():
            yield Piece(f"{words.say('parts.slot')} ", "faint")
            yield Piece(one_line(part.title))
            here = part.begins.astimezone(words.zone)
            yield Piece(f"  {here.month}/{here.day} {words.clock(part.begins)}", "quiet")
        case DocumentCard():
            yield Piece(f"{words.say('parts.document')} ", "faint")
            yield Piece(one_line(part.title))
            if part.url:
                yield Piece(f"  {one_line(part.url)}", "quiet")
        case QuickReply():
            return
