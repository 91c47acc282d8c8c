"""Patterns cut down to what can match in a text of one script find what the whole ones find."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.cues import Family, cue, hit_in, together
from policies.pressure import scarcity, urgency
from policies.scripts import Script, script_of, within


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("only 3 left – hurry", Script.NO_JAPANESE),
        ("残り3点です。", Script.NO_LATIN),
        ("jcbは使えます", Script.MIXED),
        ("", Script.NO_JAPANESE),
    ],
)
def test_a_text_says_which_script_it_does_without(text: str, script: Script) -> None:
    assert script_of(text) is script


@pytest.mark.parametrize(
    ("pattern", "english", "japanese"),
    [
        (r"hurry|急いで", "hurry", "急いで"),
        (r"\bhurry\b|\d+(?:時|分)|[ぁ-ん]{2,}", r"\bhurry\b", r"\d+(?:時|分)|[ぁ-ん]{2,}"),
        (r"(?:a|急)!|a?b*!|あ{0,2}c", r"(?:a|急)!|a?b*!|あ{0,2}c", r"(?:a|急)!|a?b*!"),
        (r"(?=急)x|(?<!急)\d|[a-z]+|[^あ]x", r"(?=急)x|(?<!急)\d|[a-z]+|[^あ]x", r"(?<!急)\d"),
        (r"急ぐ", None, r"急ぐ"),
        (r"[急-]ぐ?!|[x|y)]a", r"[急-]ぐ?!|[x|y)]a", r"[急-]ぐ?!"),
    ],
)  # fmt: skip
def test_alternatives_that_need_another_script_are_left_out(
    pattern: str, english: str | None, japanese: str | None
) -> None:
    for script, wanted in ((Script.NO_JAPANESE, english), (Script.NO_LATIN, japanese)):
        found = within(re.compile(pattern), script)
        assert (found.pattern if found is not None else None) == wanted
    assert within(re.compile(pattern), Script.MIXED) == re.compile(pattern)


@pytest.mark.parametrize("pattern", [r"(?P<one>a)|急", r"(a)\1|急", r"\u3042|急"])
def test_a_pattern_that_is_not_read_stays_whole(pattern: str) -> None:
    assert within(re.compile(pattern), Script.NO_JAPANESE) == re.compile(pattern)


def test_case_folding_patterns_stay_whole() -> None:
    pattern = re.compile("hurry|急いで", re.IGNORECASE)
    assert within(pattern, Script.NO_LATIN) is pattern


WORDS = "only left now hurry today 今日 だけ 残り 限定 あと 3 点 ! 、".split()  # noqa: SIM905


@given(st.lists(st.sampled_from(WORDS), max_size=9), st.sampled_from(["", " "]))
def test_a_family_hears_the_same_in_either_script(words: list[str], between: str) -> None:
    sentence = between.join(words)
    for family in (urgency.FAMILY, scarcity.FAMILY):
        whole = Family(
            tuple(type(one)(one.weight, one.pattern, one.besides) for one in family.cues),
            family.unless,
            family.innocent,
        )
        for one in whole.cues:
            one._made.update(dict.fromkeys(Script, one.pattern))
        assert hit_in(sentence, family) == hit_in(sentence, whole)


def test_concepts_of_which_one_cannot_stand_are_not_looked_for() -> None:
    sign = together(0.5, r"\d+", "残り")
    assert sign.written_in(Script.NO_JAPANESE) is None
    assert sign.stands_in("残り3")
    assert not cue(0.5, "残り").stands_in("3 left")
