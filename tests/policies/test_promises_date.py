"""A commitment to a time must stand in a document."""

import pytest
from policy_reviews import Review

from kizashi.verdict import Severity
from policies.review import Facts


@pytest.mark.parametrize(
    "text", ["3日以内に発送いたします。", "We will ship within 3 days.", "1月23日に入荷予定です。"]
)
def test_a_documented_time_passes(review: Review, known: Facts, text: str) -> None:
    assert [f.severity for f in review("promises.date", text, known)] == [Severity.NOTE]


@pytest.mark.parametrize(
    "text",
    [
        "12月24日までにお届けします。",
        "明日お届けします。",
        "It will arrive tomorrow.",
        "We will have it ready within 2 days.",
        "来週には仕上がります。",
    ],
)
def test_any_other_time_is_held(review: Review, known: Facts, text: str) -> None:
    assert [f.severity for f in review("promises.date", text, known)] == [Severity.HOLD]


@pytest.mark.parametrize(
    "text",
    [
        "昨日、発送しました。",
        "Your parcel was shipped on 3 May.",
        "12月24日までのお届けはできません。",
        "お届けは12月24日でよろしいですか？",
        "水曜日は定休日です。",
    ],
)
def test_what_commits_to_nothing_passes(review: Review, known: Facts, text: str) -> None:
    assert not review("promises.date", text, known)
