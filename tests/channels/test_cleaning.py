"""Text that comes in says what it said, and can do nothing else."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.cleaning import cleaned


@pytest.mark.parametrize(
    ("came", "kept"),
    [
        ("一行目\r\n二行目\r三行目", "一行目\n二行目\n三行目"),
        ("a\tb\nc", "a\tb\nc"),
        ("bell\x07 and \x1b[31mred\x1b[0m", "bell and [31mred[0m"),
        ("pay \u202e001\u202c now", "pay 001 now"),
        ("\x00", ""),
        ("half \ud83d", "half "),
        ("👨\u200d👩\u200d👧 と 葛\U000e0100城", "👨\u200d👩\u200d👧 と 葛\U000e0100城"),
        ("السلام عليكم", "السلام عليكم"),
    ],
)
def test_what_is_kept_of_a_text(came: str, kept: str) -> None:
    assert cleaned(came) == kept


@given(st.text())
def test_no_control_character_is_left_and_cleaning_again_changes_nothing(text: str) -> None:
    once = cleaned(text)
    assert cleaned(once) == once
    assert not [
        letter for letter in once if unicodedata.category(letter) == "Cc" and letter not in "\t\n"
    ]
    once.encode("utf-8")


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Zs", "M"])))
def test_letters_marks_and_signs_all_stay(text: str) -> None:
    assert cleaned(text) == text
