"""Nobody is written to in their own night."""

from policy_reviews import Review
from unasked import AGREED, NIGHT_TOKYO


def test_quiet_hours_are_those_of_the_persons_own_clock(review: Review) -> None:
    night = AGREED.model_copy(update={"now": NIGHT_TOKYO})
    in_london = night.model_copy(update={"time_zone": "Europe/London"})
    made_up = night.model_copy(update={"time_zone": "Mars/Olympus"})
    assert review("contact.quiet_hours", "x", night)
    assert not review("contact.quiet_hours", "x", in_london)
    assert review("contact.quiet_hours", "x", made_up)
    assert not review("contact.quiet_hours", "x", night.model_copy(update={"answering": True}))
