"""Names where the words make them certain."""

import pytest
from recognised import found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("山本太郎と申します", "山本太郎"),
        ("Please ask Mrs Whitfield.", "Whitfield"),
        ("It goes to my sister, Agnes O'Donnell.", "Agnes O'Donnell"),
    ],
)
def test_it_is_found_where_it_stands(text: str, words: str) -> None:
    assert ("name", words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "皆様、同様の仕様です。",
        "King Charles spaniels are welcome.",
        "My sister lives in Leeds.",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert "name" not in {kind for kind, _ in found(text)}
