"""What speaks for a step and against it, from a reading and from a made-up chronicle."""

from agents.deliberation.case import Case
from agents.deliberation.ways import MOST, Way, named, took, ways_for
from agents.deliberation.weighing import by_experience, by_reading, helped_kinds, settled
from agents.situation import OwnerActs, Situation
from kizashi.consent import Contact
from kizashi.deliberation import Contribution, Weighing
from kizashi.ids import DocumentId, PassageId, PersonId
from kizashi.language import Language
from kizashi.reading import Stall
from kizashi.step import Source, StepKind
from kizashi.verdict import Decision, Verdict
from memory.chronicle import Talk
from tests.agents.coach_kit import (
    NOON,
    a_chronicle,
    a_reading,
    a_talk,
    answered,
    said,
    voice,
)
from tests.rooms import a_step

AFRAID = a_reading(90, Stall.RISK, "fear_failure", "続けられるか不安")
NOW = a_talk("now", "佐藤 美咲", said(1, "続けられるか不安です", AFRAID))
ANSWER = a_step("お答えします。", topics=frozenset({"feeling", "fact"}))
ASK = a_step("どの点がご不安ですか？", kind=StepKind.ASK)
PERSON = a_step("担当者からご連絡します。", kind=StepKind.HAND_OVER)
OPTIONS = (ANSWER, ASK, PERSON)


def like_them(key: str, kind: str, after: float) -> Talk:
    """Somebody held by the same thing, answered so, and how warm they were then."""
    return a_talk(
        key,
        None,
        said(9, "続けられるか不安です", AFRAID),
        answered(8, "…", kind),
        said(7, "なるほど", a_reading(after, None if after == 100 else Stall.RISK)),
    )


def case(*others: Talk, aims: tuple[str, ...] = ()) -> Case:
    return Case(
        situation=Situation(text="続けられるか不安です", now=NOON),
        person=PersonId("per_now"),
        contact=Contact(),
        ai_disclosed=True,
        acts=OwnerActs(),
        chronicle=a_chronicle(NOW, *others),
        talk=NOW,
        aims=aims,
        voice=voice(Language.EN),
    )


def points(weighings: tuple[Weighing, ...]) -> list[int]:
    return [one.points for one in weighings]


def test_a_step_that_meets_what_holds_them_is_preferred_by_the_reading() -> None:
    weighings = by_reading(case(), AFRAID, OPTIONS)
    assert points(weighings) == [1, 0, -1]
    assert "meets what holds them" in weighings[0].why
    assert weighings[2].why == "they did not ask for a person"


def test_who_doubts_is_given_a_person() -> None:
    doubting = a_reading(90, Stall.TRUST, "distrust")
    assert points(by_reading(case(), doubting, (PERSON,))) == [1]


def test_who_is_ready_is_not_held_up_by_a_question() -> None:
    ready = a_reading(100, None, "decide")
    assert points(by_reading(case(), ready, (ASK,))) == [-1]


def test_what_moved_people_like_them_speaks_for_a_step() -> None:
    others = [like_them(f"a{n}", "ask", 100) for n in range(3)]
    others += [like_them(f"s{n}", "say", 60) for n in range(3)]
    told = case(*others)
    weighings = by_experience(told, AFRAID, OPTIONS)
    assert points(weighings) == [-1, 1, 0]
    assert weighings[1].why == "in 3 of 3 moments like this, “ask” moved people on"
    assert helped_kinds(told, AFRAID) == ["ask"]


def test_the_owners_aims_speak_too() -> None:
    told = case(aims=("夜は電話をしたくない",))
    assert points(by_experience(told, AFRAID, OPTIONS)) == [0, 0, -1]


def test_what_helped_is_tried_before_what_is_only_likely() -> None:
    assert ways_for(Stall.PRICE, ["hand_over"])[:MOST] == (Way.ANSWER, Way.PERSON, Way.ASK)
    assert ways_for(None, [])[:MOST] == (Way.ANSWER, Way.ASK, Way.PERSON)
    assert set(ways_for(Stall.TRUST, [])) == set(Way)


def test_a_step_counts_only_when_it_goes_the_way_it_is_named_by() -> None:
    gave_up = ANSWER.model_copy(update={"kind": StepKind.HAND_OVER, "text": "おつなぎします。"})
    assert not took(gave_up, Way.GENTLE, ANSWER)
    assert took(gave_up, Way.PERSON, ANSWER)
    assert took(ASK, Way.ASK, ANSWER)
    assert not took(ANSWER.model_copy(update={"text": ANSWER.text * 2}), Way.BRIEF, ANSWER)


def test_who_hands_over_rests_on_nothing() -> None:
    source = Source(document=DocumentId("plan.md"), passage=PassageId("p"), quote="38人")
    handed = named(PERSON.model_copy(update={"sources": (source,)}), Way.PERSON)
    assert (handed.sources, handed.topics) == ((), frozenset({"human"}))


def verdicts(*decisions: Decision) -> tuple[Verdict, ...]:
    return tuple(Verdict(decision=one) for one in decisions)


def test_the_sum_settles_and_what_is_forbidden_never_does() -> None:
    weighings = (
        Weighing(option=0, points=2, why=""),
        Weighing(option=1, points=1, why=""),
        Weighing(option=2, points=-1, why=""),
    )
    said_ = (Contribution(speaker="coach", round=2, weighings=weighings),)
    hold, block, revise = Decision.HOLD, Decision.BLOCK, Decision.REVISE
    assert settled(OPTIONS, verdicts(hold, hold, hold), said_) == (0, (2, 1, -1))
    assert settled(OPTIONS, verdicts(block, hold, hold), said_)[0] == 1
    assert settled(OPTIONS, verdicts(block, block, block), said_)[0] is None
    assert settled(OPTIONS, verdicts(hold, revise, hold), said_)[1] == (2, 0, -1)
