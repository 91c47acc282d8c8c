"""Text in terminal cells: nothing gets wider than it may, nothing foreign steers the terminal."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.cells import clip, pad, wrap
from tui.harmless import harmless, one_line, writable
from tui.rows import Mark, Piece, paragraph, plain, spread, width_of

mixed = st.text(alphabet="あ漢。、「」（）ァーabc ,.-123\n", max_size=60)
anything = st.text(st.characters(codec=None), max_size=80)


@given(mixed, st.integers(2, 20))
def test_no_line_is_wider_than_it_may_be(text: str, width: int) -> None:
    for start, end in wrap(text, width):
        assert cell_len(text[start:end]) <= width


@given(mixed, st.integers(2, 20))
def test_wrapping_loses_nothing_but_spaces_at_breaks(text: str, width: int) -> None:
    kept = "".join(text[start:end] for start, end in wrap(text, width))
    assert kept.replace(" ", "") == text.replace(" ", "").replace("\n", "")


def test_japanese_lines_do_not_begin_with_a_full_stop() -> None:
    text = "これは十文字のぶん。次の文です。"
    lines = [text[start:end] for start, end in wrap(text, 18)]
    assert lines == ["これは十文字のぶ", "ん。次の文です。"]


def test_an_opening_bracket_does_not_end_a_line() -> None:
    text = "あいうえ「かきく」"
    assert [text[a:b] for a, b in wrap(text, 10)] == ["あいうえ", "「かきく」"]


def test_latin_words_stay_whole_where_they_fit() -> None:
    text = "the yearly plan costs more"
    assert [text[a:b] for a, b in wrap(text, 11)] == ["the yearly", "plan costs", "more"]


@given(mixed, st.integers(0, 20))
def test_padding_gives_exactly_the_width(text: str, width: int) -> None:
    assert cell_len(pad(one_line(text), width)) == width
    assert cell_len(clip(one_line(text), width)) <= width


@given(mixed, mixed, st.integers(10, 40))
def test_a_row_with_two_ends_is_never_too_wide(left: str, right: str, width: int) -> None:
    end = (Piece(clip(one_line(right), width // 2)),)
    assert width_of(spread((Piece(one_line(left)),), end, width)) <= width


def test_marks_survive_wrapping() -> None:
    rows = paragraph("年間プランは高い", 6, marks=[Mark(2, 5, "mark")])
    marked = "".join(piece.text for row in rows for piece in row if piece.tone == "mark")
    assert marked == "プラン"
    assert plain(rows).replace("\n", "") == "年間プランは高い"


@given(anything)
def test_shown_text_holds_no_control_character(text: str) -> None:
    for character in harmless(text):
        category = unicodedata.category(character)
        assert character == "\n" or category not in ("Cc", "Cf", "Cs", "Co", "Cn")
    assert "\n" not in one_line(text)


@given(anything)
def test_written_text_can_be_sent_and_steers_nothing(text: str) -> None:
    written = writable(text)
    written.encode("utf-8")
    assert all(c == "\n" or unicodedata.category(c) != "Cc" for c in written)
    assert not set(written) & set("\u202e\u2066\u200f")


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("\x1b[2Jきれい", "␛[2Jきれい"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("一\r\n二\r三", "一\n二\n三"),
        ("\x9b31m", "�31m"),
        ("\ud800", "�"),
        ("e\u0301\u0301\u0301\u0301\u0301", "e\u0301\u0301\u0301"),
    ],
)
def test_what_could_harm_is_shown_as_what_it_is(given_text: str, shown: str) -> None:
    assert harmless(given_text) == shown


def test_joined_emoji_are_kept_when_sent_and_shown_in_parts() -> None:
    family = "👩\u200d👧"
    assert writable(family) == family
    assert harmless(family) == "👩👧"
