"""Bank accounts with the words that make them one."""

import pytest
from recognised import found

from policies.privacy.bank import iban


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("みずほ銀行 渋谷支店 普通 1234567", "みずほ銀行 渋谷支店 普通 1234567"),
        ("記号14320 番号12345671", "記号14320 番号12345671"),
        ("IBAN GB29 NWBK 6016 1331 9268 19.", "GB29 NWBK 6016 1331 9268 19"),
    ],
)
def test_it_is_found_where_it_stands(text: str, words: str) -> None:
    assert ("bank_account", words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Please quote batch 078051.",
        "IBAN GB29 NWBK 6016 1331 9268 18.",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert "bank_account" not in {kind for kind, _ in found(text)}


def test_the_check_digit_decides() -> None:
    assert iban("GB29 NWBK 6016 1331 9268 19")
    assert not iban("GB29 NWBK 6016 1331 9268 18")
