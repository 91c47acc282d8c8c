"""Money as a reader writes it: the document's exact figures, with separators and a sign."""

import re
from collections.abc import Iterable
from functools import lru_cache

from agents.minds.negotiator.cells import Cell
from agents.minds.negotiator.words import folded
from kizashi.language import Language
from memory.documents.script import language_of

_PLAIN_NUMBER = re.compile(r"^\d[\d,，]*(?:\.\d+)?$")
_SIGNS = (
    ("£", re.compile(r"£|gbp|\bpounds?\b")),
    ("$", re.compile(r"\$|usd|\bdollars?\b")),
    ("€", re.compile(r"€|\beur\b|\beuros?\b|ユーロ")),
    ("¥", re.compile(r"[¥￥円]|\byen\b|jpy")),
)
_UNGROUPED = re.compile(r"(?<![\d,.])\d{4,9}(?=\s?(?:円|yen\b))|(?<=[¥￥£$€])\d{4,9}(?![\d,])")


@lru_cache(maxsize=8192)
def _signs_in(text: str) -> tuple[int, ...]:
    words = folded(text)
    return tuple(len(pattern.findall(words)) for _, pattern in _SIGNS)


def prevailing(texts: Iterable[str]) -> str:
    """The sign of the money that the texts speak of most; empty when they speak of none."""
    counted = [sum(found) for found in zip(*map(_signs_in, texts), strict=True)]
    most = max(counted, default=0)
    return _SIGNS[counted.index(most)][0] if most else ""


def money(cell: Cell, language: Language) -> str:
    """A price cell as the reader writes money; the figures stay the document's."""
    value = cell.of(language).strip()
    if not _PLAIN_NUMBER.match(value):
        return currency(value, language)
    figure = value.replace("，", ",")
    if figure.isdigit() and len(figure) >= 4:
        figure = f"{int(figure):,}"
    header = folded(cell.header)
    told = next((sign for sign, pattern in _SIGNS if pattern.search(header)), "")
    japanese = language_of(cell.header) is Language.JA
    sign = told or ("¥" if japanese and cell.money in {"", "¥"} else cell.money)
    if sign == "¥" and language is Language.JA:
        return f"{figure}円"
    return f"{sign}{figure}"


def currency(text: str, language: Language) -> str:
    """Yen as the reader writes it: 420円 for a Japanese reader, ¥420 for an English one."""
    words = thousands(text)
    if language is Language.EN:
        return re.sub(r"(\d[\d,，]*)\s*円", r"¥\1", words)
    return re.sub(r"[¥￥]\s?(\d[\d,，]*)", r"\1円", words)


def thousands(text: str) -> str:
    """Amounts of money with separators: 20000円 is 20,000円."""
    return _UNGROUPED.sub(lambda match: f"{int(match.group()):,}", text)
