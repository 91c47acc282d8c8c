"""Messages without words: one short question back, and nothing of the documents."""

import pytest

from agents.minds.negotiator.unclear import is_unclear, readable


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert('price parking')</script>",
        "あ" * 9999,
        "🎉🎊🥳",
        "asdfghjkl qwrtzp zxcvbnm",
        "。。。",
        "12345",
        "https://example.com/buy-now",
        "<img src=x onerror=alert(1)>",
        "wwwwwwwwww",
    ],
)
def test_nothing_is_asked(text: str) -> None:
    assert is_unclear(text)


@pytest.mark.parametrize(
    "text",
    [
        "犬OK？",
        "wifi?",
        "<b>How much</b> is the kit?",
        "料金",
        "はいはいはいはいはい、駐車場は？",
        "What is the strength?",
        "えーーーーっと、何時までですか",
        "Do you sell rhythm sticks?",
    ],
)
def test_words_are_words(text: str) -> None:
    assert not is_unclear(text)


def test_markup_is_no_part_of_a_question() -> None:
    assert readable("<p>Is there <b>parking</b>?</p>") == "Is there parking ?"
