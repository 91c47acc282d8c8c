"""What binds a minor waits for the owner."""

import pytest
from policy_reviews import Review
from unasked import told

from policies.contact.minor import told_age


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("16歳です", 16),
        ("I'm 15", 15),
        ("まだ高校生です", 17),
        ("料金は", None),
        ("I'm 20 minutes late", None),
    ],
)
def test_a_told_age_is_understood(text: str, age: int | None) -> None:
    assert told_age(text) == age


def test_a_contract_with_a_minor_waits(review: Review) -> None:
    assert review("consent.minor", "お申し込みはこちらです。", told("16歳です"))
    assert not review("consent.minor", "お申し込みはこちらです。", told("36歳です"))
    assert not review("consent.minor", "水曜は定休日です。", told("16歳です"))
