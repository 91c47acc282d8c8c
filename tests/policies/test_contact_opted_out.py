"""Whoever asks to be left alone is left alone."""

import pytest
from policy_reviews import Review
from unasked import AGREED, told

from kizashi.verdict import Severity
from policies.contact.opted_out import asks_to_stop


@pytest.mark.parametrize(
    "text",
    [
        "もう連絡しないでください",
        "配信を停止してください",
        "STOP",
        "Please unsubscribe me",
        "stop emailing me",
        "I don't want to hear from you anymore.",
        "I do not wish to receive further emails",
        "Leave me alone",
        "連絡いらないです",
    ],
)
def test_an_opt_out_in_their_own_words_blocks_at_once(review: Review, text: str) -> None:
    assert asks_to_stop(text)
    assert review("consent.opted_out", "お元気ですか", told(text))[0].severity is Severity.BLOCK


@pytest.mark.parametrize(
    "text",
    [
        "バスはどこで止まりますか",
        "Where does the bus stop?",
        "メールで送ってください",
        "Don't contact me before noon please",
        "水曜は連絡しないでください、木曜にお願いします",
        "I don't want to have the class on Monday, is Tuesday free?",
    ],
)
def test_other_words_are_no_opt_out(text: str) -> None:
    assert not asks_to_stop(text)


def test_a_known_opt_out_blocks_but_an_answer_still_goes(review: Review) -> None:
    out = AGREED.model_copy(update={"opted_out": True})
    assert review("consent.opted_out", "お元気ですか", out)
    answering = out.model_copy(update={"answering": True})
    assert not review("consent.opted_out", "はい、あります", answering)
