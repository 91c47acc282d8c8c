"""Number plates."""

import pytest
from recognised import found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("車は横浜 302 さ 55-12です。", "横浜 302 さ 55-12"),
        ("My number plate is LT19 OWX.", "LT19 OWX"),
    ],
)
def test_it_is_found_where_it_stands(text: str, words: str) -> None:
    assert ("vehicle", words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "12時から3名の予定です。",
        "The registration fee is 40 pounds.",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert "vehicle" not in {kind for kind, _ in found(text)}
