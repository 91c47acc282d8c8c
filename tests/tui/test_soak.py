"""A busy day in short: thousands of people, a stream of events, keys, and nothing missed.

How quickly keys are answered is measured by `python -m bench.coach_soak`, never asserted here.
"""

import pytest

from bench.coach_soak import soak

pytestmark = pytest.mark.slow


async def test_no_event_is_missed_while_keys_are_pressed() -> None:
    figures = await soak(conversations=2_000, per_second=50.0, seconds=15.0)
    assert figures["missed"] == 0
    assert figures["events"] >= 50 * 5
    assert figures["keys"] > 0
