"""Which language a piece of text is in, and how long it is for a reader of that language."""

import re
import unicodedata

from kizashi.language import Language

_JAPANESE = re.compile(r"[\u3041-\u309f\u30a0-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff々〆]")
_WORD = re.compile(r"[A-Za-zÀ-ɏ]{2,}")
_WORDLIKE = re.compile(r"[A-Za-z0-9À-ɏ][\w'’.,:/@%+-]*", re.ASCII)
_ADDRESS = re.compile(r"https?://[!-~]+|[!-~]+@[!-~]+")

CHARACTERS_PER_WORD = 2.1
"""Japanese characters that say about as much as one English word."""

_BOTH = 0.3
"""A text is in both languages when the lesser one has at least this share of it."""


def japanese_characters(text: str) -> int:
    """Kana and kanji in the text."""
    return len(_JAPANESE.findall(text))


def language_of(text: str) -> Language | None:
    """The language the text is written in; `None` when it is in both or in neither."""
    text = _ADDRESS.sub(" ", text)
    japanese = japanese_characters(text) / CHARACTERS_PER_WORD
    english = float(len(_WORD.findall(text)))
    total = japanese + english
    if total == 0:
        return None
    if total >= 8 and min(japanese, english) / total >= _BOTH:
        return None
    return Language.JA if japanese >= english * 0.5 else Language.EN


def length(text: str) -> float:
    """Length in English words; Japanese is counted as the words it is worth."""
    return len(_WORDLIKE.findall(text)) + japanese_characters(text) / CHARACTERS_PER_WORD


def columns(text: str) -> int:
    """Width in terminal cells: a full-width character is two wide."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
