"""The customer is told that an AI answers."""

from policy_reviews import Review

from policies.model import Policies
from policies.review import Facts

UNTOLD = Facts(ai_disclosed=False)


def test_the_first_words_must_say_so(review: Review) -> None:
    assert review("honesty.disclosure", "こんにちは。", UNTOLD)
    assert not review("honesty.disclosure", "AIがお答えします。こんにちは。", UNTOLD)
    assert not review("honesty.disclosure", "こんにちは。", Facts(ai_disclosed=True))


def test_the_owner_may_tell_it_elsewhere(review: Review, policies: Policies) -> None:
    honesty = policies.honesty.model_copy(update={"disclose_ai": False})
    under = policies.model_copy(update={"honesty": honesty})
    assert not review("honesty.disclosure", "こんにちは。", UNTOLD, under=under)
