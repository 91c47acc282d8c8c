"""What a person of the business is promised to do later is found."""

import pytest
from policy_reviews import Review

from kizashi.verdict import Severity


@pytest.mark.parametrize(
    "text", ["確かめてお返事いたします。", "I will ask the studio: we'll get back to you."]
)
def test_a_promise_without_a_deadline_is_noted(review: Review, text: str) -> None:
    assert {f.severity for f in review("promises.future_work", text)} == {Severity.NOTE}


@pytest.mark.parametrize(
    "text", ["担当者から本日中にお電話します。", "Our manager will call you tomorrow."]
)
def test_a_promise_with_a_deadline_is_held(review: Review, text: str) -> None:
    assert {f.severity for f in review("promises.future_work", text)} == {Severity.HOLD}


def test_an_ordinary_answer_promises_no_work(review: Review) -> None:
    assert not review("promises.future_work", "水曜日は定休日です。")
