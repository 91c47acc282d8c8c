"""Nobody is written to too often or too soon."""

from datetime import timedelta

from policy_reviews import Review
from unasked import AGREED, NOON_TOKYO

from policies.model import Policies


def test_too_many_or_too_soon_waits(review: Review, policies: Policies) -> None:
    limit = policies.contact.daily_limit
    assert review("contact.frequency", "x", AGREED.model_copy(update={"sent_today": limit}))
    an_hour_ago = NOON_TOKYO - timedelta(hours=1)
    yesterday = NOON_TOKYO - timedelta(days=1)
    soon = AGREED.model_copy(update={"last_sent_at": an_hour_ago})
    later = AGREED.model_copy(update={"last_sent_at": yesterday})
    assert review("contact.frequency", "x", soon)
    assert not review("contact.frequency", "x", later)


def test_a_clock_set_back_holds(review: Review) -> None:
    tomorrow = NOON_TOKYO + timedelta(days=1)
    assert review("contact.frequency", "x", AGREED.model_copy(update={"last_sent_at": tomorrow}))
