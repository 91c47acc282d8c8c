"""Postal codes."""

import pytest
from recognised import found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("〒606-8153です", "〒606-8153"),
        ("zip code 60614", "60614"),
    ],
)
def test_it_is_found_where_it_stands(text: str, words: str) -> None:
    assert ("postal_code", words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "It takes 5-7 business days.",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert "postal_code" not in {kind for kind, _ in found(text)}
