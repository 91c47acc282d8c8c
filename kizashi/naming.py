"""How a person is called on the owner's screens, by name or by a short made sign."""

import hashlib

from kizashi.ids import PersonId
from kizashi.language import Language
from kizashi.texts import text

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
