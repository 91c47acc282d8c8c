"""Every text exists in both languages, with the same placeholders."""

import string

import pytest

from kizashi import texts
from kizashi.language import Language
from kizashi.reading import MicroIntent, OwnerIntent, Phase, Stall

KEYS = sorted(texts.keys(Language.JA) | texts.keys(Language.EN))


def placeholders(line: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(line) if name is not None}


def test_both_languages_have_the_same_keys() -> None:
    assert texts.keys(Language.JA) == texts.keys(Language.EN)


def test_both_languages_say_the_same_things() -> None:
    different = []
    for key in KEYS:
        japanese, english = texts.text(Language.JA, key), texts.text(Language.EN, key)
        same = placeholders(japanese) == placeholders(english)
        if not same or bool(japanese.strip()) != bool(english.strip()):
            different.append(key)
    assert different == []


@pytest.mark.parametrize(
    ("group", "words"),
    [
        ("phase", [phase.id for phase in Phase]),
        ("stall", list(Stall)),
        ("intent", list(MicroIntent)),
        ("owner", list(OwnerIntent)),
    ],
)
def test_every_word_of_the_vocabulary_has_a_label(group: str, words: list[str]) -> None:
    for word in words:
        assert texts.both(f"vocabulary.{group}.{word}").ja


def test_a_placeholder_is_filled() -> None:
    filled = [key for key in KEYS if placeholders(texts.text(Language.JA, key))]
    for key in filled:
        names = placeholders(texts.text(Language.JA, key))
        line = texts.text(Language.JA, key, **dict.fromkeys(names, "☆"))
        assert "☆" in line


def test_an_unknown_key_is_an_error() -> None:
    with pytest.raises(KeyError):
        texts.text(Language.JA, "agents.nothing_of_the_kind")


def test_a_rooms_texts_come_without_its_name() -> None:
    room = texts.room(Language.EN, "agents")
    assert room["stand_in"] == texts.text(Language.EN, "agents.stand_in")
    assert {f"agents.{key}" for key in room} <= texts.keys(Language.EN)
