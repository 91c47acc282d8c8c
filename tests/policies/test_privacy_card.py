"""Payment cards by issuer and check digit."""

import pytest
from recognised import found

from policies.privacy.card import luhn


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("カードは4111 1111 1111 1111です", "4111 1111 1111 1111"),
        ("Amex 3782 822463 10005.", "3782 822463 10005"),
        ("card no 4012.8888.8888.1881", "4012.8888.8888.1881"),
    ],
)
def test_it_is_found_where_it_stands(text: str, words: str) -> None:
    assert ("card", words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Order 4012 8888 8888 1882",
        "JANコードは4901234567894です",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert "card" not in {kind for kind, _ in found(text)}


def test_the_check_digit_decides() -> None:
    assert luhn("4242424242424242")
    assert not luhn("4242424242424241")
