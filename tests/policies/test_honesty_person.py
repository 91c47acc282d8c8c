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
        "Could a real person answer me please?",
        "human",
        "REPRESENTATIVE",
        "operator!",
        "I don't want to chat with a machine.",
        "Are there any humans I can talk to?",
        "Put me through to someone.",
        "Can somebody call me back?",
        "担当者お願いします",
        "有人対応お願いします",
        "オペレーター",
        "水谷さんに代わってもらえますか",
        "AIはもういいです",
        "ロボットとはもう話したくないです",
        "誰か人間いませんか",
    ],
)
def test_the_wish_is_understood(text: str) -> None:
    assert asks_for_person(text)


@pytest.mark.parametrize(
    "text",
    [
        "一人で参加できますか",
        "Is the person in the photo a teacher?",
        "料金はいくらですか",
        "昨日スタッフの方と話しました。手びねりはいくらですか？",
        "I spoke to a member of staff yesterday. How much is hand-building?",
        "Could one person join the class alone?",
        "ロボットの置物はありますか",
        "大人2名お願いします",
        "大人2人でお願いします",
        "友人に代わって予約できますか",
        "三人お願いします",
        "機械はもう届きましたか",
        "Can someone else use my voucher?",
    ],
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
    assert review("honesty.person", "Nobody here can speak with you, please just use this chat.")
    assert review("honesty.person", "人による対応は行っておりません。")


def test_saying_what_a_person_will_do_refuses_nobody(review: Review) -> None:
    assert not review("honesty.person", "スタッフによるご案内は10時からです。")
    assert not review("honesty.person", "A person of the studio can speak with you on Monday.")
