"""A message that nobody asked for needs a consent."""

from policy_reviews import Review
from unasked import AGREED

from kizashi.language import Bilingual, Language
from kizashi.step import Step, StepKind
from policies.review import Facts


def test_an_unasked_message_needs_a_consent(review: Review) -> None:
    assert review("consent.missing", "お元気ですか", Facts(answering=False))
    assert not review("consent.missing", "お元気ですか", AGREED)
    assert not review("consent.missing", "はい、あります", Facts())


def test_a_reminder_is_unasked(review: Review) -> None:
    step = Step(
        kind=StepKind.REMIND, text="x", language=Language.JA, reason=Bilingual(ja="", en="")
    )
    assert review("consent.missing", "その後いかがですか", Facts(), step=step)


def test_to_wait_reaches_nobody(review: Review) -> None:
    step = Step(kind=StepKind.WAIT, text="", language=Language.JA, reason=Bilingual(ja="", en=""))
    assert not review("consent.missing", "", Facts(answering=False), step=step)
