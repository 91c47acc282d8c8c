"""Plain text to blocks, by the signs people use where there is no markup: ■, 【】, ・, rules."""

import re
from collections.abc import Sequence

from memory.documents.blocks import Block, Heading, Items, Paragraph
from memory.documents.script import columns
from memory.documents.sentences import joined

_HEADING_MARK = re.compile(r"^(?:[■◆□◇●▼▪▶]+|#{1,6}\s)\s*(.+?)\s*[■◆□◇●▼▪#]*$")
_BRACKETED = re.compile(
    r"^(?:【(.+?)】|\[(.+?)\]|〔(.+?)〕|==+\s*(.+?)\s*==+|--+\s*(\S.*?)\s*--+)$"
)
_RULE = re.compile(r"^\s*(?:[=\-_*~ー─━＝]\s*){4,}$")
_ITEM = re.compile(
    r"^(?P<indent>[ \t\u3000]*)"
    r"(?P<mark>[-*+•‣–][ \t\u3000]+|[・●○◯▪]\s*|(?P<number>\d{1,2})[.)．）][ \t\u3000]+|[①-⑳]\s*)"
    r"(?P<words>\S.*)$"
)
_NUMBERED = re.compile(
    r"^(?:第?[0-9０-９一二三四五六七八九十]{1,3}(?:[．、]|[.)）](?=\s|[^\x00-\x7f])|[条章項]))\s*(?P<title>\S.{0,40})$"
)
_LOUD = re.compile(r"^(?=.{4})[A-Z0-9][^a-z(]*[A-Z][^a-z(]*(?:\([\x20-\x7e]+\))?$", re.ASCII)
"""A line in capitals, perhaps with a remark in brackets: `WORKSHOPS (upstairs; no lift)`."""

_LABEL_COLUMNS = 40
_HEADING_COLUMNS = 60
_TITLE_COLUMNS = 32


def plain_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a plain text."""
    blocks: list[Block] = []
    lines = [line.rstrip() for line in text.replace("\f", "\n").split("\n")]
    paragraph: list[str] = []
    items: list[str] = []

    def flush() -> None:
        if paragraph:
            blocks.append(_paragraph(paragraph))
            paragraph.clear()
        if items:
            blocks.append(Items(tuple(items)))
            items.clear()

    for place, line in enumerate(lines):
        if not line.strip():
            flush()
            continue
        if _RULE.match(line):
            title = _underlined(lines, place, paragraph)
            if title is not None:
                paragraph.clear()
                flush()
                blocks.append(Heading(1 if "=" in line or "＝" in line else 2, title))
            else:
                flush()
            continue
        heading = _heading(lines, place)
        if heading is not None:
            flush()
            blocks.append(heading)
            continue
        item = _ITEM.match(line)
        if item is not None:
            if paragraph:
                flush()
            items.append(_item(item))
        elif items and line[0] in " \t\u3000":
            items[-1] += "\n  " + line.strip()
        else:
            if items:
                flush()
            paragraph.append(line)
    flush()
    return tuple(blocks)


def _paragraph(lines: Sequence[str]) -> Paragraph:
    """A paragraph. A short line above lines that are set in below it is what they are about."""
    first, below = lines[0], lines[1:]
    hangs = bool(below) and not first[0].isspace() and all(line[0].isspace() for line in below)
    if hangs and columns(first) <= _LABEL_COLUMNS and not first.endswith(("。", ".", "、", ",")):
        label = first.strip()
        return Paragraph(f"{label}\n{joined(below)}", start=label)
    return Paragraph(joined(lines))


def _underlined(lines: Sequence[str], place: int, paragraph: Sequence[str]) -> str | None:
    """The line above a rule, when the rule underlines it alone."""
    if len(paragraph) == 1 and place and lines[place - 1].strip() == paragraph[0].strip():
        title = paragraph[0].strip()
        return title if columns(title) <= _HEADING_COLUMNS else None
    return None


def _heading(lines: Sequence[str], place: int) -> Heading | None:
    line = lines[place].strip()
    if columns(line) > _HEADING_COLUMNS:
        return None
    # A marked line that is one of several in a row is an item of a list, not a heading
    neighbours = [
        lines[other].strip() for other in (place - 1, place + 1) if 0 <= other < len(lines)
    ]
    alike = any(other[:1] == line[:1] for other in neighbours if other)
    numbered = _NUMBERED.match(line)
    if numbered is not None:
        return Heading(4, line) if _titles(lines, place, numbered["title"]) else None
    bracketed = _BRACKETED.match(line)
    if bracketed is not None and not alike:
        return Heading(2, next(group for group in bracketed.groups() if group).strip())
    marked = _HEADING_MARK.match(line)
    if marked is not None and not alike and not line.endswith(("。", ".")):
        return Heading(3, marked.group(1).strip())
    if not any(lines[:place]) and not "".join(lines[place + 1 : place + 2]).strip():
        # The first line of a file, with nothing next to it, is its title
        titled = any(lines[place + 1 :]) and not line.endswith(("。", ".", "！", "？", "!", "?"))
        return Heading(1, line) if titled else None
    alone = place == 0 or not lines[place - 1].strip()
    followed = place + 1 < len(lines)
    loud = _LOUD.match(line)
    if alone and followed and loud is not None:
        return Heading(2, line)
    return None


def _titles(lines: Sequence[str], place: int, words: str) -> bool:
    """Whether a numbered line is the title of the words below it, and not an item of a list."""
    below = lines[place + 1].strip() if place + 1 < len(lines) else ""
    above = lines[place - 1].strip() if place else ""
    alone = not any(_NUMBERED.match(line) or _ITEM.match(line) for line in (above, below))
    short = columns(words) <= _TITLE_COLUMNS and not words.endswith(("。", ".", "、", ","))
    return bool(below) and alone and short


def _item(match: "re.Match[str]") -> str:
    depth = columns(match["indent"].replace("\t", "    ")) // 2
    mark = f"{match['number']}. " if match["number"] else "- "
    if match["mark"].strip() and "①" <= match["mark"][0] <= "⑳":
        mark = f"{ord(match['mark'][0]) - ord('①') + 1}. "
    return "  " * min(depth, 3) + mark + match["words"].strip()
