"""What a message asks for beyond facts is heard in the ways that people say it."""

import pytest

from agents.minds.negotiator.stance import ASKING, Stance, stance_of
from tests.rooms import a_reading


@pytest.mark.parametrize(
    "text",
    [
        "年間プランを2割引にしてもらえますか？",
        "回数券を一割引きでお願いできませんか",
        "3割引いてくれますか",
        "少し割引になりませんか",
        "Can you make the monthly plan 10000?",
        "Could you make it £20?",
    ],
)
def test_a_bargain_is_heard(text):
    assert stance_of(text, a_reading()) is Stance.HAGGLE


@pytest.mark.parametrize(
    "text",
    [
        "学生割引はありますか？",
        "割引クーポンの使い方を教えてください",
        "お皿は割れにくいですか？",
        "Can I make a bowl in 90 minutes?",
        "How many pots do we make in 2 hours?",
    ],
)
def test_a_plain_question_is_no_bargain(text):
    assert stance_of(text, a_reading()) is Stance.ASK


def test_a_bare_word_for_a_price_is_a_plain_question() -> None:
    """Who writes 「年間プランの料金」 asks, and is not held back by the price."""
    assert ASKING.search("年間プランの料金")
    assert not ASKING.search("料金がちょっと高いなと思って")
