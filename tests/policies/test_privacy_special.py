"""Belief, origin, sexuality, union and crime said of a person."""

import pytest
from recognised import found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He is gay and worried", "He is gay"),
        ("We're Jehovah's Witnesses, so no cake.", "We're Jehovah's Witnesses"),
        ("I came out as gay last week.", "came out as gay"),
        ("I'm a union rep at the plant.", "a union rep"),
        ("父には前科があります。", "前科があります"),
    ],
)
def test_it_is_found_where_it_stands(text: str, words: str) -> None:
    assert ("special_category", words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "We celebrate Christmas and Diwali in the shop.",
        "The party of twelve is at eight.",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert "special_category" not in {kind for kind, _ in found(text)}
