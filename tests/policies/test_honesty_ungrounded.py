"""What a language model could not show is held, and only that."""

import pytest
from policy_reviews import Review

from kizashi.language import Bilingual, Language
from kizashi.step import Step, StepKind
from kizashi.verdict import Severity


def saying(ungrounded: str | None) -> Step:
    return Step(
        kind=StepKind.SAY,
        text="We open at nine.",
        language=Language.EN,
        reason=Bilingual(ja="", en=""),
        ungrounded=ungrounded,
    )


def test_what_nothing_supports_is_held_and_named(review: Review) -> None:
    (finding,) = review("honesty.ungrounded", "We open at nine.", step=saying("a refund"))
    assert finding.severity is Severity.HOLD
    assert "a refund" in finding.explanation.en


@pytest.mark.parametrize("ungrounded", [None, ""])
def test_a_step_that_kept_to_what_is_known_passes(review: Review, ungrounded: str | None) -> None:
    assert not review("honesty.ungrounded", "We open at nine.", step=saying(ungrounded))
