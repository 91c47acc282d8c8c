"""マイナンバー by its check digit."""

import pytest
from recognised import found

from policies.privacy.my_number import corporate_number_check, my_number_check


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("マイナンバーは1234 5678 9018です", "1234 5678 9018"),
    ],
)
def test_it_is_found_where_it_stands(text: str, words: str) -> None:
    assert ("my_number", words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "追跡番号 123456789012",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert "my_number" not in {kind for kind, _ in found(text)}


def test_the_check_digit_decides() -> None:
    assert my_number_check("123456789018")
    assert not my_number_check("123456789012")
    assert corporate_number_check("7000012050002")
    assert not corporate_number_check("8000012050002")
