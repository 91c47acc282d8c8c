"""The same change three times is a proposal; the record speaks for more autonomy, and for less."""

from dataclasses import replace
from datetime import timedelta

import pytest

from agents.coaching.edits import ideas_from, sentences
from agents.coaching.notes import Moment, fitting, to_tell
from agents.coaching.record import judged
from agents.minds.house_voice import spoken
from kizashi.autonomy import Autonomy
from kizashi.ids import ConversationId, DraftId
from kizashi.proposals import (
    EndingEffect,
    KnowledgeEffect,
    LimitEffect,
    PhraseEffect,
    Preferences,
    RuleEffect,
)
from kizashi.reading import IntentReading, OwnerReading
from kizashi.step import StepKind
from memory.chronicle import Decided
from tests.agents.coach_kit import NOON
from tests.rooms import a_step

PAIRS = [
    ("一日体験は毎週土曜日です。", "駐車場についてのお答え。"),
    ("料金は表のとおりです。", "料金についてのお答え。"),
    ("ご予約を承ります。", "予約についてのお答え。"),
]


def decided(number: int, status: str, before: str = "はい。", after: str | None = None) -> Decided:
    at = NOON + timedelta(minutes=number)
    return Decided(
        draft=DraftId(f"drf_{number}"),
        conversation=ConversationId(f"con_{number}"),
        status=status,
        by="owner",
        step="say",
        topics=frozenset(),
        text=before,
        final_text=after,
        reason=None,
        answers="駐車場はありますか？",
        created_at=at - timedelta(minutes=3),
        decided_at=at,
    )


def edits(*pairs: tuple[str, str]) -> list[Decided]:
    return [decided(n, "edited", before, after) for n, (before, after) in enumerate(pairs)]


def test_the_same_words_replaced_three_times_become_a_phrase_of_the_house() -> None:
    pairs = [(f"お客さまへ。{body}", f"お客様へ。{body}") for body, _ in PAIRS]
    (idea,) = ideas_from(edits(*pairs))
    assert idea.effect == PhraseEffect(find="客さま", put="客様")
    assert len(idea.examples) == 3


def test_twice_is_not_enough_and_one_draft_counts_once() -> None:
    assert ideas_from(edits(("お待ちしてます。", "お待ちしております。")) * 2) == []
    twice = [decided(1, "edited", "体験です。急いで。", "体験です。")] * 3
    assert ideas_from(twice) == []


def test_a_sentence_taken_out_three_times_becomes_a_rule() -> None:
    pairs = [(f"{body}お早めにお申し込みください。", body) for body, _ in PAIRS]
    (idea,) = ideas_from(edits(*pairs))
    assert idea.effect == RuleEffect(avoid="お早めにお申し込みください。")


def test_a_fact_added_three_times_becomes_knowledge_with_what_it_answers() -> None:
    fact = "駐車場は3台分ございます。"
    pairs = [(body, f"{body}{fact}") for body, _ in PAIRS]
    (idea,) = ideas_from(edits(*pairs))
    assert idea.effect == KnowledgeEffect(about="駐車場はありますか？", text=fact)


def test_warm_words_added_at_the_end_three_times_become_an_ending() -> None:
    pairs = [(body, f"{body}どうぞお気軽にお声がけください。") for body, _ in PAIRS]
    (idea,) = ideas_from(edits(*pairs))
    assert idea.effect == EndingEffect(text="どうぞお気軽にお声がけください。", language="ja")


@pytest.mark.parametrize(
    ("before", "after", "limit"),
    [
        ("今なら20%引きです。", "今なら10%引きです。", 10),
        ("You get 30% off.", "You get 15% off.", 15),
    ],
)
def test_discounts_made_smaller_three_times_become_a_limit(
    before: str, after: str, limit: int
) -> None:
    ideas = ideas_from(edits(*[(before, after)] * 3))
    limits = [idea.effect for idea in ideas if isinstance(idea.effect, LimitEffect)]
    assert [one.largest_discount_percent for one in limits] == [limit]
    assert not any(isinstance(idea.effect, KnowledgeEffect) for idea in ideas)


def test_changes_that_do_not_repeat_propose_nothing() -> None:
    assert ideas_from(edits(*PAIRS)) == []


def test_sentences_of_both_languages() -> None:
    assert sentences("はい。3台です！どうぞ。") == ["はい。", "3台です！", "どうぞ。"]
    assert sentences("We open at 9.30 daily. Come in!") == ["We open at 9.30 daily.", "Come in!"]


def test_thirty_eight_of_forty_unchanged_speak_for_more_autonomy() -> None:
    record = [decided(n, "approved") for n in range(38)]
    record += [decided(40, "edited", "a", "b"), decided(41, "rejected")]
    spoken_for = judged(record, Autonomy.CRAWL)
    assert spoken_for is not None
    assert spoken_for.effect.autonomy is Autonomy.WALK
    assert (spoken_for.unchanged, spoken_for.decided) == (38, 40)


def test_a_short_or_mixed_record_speaks_for_nothing() -> None:
    assert judged([decided(n, "approved") for n in range(39)], Autonomy.CRAWL) is None
    mixed = [decided(n, "edited" if n % 4 == 0 else "approved") for n in range(40)]
    assert judged(mixed, Autonomy.CRAWL) is None


def test_one_kind_of_step_can_earn_more_by_itself() -> None:
    told = [decided(n, "approved") for n in range(40)]
    offered = [replace(decided(100 + n, "edited", "a", "b"), step="offer") for n in range(7)]
    spoken_for = judged([*told, *offered], Autonomy.CRAWL)
    assert spoken_for is not None
    assert spoken_for.effect.step is StepKind.SAY
    assert spoken_for.effect.autonomy is Autonomy.WALK


def test_a_record_that_worsens_speaks_for_less() -> None:
    record = [decided(n, "approved") for n in range(40)]
    record += [decided(50 + n, "edited" if n % 2 else "approved", "a", "b") for n in range(20)]
    spoken_for = judged(record, Autonomy.WALK)
    assert spoken_for is not None
    assert spoken_for.effect.autonomy is Autonomy.CRAWL
    assert (spoken_for.unchanged, spoken_for.decided) == (10, 20)


def test_nothing_is_less_than_crawl_and_nothing_more_than_run() -> None:
    assert judged([decided(n, "rejected") for n in range(40)], Autonomy.CRAWL) is None
    assert judged([decided(n, "approved") for n in range(60)], Autonomy.RUN) is None


# ── the voice of the house ───────────────────────────────────────────────────────────────────────


def test_the_agents_speak_as_the_owner_taught() -> None:
    effects = (
        RuleEffect(avoid="お早めに"),
        PhraseEffect(find="お客さま", put="お客様"),
        EndingEffect(text="どうぞお気軽に。", language="ja"),
    )
    step = spoken(a_step("お客さま、ありがとうございます。お早めにどうぞ。"), effects)
    assert step.text == "お客様、ありがとうございます。どうぞお気軽に。"


def test_a_rule_that_would_leave_nothing_to_say_is_not_applied() -> None:
    step = spoken(a_step("お早めにどうぞ。"), (RuleEffect(avoid="お早めに"),))
    assert step.text == "お早めにどうぞ。"


def test_an_ending_of_the_other_language_is_left_out() -> None:
    step = spoken(a_step("はい。"), (EndingEffect(text="Take care.", language="en"),))
    assert step.text == "はい。"


# ── the fitting moment ───────────────────────────────────────────────────────────────────────────

QUIET = Moment(NOON, waiting=0, taken=0)


def test_nothing_is_said_while_somebody_waits() -> None:
    assert fitting(QUIET, Preferences(), ())
    assert not fitting(Moment(NOON, waiting=1, taken=0), Preferences(), ())
    assert not fitting(Moment(NOON, waiting=0, taken=1), Preferences(), ())


def test_at_most_as_often_as_the_owner_wants() -> None:
    lately = (("care", NOON - timedelta(days=2)),)
    assert not fitting(QUIET, Preferences(notes="weekly"), lately)
    assert fitting(QUIET, Preferences(notes="daily"), lately)
    assert not fitting(QUIET, Preferences(notes="never"), ())


def test_the_same_is_not_said_again_soon_and_the_unsure_not_at_all() -> None:
    sure = IntentReading(name="rescue", confidence=0.8)
    unsure = IntentReading(name="care", confidence=0.5)
    reading = OwnerReading(intents=(sure, unsure))
    assert to_tell(reading, (), NOON) == sure
    assert to_tell(reading, (("rescue", NOON - timedelta(days=10)),), NOON) is None
