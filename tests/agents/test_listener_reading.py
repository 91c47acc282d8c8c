"""What the Listener's embedded mind reads from a message in its context and from behaviour."""

import json

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from agents.minds.listener import EmbeddedListener
from agents.minds.listener.decoding import PHASES, Decoded
from agents.minds.listener.denial import denies_leaving
from agents.minds.listener.weights import Numbers
from kizashi.language import Language
from kizashi.reading import MicroIntent, Phase, Reading, Stall, phase_at
from kizashi.signal import Behaviour
from tests.agents.listener_kit import EMBEDDER, moment

MIND = EmbeddedListener(EMBEDDER)


def decoded_phases(chances: Numbers) -> Decoded:
    """A decoded moment of which only the phase matters."""
    nothing = np.zeros(1, dtype=np.float32)
    return Decoded(nothing, nothing, chances, nothing)


WAVERING = (
    Behaviour(event="return", properties={"path": "/price", "times": 4}, local_time="01:12"),
    Behaviour(event="form_open", properties={"path": "/apply"}, local_time="01:14"),
    Behaviour(event="form_close", properties={"path": "/apply", "filled": 3}, local_time="01:20"),
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("年間プランが気になるんですけど、続けられるか不安で…", "続けられるか不安"),
        (
            "I like the annual plan but I'm afraid I won't keep it up",
            "I'm afraid I won't keep it up",
        ),
    ],
)
async def test_a_fear_of_not_keeping_it_up_is_read_with_its_words(text: str, words: str) -> None:
    reading = await MIND.read(moment(text))

    assert reading.first_intent == MicroIntent.FEAR_FAILURE
    assert reading.phase is Phase.HESITATING
    assert reading.stall is not None and reading.stall.reason is Stall.RISK
    evidence = reading.micro_intents[0].evidence[0]
    assert evidence.quote == words
    assert text[evidence.start : evidence.end] == words


@pytest.mark.parametrize(
    ("text", "intent", "phase"),
    [
        ("解約したいです", MicroIntent.LEAVE, Phase.DORMANT),
        ("How much is it?", MicroIntent.EXPLORE, Phase.PREPARING),
        ("ありがとうございました！", MicroIntent.THANK, Phase.DORMANT),
        ("I want to talk to a real person", MicroIntent.ASK_HUMAN, Phase.PREPARING),
    ],
)
async def test_plain_words_are_read_plainly(text: str, intent: MicroIntent, phase: Phase) -> None:
    reading = await MIND.read(moment(text))

    assert (reading.first_intent, reading.phase) == (intent, phase)


async def test_what_the_business_asked_decides_what_a_yes_means() -> None:
    agreed = await MIND.read(moment("はい、お願いします", "ご予約を確定してよろしいですか？"))
    later = await MIND.read(moment("はい、お願いします", "カタログをお送りしましょうか？"))

    assert agreed.first_intent == MicroIntent.DECIDE
    assert agreed.temperature > later.temperature


@pytest.mark.parametrize(
    ("text", "news", "intent"),
    [
        ("Oh great, thanks a lot", "Sorry, it broke again.", MicroIntent.COMPLAIN),
        ("Oh great, thanks a lot", "Good news: it's fixed!", MicroIntent.THANK),
        ("さすがですね", "申し訳ございません、また遅れております。", MicroIntent.COMPLAIN),
        ("さすがですね。助かります", "修理が完了しました。", MicroIntent.THANK),
        ("素晴らしい管理体制ですね", "また在庫を間違えておりました。", MicroIntent.COMPLAIN),
        ("Thank you for letting me know", "Sorry, it's delayed.", MicroIntent.THANK),
    ],
)
async def test_praise_after_bad_news_is_sarcasm(text: str, news: str, intent: MicroIntent) -> None:
    assert (await MIND.read(moment(text, news))).first_intent == intent


async def test_what_is_denied_is_not_read() -> None:
    stays = await MIND.read(moment("please don't cancel it, I still want it"))
    calm = await MIND.read(moment("お金のことは気にしていません。どこから申し込めますか"))
    ready = await MIND.read(moment("お金は問題ないです。どこで申し込めますか"))

    assert stays.first_intent != MicroIntent.LEAVE
    assert MicroIntent.PRICE_CONCERN not in {intent.name for intent in calm.micro_intents}
    assert ready.first_intent == MicroIntent.DECIDE


@pytest.mark.parametrize(
    "text",
    [
        "no no no, dont cancel it",
        "please do not end my plan",
        "I'm not going to cancel, just asking",
        "解約しないでください",
        "やめるつもりはないです",
        "キャンセルはしません",
    ],
)
async def test_leaving_that_is_denied_is_not_leaving(text: str) -> None:
    reading = await MIND.read(moment(text))

    assert reading.first_intent != MicroIntent.LEAVE
    assert reading.phase is not Phase.DORMANT


@pytest.mark.parametrize(
    "text",
    [
        "if you don't cancel it today I'll call my bank",
        "you did not cancel my plan",
        "I don't know how to cancel this",
        "今月中に解約しないと損なんです",
        "解約できないんですけど",
        "I don't want it anymore, cancel it",
        "もういらないので解約します",
    ],
)
def test_a_threat_a_must_and_a_failure_to_leave_are_no_denial(text: str) -> None:
    assert not denies_leaving(text)


@pytest.mark.parametrize(
    ("text", "said", "intents"),
    [
        ("seems kinda sus", "", {MicroIntent.DISTRUST}),
        ("sounds fishy", "We only need your card number.", {MicroIntent.DISTRUST}),
        (
            "はい、でも…",
            "お申し込みに進まれますか？",
            {MicroIntent.FEAR_FAILURE, MicroIntent.CONSULT},
        ),
        (
            "はい、でも…",
            "月額9,800円になります。",
            {MicroIntent.FEAR_FAILURE, MicroIntent.PRICE_CONCERN},
        ),
    ],
)
async def test_short_doubts_are_heard(text: str, said: str, intents: set[MicroIntent]) -> None:
    reading = await MIND.read(moment(text, said))

    assert reading.first_intent in intents
    assert reading.stall is not None


def test_the_phase_is_the_one_from_which_the_truth_is_seldom_far() -> None:
    chances = np.array([0.32, 0.0, 0.30, 0.28, 0.10], dtype=np.float32)
    sure = np.array([0.02, 0.0, 0.05, 0.08, 0.85], dtype=np.float32)

    assert PHASES[decoded_phases(chances).phase] is Phase.HESITATING
    assert PHASES[decoded_phases(sure).phase] is Phase.DECIDING


async def test_behaviour_alone_opens_a_reading() -> None:
    reading = await MIND.read(moment("", behaviour=WAVERING))

    assert reading.language is None
    assert reading.phase is Phase.HESITATING
    assert reading.sway > 0.6
    shown = [one.quote for one in reading.micro_intents[0].evidence if one.source == "behaviour"]
    assert shown and shown[0] in {one.event for one in WAVERING}


async def test_wavering_words_and_acts_add_to_sway() -> None:
    calm = await MIND.read(moment("予約をお願いします"))
    torn = await MIND.read(moment("うーん、でも迷うなあ…", behaviour=WAVERING))

    assert calm.sway < 0.3 < 0.7 < torn.sway


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("料金はいくらですか", Language.JA),
        ("了解", Language.JA),
        ("ok cool", Language.EN),
        ("プランBのpriceってmonthly？", Language.JA),
        ("trying to buy this, it is still saying invalid ticket id", Language.EN),
        ("idk man seems kinda sus", Language.EN),
        ("per month? e-mail it", Language.EN),
        ("¿cuánto cuesta el plan?", None),
        ("posso pagare al mese?", None),
        ("fiyatı ne kadar?", None),
        ("这个多少钱？", None),
        ("가격이 얼마예요?", None),
        ("", None),
    ],
)
async def test_the_language_is_that_of_the_text(text: str, language: Language | None) -> None:
    assert (await MIND.read(moment(text))).language is language


async def test_an_emoji_takes_the_language_of_the_person() -> None:
    assert (await MIND.read(moment("😭", language=Language.JA))).language is Language.JA


async def test_another_language_lowers_the_confidence() -> None:
    reading = await MIND.read(moment("¿cuánto cuesta el plan anual?"))

    assert reading.micro_intents[0].confidence <= 0.6


@pytest.mark.parametrize(
    "text", ["あ" * 10_000, "why " * 2_500, "😭🎉👍", "\0\ud800", " \n ", "???"]
)
async def test_odd_texts_are_read_all_the_same(text: str) -> None:
    assert_sound(await MIND.read(moment(text)), text)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    event=some.text(min_size=1, max_size=20),
    properties=some.dictionaries(
        some.text(max_size=8),
        some.none() | some.integers() | some.floats() | some.text(max_size=12) | some.booleans(),
        max_size=4,
    ),
    clock=some.none() | some.text(max_size=6),
)
async def test_any_behaviour_is_read(
    event: str, properties: dict[str, object], clock: str | None
) -> None:
    odd = Behaviour(event=event, properties=properties, local_time=clock)

    assert_sound(await MIND.read(moment("", behaviour=[odd] * 3)), "")


def assert_sound(reading: Reading, text: str) -> None:
    """Phase and temperature agree, evidence stands where it says, and it can be sent."""
    assert reading.phase is phase_at(reading.temperature)
    for intent in reading.micro_intents:
        for one in intent.evidence:
            if one.source == "text":
                assert text[one.start : one.end] == one.quote
    assert 0 <= reading.sway <= 1
    json.loads(json.dumps(reading.model_dump(mode="json")))
