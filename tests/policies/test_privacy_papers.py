"""Numbers of identity papers."""

import pytest
from recognised import found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("旅券番号はTK1234567です", "TK1234567"),
        ("在留カードAB12345678CDです", "AB12345678CD"),
        ("SSN 536-90-4399", "536-90-4399"),
        ("National Insurance number QQ 12 34 56 C", "QQ 12 34 56 C"),
        ("保険証の記号は2130、番号は457です", "保険証の記号は2130、番号は457"),
    ],
)
def test_it_is_found_where_it_stands(text: str, words: str) -> None:
    assert ("identity_paper", words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "The ISBN is 978-3-16-148410-0.",
        "Serial number SN-83B7-11QX.",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert "identity_paper" not in {kind for kind, _ in found(text)}
