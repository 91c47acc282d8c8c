"""The words of a question: terms, kinds of answer, and what each part of a message asks."""

import pytest

from agents.minds.negotiator.kinds import Kind, holds, in_asked_unit, kinds_of
from agents.minds.negotiator.places import elsewhere
from agents.minds.negotiator.question import questions
from agents.minds.negotiator.statements import statements
from agents.minds.negotiator.words import numbers, same, terms
from kizashi.ids import DocumentId, PassageId
from kizashi.knowledge import Passage
from kizashi.signal import Utterance


def keys(text: str) -> set[str]:
    return {term.key for term in terms(text)}


@pytest.mark.parametrize(
    ("asked", "document"),
    [
        ("dog", "ペット"),
        ("停める", "car park"),
        ("Amex", "American Express"),
        ("返金", "money back"),
        ("寝袋", "sleeping bag"),
        ("分割", "instalments"),
    ],
)
def test_words_of_both_languages_meet_in_one_meaning(asked: str, document: str) -> None:
    assert same(terms(asked)[0], terms(document)[0]) == 1.0


def test_two_places_of_one_region_are_not_the_same() -> None:
    france, britain, europe = terms("France")[0], terms("UK")[0], terms("Europe")[0]
    assert same(france, britain) == 0.0
    assert same(france, europe) == 1.0


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("いくらですか", Kind.PRICE),
        ("how much to paint a mug?", Kind.PRICE),
        ("how much sugar is in it?", Kind.COUNT),
        ("何時に開きますか", Kind.HOURS),
        ("何歳からですか", Kind.AGE),
        ("Can my 15 year old work there?", Kind.AGE),
        ("how heavy is the platter", Kind.WEIGHT),
        ("how long does it take?", Kind.DURATION),
        ("犬を連れて行ってもいいですか", Kind.PERMISSION),
        ("Who teaches the class?", Kind.WHO),
    ],
)
def test_the_kind_of_answer_is_read_from_the_question(question: str, kind: Kind) -> None:
    assert kind in kinds_of(question)


def test_a_price_is_a_price_only_with_an_amount() -> None:
    assert holds(Kind.PRICE, "1箱1,100円から")
    assert holds(Kind.PRICE, "Helmets are free.")
    assert not holds(Kind.PRICE, "Prices are on the other page.")


def test_numbers_compare_without_commas_and_full_width_forms() -> None:
    assert numbers("５，８００円、9:30から") == {"5800", "9:30"}


def test_a_message_is_taken_apart_into_its_questions() -> None:
    parts = questions("駅からどのくらい歩きますか？あとスーツケースは預けられますか")
    assert [part.kinds[0] for part in parts] == [Kind.DURATION, Kind.PERMISSION]


def test_the_second_question_knows_what_it_refers_to() -> None:
    parts = questions("whats the price of the mug and how many ml does it hold")
    assert "mug" in {term.key for term in parts[1].inherited}


def test_a_follow_up_takes_over_what_was_asked_before() -> None:
    context = [
        Utterance(who="customer", text="東京まで送料いくらですか"),
        Utterance(who="business", text="770円です。"),
    ]
    (question,) = questions("じゃあ沖縄だと？", context)
    assert question.kinds == (Kind.PRICE,)
    assert "送料" in {term.key for term in question.inherited}


def test_a_new_question_takes_over_nothing() -> None:
    context = [Utterance(who="customer", text="東京まで送料いくらですか")]
    (question,) = questions("犬を連れて行ってもいいですか", context)
    assert question.inherited == ()


def test_what_is_told_beside_the_question_counts_for_less() -> None:
    (question,) = questions("my husband uses a wheelchair, can he use the toilet?")
    weights = {term.key: term.weight for term in question.terms}
    assert weights["wheelchair"] < weights["toilet"]
    assert "wheelchair" not in question.focus


def test_each_question_knows_what_the_others_are_about() -> None:
    first, second = questions("Telescope evenings: which day? And do we pay?")

    assert "telescop" in {term.key for term in second.beside}
    assert not {term.key for term in first.beside} & {term.key for term in first.terms}


def test_a_latin_word_is_met_as_a_whole_word_only() -> None:
    assert not any(term.concepts for term in terms("telescope"))
    assert terms("tel")[0].concepts


def test_how_is_not_opening() -> None:
    assert "opening" not in {name for term in terms("どうやって") for name in term.concepts}


@pytest.mark.parametrize(
    ("asked", "region", "elsewhere_"),
    [
        ("東京までの送料は？", "関東", False),
        ("東京までの送料は？", "本州・四国", False),
        ("東京までの送料は？", "アジア", True),
        ("How much is postage to Sapporo?", "Hokkaido", False),
        ("How much is postage to Sapporo?", "Kyushu", True),
        ("福岡への送料", "東京 神奈川 千葉", True),
        ("Do you ship to Brazil?", "Europe", True),
        ("送料はいくらですか", "アジア", False),
    ],
)
def test_a_row_of_another_part_of_the_world_is_no_answer(
    asked: str, region: str, elsewhere_: bool
) -> None:
    fields = (("region", region), ("price", "900"))
    row = Passage(
        id=PassageId("p"),
        document=DocumentId("postage.csv"),
        heading=("Abroad",),
        text=region,
        kind="row",
        fields=fields,
    )
    (statement,) = statements(row)
    assert elsewhere(questions(asked)[0], statement) is elsewhere_


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("入会金はいくらで、休会はできますか？", ["入会金はいくらで", "休会はできますか？"]),
        (
            "チェックインは何時からで、駐車場はありますか",
            ["チェックインは何時からで", "駐車場はありますか"],
        ),
        (
            "ホールケーキの値段と、何日前までに頼めばいいか",
            ["ホールケーキの値段？", "何日前までに頼めばいいか"],
        ),
        ("駅から近いので、歩いて行けますか", ["駅から近いので、歩いて行けますか"]),
    ],
)
def test_a_comma_between_two_questions_parts_them(text: str, parts: list[str]) -> None:
    assert [question.text for question in questions(text)] == parts


@pytest.mark.parametrize(
    ("text", "question", "answers"),
    [
        ("60分です。", "セラミックの保証は何年ですか", False),
        ("5年保証です。", "セラミックの保証は何年ですか", True),
        ("It takes 90 minutes.", "How many days does it take?", False),
        ("two weeks", "how many days does the repair take?", True),
    ],
)
def test_a_span_of_time_answers_in_the_unit_asked_for(
    text: str, question: str, answers: bool
) -> None:
    assert in_asked_unit(text, question) is answers


def test_times_of_day_are_no_ages() -> None:
    assert not holds(Kind.AGE, "10:00-12:00")
    assert holds(Kind.AGE, "children 4 to 8")
