"""Intents by name and examples: told apart, and unknown when nothing fits."""

import numpy as np
import pytest

from agents.minds.listener import own_kernel
from agents.minds.listener.own_intents import OwnIntents, learned_from
from kizashi.teaching import OwnIntent
from tests.agents.listener_kit import EMBEDDER, vectors_of

TAUGHT = {
    "lost_card": (
        "I lost my card",
        "my card was stolen",
        "can't find my bank card anywhere",
        "カードをなくしました",
        "財布ごとカードを盗まれた",
    ),
    "top_up": (
        "how do I top up my account",
        "top up failed",
        "add money to my balance",
        "チャージのしかたを教えて",
        "残高にお金を入れたい",
    ),
    "exchange_rate": (
        "what's your exchange rate",
        "how many euros do I get for 100 dollars",
        "is the rate better at weekends",
        "ドル円のレートはいくら",
        "両替の為替レートを知りたい",
    ),
    "change_pin": (
        "I want to change my PIN",
        "forgot my pin number",
        "how do I reset the pin",
        "暗証番号を変えたい",
        "暗証番号を忘れました",
    ),
    "card_arrival": (
        "when will my new card arrive",
        "still waiting for my card in the post",
        "how long does card delivery take",
        "新しいカードはいつ届きますか",
        "カードがまだ届きません",
    ),
}
ASKED = {
    "someone took my card": "lost_card",
    "カードを紛失したんですが": "lost_card",
    "my top-up didn't go through": "top_up",
    "口座にチャージしたいです": "top_up",
    "what rate do you use for pounds to yen": "exchange_rate",
    "今日の為替レートは？": "exchange_rate",
    "please help me set a new pin": "change_pin",
    "暗証番号の変更方法": "change_pin",
    "my card hasn't come yet": "card_arrival",
    "カードの到着予定を教えてください": "card_arrival",
}
UNKNOWN = (
    "what's the capital of Peru",
    "play some jazz",
    "今夜の天気はどう？",
    "犬のしつけ教室はありますか",
    "tell me a joke",
    "ラーメン食べたい",
)


def learned(**intents: tuple[str, ...]) -> OwnIntents:
    definitions = [OwnIntent(name=name, examples=examples) for name, examples in intents.items()]
    texts = {text for one in definitions for text in learned_from(one)}
    return OwnIntents(definitions, vectors_of(*texts) if texts else {})


@pytest.mark.parametrize(
    ("name", "words"),
    [("card_arrival", "card arrival"), ("bank/lostCard", "bank lost Card"), ("領収書", "領収書")],
)
def test_the_name_in_plain_words_is_learned_from(name: str, words: str) -> None:
    assert learned_from(OwnIntent(name=name, examples=("a", "b"))) == ("a", "b", words)


def test_a_name_without_letters_says_nothing() -> None:
    assert learned_from(OwnIntent(name="17", examples=("a", "b"))) == ("a", "b")


def test_a_name_is_never_shown_as_something_said() -> None:
    own = learned(**TAUGHT)
    text = "card arrival"

    assert own.fit(text, vectors_of(text)[text]).like in TAUGHT["card_arrival"]


def test_new_texts_find_their_intent_and_strange_ones_none() -> None:
    own = learned(**TAUGHT)
    vectors = vectors_of(*ASKED, *UNKNOWN)

    right = sum(own.fit(text, vectors[text]).intent == name for text, name in ASKED.items())
    unknown = sum(own.fit(text, vectors[text]).intent is None for text in UNKNOWN)

    assert right >= 9
    assert unknown >= 5


def test_one_example_is_learned_with_modest_confidence() -> None:
    own = learned(gift_wrap=("ギフト包装はできますか",), invoice=("請求書をください",))
    asked = "プレゼント用に包んでもらえますか"

    found = own.fit(asked, vectors_of(asked)[asked])

    assert found.intent in {"gift_wrap", None}
    assert found.confidence < 0.9


def test_a_batch_reads_as_one_by_one() -> None:
    own = learned(**TAUGHT)
    texts = list(ASKED)
    vectors = vectors_of(*texts)

    batch = own.fit_all(texts, np.stack([vectors[text] for text in texts]))

    assert [one.intent for one in batch] == [own.fit(t, vectors[t]).intent for t in texts]


def test_more_examples_than_the_kernel_rests_on_are_learned_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(own_kernel, "LANDMARKS", 20)
    own = learned(**TAUGHT)
    vectors = vectors_of(*ASKED)

    assert sum(own.fit(text, vectors[text]).intent == name for text, name in ASKED.items()) >= 7


def test_the_nearest_example_says_why() -> None:
    own = learned(**TAUGHT)
    asked = "カードを紛失したんですが"

    assert own.fit(asked, vectors_of(asked)[asked]).like in TAUGHT["lost_card"]


def test_without_intents_nothing_fits() -> None:
    assert learned().fit("hello", EMBEDDER.queries_now(["hello"])[0]).intent is None
