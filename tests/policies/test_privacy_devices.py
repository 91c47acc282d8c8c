"""Addresses of devices, plates of vehicles, and secrets that somebody wrote down."""

import pytest

from policies.privacy import personal_data


def kinds(text: str) -> list[tuple[str, str]]:
    return [(found.kind, text[found.start : found.end]) for found in personal_data(text)]


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("device", "My address is 198.51.100.23, I can't log in.", "198.51.100.23"),
        ("device", "接続元は2001:db8:0:1::17です。", "2001:db8:0:1::17"),
        ("device", "The card reader is 00:1A:2B:3C:4D:5E.", "00:1A:2B:3C:4D:5E"),
        ("device", "IMEI 49-015420-323751-8", "49-015420-323751-8"),
        ("vehicle", "車は横浜 302 さ 55-12です。", "横浜 302 さ 55-12"),
        ("vehicle", "My number plate is LT19 OWX.", "LT19 OWX"),
        ("credential", "My password is Tulip#77.", "Tulip#77"),
        ("credential", "暗証番号は5532です。", "5532"),
    ],
)
def test_it_is_found_where_it_stands(kind: str, text: str, found: str) -> None:
    assert (kind, found) in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "Version 12.4.0.3 came out yesterday.",
        "The train leaves at 10:30:15.",
        "IMEI 49-015420-323751-9",
        "The Wi-Fi password is garden2025.",
        "I forgot my password.",
        "12時から3名の予定です。",
        "The registration fee is 40 pounds.",
    ],
)
def test_what_only_looks_like_it_passes(text: str) -> None:
    assert not kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "i live at 17 orchard lane",
        "12 rue des Lilas, 69003 Lyon",
        "Lindenstraße 8, 10969 Berlin",
        "zip code 60614",
    ],
)
def test_addresses_in_haste_and_from_the_continent(text: str) -> None:
    assert {kind for kind, _ in kinds(text)} & {"address", "postal_code"}
