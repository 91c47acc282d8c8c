"""Intents by name and examples: told apart, unknown when nothing fits, clear about bad input."""

import time

import pytest

from agents.minds.listener.own_intents import OwnIntent, OwnIntents
from kizashi.errors import BadInput
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
    definitions = [OwnIntent(name, examples) for name, examples in intents.items()]
    texts = {text for one in definitions for text in one.examples}
    return OwnIntents(definitions, vectors_of(*texts) if texts else {})


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


def test_teaching_and_taking_back_leave_the_rest() -> None:
    own = learned(**TAUGHT)
    more = OwnIntent("joke", ("tell me a joke", "冗談を言って"))

    grown = own.taught(more, vectors_of(*more.examples))
    text = "tell me a funny joke"

    assert grown.fit(text, vectors_of(text)[text]).intent == "joke"
    assert grown.without("joke").fit(text, vectors_of(text)[text]).intent is None
    assert own.intents == grown.without("joke").intents


def test_without_intents_nothing_fits() -> None:
    assert learned().fit("hello", EMBEDDER.queries_now(["hello"])[0]).intent is None


@pytest.mark.parametrize(
    ("intents", "code"),
    [
        ([OwnIntent("a", ())], "intent.examples"),
        ([OwnIntent("a", (" ",))], "intent.examples"),
        ([OwnIntent(" ", ("x",))], "intent.name"),
        ([OwnIntent("a", ("x",)), OwnIntent("a", ("y",))], "intent.twice"),
        ([OwnIntent("a", ("x",)), OwnIntent("b", ("x ",))], "intent.same_example"),
    ],
)
def test_what_cannot_be_learned_is_refused_clearly(intents: list[OwnIntent], code: str) -> None:
    with pytest.raises(BadInput) as refused:
        OwnIntents(intents, {})

    assert refused.value.code == code


@pytest.mark.slow
def test_teaching_one_more_takes_milliseconds() -> None:
    own = learned(**TAUGHT)
    more = OwnIntent("joke", ("tell me a joke", "冗談を言って"))
    vectors = vectors_of(*more.examples)

    start = time.perf_counter()
    own.taught(more, vectors)

    assert time.perf_counter() - start < 0.1
