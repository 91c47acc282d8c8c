"""How long a customer must be quiet before an answer goes."""

import pytest

from agents.pause import UNCLEAR_FACTOR, UNFINISHED_FACTOR, quiet_seconds


@pytest.mark.parametrize(
    "text",
    [
        "予約できますか?",
        "予約できますか",
        "明日行きます",
        "お願いします。",
        "「体験」を知りたいです」",
        "ありがとうございました!!",
        "Do you ship to Osaka?",
        "I would like to book. ",
        "thanks",
        "行きますね♪",
    ],
)
def test_what_looks_finished_is_answered_soonest(text: str) -> None:
    assert quiet_seconds(text, 0.6, 6.0) == 0.6


@pytest.mark.parametrize(
    "text",
    [
        "予約したいのですが",
        "あの、",
        "それと",
        "明日、",
        "考えているんですけど…",
        "I want to",
        "and",
        "Well...",
    ],
)
def test_what_looks_unfinished_waits_longest(text: str) -> None:
    assert quiet_seconds(text, 0.6, 6.0) == pytest.approx(0.6 * UNFINISHED_FACTOR)


@pytest.mark.parametrize("text", ["料金", "wheel class", "", "👍"])
def test_what_is_unclear_lies_between(text: str) -> None:
    assert quiet_seconds(text, 0.6, 6.0) == pytest.approx(0.6 * UNCLEAR_FACTOR)


def test_nothing_waits_longer_than_the_longest() -> None:
    assert quiet_seconds("それと", 0.6, 1.0) == 1.0
