"""Weak signs in one sentence weigh together."""

import pytest

from policies.cues import Family, cue, hit_in, hits
from policies.view import view_of

FAMILY = Family((cue(0.4, "wait"), cue(0.4, "gone")))


def test_weak_signs_are_joined_by_noisy_or() -> None:
    found = hit_in("wait and it is gone", FAMILY)
    assert found is not None
    assert found.score == pytest.approx(1 - 0.6 * 0.6)


def test_one_weak_sign_does_not_reach_the_limit() -> None:
    assert not list(hits(view_of("Please wait. It is gone."), FAMILY, 0.5))


def test_innocent_words_are_struck_out_and_exempt_sentences_left_alone() -> None:
    import re

    struck = Family(FAMILY.cues, innocent=re.compile("wait here"))
    exempt = Family(FAMILY.cues, unless=re.compile("lunch"))
    found = hit_in("wait here, gone", struck)
    assert found is not None
    assert found.score == pytest.approx(0.4)
    assert hit_in("wait, gone for lunch", exempt) is None
