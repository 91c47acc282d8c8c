"""Postal addresses down to the number."""

import pytest
from recognised import found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("京都市左京区一乗寺下り松町12-3です", "京都市左京区一乗寺下り松町12-3"),
        ("at 221B Baker Street, London NW1 6XE today", "221B Baker Street, London NW1 6XE"),
        ("i live at 17 orchard lane", "17 orchard lane"),
        ("12 rue des Lilas, 69003 Lyon", "12 rue des Lilas, 69003 Lyon"),
        ("Lindenstraße 8, 10969 Berlin", "Lindenstraße 8, 10969 Berlin"),
    ],
)
def test_it_is_found_where_it_stands(text: str, words: str) -> None:
    assert ("address", words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "左京区役所の近くです。",
        "Walk down Baker Street and turn left.",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert "address" not in {kind for kind, _ in found(text)}
