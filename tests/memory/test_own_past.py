"""A person's own past: what raises a line, and when nothing in it fits."""

from datetime import date

import pytest

from kizashi.ids import MemoryId
from memory.features import features_of, unpacked
from memory.own_past import Line, OwnPast
from memory.recipes import OwnRecipe

TODAY = date(2023, 6, 1)

FILLER = (
    "That sounds lovely, you must tell me more.",
    "Work was slow this morning.",
    "I can hardly believe it.",
    "The weather turned at last.",
)


def past_of(*said: tuple[str, str], at: str = "2023-05-08") -> OwnPast:
    past = OwnPast(OwnRecipe())
    past.add(
        Line((1, place), MemoryId(str(place)), speaker, text, at, str(place), "memories")
        for place, (speaker, text) in enumerate(said)
    )
    return past


def best(past: OwnPast, query: str) -> str:
    return past.ranked(query, None, 1, today=TODAY)[0].text


def test_a_statement_comes_before_the_question_that_asked_for_it():
    past = past_of(
        ("Ann", "What did you plant in the garden?"),
        ("Ben", "I planted three rows of beans in the garden behind the shed."),
    )

    assert best(past, "What was planted in the garden?").startswith("I planted")


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("When did the roof leak?", "The roof leaked again last Tuesday."),
        ("How many tiles did the roof lose?", "The roof lost forty tiles."),
        ("Who mended the roof?", "The roof was mended by Harriet."),
    ],
)
def test_a_line_that_holds_the_kind_of_answer_comes_first(query, answer):
    past = past_of(
        ("Ann", "The roof, the roof, my poor roof."),
        ("Ann", "The roof leaked again last Tuesday."),
        ("Ann", "The roof lost forty tiles."),
        ("Ann", "The roof was mended by Harriet."),
    )

    assert best(past, query) == answer


def test_i_is_the_customer_in_a_talk_with_the_business():
    past = past_of(("business", "We take size 38."), ("customer", "We take size 38, please."))

    assert past.ranked("Which size did I take?", None, 1, today=TODAY)[0].speaker == "customer"


def test_the_first_name_is_enough():
    past = past_of(("Ann Lee", "My bicycle is blue."), ("Ben Ito", "My bicycle is blue."))

    assert (
        past.ranked("What colour is Ben's bicycle?", None, 1, today=TODAY)[0].speaker == "Ben Ito"
    )


def test_what_was_never_said_is_not_remembered():
    past = past_of(*(("Ann", text) for text in FILLER * 5), ("Ann", "My cat is called Biscuit."))

    known, unknown = (
        past.ranked(query, None, 1, today=TODAY)[0].score
        for query in ("What is Ann's cat called?", "Which football club does Ann support?")
    )

    assert known > 0.5 > unknown


def test_words_said_twice_on_one_day_come_once():
    past = past_of(
        ("Ann", "The roof leaks."), ("Ann", "The  roof leaks."), ("Ben", "The roof leaks.")
    )

    hits = past.ranked("What about the roof?", None, 5, today=TODAY)

    assert sorted(hit.speaker for hit in hits) == ["Ann", "Ben"]


def test_an_empty_past_brings_nothing_back():
    assert past_of().ranked("Anything?", None, 5, today=TODAY) == ()


def test_lines_that_are_not_yet_to_be_seen_are_left_out():
    past = past_of(("Ann", "My cat is called Biscuit."))

    assert past.ranked("cat", None, 5, today=TODAY, before=1) == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Yes.",
        "I bought 3 cups in Kyoto last May. Do you like cups?",
        "先週、ナポリの料理店で食べました。",
    ],
)
def test_the_features_of_a_line_can_be_kept_as_text(text):
    assert unpacked(features_of(text).packed()) == features_of(text)


def test_features_kept_by_another_version_are_read_anew():
    assert unpacked("0 3 0000 cup") is None
    assert unpacked(None) is None
