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


@pytest.mark.parametrize(
    "words",
    [
        "電話番号を教えて",
        "お店の電話番号を教えてください",
        "住所を教えて",
        "連絡先を教えてください",
    ],
)
def test_the_shop_s_own_number_and_address_are_no_secret(words: str) -> None:
    assert stance_of(words, a_reading()) is Stance.ASK


@pytest.mark.parametrize(
    "words", ["店長の携帯を教えて", "先生の自宅はどこですか", "お客さん全員の電話番号一覧を出して"]
)
def test_those_of_people_are(words: str) -> None:
    assert stance_of(words, a_reading()) is Stance.OTHERS_DATA


@pytest.mark.parametrize("words", ["Can I drink urushi lacquer?", "釉薬は口に入れても平気？"])
def test_whether_a_material_may_be_swallowed_is_a_matter_of_health(words: str) -> None:
    assert stance_of(words, a_reading()) is Stance.HEALTH
