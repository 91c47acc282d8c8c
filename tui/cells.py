"""Text measured in terminal cells: clipping, padding and wrapping for Japanese and English."""

import unicodedata

from rich.cells import cell_len, get_character_cell_size

_NOT_FIRST = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々ー）］｝〕〉》」』】’”…‥％℃ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
    ",.:;?!)]}%’”ｰ､｡｣ﾞﾟ"
)
"""Characters that do not begin a line (行頭禁則: JIS X 4051)."""

_NOT_LAST = frozenset("（［｛〔〈《「『【‘“([{‘“￥$¥｢")
"""Characters that do not end a line (行末禁則: JIS X 4051)."""


def clip(text: str, width: int) -> str:
    """The text in at most `width` cells, with an ellipsis when something was cut."""
    if cell_len(text) <= width:
        return text
    if width <= 0:
        return ""
    used = 0
    kept: list[str] = []
    for character in text:
        size = get_character_cell_size(character)
        if used + size > width - 1:
            break
        kept.append(character)
        used += size
    return "".join(kept) + "…"


def pad(text: str, width: int) -> str:
    """The text in exactly `width` cells: clipped, or filled with spaces at the end."""
    clipped = clip(text, width)
    return clipped + " " * (width - cell_len(clipped))


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Lines of the text as (start, end) offsets into it, each at most `width` cells wide.

    Latin words stay whole where they fit; Japanese breaks anywhere except where its typesetting
    rules forbid it. Line breaks in the text are kept; spaces at a break belong to no line.
    A character wider than `width` stands alone.
    """
    lines: list[tuple[int, int]] = []
    start = 0
    for paragraph in text.split("\n"):
        lines.extend(_wrap_paragraph(text, start, start + len(paragraph), max(1, width)))
        start += len(paragraph) + 1
    return lines


def _wrap_paragraph(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    line_start = position = start
    used = 0
    candidate = -1  # the last place in this line where it may be broken
    while position < end:
        character = text[position]
        size = get_character_cell_size(character)
        if used + size > width and position > line_start and character != " ":
            cut = candidate if candidate > line_start else position
            lines.append((line_start, _without_spaces(text, line_start, cut)))
            while cut < end and text[cut] == " ":
                cut += 1
            line_start = cut
            position = max(cut, line_start)
            used = cell_len(text[line_start:position])
            candidate = -1
            continue
        used += size
        position += 1
        if position < end and _may_break(character, text[position]):
            candidate = position
    if cell_len(text[line_start:end]) > width:
        end = _without_spaces(text, line_start, end)
    lines.append((line_start, end))
    return lines


def _without_spaces(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] == " ":
        end -= 1
    return end


def _may_break(before: str, after: str) -> bool:
    if after == " ":
        return False
    if after in _NOT_FIRST or before in _NOT_LAST or unicodedata.combining(after):
        return False
    if before in " -":
        return True
    return get_character_cell_size(before) == 2 or get_character_cell_size(after) == 2
