"""Sentences of Japanese and English text, and lines put back together."""

import re
from collections.abc import Sequence
from itertools import pairwise

from memory.documents.script import columns, japanese_characters

_END = re.compile(
    r"""
      [。！？!?]+[」』）)】”"']*            # Japanese ends, and loud ends of both languages
    | (?<=[A-Za-z0-9%)”"'’])\.[)”"'’]*(?=\s+[A-Z0-9“"'(£$€¥]|\s*$|\s*\n)
    | \n
    """,
    re.VERBOSE,
)
_NO_END = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|No|Nos|vs|etc|e\.g|i\.e|a\.m|p\.m|approx|incl|excl|Jan|Feb|Mar|Apr"
    r"|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)|\b[A-Z]|(?:^|\n)\s*\d{1,2})$"
)
_ALIGNED = re.compile(r"\S(?:\u3000|\s{2,})\S")
_WRAPPED_AT = 50
_WIDE = 72


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text in order, each with its end mark and without outer spaces."""
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        before = text[start : match.start()]
        if match.group().startswith(".") and _NO_END.search(before):
            continue
        # 「はい。」と言う: an end inside a quotation that goes on is no end
        rest = text[match.end() :]
        if match.group()[-1] in "」』）)" and re.match(r"[とがはをにのでも、,a-z]", rest):
            continue
        sentence = text[start : match.end()].strip()
        if sentence:
            found.append(sentence)
        start = match.end()
    last = text[start:].strip()
    if last:
        found.append(last)
    return tuple(found)


def joined(lines: Sequence[str]) -> str:
    """Lines of one paragraph as one text: a line that was broken only because the page ended is
    joined to the next, a line that ends early (an address, a verse) keeps its break."""
    kept = [line.strip() for line in lines if line.strip()]
    if not kept:
        return ""
    width = max(columns(line) for line in kept)
    text = kept[0]
    for before, line in pairwise(kept):
        # Two lines say little about where the page ended; a third confirms it
        full = width * 0.7 if len(kept) > 2 else _WIDE
        wrapped = width >= _WRAPPED_AT and columns(before) >= full
        aligned = _ALIGNED.search(before) or _ALIGNED.search(line)
        turned = before.endswith((".", ")")) and japanese_characters(line[0])
        if (
            aligned
            or turned
            or re.search(r"[。！？!?:：]$", before)
            or not (wrapped or line[0].islower())
        ):
            text += "\n" + line
        elif before.endswith("-") and re.search(r"[A-Za-z]-$", before) and line[:1].islower():
            text = text[:-1] + line
        elif japanese_characters(before[-1]) or japanese_characters(line[0]) or before[-1] in "、":
            text += line
        else:
            text += " " + line
    return text
