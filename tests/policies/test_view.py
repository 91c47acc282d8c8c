"""The view of a text leads back to the text itself."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kizashi.language import Language
from policies.view import MOST_DIGITS, MOST_IN_SENTENCE, MOST_SPACES, view_of


def test_width_case_and_hidden_characters_do_not_matter() -> None:
    view = view_of("ＮＯ．１\u200b ﾊﾞｰｹﾞﾝ")
    assert view.text == "no.1 バーゲン"
    start = view.text.index("バ")
    assert view.span(start, start + 5).text == "ﾊﾞｰｹﾞﾝ"


def test_sentences_and_language() -> None:
    view = view_of("はい。3.5cmです！ Yes. No")
    assert [view.text[a:b].strip() for a, b in view.sentences] == [
        "はい。",
        "3.5cmです!",
        "yes.",
        "no",
    ]
    assert view.language is Language.JA
    assert view_of("Just English").language is Language.EN


@given(st.text(max_size=80), st.data())
def test_every_span_is_a_stretch_of_the_raw_text(raw: str, data: st.DataObject) -> None:
    view = view_of(raw)
    if not view.text:
        return
    start = data.draw(st.integers(0, len(view.text) - 1))
    end = data.draw(st.integers(start + 1, len(view.text)))
    span = view.span(start, end)
    assert raw[span.start : span.end] == span.text
    assert span.text


@pytest.mark.parametrize("unit", ["1", "a", "あ", "a@", "word ", "1-", "\n", " "])
def test_an_endless_stretch_is_read_as_several_and_keeps_its_places(unit: str) -> None:
    raw = unit * 5_000
    view = view_of(raw)
    assert max((end - start for start, end in view.sentences), default=0) <= MOST_IN_SENTENCE + 1
    assert not re.search(rf"\d{{{MOST_DIGITS + 1}}}|\s{{{MOST_SPACES + 2}}}", view.text)
    assert len(view.origins) == len(view.text) + 1
    assert view.origins[-1] == len(raw)


def test_what_a_person_writes_is_read_as_it_stands() -> None:
    raw = "Is there a class on 12 December for 2 people? 12月12日に2名で行けますか。" * 20
    assert len(view_of(raw).text) == len(raw)


def test_words_after_an_endless_stretch_are_still_shown_where_they_stand() -> None:
    raw = "1" * 5_000 + " free today"
    view = view_of(raw)
    at = view.text.index("free")
    assert view.span(at, at + 4).text == "free"
