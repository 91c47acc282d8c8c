"""The view of a text leads back to the text itself."""

from hypothesis import given
from hypothesis import strategies as st

from kizashi.language import Language
from policies.view import view_of


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
