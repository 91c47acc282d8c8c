# ruff: noqa: E501 - a pattern is easier to check on one line
"""What an owner wrote for themselves: to-dos and internal notes, which no customer may be told.

Documents grow by hand, and notes such as `TODO: ask for the new rate`, 「※社内メモ：…」 or a section
"Staff notes: do not tell customers" stay between what is for everybody. They are left out of what is
learned, and the owner is told how many were.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from memory.documents.blocks import Block, Grid, Heading, Items, Paragraph
from memory.documents.script import columns

_LABEL = (
    r"(?:(?:TODO|FIXME|XXX|TBD)\b(?:\s*[(（][^)）]{0,40}[)）])?"
    r"|(?:社内|店内共有|内部)(?:用|向け|限定|共有|連絡|メモ|のみ|情報|秘|専用)[^:：】\])）。\n]{0,8}(?=[:：】\])）\s]|$)"
    r"|(?:スタッフ|従業員|店員|関係者)(?:用|向け|限定|のみ|専用|間)?の?(?:メモ|連絡事項|申し送り|共有事項)(?=[:：】\])）\s]|$)"
    r"|(?:スタッフ|従業員|店員|関係者)(?:用|向け|限定|のみ)(?=[:：】\])）]|$)"
    r"|(?:社外秘|部外秘|関係者外秘|非公開|自分用(?:の)?メモ)(?=[:：】\])）\s]|$)"
    r"|internal(?: use)?(?: only)?(?: notes?| memos?| comments?| remarks?)?(?=\s*[:：)\]】]|\s+[-–—]\s|$)"
    r"|(?:private|staff|team|owner'?s?) (?:notes?|memos?)(?: only)?(?=\s*[:：)\]】]|\s+[-–—]\s|$)"
    r"|(?:staff|team|employees) only(?=\s*[:：)\]】]|\s+[-–—]\s|$)"
    r"|(?:notes?|memo) (?:to self|to staff|for staff|to the team|for the team)\b"
    r"|(?:for staff only|not for (?:customers|guests|clients|visitors|publication|the public)|do not publish)(?=\s*[:：)\]】]|\s+[-–—]\s|$))"
)
_SECRET = re.compile(
    r"(?:お客(?:さま|様|さん)?|顧客|外部)(?:に|へ)は?(?:絶対に?)?(?:言わない|いわない|見せない|伝えない|教えない|出さない|話さない|内緒|ないしょ)|口外(?:しない|禁止|無用|厳禁)"
    r"|\bdo(?:n['’]?t| not) (?:tell|show|mention|quote|promise|say)\b.{0,30}\bto (?:the )?(?:customers?|guests?|clients?|visitors?)\b"
    r"|\bdo(?:n['’]?t| not) tell (?:the )?(?:customers?|guests?|clients?|visitors?)\b|\bnot to be (?:told|shown) to (?:the )?(?:customers?|guests?|clients?)\b",
    re.IGNORECASE,
)
_LINE = re.compile(rf"^[\s　※*＊・•●○■◆#>\-–—☆★!！（(【\[［〔「<＜_]*{_LABEL}", re.IGNORECASE)
_BRACKETED = re.compile(
    rf"\s*[（(【\[［〔]\s*※?\s*{_LABEL}[^）)】\]］〕]*[）)】\]］〕]", re.IGNORECASE
)
_AFTER_A_SENTENCE = re.compile(rf"(?<=[。．.!！?？)）])\s*(?:[※*]\s*)?{_LABEL}.*$", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ENDS = re.compile(r"[。．.!！?？:：」）)\]】]\s*$")

_WRAPPED = 40
"""Terminal columns from which on a line that does not end a sentence goes on in the next one."""


def uncommented(text: str) -> str:
    """The text without HTML comments; their line ends stay, so that lines keep their numbers."""
    return _COMMENT.sub(lambda match: "\n" * match.group().count("\n"), text)


def for_everybody(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], int]:
    """The blocks without what is marked as the owner's own, and how many notes were left out."""
    kept: list[Block] = []
    left_out = 0
    below: int | None = None
    for block in blocks:
        if isinstance(block, Heading):
            if below is not None and block.level > below:
                continue
            below = block.level if _is_private(block.text) else None
            left_out += below is not None
        if below is not None:
            continue
        one, count = _without(block)
        left_out += count
        if one is not None:
            kept.append(one)
    return tuple(kept), left_out


def _is_private(line: str) -> bool:
    return _LINE.match(line) is not None or _SECRET.search(line) is not None


def _without(block: Block) -> tuple[Block | None, int]:
    match block:
        case Paragraph():
            text, count = _lines(block.text)
            if not text:
                return None, count
            start = block.start if text.startswith(block.start) else ""
            return replace(block, text=text, start=start), count
        case Items():
            told = [(mark, *_lines(words)) for mark, words in map(_marked, block.items)]
            items = tuple(f"{mark}{words}" for mark, words, _ in told if words)
            count = sum(count for _, _, count in told)
            return (Items(items) if items else None), count
        case Grid():
            return _columns(block)
        case _:
            return block, 0


def _marked(item: str) -> tuple[str, str]:
    mark = re.match(r"\s*(?:-|\d+\.) ", item)
    return (mark.group(), item[mark.end() :]) if mark else ("", item)


def _columns(grid: Grid) -> tuple[Block | None, int]:
    open_ = [place for place, title in enumerate(grid.header) if not _is_private(title)]
    count = len(grid.header) - len(open_)
    rows = []
    for row in grid.rows:
        cells = [_lines(row[place]) for place in open_]
        if row and _is_private(row[0]):
            count += 1
            continue
        count += sum(found for _, found in cells)
        rows.append(tuple(words for words, _ in cells))
    if not rows or not open_:
        return None, count
    return Grid(tuple(grid.header[place] for place in open_), tuple(rows)), count


def _lines(text: str) -> tuple[str, int]:
    """The lines that are for everybody, and how many notes stood between them."""
    kept: list[str] = []
    count = 0
    before = ""
    for line in text.split("\n"):
        goes_on = before and (
            line[:1].islower() or (columns(before) >= _WRAPPED and not _ENDS.search(before))
        )
        if goes_on and not _is_private(line):
            before = line
            continue
        if _is_private(line):
            count += 1
            before = line
            continue
        before = ""
        open_, bracketed = _BRACKETED.subn("", line)
        open_, after = _AFTER_A_SENTENCE.subn("", open_)
        count += bracketed + after
        if open_.strip() or not line.strip():
            kept.append(open_.rstrip() if open_ != line else line)
    return "\n".join(kept).strip("\n") if count else text, count
