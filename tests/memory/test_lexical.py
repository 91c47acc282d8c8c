"""Search by words finds what was said in Japanese and English."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from memory.lexical import LexicalIndex
from memory.words import stem, terms

TEXTS = {
    "price": "料金表：湯のみ 3,300円、皿 1,100円",
    "wheel": "はじめての電動ろくろは90分です。",
    "closed": "水曜日は定休日です。",
    "pets": "We cannot have pets inside. Assistance dogs are welcome.",
    "ship": "Shipping within Japan costs 770 yen a box.",
    "bought": "Caroline bought a necklace in Sweden.",
}


def index_of(texts=TEXTS):
    index = LexicalIndex()
    for key, text in texts.items():
        index.add(key, [(text, 1.0)])
    return index


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("料金を教えてください", "price"),
        ("電動ろくろをやりたい", "wheel"),
        ("定休日はいつ？", "closed"),
        ("ＳＨＩＰＰＩＮＧ", "ship"),
        ("can I bring my dog", "pets"),
        ("what did Caroline buy?", "bought"),
        ("3300円のもの", "price"),
    ],
)
def test_the_best_match_is_the_one_a_reader_would_name(query, expected):
    assert index_of().search(query, 3)[0].key == expected


@pytest.mark.parametrize(
    "forms",
    [
        ("price", "prices", "pricing", "priced"),
        ("city", "cities"),
        ("make", "making", "made"),
        ("run", "running", "ran"),
        ("class", "classes"),
        ("child", "children", "kids"),
    ],
)
def test_forms_of_a_word_are_one_term(forms):
    assert len({stem(form) for form in forms}) == 1


def test_a_word_of_two_kanji_is_found_inside_a_longer_one():
    assert set(terms("料金")) <= set(terms("料金表"))


def test_numbers_are_found_however_they_are_written():
    assert terms("¥3,300") == terms("３３００") == ["3300"]


def test_codes_are_one_term():
    assert terms("W-01") == terms("w01") == ["w01"]


def test_words_that_share_nothing_find_nothing():
    assert index_of().search("helicopter parking", 5) == ()
    assert index_of().search("", 5) == ()
    assert LexicalIndex().search("price", 5) == ()


def test_the_share_covered_tells_a_whole_match_from_a_chance_one():
    whole, *_ = index_of().search("Shipping within Japan", 1)
    chance, *_ = index_of().search("Shipping a grand piano to the moon", 1)

    assert whole.covered == pytest.approx(1)
    assert chance.covered < 0.4


def test_a_heading_counts_by_its_weight():
    index = LexicalIndex()
    index.add("heading", [("Refunds", 2.0), ("Ask us.", 1.0)])
    index.add("words", [("Other", 2.0), ("Refunds asked.", 1.0)])

    assert [match.key for match in index.search("refunds", 2)] == ["heading", "words"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([f"k{number}" for number in range(90)]),
            st.sampled_from([None, *TEXTS.values()]),
        ),
        max_size=300,
    )
)
def test_adding_and_removing_leaves_what_a_fresh_index_has(changes):
    index = LexicalIndex()
    kept: dict[str, str] = {}
    for key, text in changes:
        kept.pop(key, None)
        if text is None:
            index.remove(key)
        else:
            index.add(key, [(text, 1.0)])
            kept[key] = text
    fresh = index_of(kept)

    for query in ("料金 定休日", "dogs and shipping"):
        ours = {match.key: match.score for match in index.search(query, 100)}
        theirs = {match.key: match.score for match in fresh.search(query, 100)}
        assert ours == pytest.approx(theirs)
        keys = list(kept)
        scores, covered = index.scores(query, keys)
        assert np.allclose(scores, [theirs.get(key, 0.0) for key in keys])
        assert ((covered > 0) == (scores > 0)).all()
    assert len(index) == len(kept)
