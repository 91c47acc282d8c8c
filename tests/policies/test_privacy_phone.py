"""Telephone numbers of Japan, the US, Britain and with a country code."""

import pytest
from recognised import found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("電話は090-1234-5678へ", "090-1234-5678"),
        ("ＴＥＬ０３－１２３４－５６７８", "０３－１２３４－５６７８"),
        ("call (415) 555-2671 now", "(415) 555-2671"),
        ("on 07700 900123 after six", "07700 900123"),
        ("+81 90 1234 5678", "+81 90 1234 5678"),
    ],
)
def test_it_is_found_where_it_stands(text: str, words: str) -> None:
    assert ("phone", words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "注文番号は4102-3381-2290です。",
        "Version 2.14.3 of 2026-04-11",
        "3月12日の10時に伺います。",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert "phone" not in {kind for kind, _ in found(text)}
