"""Who asks for a person, in their own words, gets one."""

import pytest
from policy_reviews import Review

from kizashi.language import Bilingual, Language
from kizashi.signal import Utterance
from kizashi.step import Step, StepKind
from policies.honesty.person import asks_for_person
from policies.review import Facts


@pytest.mark.parametrize(
    "text",
    [
        "人と話したいのですが",
        "担当者につないでください",
        "機械じゃなくて人間に代わって",
        "店長を出してください",
        "Can I talk to a human, please?",
        "let me speak to a real person",
        "I want a live agent",
        "not a bot please",
    ],
)
def test_the_wish_is_understood(text: str) -> None:
    assert asks_for_person(text)


@pytest.mark.parametrize(
    "text", ["一人で参加できますか", "Is the person in the photo a teacher?", "料金はいくらですか"]
)
def test_other_people_are_no_such_wish(text: str) -> None:
    assert not asks_for_person(text)


def test_passing_over_the_wish_is_sent_back_and_meeting_it_is_not(review: Review) -> None:
    facts = Facts(context=(Utterance(who="customer", text="人と話したいです"),))
    over = Step(
        kind=StepKind.HAND_OVER,
        text="少々お待ちください。",
        language=Language.JA,
        reason=Bilingual(ja="", en=""),
    )
    assert review("honesty.person", "ろくろ体験は90分です。", facts)
    assert not review("honesty.person", "担当の者におつなぎします。", facts)
    assert not review("honesty.person", "少々お待ちください。", facts, step=over)


def test_refusing_a_person_is_held(review: Review) -> None:
    assert review("honesty.person", "You can't talk to a person here.")[0].severity.value == "hold"
    assert review("honesty.person", "担当者におつなぎすることはできません。")
