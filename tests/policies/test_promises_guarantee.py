"""A guarantee needs a document, and certainty of success is never said."""

import pytest
from policy_reviews import Review

from kizashi.verdict import Severity
from policies.review import Facts


@pytest.mark.parametrize("text", ["窯は1年間の保証付きです。", "It comes with a 1-year warranty."])
def test_a_documented_guarantee_passes(review: Review, known: Facts, text: str) -> None:
    assert {f.severity for f in review("promises.guarantee", text, known)} == {Severity.NOTE}


@pytest.mark.parametrize(
    "text",
    [
        "10年間の保証付きです。",
        "必ず上達します。",
        "You will definitely succeed.",
        "Results guaranteed: we guarantee it.",
    ],
)
def test_any_other_certainty_is_held(review: Review, known: Facts, text: str) -> None:
    assert {f.severity for f in review("promises.guarantee", text, known)} == {Severity.HOLD}


@pytest.mark.parametrize(
    "text", ["効果を保証するものではありません。", "We can't guarantee the colour."]
)
def test_modesty_promises_nothing(review: Review, known: Facts, text: str) -> None:
    assert not review("promises.guarantee", text, known)
