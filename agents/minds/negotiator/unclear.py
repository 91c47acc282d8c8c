"""Messages that ask nothing which could be understood: markup, one letter again and again, signs.

Whatever a search brings back for them is no answer; the honest thing is to ask what is meant.
"""

import re
import unicodedata

from agents.minds.negotiator.words import folded

_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"</?[a-z!][^>]*(?:>|\Z)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+")
_REPEATED = re.compile(r"(.{1,3}?)\1{4,}", re.DOTALL)
_CONSONANTS = re.compile(r"[bcdfghjklmnpqrstvwxz]{5,}|^(?:asdf|qwer|zxcv|hjkl)", re.IGNORECASE)
_LETTERS_AT_LEAST = 2


def readable(text: str) -> str:
    """The words of a message: without markup, addresses, and letters typed again and again."""
    words = _TAG.sub(" ", _SCRIPT.sub(" ", text))
    words = _REPEATED.sub(lambda match: match[1], _ADDRESS.sub(" ", words))
    return re.sub(r"[ \t]{2,}", " ", words).strip()


def is_unclear(text: str) -> bool:
    """Whether a message holds no words that could be a question."""
    words = folded(readable(text))
    letters = [one for one in words if unicodedata.category(one) in {"Lo", "Ll", "Lm"}]
    if len(letters) < _LETTERS_AT_LEAST or len(set(letters)) < _LETTERS_AT_LEAST:
        return True
    latin = re.findall(r"[a-z]+", words)
    typed = [word for word in latin if _CONSONANTS.search(word)]
    return bool(latin) and len(typed) * 2 > len(latin) and not re.search(r"[^\x00-\x7f]", words)
