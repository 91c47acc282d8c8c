"""Markdown to blocks. What is crossed out is not said, so it is left out."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from memory.documents.blocks import Block, Grid, Heading, Items, Paragraph
from memory.documents.plain import plain_blocks
from memory.documents.sentences import joined

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^>]*>")
_FOR_THE_MACHINE = frozenset(
    """updated date author layout tags categories draft slug lang language version created modified
    last_modified permalink status 更新日 最終更新 作成者 作成日 言語""".split()  # noqa: SIM905 - a list of words reads better than a list of strings
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_MARKED = re.compile(
    r"^[ \t\u3000]*(?:[・●○◯◆◇■□▪▶※]|[①-⑳]|【[^】]{1,30}】|第?[0-9０-９]{1,2}[．、条])",
    re.MULTILINE,
)
_BELOW_MARKDOWN = 6
"""Headings that lack Markdown's own mark lie below all that have it."""


def markdown_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a Markdown text (CommonMark with tables and strike-through)."""
    blocks: list[Block] = []
    front = _FRONT_MATTER.match(text)
    if front is not None:
        blocks.extend(_front_matter(front.group(1)))
        text = text[front.end() :]
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tree = SyntaxTreeNode(parser.parse(text))
    _add(tree.children, blocks)
    return tuple(blocks)


def _front_matter(text: str) -> list[Block]:
    """`title:` becomes the first heading; what is for the machine (`updated:`, `layout:`) is left
    out, the other lines stay readable."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found: list[Block] = []
    rest = []
    for line in lines:
        key, _, value = line.partition(":")
        if key.strip().lower() == "title" and value.strip():
            found.append(Heading(1, value.strip().strip("\"'")))
        elif key.strip().lower() not in _FOR_THE_MACHINE:
            rest.append(line)
    return [*found, Paragraph("\n".join(rest))] if rest else found


def _add(nodes: Sequence[SyntaxTreeNode], blocks: list[Block]) -> None:
    for node in nodes:
        if node.type == "heading":
            title = " ".join(_inline(node).split())
            if title:
                blocks.append(Heading(int(node.tag[1]), title))
        elif node.type == "paragraph":
            blocks.extend(_paragraph(node))
        elif node.type in {"bullet_list", "ordered_list"}:
            items = tuple(_items(node, 0))
            if items:
                blocks.append(Items(items))
        elif node.type == "table":
            blocks.append(_grid(node))
        elif node.type == "blockquote":
            _add(node.children, blocks)
        elif node.type in {"fence", "code_block"}:
            if node.content.strip():
                blocks.append(Paragraph(node.content.strip("\n")))
        elif node.type == "html_block":
            words = _TAG.sub(" ", _BREAK.sub("\n", node.content)).strip()
            if words:
                blocks.extend(plain_blocks(words))


def _paragraph(node: SyntaxTreeNode) -> Sequence[Block]:
    text = _inline(node)
    if not text.strip():
        return ()
    if _MARKED.search(text):
        # ・ and ■ at the beginning of lines mean lists and headings to a Japanese writer
        return [
            Heading(block.level + _BELOW_MARKDOWN, block.text)
            if isinstance(block, Heading)
            else block
            for block in plain_blocks(text)
        ]
    return [
        Paragraph(joined(_nodes(part).strip("\n").split("\n")), start=_bold_start(part))
        for part in _led_by_bold(node)
    ]


def _led_by_bold(node: SyntaxTreeNode) -> list[list[SyntaxTreeNode]]:
    """The parts of a paragraph that begins in bold: people write a small list so, line by line."""
    nodes = [child for inline in node.children for child in inline.children]
    if not _bold_start(nodes):
        return [nodes]
    parts: list[list[SyntaxTreeNode]] = [[]]
    for place, one in enumerate(nodes):
        after_break = place > 0 and nodes[place - 1].type in {"softbreak", "hardbreak"}
        if after_break and _bold_start(nodes[place:]):
            parts.append([])
        parts[-1].append(one)
    return parts


def _bold_start(nodes: Sequence[SyntaxTreeNode]) -> str:
    for child in nodes:
        if child.type == "strong":
            return " ".join(_nodes(child.children).split())
        if child.type != "text" or child.content.strip():
            return ""
    return ""


def _inline(node: SyntaxTreeNode) -> str:
    return "".join(_nodes(child.children) for child in node.children if child.type == "inline")


def _nodes(nodes: Sequence[SyntaxTreeNode]) -> str:
    parts: list[str] = []
    for node in nodes:
        if node.type in {"text", "code_inline"}:
            parts.append(node.content)
        elif node.type in {"softbreak", "hardbreak"}:
            parts.append("\n")
        elif node.type == "html_inline":
            parts.append("\n" if _BREAK.fullmatch(node.content) else "")
        elif node.type == "image":
            parts.append(node.content)
        elif node.type == "link":
            words = _nodes(node.children)
            address = str(node.attrs.get("href", "")).removeprefix("mailto:").removeprefix("tel:")
            shown = address.startswith(("http", "/")) and address not in words
            parts.append(f"{words} ({address})" if shown else words)
        elif node.type != "s":
            parts.append(_nodes(node.children))
    return re.sub(r" {2,}", " ", "".join(parts))


def _items(node: SyntaxTreeNode, depth: int) -> list[str]:
    found: list[str] = []
    number = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
    for item in node.children:
        mark = "- " if number is None else f"{number}. "
        own: list[str] = []
        deeper: list[str] = []
        for child in item.children:
            if child.type in {"bullet_list", "ordered_list"}:
                deeper.extend(_items(child, depth + 1))
            elif child.type == "table":
                grid = _grid(child)
                own.extend(" | ".join(row) for row in (grid.header, *grid.rows))
            elif child.type in {"fence", "code_block"}:
                own.append(child.content.strip())
            else:
                own.extend(joined(_inline(part).split("\n")) for part in _with_inline(child))
        words = "\n".join(line for line in own if line)
        if words or deeper:
            found.append("  " * depth + mark + words.replace("\n", "\n" + "  " * (depth + 1)))
            found.extend(deeper)
        if number is not None:
            number += 1
    return found


def _with_inline(node: SyntaxTreeNode) -> list[SyntaxTreeNode]:
    if any(child.type == "inline" for child in node.children):
        return [node]
    return [found for child in node.children for found in _with_inline(child)]


def _grid(node: SyntaxTreeNode) -> Grid:
    rows = [
        tuple(" / ".join(_inline(cell).split("\n")).strip() for cell in row.children)
        for part in node.children
        for row in part.children
    ]
    return Grid(header=rows[0], rows=tuple(row for row in rows[1:] if any(row)))
