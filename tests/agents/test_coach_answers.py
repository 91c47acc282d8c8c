"""The Coach's answers rest on the chronicle alone, and every claim can be opened."""

from agents.coaching.answers.brief import brief
from agents.coaching.answers.helped import what_helped
from agents.coaching.answers.look_up import look_up
from agents.coaching.answers.next_step import next_steps
from agents.coaching.answers.people import who
from agents.coaching.answers.rehearse import begin, go_on, lines_of, stops
from agents.coaching.answers.week import how_it_went
from agents.coaching.question import understand
from kizashi.counsel import Counsel
from kizashi.language import Bilingual, Language
from kizashi.reading import Stall
from kizashi.texts import text
from kizashi.verdict import Decision, Finding, Severity, Verdict
from tests.agents.coach_kit import (
    NOON,
    a_chronicle,
    a_reading,
    a_talk,
    answered,
    said,
    voice,
)

PRICE = a_reading(88, Stall.PRICE, "price_concern", "高くて")
CALM = a_reading(40)

WAVERS = a_talk(
    "sato",
    "佐藤 美咲",
    said(60, "教室に興味があります。", CALM),
    answered(59, "ありがとうございます。"),
    said(50, "思ったより高くて迷います。", PRICE),
    answered(49, "分割もできます。", "offer"),
    said(3, "やっぱり高くて…。", PRICE),
)
MOVED = a_talk(
    "kim",
    "キム",
    said(200, "高くて迷っています。", a_reading(70, Stall.PRICE, quote="高くて")),
    answered(199, "一日体験から始められます。", "offer"),
    said(198, "では体験に申し込みます。", a_reading(100, None, "decide")),
)
FELL = a_talk(
    "abe",
    None,
    said(100, "高いですね。", a_reading(80, Stall.PRICE, quote="高い")),
    answered(99, "お早めにどうぞ。"),
    said(98, "やめておきます。", a_reading(5, Stall.PRICE, "leave", "やめて")),
)


def words(counsel: Counsel) -> str:
    return "\n".join(one.text for one in counsel.paragraphs)


def test_who_wavers_about_price_and_since_when() -> None:
    question = understand("価格で迷っているのは誰？いつから？", Language.JA)
    counsel = who(question, a_chronicle(WAVERS, MOVED), voice())
    assert "いま1人です" in words(counsel)
    (_, about_sato) = counsel.paragraphs
    # The present hold began at the first of the two messages about the price.
    assert "11月18日 10:00から（2日前）" in about_sato.text
    (reference,) = about_sato.references
    assert (reference.conversation, reference.message) == ("con_sato", "m50")
    assert reference.quote == "高くて"


def test_nobody_is_said_when_nobody_fits() -> None:
    question = understand("手間で迷っている人は誰？", Language.JA)
    assert "いません" in words(who(question, a_chronicle(WAVERS), voice()))


def test_what_helped_people_like_her_counts_others_only() -> None:
    counsel = what_helped(WAVERS, None, a_chronicle(WAVERS, MOVED, FELL), voice())
    assert "2回あり、そのうち1回で前へ進みました" in words(counsel)
    assert "まだ数が少ない" in words(counsel)
    opened = [one.conversation for p in counsel.paragraphs for one in p.references]
    assert opened == ["con_kim"]


def test_nothing_is_guessed_when_no_moment_is_alike() -> None:
    counsel = what_helped(WAVERS, None, a_chronicle(WAVERS), voice())
    assert "憶測では答えません" in words(counsel)


def test_a_moment_that_moved_names_the_step_that_moved_it() -> None:
    counsel = what_helped(None, Stall.PRICE, a_chronicle(MOVED, FELL), voice())
    offered = text(Language.JA, "vocabulary.step.offer")
    assert f"「{offered}」：1回のうち1回で前進、0回で後退" in words(counsel)


def test_how_the_week_went_names_who_came_nearer() -> None:
    question = understand("今週はどうだった？", Language.JA)
    counsel = how_it_went(question, a_chronicle(WAVERS, sent_alone=(NOON, NOON)), voice())
    assert "1人のお客様から3件" in words(counsel)
    assert "佐藤 美咲さん：40℃ → 88℃" in words(counsel)
    assert "AIが自分で送った答えは2件" in words(counsel)


def test_a_quiet_week_is_said() -> None:
    question = understand("How did this week go?", Language.EN)
    counsel = how_it_went(question, a_chronicle(), voice(Language.EN))
    assert "Nothing has happened" in words(counsel)


def test_the_brief_begins_with_what_waits() -> None:
    waiting = a_talk("ito", "伊藤", said(2, "いかがですか。", CALM), held_draft="drf_1")
    counsel = brief(a_chronicle(waiting, WAVERS), voice(), ("値引きを減らす",))
    told = words(counsel)
    assert told.index("下書きが1件") < told.index("止まっている方（1人）")
    assert "値引きを減らす" in told
    drafts = next(one for one in counsel.paragraphs if "下書きが1件" in one.text)
    assert drafts.references[0].draft == "drf_1"


def test_the_next_step_keeps_to_the_owners_aims() -> None:
    plain = words(next_steps(WAVERS, a_chronicle(WAVERS), voice(), ()))
    aimed = words(next_steps(WAVERS, a_chronicle(WAVERS), voice(), ("今月は値引きを減らしたい",)))
    assert "値引きを減らすという目標" not in plain
    assert "値引きを減らすという目標" in aimed


def test_every_reason_for_stopping_has_advice_in_both_languages() -> None:
    for language in Language:
        for stall in Stall:
            assert text(language, f"counsel.next.do.{stall.value}")
            assert text(language, f"counsel.rehearse.says.{stall.value}.1")


def test_a_rehearsal_speaks_the_customers_own_words_first() -> None:
    counsel = begin(WAVERS, voice())
    assert counsel.rehearsal is not None
    assert counsel.rehearsal.lines[0] == "やっぱり高くて…。"
    assert len(lines_of(WAVERS, voice())) == 4


def test_a_rehearsed_answer_is_reviewed_and_the_next_line_comes() -> None:
    first = begin(WAVERS, voice())
    assert first.rehearsal is not None
    finding = Finding(
        rule="promises.discount",
        severity=Severity.HOLD,
        span=None,
        explanation=Bilingual(ja="割引の約束です。", en="A discount."),
    )
    verdict = Verdict(decision=Decision.HOLD, findings=(finding,))
    counsel = go_on(first.rehearsal, "では半額にします。", verdict, None, WAVERS, voice())
    tones = {one.text: one.tone for one in counsel.paragraphs}
    assert tones["割引の約束です。"] == "warning"
    assert counsel.rehearsal is not None
    assert counsel.rehearsal.place == 1
    assert counsel.rehearsal.lines[1] in words(counsel)


def test_a_rehearsal_ends_after_its_lines_and_when_it_is_stopped() -> None:
    first = begin(WAVERS, voice()).rehearsal
    assert first is not None
    last = first.model_copy(update={"place": len(first.lines) - 1})
    good = Verdict(decision=Decision.SEND)
    counsel = go_on(last, "お気持ちわかります。どうぞごゆっくり。", good, None, WAVERS, voice())
    assert counsel.rehearsal is None
    assert stops("終わり")
    assert stops("Stop please")
    assert not stops("お気持ち、よくわかります。")


def test_what_is_not_known_is_admitted() -> None:
    counsel = look_up("火星の天気", (), a_chronicle(WAVERS), voice())
    assert counsel.kind == "unknown"
    assert "憶測では答えません" in words(counsel)


def test_what_customers_said_is_quoted_with_where_it_opens() -> None:
    counsel = look_up("興味がある教室", (), a_chronicle(WAVERS), voice())
    (reference,) = (one for p in counsel.paragraphs for one in p.references)
    assert reference.quote == "教室に興味があります。"
    assert reference.message == "m60"
