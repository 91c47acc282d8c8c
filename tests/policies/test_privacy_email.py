"""E-mail addresses, also written around a filter."""

import pytest
from recognised import found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("メールはtaro@example.jpです", "taro@example.jp"),
        ("jane [at] example [dot] com", "jane [at] example [dot] com"),
        ("taro_s(at)nifty.comに送ってください", "taro_s(at)nifty.com"),
    ],
)
def test_it_is_found_where_it_stands(text: str, words: str) -> None:
    assert ("email", words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Meet me at noon.",
        "Follow us @rosiesbakery.",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert "email" not in {kind for kind, _ in found(text)}
