"""How people, and groups of people, are called on the owner's screens."""

import hashlib

from kizashi.ids import PersonId
from kizashi.language import Language
from kizashi.texts import keys, text

_SIGN_LETTERS = "ACEFHJKLMNPRTUVWXY347"
"""Letters of made names: none that is easily taken for another."""

_HONORIFICS = ("さん", "様", "さま", "氏", "ちゃん", "くん", "君")


def called(name: str | None, person: PersonId, language: Language) -> str:
    """By the name they told (in Japanese with さん), else by a short made one. `name` holds
    nothing that could steer a terminal or a page."""
    if not name:
        return text(language, "coach.person.unnamed", sign=sign_of(person))
    if language is Language.JA and not name.endswith(_HONORIFICS):
        return f"{name}さん"
    return name


def sign_of(person: PersonId) -> str:
    """Three letters that stand for a person without a name: the same on every screen."""
    digest = hashlib.sha256(person.encode()).digest()
    return "".join(_SIGN_LETTERS[byte % len(_SIGN_LETTERS)] for byte in digest[:3])


def grouping_called(grouping: str, language: Language) -> str:
    """How a way to group people is called; a trait of the business's own by its name."""
    return _text_or(f"server.fairness.group.{grouping}", grouping, language)


def group_called(grouping: str, group: str, language: Language) -> str:
    """How one of its groups is called; one that has no words by its own name."""
    return _text_or(f"server.fairness.member.{grouping}.{group}", group, language)


def _text_or(key: str, name: str, language: Language) -> str:
    return text(language, key) if key in keys(language) else name
