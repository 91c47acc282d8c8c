"""Health said of a person, and not in general."""

import pytest
from recognised import found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("うつ病と診断されました", "うつ病と診断"),
        ("She is pregnant.", "She is pregnant"),
        ("My wife is undergoing chemotherapy.", "My wife is undergoing chemotherapy"),
    ],
)
def test_it_is_found_where_it_stands(text: str, words: str) -> None:
    assert ("health", words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "妊娠中の方は医師にご相談ください。",
        "漆でかぶれることがあります。",
        "Our vet treats diabetic cats on Thursdays.",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert "health" not in {kind for kind, _ in found(text)}
