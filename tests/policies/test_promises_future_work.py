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


@pytest.mark.parametrize(
    "text",
    [
        "明日10時に水谷からお電話します。",
        "水谷が明日の午後に伺います。",
        "今日中に私から電話を入れます。",
        "金曜までに見積もりをメールでお送りします。",
        "月曜に職人が見に行きます。",
        "Tom will call you at ten tomorrow.",
        "You'll hear from Ken by Friday.",
        "Somebody will come round on Monday.",
        "Someone will be in touch within the hour.",
        "I'll get Anna to write to you tonight.",
        "Expect a call from our workshop tomorrow.",
    ],
)
def test_work_of_anybody_at_a_time_is_held(review: Review, text: str) -> None:
    assert {f.severity for f in review("promises.future_work", text)} == {Severity.HOLD}


@pytest.mark.parametrize(
    "text",
    [
        "昨日、水谷からお電話しました。",
        "お電話は10時から承ります。",
        "明日お電話しますか。",
        "Tom called you yesterday.",
        "You can call us at ten.",
        "Do you want me to ask Tom tomorrow?",
    ],
)
def test_what_was_done_or_is_asked_is_no_promise(review: Review, text: str) -> None:
    assert not review("promises.future_work", text)
