"""Saying that some of the questions cannot be answered, each by its own words."""

import re
from collections.abc import Sequence

from agents.minds.negotiator.answer import Answer
from kizashi.language import Language
from kizashi.texts import text
from memory.documents.script import columns

NAMED_AT_MOST = 60
"""Terminal columns up to which a question is named in its own words."""

_GREETS = re.compile(
    r"^\s*(?:こんにち[はわ]|こんばん[はわ]|おはよう(?:ございます)?|はじめまして|すみません|hi\b|hello\b|hey\b)[\s、,。.!！]*",
    re.IGNORECASE,
)
_UNSAID = re.compile(r"[\d<>{}\[\]「」“”\"@/\\]|https?")
"""What is not repeated to a customer: figures could be read as ours, markup is no question."""


def admitting(missing: Sequence[Answer], language: Language) -> str:
    """That some of the questions cannot be answered, each named by its own words."""
    asked = [_GREETS.sub("", one.question.text).strip(" 　.?!。？！、,") for one in missing]
    plain = [words for words in asked if words and not _UNSAID.search(words)]
    if not missing:
        return ""
    if len(plain) < len(asked) or any(columns(words) > NAMED_AT_MOST for words in plain):
        return text(language, "negotiator.unknown.part")
    quoted = "".join(f"「{one}」" for one in plain)
    if language is Language.EN:
        quoted = " and ".join(f"“{one}”" for one in plain)
    return text(language, "negotiator.unknown.named", asked=quoted)
