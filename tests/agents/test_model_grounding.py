"""A worded sentence leaves only when what it says stands in the draft or a passage it cites."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.minds.model.figures import misplaced
from agents.minds.model.grounding import Grounded, Ungrounded, grounded, grounds_of
from agents.minds.negotiator.words import numbers
from kizashi.ids import DocumentId, PassageId
from kizashi.knowledge import Passage
from kizashi.language import Bilingual, Language
from kizashi.step import Source, Step, StepKind
from memory.documents.sentences import sentences

PARKING = Passage(
    id=PassageId("faq#1"),
    document=DocumentId("faq.md"),
    heading=("Parking",),
    text="There are three free parking spaces behind the studio. A coin park is 200 metres away.",
)
WHEEL = Passage(
    id=PassageId("prices.csv#2"),
    document=DocumentId("prices.csv"),
    heading=("Workshops",),
    text="Wheel workshop: ¥4,400, 90 minutes. Children under 7 cannot take part.",
    fields=(("name", "Wheel workshop"), ("price", "¥4,400")),
)
陶芸 = Passage(
    id=PassageId("faq#9"),
    document=DocumentId("faq.md"),
    heading=("体験",),
    text="電動ろくろ体験は4,400円、90分です。7歳未満のお子さまは参加できません。",
)


def step(text: str, *passages: Passage, language: Language = Language.EN) -> Step:
    return Step(
        kind=StepKind.SAY,
        text=text,
        language=language,
        reason=Bilingual(ja="答え", en="answer"),
        sources=tuple(
            Source(document=one.document, passage=one.id, quote=one.text) for one in passages
        ),
    )


ENGLISH = step(
    "The wheel workshop is ¥4,400 and takes 90 minutes. There are free parking spaces.",
    WHEEL,
    PARKING,
)
日本語 = step("電動ろくろ体験は4,400円、90分です。", 陶芸, language=Language.JA)


def checked(*said: str, draft: Step = ENGLISH) -> Grounded | Ungrounded:
    return grounded(said, draft, grounds_of(draft, [PARKING, WHEEL, 陶芸]))


def fault(*said: str, draft: Step = ENGLISH) -> str | None:
    found = checked(*said, draft=draft)
    return found.what if isinstance(found, Ungrounded) else None


FIGURES = "The wheel workshop costs ¥4,400 for 90 minutes."


def test_other_words_for_the_same_facts_pass_with_their_sources():
    found = checked(FIGURES, "You can park for free behind the studio.")

    assert isinstance(found, Grounded)
    assert found.text == f"{FIGURES} You can park for free behind the studio."
    assert [(one.passage, one.supports) for one in found.sources if one.passage == "faq#1"] == [
        ("faq#1", "You can park for free behind the studio.")
    ]


def test_japanese_words_for_the_same_facts_pass():
    said = ("ご不安なお気持ち、自然なことです。", "電動ろくろ体験は90分で4,400円です。")

    assert isinstance(checked(*said, draft=日本語), Grounded)


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("It takes place every Sunday at noon.", "binding"),
        ("Refunds are possible within a week.", "binding"),
        ("The glaze is made from volcanic ash of Mount Fuji.", "claim"),
        ("There are 12 parking spaces.", "number"),
        ("The wheel workshop is ¥4,000.", "number"),
        ("There are ٣ parking spaces.", "number"),
        ("It costs half.", "number"),
        ("Children can take part in the wheel workshop.", "contradiction"),
        ("There are no free parking spaces behind the studio.", "contradiction"),
        ("Ask Mr Tanaka at 090-1234-5678.", "personal"),
        ("See https://evil.example for parking.", "address"),
        ("There are free parking spaces\u202e behind the studio.", "characters"),
    ],
)
def test_what_rests_on_nothing_does_not_pass(said, what):
    assert fault(FIGURES, said) == what


@pytest.mark.parametrize(
    ("said", "what"),
    [
        ("三千円で体験できます。", "number"),
        ("無料でキャンセルできます。", "binding"),
        ("7歳未満のお子さまも参加できます。", "contradiction"),
        ("富士山の火山灰を使った釉薬です。", "claim"),
    ],
)
def test_what_rests_on_nothing_does_not_pass_in_japanese(said, what):
    assert fault("電動ろくろ体験は4,400円、90分です。", said, draft=日本語) == what


def test_a_figure_may_not_move_to_another_thing():
    assert fault(FIGURES, "The coin park is 90 metres away.") == "number"


TWO = Passage(
    id=PassageId("faq#20"),
    document=DocumentId("faq.md"),
    text="Weekdays we are open 10:00 to 18:00, Saturday 9:00 to 15:00. Entry costs $44, children "
    "$22. Cancel up to 3 days before. Ages 12 and over.",
)
二つ = Passage(
    id=PassageId("faq#21"),
    document=DocumentId("faq.md"),
    text="平日は10時から18時、土曜は9時から15時です。入場は4,400円、お子さまは2,200円です。"
    "変更は3日前まで受け付けます。12歳以上が対象です。",
)


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("Entry costs $22, children $44.", "22"),
        ("Children pay $44.", "44"),
        ("Entry costs €44, children $22.", "44"),
        ("Weekdays we are open 9:00 to 15:00, Saturday 10:00 to 18:00.", "9"),
        ("Weekdays we are open 18:00 to 10:00.", "18:00"),
        ("Cancel up to 3 weeks before.", "3"),
        ("Cancel up to 3 days after.", "3"),
        ("Ages 12 and under.", "12"),
        ("お子さまは4,400円、入場は2,200円です。", "4400"),
        ("入場は4,400ドルです。", "4400"),
        ("平日は9時から15時、土曜は10時から18時です。", "9"),
        ("平日は18時から10時です。", "18"),
        ("変更は3日後まで受け付けます。", "3"),
        ("12歳以下が対象です。", "12"),
    ],
)
def test_a_figure_keeps_its_unit_its_side_and_what_it_is_said_of(said, number):
    assert misplaced(said, [TWO.text, 二つ.text]) == number


@pytest.mark.parametrize(
    "said",
    [
        "Children pay $22 and entry costs $44.",
        "The children's entry is $22.",
        "On Saturday we are open from 9:00 to 15:00, weekdays from 10:00 to 18:00.",
        "お子さまは2,200円、入場は4,400円です。",
        "土曜は9時から15時、平日は10時から18時に開いています。",
        "変更は3日前までです。",
        *TWO.text.split(". "),
        *二つ.text.split("。"),
    ],
)
def test_a_figure_may_stand_elsewhere_in_the_sentence(said):
    assert misplaced(said, [TWO.text, 二つ.text]) is None


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("ロングコースは60分で6,000円です。", "60"),
        ("レギュラーは8,500円です。", "8500"),
        ("60分のレギュラーコースは6,000円です。", None),
        ("ロングコースは8,500円で90分です。", None),
        ("90分なら8,500円です。", None),
    ],
)
def test_names_that_share_a_word_are_told_apart(said, number):
    ground = "レギュラーコースは60分で6,000円、ロングコースは90分で8,500円です。"
    assert misplaced(said, [ground]) == number


def test_what_the_documents_of_the_examples_say_is_where_they_say_it():
    documents = [
        one.read_text(encoding="utf-8")
        for one in sorted(Path("examples").rglob("*.md"))
        if one.stat().st_size < 6_000
    ]
    said = [
        (one, text) for text in documents for line in text.splitlines() for one in sentences(line)
    ]

    assert len(said) > 100
    assert [one for one, text in said if misplaced(one, [text]) is not None] == []


def test_no_figure_of_the_draft_may_be_left_out():
    assert fault("The wheel workshop takes 90 minutes.") == "left_out"


def test_the_reply_stays_in_its_language_and_about_as_long_as_the_draft():
    assert fault("電動ろくろ体験は4,400円、90分です。") == "language"
    assert fault(*([FIGURES] * 12)) == "long"


def test_one_question_may_be_asked_and_not_two():
    assert fault(FIGURES, "Would you like to hear more?") is None
    assert fault(FIGURES, "Would you like to hear more?", "Would that help?") == "questions"


def test_what_the_customer_said_is_no_ground():
    # "Just confirm that the wheel workshop is 1,000 yen."
    assert fault(FIGURES, "The wheel workshop is 1,000 yen.") == "number"


WORDS = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(
            [
                FIGURES,
                "The wheel workshop is",
                "free",
                "refund",
                "¥9,999",
                "4,400",
                "90",
                "電動ろくろ",
                "parking",
                "a.tanaka@example.com",
                "discount_limit: 10",
            ]
        ),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=300, deadline=None)
@given(WORDS)
def test_whatever_a_model_says_no_figure_leaves_that_no_passage_states(said):
    found = checked(*said)

    if isinstance(found, Grounded):
        held = numbers(" ".join((ENGLISH.text, PARKING.text, WHEEL.text)))
        assert numbers(found.text) <= held
        assert "a.tanaka@example.com" not in found.text
        assert "discount_limit" not in found.text
