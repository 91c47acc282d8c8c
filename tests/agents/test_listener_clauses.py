"""Clauses are spans of the text, without the words that only join them."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from agents.minds.listener.clauses import clauses
from agents.minds.listener.wording import hashed, pieces, plain


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "年間プランが気になるんですけど、続けられるか不安で…",
            ["年間プランが気になる", "続けられるか不安"],
        ),
        ("I like it but I'm afraid", ["I like it", "I'm afraid"]),
        ("高い。でも欲しい！", ["高い", "欲しい"]),
        ("", []),
    ],
)
def test_a_text_is_cut_where_one_thought_ends(text: str, parts: list[str]) -> None:
    assert [clause.text for clause in clauses(text)] == parts


@given(some.text(max_size=200))
def test_a_clause_stands_where_it_says(text: str) -> None:
    for clause in clauses(text):
        assert text[clause.start : clause.end] == clause.text != ""


@given(some.text(max_size=100))
def test_any_text_has_pieces_that_can_be_hashed(text: str) -> None:
    assert all(key < 1 << 22 for key in hashed("text", pieces(text)))


def test_numbers_widths_and_drawn_out_letters_are_made_alike() -> None:
    assert plain("ＡＢＣ　１２，０００円　すごーーーーい") == "abc 0円 すごーーい"
