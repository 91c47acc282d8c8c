"""Secrets that somebody wrote down."""

import pytest
from recognised import found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("My password is Tulip#77.", "Tulip#77"),
        ("暗証番号は5532です。", "5532"),
        ("The one-time code is 883120", "883120"),
        ("API key sk-live-9f8a7b6c5d4e3f2a", "sk-live-9f8a7b6c5d4e3f2a"),
    ],
)
def test_it_is_found_where_it_stands(text: str, words: str) -> None:
    assert ("credential", words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "The Wi-Fi password is garden2025.",
        "I forgot my password.",
        "Please enter the one-time code in the app.",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert "credential" not in {kind for kind, _ in found(text)}
