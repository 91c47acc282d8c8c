"""What the Coach tells of a person, of everybody, of the record and of time; whom it finds."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from agents.coaching.answers.brief import brief
from agents.coaching.answers.courtesy import abilities, thanked
from agents.coaching.answers.gaps import gaps
from agents.coaching.answers.hours import when_people_write
from agents.coaching.answers.look_up import look_up
from agents.coaching.answers.mentions import who_spoke_of
from agents.coaching.answers.next_step import next_steps
from agents.coaching.answers.people import who
from agents.coaching.answers.person import about
from agents.coaching.answers.record import the_record
from agents.coaching.answers.standing import how_everybody_stands
from agents.coaching.answers.topics import what_comes_up
from agents.coaching.answers.week import how_it_went
from agents.coaching.question import Question, Trait, understand
from kizashi.ids import DocumentId, DraftId, MessageId, PassageId
from kizashi.knowledge import FoundPassage, Passage
from kizashi.language import Language
from kizashi.reading import Stall
from kizashi.unanswered import OpenQuestion
from memory.chronicle import Decided
from tests.agents.coach_kit import NOON, a_chronicle, a_reading, a_talk, answered, said, voice
from tests.agents.test_coach_answers import FELL, MOVED, WAVERS, words
from tests.rooms import a_step

PASSAGE = Passage(id=PassageId("psg_1"), document=DocumentId("terms.md"), text="前日：50%")


def asked(words: str, language: Language = Language.JA, **changes: Any) -> Question:
    """A question as it was understood."""
    return replace(understand(words, language), **changes)


def test_a_person_is_told_of_with_their_last_words_and_ours() -> None:
    counsel = about(WAVERS, voice())
    told = words(counsel)
    assert "88℃" in told
    assert "これまでに3件。40℃から88℃" in told
    quotes = [one.quote for p in counsel.paragraphs for one in p.references]
    assert "やっぱり高くて…。" in quotes
    assert "分割もできます。" in quotes


def test_what_comes_up_counts_people_and_not_messages() -> None:
    question = asked("よくある質問は？", asks="topics")
    told = words(what_comes_up(question, a_chronicle(WAVERS, MOVED), (), voice()))
    assert "価格（2人）" in told
    assert "価格の懸念（1人）" in told


def test_a_question_about_complaints_hears_of_complaints_alone() -> None:
    angry = a_talk(
        "ito", "伊藤", said(5, "割れていました。", a_reading(60, None, "complain", "割れ"))
    )
    question = asked("どんな不満が多い？", asks="topics")
    told = words(what_comes_up(question, a_chronicle(WAVERS, angry), (), voice()))
    assert "不満（1人）" in told
    assert "価格" not in told
    calm = what_comes_up(question, a_chronicle(WAVERS), (), voice())
    assert "不満を伝えた方はいません" in words(calm)


def test_what_the_documents_do_not_answer_opens_where_it_was_asked() -> None:
    open_one = OpenQuestion(
        id=MessageId("m1"),
        text="犬を連れて行けますか？",
        language="ja",
        asked_at=NOON,
        conversation=WAVERS.conversation,
        alike=(MessageId("m1"), MessageId("m2")),
    )
    counsel = gaps((open_one,), a_chronicle(WAVERS), voice())
    (reference,) = (one for p in counsel.paragraphs for one in p.references)
    assert (reference.message, reference.quote) == ("m1", "犬を連れて行けますか？")
    assert "2回" in words(counsel)
    assert "すべて資料の中に" in words(gaps((), a_chronicle(), voice()))


def decided(number: int, status: str, reason: str | None = None) -> Decided:
    return Decided(
        draft=DraftId(f"drf_{number}"),
        conversation=WAVERS.conversation,
        status=status,
        by="owner",
        step="say",
        topics=frozenset(),
        text="お答えします。",
        final_text=None,
        reason=reason,
        answers="",
        created_at=NOON,
        decided_at=NOON,
    )


def test_the_record_tells_what_was_refused_and_why() -> None:
    one = decided(1, "rejected", "値段が違う")
    counsel = the_record(a_chronicle(WAVERS, decisions=(one, decided(2, "approved"))), voice())
    assert "2件の下書きのうち1件（50%）" in words(counsel)
    assert "理由：「値段が違う」" in words(counsel)
    assert "まだ記録が足りません" in words(counsel)


def test_the_record_says_when_it_would_bear_more_and_when_not_yet() -> None:
    good = tuple(decided(number, "approved") for number in range(40))
    mixed = (*good[:30], *(decided(number, "rejected") for number in range(40, 50)))
    assert "広げてもよい" in words(the_record(a_chronicle(decisions=good), voice()))
    assert "まだ早い" in words(the_record(a_chronicle(decisions=mixed), voice()))


def test_when_people_write_is_told_on_the_owners_clock() -> None:
    counsel = when_people_write(asked("何時に？", asks="hours"), a_chronicle(WAVERS), voice())
    # Written at 9, 10 and 0 o'clock in Tokyo.
    assert "夜9時から朝7時までは1件" in words(counsel)
    assert "3件のうち67%" in words(counsel)


def test_everybody_is_counted_by_phase_and_the_nearest_named() -> None:
    told = words(how_everybody_stands(a_chronicle(WAVERS, MOVED, FELL), voice()))
    assert "いま3人です。" in told
    assert told.index("キムさん：100℃") < told.index("佐藤 美咲さん：88℃")


def test_who_spoke_of_something_is_found_by_its_words() -> None:
    question = asked("体験の話をした人は誰？", asks="mentions")
    counsel = who_spoke_of(question, a_chronicle(WAVERS, MOVED, FELL), {}, voice())
    (reference,) = (one for p in counsel.paragraphs for one in p.references)
    assert reference.quote == "では体験に申し込みます。"
    nobody = asked("犬の話をした人は誰？", asks="mentions")
    assert "見当たりません" in words(who_spoke_of(nobody, a_chronicle(WAVERS), {}, voice()))


def test_somebody_is_named_by_meaning_only_who_stands_out() -> None:
    question = asked("犬の話をした人は誰？", asks="mentions")
    people = a_chronicle(WAVERS, MOVED, FELL)
    alike = {WAVERS.conversation: 0.80, MOVED.conversation: 0.81, FELL.conversation: 0.79}
    assert "見当たりません" in words(who_spoke_of(question, people, alike, voice()))
    near = {**alike, MOVED.conversation: 0.87}
    counsel = who_spoke_of(question, people, near, voice())
    assert [p.text for p in counsel.paragraphs][1].startswith("キムさん")


@pytest.mark.parametrize(
    ("trait", "names"),
    [
        ("nearer", {"con_sato"}),
        ("away", {"con_abe"}),
        ("decide", {"con_kim"}),
        ("new", {"con_sato", "con_abe"}),
        ("silent", {"con_vera"}),
        ("yours", {"con_ito"}),
    ],
)
def test_people_are_found_by_what_happened_with_them(trait: Trait, names: set[str]) -> None:
    silent = a_talk(
        "vera", None, said(800, "気になります。", a_reading(70)), answered(799, "どうぞ。"),
        last_at=NOON - timedelta(days=33),
    )  # fmt: skip
    own = a_talk("ito", "伊藤", mode="owner")
    question = asked("誰？", asks="people", trait=trait, span=timedelta(days=7), spanned=True)
    if trait == "decide":
        question = replace(question, span=timedelta(days=30))
    counsel = who(question, a_chronicle(WAVERS, MOVED, FELL, silent, own), voice())
    found = {one.conversation for p in counsel.paragraphs for one in p.references}
    assert found == names


def test_a_week_is_told_beside_the_one_before() -> None:
    question = asked("今週はどうだった？", asks="week")
    counsel = how_it_went(question, a_chronicle(WAVERS, MOVED), voice())
    assert "その前の同じ長さの期間（発言2件、決定0件）より増えています" in words(counsel)


def test_the_brief_says_whom_to_begin_with() -> None:
    angry = a_talk(
        "ito", "伊藤", said(5, "割れていました。", a_reading(60, None, "complain", "割れ")),
        waiting_since=NOON - timedelta(hours=5),
    )  # fmt: skip
    counsel = brief(a_chronicle(WAVERS, angry), voice(), ())
    first = next(one for one in counsel.paragraphs if one.text.startswith("まず"))
    assert first.text == "まず伊藤さんから。ご不満があり、5時間お待ちです。"
    assert first.references[0].conversation == "con_ito"


def test_whoever_complains_is_not_advised_as_somebody_who_compares() -> None:
    angry = a_talk(
        "ito", "伊藤", said(5, "割れていました。", a_reading(60, None, "complain", "割れ"))
    )
    assert "お詫び" in words(next_steps(angry, a_chronicle(angry), voice(), ()))


def test_a_discount_for_somebody_whom_the_price_does_not_hold_is_advised_against() -> None:
    afraid = a_talk(
        "ito", "伊藤", said(5, "続くか不安。", a_reading(80, Stall.RISK, "fear_failure"))
    )
    told = words(next_steps(afraid, a_chronicle(afraid), voice(), (), None, "一割引きにする？"))
    assert "価格ではありません" in told
    priced = words(next_steps(WAVERS, a_chronicle(WAVERS), voice(), (), None, "一割引きにする？"))
    assert "価格ではありません" not in priced


def test_the_next_step_comes_with_words_to_write() -> None:
    step = a_step("分割でお支払いいただけます。")
    counsel = next_steps(WAVERS, a_chronicle(WAVERS), voice(), (), step)
    assert [one.text for one in counsel.paragraphs if one.tone == "words"] == [step.text]


def test_an_unsure_passage_is_shown_as_unsure() -> None:
    found = FoundPassage(passage=PASSAGE, score=0.18)
    counsel = look_up("キャンセルの決まり", (found,), a_chronicle(), voice())
    assert "確かではありません" in words(counsel)
    weak = FoundPassage(passage=PASSAGE, score=0.05)
    assert look_up("キャンセルの決まり", (weak,), a_chronicle(), voice()).kind == "unknown"


def test_every_answer_speaks_both_languages() -> None:
    told = {language: abilities(voice(language)) for language in Language}
    assert len({counsel.paragraphs[0].text for counsel in told.values()}) == 2
    assert thanked(voice(Language.EN)).kind == "thanks"
