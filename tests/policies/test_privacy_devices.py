"""Addresses of devices."""

import pytest
from recognised import found


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("My address is 198.51.100.23, I can't log in.", "198.51.100.23"),
        ("接続元は2001:db8:0:1::17です。", "2001:db8:0:1::17"),
        ("The card reader is 00:1A:2B:3C:4D:5E.", "00:1A:2B:3C:4D:5E"),
        ("IMEI 49-015420-323751-8", "49-015420-323751-8"),
    ],
)
def test_it_is_found_where_it_stands(text: str, words: str) -> None:
    assert ("device", words) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Version 12.4.0.3 came out yesterday.",
        "The train leaves at 10:30:15.",
        "IMEI 49-015420-323751-9",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert "device" not in {kind for kind, _ in found(text)}
