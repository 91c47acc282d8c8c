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


@pytest.mark.parametrize(
    "text",
    [
        "明後日の昼には着きます。",
        "3日で直ります。",
        "明日には必ず送ります。",
        "月末までに終わらせます。",
        "来週には新しい在庫が入ります。",
        "It'll be there tomorrow.",
        "It gets to you in two days.",
        "We'll have new ones next week.",
        "It should be with you on Thursday.",
        "Ready on Friday.",
    ],
)
def test_terms_in_ordinary_words_are_held(review: Review, text: str) -> None:
    assert {f.severity for f in review("promises.date", text)} == {Severity.HOLD}


@pytest.mark.parametrize(
    "text",
    [
        "明日は定休日です。",
        "今月の集計をお送りします。",
        "いつお届けすればよろしいですか。",
        "The shop opens at ten tomorrow.",
        "Your booking is for Friday at three.",
        "Which day suits you best?",
    ],
)
def test_a_day_without_a_commitment_passes(review: Review, text: str) -> None:
    assert not review("promises.date", text)
