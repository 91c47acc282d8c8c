"""Dates that the words around them make dates of birth."""

import pytest
from recognised import found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("生年月日は昭和58年7月12日です", "昭和58年7月12日"),
        ("born on 12 March 1984 in Leeds", "12 March 1984"),
    ],
)
def test_it_is_found_where_it_stands(text: str, words: str) -> None:
    assert ("birth_date", words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "創業は1985年3月です。",
        "It was built in 1979.",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert "birth_date" not in {kind for kind, _ in found(text)}
