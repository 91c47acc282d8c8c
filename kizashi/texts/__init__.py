"""Every text that a person sees, in one folder per language, one file per room.

A key is the file's name and the path in it, such as `vocabulary.phase.hesitating`. Placeholders are
named: `{name}`. Both languages hold the same keys with the same placeholders; a test keeps it so.
"""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from kizashi.language import Bilingual, Language


@cache
def _texts(language: Language) -> dict[str, str]:
    folder = resources.files(__name__) / language.value
    found: dict[str, str] = {}
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            content = tomllib.loads(file.read_text(encoding="utf-8"))
            _flatten(file.name.removesuffix(".toml"), content, found)
    return found


def _flatten(path: str, content: dict[str, Any], found: dict[str, str]) -> None:
    for key, value in content.items():
        if isinstance(value, dict):
            _flatten(f"{path}.{key}", value, found)
        else:
            found[f"{path}.{key}"] = value


def text(language: Language, key: str, /, **values: object) -> str:
    """The text for a key with its placeholders filled. Raises `KeyError` for an unknown key."""
    line = _texts(language)[key]
    return line.format(**values) if values else line


def both(key: str, /, **values: object) -> Bilingual:
    """The text for a key in both languages."""
    return Bilingual(ja=text(Language.JA, key, **values), en=text(Language.EN, key, **values))


def room(language: Language, name: str) -> dict[str, str]:
    """All texts of one room by their keys without the room's name (for the widget's script)."""
    prefix = f"{name}."
    return {
        key.removeprefix(prefix): line
        for key, line in _texts(language).items()
        if key.startswith(prefix)
    }


def keys(language: Language) -> frozenset[str]:
    """Every key of a language."""
    return frozenset(_texts(language))
